# %% Rosenbrock's banana, seen by Adam and AdamW
import torch

x0, y0 = -1.5, 2.0


def rosenbrock(p):
    x, y = p[0], p[1]
    return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2


def run(make, steps=40, dtype=torch.float64):
    p = torch.tensor([x0, y0], dtype=dtype, requires_grad=True)
    opt = make([p])
    for _ in range(steps):
        opt.zero_grad()
        loss = rosenbrock(p)
        loss.backward()
        opt.step()
    return p, loss, opt


recipes = {
    "Adam": lambda ps: torch.optim.Adam(ps, lr=0.05),
    "Adam, short memory": lambda ps: torch.optim.Adam(ps, lr=0.05, betas=(0.5, 0.9)),
    "Adam, large eps": lambda ps: torch.optim.Adam(ps, lr=0.05, eps=1e-2),
    "Adam, L2": lambda ps: torch.optim.Adam(ps, lr=0.05, weight_decay=0.1),
    "AMSGrad": lambda ps: torch.optim.Adam(ps, lr=0.05, amsgrad=True),
    "AdamW": lambda ps: torch.optim.AdamW(ps, lr=0.05),
    "AdamW, strong decay": lambda ps: torch.optim.AdamW(ps, lr=0.05, weight_decay=0.5),
    "AdamW, AMSGrad": lambda ps: torch.optim.AdamW(ps, lr=0.05, weight_decay=0.2, amsgrad=True),
    "Adam, decoupled": lambda ps: torch.optim.Adam(ps, lr=0.05, weight_decay=0.5, decoupled_weight_decay=True),
}
for name, make in recipes.items():
    p, loss, opt = run(make)
    print(f"{name:20} {p[0].item():.12f} {p[1].item():.12f} loss {loss.item():.9f}")

# %% Single precision keeps the same rule with fewer digits
for name in ("Adam", "AMSGrad", "AdamW"):
    p, loss, opt = run(recipes[name], steps=25, dtype=torch.float32)
    print(name, p.tolist(), loss.item())

# %% The state: a step count and two running means (three with AMSGrad)
p, loss, opt = run(recipes["AMSGrad"], steps=3)
for key, value in opt.state[p].items():
    print(f"{key:15} {value}")
print(opt.state[p]["step"].dtype)

# %% Decoupled decay is the same thing under two names
a, _, _ = run(recipes["AdamW, strong decay"])
b, _, _ = run(recipes["Adam, decoupled"])
print(torch.equal(a, b))
print(isinstance(torch.optim.AdamW([a.detach().requires_grad_()]), torch.optim.Adam))

# %% Climbing
p = torch.tensor([0.3, -0.4, 0.5], requires_grad=True)
opt = torch.optim.AdamW([p], lr=0.1, maximize=True)
for _ in range(6):
    opt.zero_grad()
    height = -(p - torch.tensor([1.0, 2.0, 3.0])).pow(2).sum()
    height.backward()
    opt.step()
print(p, height)

# %% What it says about itself
print(torch.optim.Adam([p]))
print(torch.optim.AdamW([p], lr=2e-3, amsgrad=True))
print(torch.optim.Adam([p], lr=1e-2).defaults)

# %% The first step has the length of the learning rate, whatever the gradient
for factor in (1e-3, 1.0, 1e3):
    q = torch.tensor([1.0], requires_grad=True)
    opt = torch.optim.Adam([q], lr=0.1)
    (factor * q).sum().backward()
    opt.step()
    print(factor, q.item())

# %% A parameter that gets no gradient stays, and has no state
used = torch.tensor([1.0], requires_grad=True)
idle = torch.tensor([1.0], requires_grad=True)
opt = torch.optim.Adam([used, idle])
(used * 2).backward()
opt.step()
print(used, idle, len(opt.state), idle in opt.state)
opt.state_dict()
