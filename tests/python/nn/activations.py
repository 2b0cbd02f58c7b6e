"""Activations and dropout: what their modules print, compute, draw and refuse."""
import inspect

import torch
from torch import nn
from torch.nn import functional as F

MODULES = [
    nn.LogSigmoid(), nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.SiLU(True), nn.Mish(), nn.Softplus(), nn.Softplus(2, 5.0),
    nn.LeakyReLU(), nn.LeakyReLU(0.2, inplace=True), nn.ELU(), nn.ELU(0.5, True), nn.SELU(), nn.CELU(0.7), nn.Hardtanh(),
    nn.Hardtanh(-2, 0.5, True), nn.ReLU6(), nn.Hardsigmoid(), nn.Hardswish(), nn.Softsign(), nn.Tanhshrink(), nn.Softmin(1),
    nn.PReLU(), nn.PReLU(3, 0.1), nn.Dropout(), nn.Dropout(0.25, True),
]
for module in MODULES:
    print(module, type(module).__module__, getattr(type(module), "__constants__", None))
for cls in (nn.GELU, nn.SiLU, nn.Softplus, nn.LeakyReLU, nn.ELU, nn.CELU, nn.ReLU6, nn.PReLU, nn.Dropout, nn.Softmin):
    print(cls.__name__, inspect.signature(cls))

x = torch.tensor([[-4.0, -1.0, -0.25], [0.0, 0.5, 7.0]], requires_grad=True)
for module in MODULES[:-2]:
    if getattr(module, "inplace", False):
        y = module(x.clone())
    else:
        y = module(x)
    print(module, "" if getattr(module, "inplace", False) else y.grad_fn.name(), [round(v, 4) + 0.0 for v in y.flatten().tolist()])
    g, = torch.autograd.grad(y.sum(), x)
    print("   ", [round(v, 4) + 0.0 for v in g.flatten().tolist()])
print(F.hardtanh(x), F.relu6(x), F.leaky_relu(x, 0.5), F.softsign(x), sep="\n")
print(F.leaky_relu_(torch.tensor([-2.0, 3.0])), F.elu_(torch.tensor([0.0, 3.0])))

print(dict(nn.PReLU(3, 0.1).named_parameters()))
layer = nn.PReLU(3)
layer(x).sum().backward()
print(layer.weight.grad, list(layer.state_dict()))

torch.manual_seed(0)
drop = nn.Dropout(0.4)
ones = torch.ones(3, 5, requires_grad=True)
y = drop(ones)
print(y, torch.rand(1))
y.sum().backward()
print(ones.grad, drop.eval()(ones) is ones, drop.training)
print(F.dropout(torch.ones(4, dtype=torch.float64), 0.75), F.dropout(torch.ones(3), training=False), F.dropout(torch.ones(3), 1.0))
z = torch.ones(6)
print(F.dropout(z, 0.5, inplace=True) is z, z)

for wrong in (lambda: nn.Dropout(1.5), lambda: F.dropout(torch.ones(2), -1), lambda: F.gelu(torch.ones(2), approximate="sin"),
              lambda: F.elu(torch.tensor([1, 2])), lambda: F.silu(torch.tensor([1])), lambda: F.hardtanh(torch.ones(1), 2, 1),
              lambda: F.prelu(torch.ones(2, 3), torch.ones(2)), lambda: F.celu(torch.ones(1), 0.0)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
for dtype in (torch.float16, torch.bfloat16):
    for p in (0.3, 0.35, 0.7):
        torch.manual_seed(5)
        print(F.dropout(torch.ones(6, dtype=dtype), p))
print(F.dropout(torch.linspace(0, 1, 24).reshape(4, 6).t()[::2], 0.3))
