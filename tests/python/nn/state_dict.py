"""state_dict and load_state_dict, with what they refuse."""
import torch
from torch import nn


def attempt(f):
    try:
        print("ok", f())
    except Exception as e:
        print(type(e).__name__, e)


torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
for name, value in net.state_dict().items():
    print(name, value, type(value).__name__, value.requires_grad)
print(type(net.state_dict()).__name__, list(net.state_dict(prefix="x.")))
print(net.state_dict(keep_vars=True)["0.weight"] is net[0].weight, dict(net.state_dict()._metadata))
other = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
print(other.load_state_dict(net.state_dict()), torch.equal(other[0].weight, net[0].weight))
net.state_dict()["0.bias"].zero_()
print(net[0].bias)
linear = nn.Linear(2, 1)
attempt(lambda: linear.load_state_dict({"weight": torch.ones(1, 2)}))
attempt(lambda: linear.load_state_dict({"weight": torch.ones(1, 3), "bias": torch.ones(1)}))
attempt(lambda: linear.load_state_dict({"weight": torch.ones(1, 2), "bias": torch.ones(1), "x": 1}))
attempt(lambda: linear.load_state_dict({"weight": torch.ones(3), "y.z": 2, "x": torch.ones(1)}))
attempt(lambda: linear.load_state_dict({"weight": 3, "bias": torch.ones(1)}))
attempt(lambda: linear.load_state_dict(3))
attempt(lambda: net.load_state_dict({"0.weight": torch.ones(2, 2), "1.foo": torch.ones(1), "7.a": 1}))
print(linear.load_state_dict({"x": torch.ones(1), "bias": torch.ones(1)}, strict=False), linear.bias)
value = torch.full((1,), 7.0)
linear.load_state_dict({"bias": value}, strict=False, assign=True)
value.zero_()
print(linear.bias)
linear.load_state_dict({"weight": torch.ones(1, 2, dtype=torch.float64), "bias": torch.tensor([2])})
print(linear.weight, linear.bias)


class WithExtra(nn.Module):
    def __init__(self):
        super().__init__()
        self.s = nn.Parameter(torch.tensor(1.0))
        self.register_buffer("b", torch.arange(2))
        self.extra = 3

    def get_extra_state(self):
        return self.extra

    def set_extra_state(self, state):
        self.extra = state


m = WithExtra()
print(m.state_dict())
m.load_state_dict({"s": torch.tensor([2.0]), "b": torch.tensor([5, 6]), "_extra_state": 4})
print(m.s, m.b, m.extra)
attempt(lambda: m.load_state_dict({"s": torch.tensor(2.0), "b": torch.tensor([5, 6])}))
attempt(lambda: linear.load_state_dict({**linear.state_dict(), "_extra_state": 1}))
