"""Sequential, ModuleList, ModuleDict, ParameterList, ParameterDict."""
import torch
from torch import nn


def attempt(f):
    try:
        print("ok", f())
    except Exception as e:
        print(type(e).__name__, e)


s = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
print(len(s), s[0], s[-1], s[1:], [type(m).__name__ for m in s])
s[1] = nn.Tanh()
s.append(nn.Sigmoid()).insert(0, nn.Identity())
print(s)
del s[0]
print(s, s.pop(1), s)
print(nn.Sequential(nn.ReLU()) + nn.Sequential(nn.Tanh()), nn.Sequential(nn.ReLU()) * 2)
s.extend([nn.ReLU()])
print(s)
attempt(lambda: s[9])
attempt(lambda: s["a"])
attempt(lambda: nn.Sequential(1))
attempt(lambda: s.append(3))
attempt(lambda: s * 0)
attempt(lambda: s + 3)
attempt(lambda: s * 1.5)
attempt(lambda: s.insert(0, 3))
attempt(lambda: s.insert(99, nn.ReLU()))
attempt(lambda: nn.Sequential()(torch.ones(1)))

m = nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 1), nn.ReLU()])
m.append(nn.ReLU())
m.extend([nn.Tanh()])
m += [nn.Tanh()]
m.insert(1, nn.Sequential(nn.ReLU(), nn.ReLU()))
print(m, len(m), m[1:3], m[-1])
del m[1]
print(m, m + [nn.ReLU()], [n for n, _ in m.named_parameters()])
attempt(lambda: m(1))
attempt(lambda: nn.ModuleList(5))
attempt(lambda: nn.ModuleList([1]))
attempt(lambda: nn.ModuleList()[0])

d = nn.ModuleDict({"a": nn.ReLU(), "b": nn.Linear(1, 1)})
d["c"] = nn.Tanh()
d.update([("e", nn.Sigmoid())])
print(d, list(d), "a" in d, len(d), d.pop("a"), list(d.keys()), [n for n, _ in d.items()])
attempt(lambda: d["zz"])
attempt(lambda: nn.ModuleDict({"a": 1}))
attempt(lambda: nn.ModuleDict(3))
attempt(lambda: nn.ModuleDict([3]))
attempt(lambda: nn.ModuleDict([(1, 2, 3)]))

p = nn.ParameterList([nn.Parameter(torch.ones(2)), torch.zeros(2, 3, dtype=torch.float64)])
p.append(nn.Parameter(torch.tensor(1.0)))
print(p, len(p), len(list(p.parameters())), p[0], p[-1], [n for n, _ in p.named_parameters()])
attempt(lambda: p[5])
q = nn.ParameterDict({"w": torch.ones(2), "k": 3})
print(q, list(q), q["w"], [n for n, _ in q.named_parameters()], q.pop("k"), len(q))
attempt(lambda: q["zz"])
attempt(lambda: q[3])


class Many(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(2, 2) for _ in range(3))
        self.heads = nn.ModuleDict({"x": nn.Linear(2, 1)})
        self.scales = nn.ParameterList(torch.ones(1) for _ in range(2))


print(Many(), [n for n, _ in Many().named_parameters()])
