# %% Parameter groups: one optimizer, several learning rates
import torch
from torch import nn, optim

a = torch.tensor([1.0, 2.0], requires_grad=True)
b = torch.tensor([[0.5, -0.5]], requires_grad=True)
opt = optim.SGD(
    [
        {"params": [a]},
        {"params": [b], "lr": 0.01, "momentum": 0.9},
    ],
    lr=0.1,
)
print(opt)
for group in opt.param_groups:
    print(group["lr"], group["momentum"], [tuple(p.shape) for p in group["params"]])


def loss():
    return (a ** 2).sum() + (b ** 2 * b ** 2).sum() + (a * b).sum()


# %% Changing a group inside the loop takes effect at the next step
for step in range(8):
    opt.zero_grad()
    value = loss()
    value.backward()
    opt.step()
    if step == 3:
        for group in opt.param_groups:
            group["lr"] *= 0.5
    if step == 5:
        opt.param_groups[1]["weight_decay"] = 0.1
        opt.param_groups[0]["momentum"] = 0.5
    print(step, value.item(), a.tolist(), b.tolist())

# %% A group can join later
c = torch.tensor(3.0, requires_grad=True)
opt.add_param_group({"params": c, "lr": 1.0, "nesterov": True, "momentum": 0.3, "dampening": 0})
print(len(opt.param_groups), opt.param_groups[2]["lr"], opt.param_groups[2]["weight_decay"])
opt.zero_grad()
(loss() + c ** 2 / 8).backward()
opt.step()
print(a.tolist(), b.tolist(), c.item())

# %% Saving and loading: two runs meet in the same digits
def fresh():
    p = torch.tensor([0.7, -1.3, 2.2], requires_grad=True)
    return p, optim.Adam([p], lr=0.05, amsgrad=True)


def advance(p, o, steps):
    for _ in range(steps):
        o.zero_grad()
        ((p - 1) ** 2 * p ** 2).sum().backward()
        o.step()


straight, one = fresh()
advance(straight, one, 20)

p, first = fresh()
advance(p, first, 10)
saved = first.state_dict()
print(saved["state"].keys(), saved["param_groups"][0]["params"])
print(saved)

q, second = fresh()
with torch.no_grad():
    q.copy_(p)
second.load_state_dict(saved)
advance(q, second, 10)
print(torch.equal(straight, q), q.tolist())
print(second.state[q]["step"], p.tolist())

# %% The loaded options replace the given ones
r = torch.tensor([1.0, 1.0, 1.0], requires_grad=True)
third = optim.Adam([r], lr=123.0)
third.load_state_dict(saved)
print(third.param_groups[0]["lr"], third.param_groups[0]["amsgrad"])

# %% Weight decay for weights, none for biases
torch.manual_seed(3)
model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
decay = [p for n, p in model.named_parameters() if n.endswith("weight")]
rest = [p for n, p in model.named_parameters() if not n.endswith("weight")]
opt = optim.AdamW([{"params": decay, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0}], lr=1e-2)
print([len(g["params"]) for g in opt.param_groups], [g["weight_decay"] for g in opt.param_groups])

# %% Named parameters leave their names in the group
named = optim.SGD(model.named_parameters(), lr=0.1)
print(named.param_groups[0]["param_names"])
print(named.state_dict()["param_groups"][0])

# %% What goes wrong says so
for make in (
    lambda: opt.add_param_group({"params": decay}),
    lambda: opt.load_state_dict(saved),
    lambda: opt.add_param_group([a]),
):
    try:
        make()
    except Exception as error:
        print(type(error).__name__, "|", error)
