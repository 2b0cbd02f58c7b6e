"""The built-in optimizers: what they print, check and keep, and how they train. Digits that pass through
a square root are printed short: PyTorch's own differ by machine."""
import copy
import inspect
import pickle

import torch
from torch import nn, optim


def attempt(f):
    try:
        print("ok", f())
    except Exception as e:
        print(type(e).__name__, e)


def one(value=1.0, dtype=torch.float64):
    return torch.tensor([value, -2.0], dtype=dtype, requires_grad=True)


def short(values):
    return [f"{v:.9g}" for v in values]


NAMES = ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad")
for name in NAMES:
    cls = getattr(optim, name)
    p = one()
    o = cls([p])
    print(o)
    print(o.defaults, o.state_dict(), cls.__name__, cls)
    parameters = [(n, q.default, q.kind.name) for n, q in inspect.signature(cls.__init__).parameters.items()]
    print(parameters)

OPTIONS = {
    "SGD": [{}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}, {"momentum": 0.9, "dampening": 0.5},
            {"weight_decay": 0.1}, {"maximize": True}, {"lr": torch.tensor(0.05)}],
    "Adam": [{}, {"betas": (0.5, 0.9), "eps": 1e-3}, {"amsgrad": True}, {"weight_decay": 0.1}, {"maximize": True},
             {"decoupled_weight_decay": True, "weight_decay": 0.1}],
    "AdamW": [{}, {"weight_decay": 0.3, "amsgrad": True}, {"maximize": True}],
    "RMSprop": [{}, {"centered": True}, {"momentum": 0.5}, {"alpha": 0.5, "weight_decay": 0.1},
                {"centered": True, "momentum": 0.9, "maximize": True}],
    "Adagrad": [{}, {"lr_decay": 0.1}, {"initial_accumulator_value": 0.5}, {"weight_decay": 0.1, "maximize": True}],
}
for name, cases in OPTIONS.items():
    for options in cases:
        p = one()
        o = getattr(optim, name)([p], **{"lr": 0.1, **options})
        for _ in range(5):
            o.zero_grad()
            (p**2).sum().backward()
            o.step()
        state = {k: short(v.reshape(-1).tolist()) for k, v in o.state[p].items() if v is not None} if o.state[p] else {}
        print(name, options, short(p.tolist()), state)

a, b = one(), one(3.0, torch.float32)
o = optim.SGD([{"params": [a]}, {"params": b, "lr": 0.5, "momentum": 0.5}], lr=0.1)
for step in range(4):
    o.zero_grad()
    ((a**2).sum() + (b**2).sum()).backward()
    o.step()
    o.param_groups[0]["lr"] *= 0.5
print(short(a.tolist()), short(b.tolist()), [g["lr"] for g in o.param_groups], len(o.state))
saved = copy.deepcopy(o.state_dict())
print(saved)
fresh = optim.SGD([{"params": [one()]}, {"params": one(3.0, torch.float32)}], lr=9)
fresh.load_state_dict(saved)
print(fresh.state_dict(), fresh)
old = {"state": {0: {"step": 3, "exp_avg": torch.ones(2), "exp_avg_sq": torch.ones(2)}},
       "param_groups": [{"lr": 0.1, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0, "params": [0]}]}
o = optim.Adam([one()])
o.load_state_dict(old)
print(o.state_dict())

p = one()
o = optim.SGD([p], lr=0.1)


def closure():
    o.zero_grad()
    loss = (p**2).sum()
    loss.backward()
    return loss


print(o.step(closure), p, o.step(), torch.is_grad_enabled())
with torch.no_grad():
    print(o.step(closure))
q = one()
o = optim.Adam([p, q])
p.grad = torch.ones(2, dtype=torch.float64)
q.grad = None
o.step()
print(len(o.state), o.state_dict()["state"][0]["step"])

for cls in (optim.SGD, optim.Adam, optim.AdamW, optim.RMSprop, optim.Adagrad):
    attempt(lambda: cls([one()], lr=-0.1))
    attempt(lambda: cls([one()], weight_decay=-1))
    attempt(lambda: cls([one()], foo=1))
    attempt(lambda: cls([]))
    attempt(lambda: cls(one()))
    attempt(lambda: cls([one()], lr=torch.tensor([1.0, 2.0])))
attempt(lambda: optim.SGD([one()], momentum=-1))
attempt(lambda: optim.SGD([one()], nesterov=True))
attempt(lambda: optim.Adam([one()], betas=(1.0, 0.9)))
attempt(lambda: optim.Adam([one()], betas=(0.9, -1.0)))
attempt(lambda: optim.Adam([one()], betas=(0, 0.9)))
attempt(lambda: optim.Adam([one()], eps=-1))
attempt(lambda: optim.RMSprop([one()], alpha=-1))
attempt(lambda: optim.RMSprop([one()], momentum=-1))
attempt(lambda: optim.RMSprop([one()], eps=-1))
attempt(lambda: optim.Adagrad([one()], lr_decay=-1))
attempt(lambda: optim.Adagrad([one()], initial_accumulator_value=-1))
attempt(lambda: optim.Adagrad([one()], eps=-1))
attempt(lambda: optim.SGD())
attempt(lambda: optim.Foo)


class Clipped(optim.SGD):
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                p.grad.clamp_(-1, 1)
        return super().step(closure)


p = one(5.0)
o = Clipped([p], lr=0.1)
(p**2).sum().backward()
o.step()
print(p, o)

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).double()
o = optim.Adam(net.parameters(), lr=0.05)
x = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]], dtype=torch.float64)
y = torch.tensor([[0.0], [1], [1], [0]], dtype=torch.float64)
for _ in range(200):
    o.zero_grad()
    loss = nn.functional.mse_loss(net(x), y)
    loss.backward()
    o.step()
print(f"{loss.item():.6f}", [f"{v:.4f}" for v in net(x).flatten().tolist()])
twin_net, twin = copy.deepcopy((net, o))
print([p1 is p2 for p1, p2 in zip(twin_net.parameters(), twin.param_groups[0]["params"])], len(twin.state))
again = pickle.loads(pickle.dumps(net))
print(torch.equal(again[0].weight, net[0].weight), again)
named = optim.SGD(net.named_parameters(), lr=0.1)
print(named, list(named.state_dict()["param_groups"][0]))
