"""Backward hooks of modules: what they are given, what they may change, and when."""
import warnings

import torch
from torch import nn

torch.manual_seed(0)


def show(module, grad_input, grad_output):
    print(type(module).__name__, grad_input, grad_output)


def pre(module, grad_output):
    print("pre", type(module).__name__, [tuple(g.shape) for g in grad_output])


model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
handles = [m.register_full_backward_hook(show) for m in model]
handles.append(model[2].register_full_backward_pre_hook(pre))
x = torch.tensor([[1.0, -0.5], [0.25, 2.0]])
out = model(x)
print(out, out.grad_fn.name())
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    out.sum().backward()
print([str(w.message)[:70] for w in seen])
print(model[0].weight.grad, model[2].bias.grad)

print("with an input that needs a gradient")
x.requires_grad_()
model(x).pow(2).sum().backward()
print(x.grad)
for handle in handles:
    handle.remove()
print(model(x).grad_fn.name())

print("changed on the way")
layer = nn.Linear(2, 2)
layer.register_full_backward_hook(lambda m, gi, go: (gi[0] * 10,))
layer.register_full_backward_pre_hook(lambda m, go: (go[0] * 0.5,))
x.grad = None
layer(x).sum().backward()
print(x.grad, layer.bias.grad)


class Two(nn.Module):
    def forward(self, a, factor, b):
        return a * factor + b, a - b


two = Two()
order = []
two.register_full_backward_hook(lambda m, gi, go: print("first", gi, go))
two.register_full_backward_hook(lambda m, gi, go: print("before it"), prepend=True)
a, b = torch.ones(2, requires_grad=True), torch.full((2,), 3.0)
u, v = two(a, 2.0, b)
print(u, v)
(u.sum() + 3 * v.sum()).backward()
print(a.grad)
u, v = two(a, 2.0, b)
u.sum().backward()

for bad in (lambda m, gi, go: gi + gi, lambda m, go: go + go):
    layer = nn.Linear(2, 2)
    if bad.__code__.co_argcount == 3:
        layer.register_full_backward_hook(bad)
    else:
        layer.register_full_backward_pre_hook(bad)
    try:
        layer(x).sum().backward()
    except RuntimeError as error:
        print(error)
with torch.no_grad():
    print(two(a, 2.0, b))
