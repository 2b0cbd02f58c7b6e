"""Registration, traversal, attributes, conversion, hooks and printing of modules."""
import copy
from collections import OrderedDict

import torch
from torch import nn


def attempt(f):
    try:
        print("ok", f())
    except Exception as e:
        print(type(e).__name__, e)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 3)
        self.b = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 1, bias=False))
        self.shared = self.a
        self.scale = nn.Parameter(torch.ones(2, 2))
        self.register_buffer("mean", torch.zeros(2))
        self.register_buffer("temp", torch.ones(1), persistent=False)
        self.register_parameter("nothing", None)
        self.plain = 5

    def forward(self, x):
        return self.b(self.a(x @ self.scale))


torch.manual_seed(3)
net = Net()
print(net)
print([n for n, _ in net.named_parameters()], len(list(net.parameters())))
print([n for n, _ in net.named_parameters(remove_duplicate=False)])
print([n for n, _ in net.named_parameters(prefix="p", recurse=False)])
print([(n, b.shape) for n, b in net.named_buffers()], len(list(net.buffers())))
print([n for n, _ in net.named_modules()], len(list(net.modules())))
print([n for n, _ in net.named_children()], len(list(net.children())))
print(list(net.state_dict()), [k for k in dir(net) if k in ("a", "scale", "mean", "nothing", "plain")])
print(net.get_submodule("b.0"), net.get_parameter("b.0.weight").shape, net.get_buffer("mean"))
attempt(lambda: net.get_submodule("b.9"))
attempt(lambda: net.get_parameter("b.0.foo"))
attempt(lambda: net.get_parameter("mean"))
attempt(lambda: net.get_buffer("scale"))
attempt(lambda: net.get_submodule("scale"))
print(net.training, net.eval().training, net.b[1].training, net.train().b[1].training)
attempt(lambda: net.train(1))
attempt(lambda: net.foo)
attempt(lambda: delattr(net, "foo"))
attempt(lambda: setattr(net, "scale", torch.ones(1)))
attempt(lambda: setattr(net, "a", torch.ones(1)))
attempt(lambda: setattr(net, "mean", 3))
attempt(lambda: net.register_parameter("x.y", None))
attempt(lambda: net.register_parameter("", None))
attempt(lambda: net.register_parameter(3, None))
attempt(lambda: net.register_parameter("plain", None))
attempt(lambda: net.register_parameter("w", torch.ones(1)))
attempt(lambda: net.register_parameter("w", 3))
attempt(lambda: net.register_buffer("x.y", None))
attempt(lambda: net.register_buffer("", None))
attempt(lambda: net.register_buffer("plain", None))
attempt(lambda: net.register_buffer("w", 3))
attempt(lambda: net.register_buffer(3, None))
attempt(lambda: net.add_module("plain", nn.ReLU()))
attempt(lambda: net.add_module("x.y", nn.ReLU()))
attempt(lambda: net.add_module("", nn.ReLU()))
attempt(lambda: net.add_module("m", 3))
attempt(lambda: net.add_module(3, nn.ReLU()))
attempt(lambda: nn.Module(1))
attempt(lambda: nn.Module(a=1))
attempt(lambda: nn.Module()(1))


class Late(nn.Module):
    def __init__(self):
        self.p = nn.Parameter(torch.ones(1))


class LateModule(nn.Module):
    def __init__(self):
        self.m = nn.ReLU()


class LateBuffer(nn.Module):
    def __init__(self):
        self.register_buffer("b", None)


for late in (Late, LateModule, LateBuffer):
    attempt(late)

del net.scale, net.mean
print(list(net.state_dict()), "mean" in dict(net.named_buffers()))
net = Net()
net.nothing = nn.Parameter(torch.zeros(1))
net.mean = None
net.plain = nn.ReLU()
print(net, list(net.state_dict()))

print([p.requires_grad for p in net.requires_grad_(False).parameters()][:2])
net.requires_grad_(True)
out = net(torch.ones(4, 2))
print(out.shape, out.requires_grad)
out.sum().backward()
print(net.scale.grad.shape, net.nothing.grad)
net.zero_grad(set_to_none=False)
print(net.scale.grad)
net.zero_grad()
print(net.scale.grad)
weight = net.a.weight
net.double()
print(net.a.weight is weight, weight.dtype, net.temp.dtype, net.to(torch.float32) is net, weight.dtype)
print(net.to("cpu", torch.float64).a.bias.dtype, net.float().a.bias.dtype)
attempt(lambda: net.to(torch.int64))
names = []
net.apply(lambda m: names.append(type(m).__name__))
print(names)

twin = copy.deepcopy(net)
print(twin.a is twin.shared, twin.a.weight is net.a.weight, torch.equal(twin.a.weight, net.a.weight))
with torch.no_grad():
    twin.a.weight.zero_()
print(bool((net.a.weight == 0).all()), type(twin.a.weight).__name__, twin.a.weight.requires_grad)

layer = nn.Linear(1, 1)
with torch.no_grad():
    layer.weight.fill_(2.0)
    layer.bias.fill_(1.0)
x = torch.tensor([[3.0]])
pre = layer.register_forward_pre_hook(lambda m, a: (a[0] * 10,))
post = layer.register_forward_hook(lambda m, a, o: o + 100)
seen = layer.register_forward_hook(lambda m, a, k, o: print("saw", a, k), with_kwargs=True)
print(layer(x))
pre.remove()
print(layer(x))
post.remove()
seen.remove()
print(layer(x), len(layer._forward_hooks))
layer.register_forward_pre_hook(lambda m, a, k: 3, with_kwargs=True)
attempt(lambda: layer(x))


class Shown(nn.Module):
    def __init__(self, inner=None):
        super().__init__()
        self.inner = inner

    def extra_repr(self):
        return "one=1\ntwo=2"


print(Shown(), Shown(Shown(nn.Linear(1, 1))), nn.Sequential(Shown()))
print(nn.Sequential(OrderedDict(fc=nn.Linear(1, 2), act=nn.Tanh())))
print(nn.Linear(1, 1).forward, nn.Module.parameters.__qualname__)
print(isinstance(nn.Parameter(torch.ones(1)), torch.Tensor), type(layer.weight))
print(nn.Linear.__module__, nn.Module.__module__, nn.MSELoss.__module__)
