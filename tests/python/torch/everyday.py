"""Small calls of every day: NumPy's names for arguments, bounds that are tensors, grids, parts, conversions."""
import warnings

import torch
from torch import nn

a = torch.tensor([[3.0, -1.0, 2.0], [0.5, 4.0, -2.5]])
w = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
whole = torch.tensor([7, -7, 5])
x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0, 5.0])
low, high = torch.tensor([-0.5, 0.0, 1.0]), torch.tensor([2.0, 3.0, 1.5])


def shrink(gradient):
    return gradient.sum()


def hooked(hook):
    v = w * 2
    v.register_hook(hook)
    return torch.autograd.grad(v.sum(), w)


class Marked(torch.Tensor):
    pass


RESULTS = """
a.sum(axis=0, keepdims=True); a.mean(axis=(0, 1), keepdims=True); a.max(axis=1, keepdims=True); torch.min(a, axis=0, keepdims=True)
a.argmax(axis=1, keepdims=True); a.std(axis=0); a.var(axis=1, keepdims=True); torch.std(a, axis=1, keepdims=True); a.all(axis=0); a.any(axis=1, keepdims=True)
torch.prod(a, dim=1, keepdims=True); torch.tensor(1.5).std(0); torch.tensor(1.5).var(dim=0, correction=0)
torch.round(torch.tensor([1.2345, -2.355, 15.5]), decimals=2); torch.tensor([1234.5]).round(decimals=-2); torch.tensor([0.5, 1.5]).round()
torch.div(whole, 2, rounding_mode='floor'); torch.div(whole, 2, rounding_mode='trunc'); torch.div(a, 2, rounding_mode='floor'); a.div(-2, rounding_mode='trunc')
torch.div(whole, torch.tensor(2)); torch.divide(a, 2, rounding_mode='floor'); torch.div(whole, whole + 1, rounding_mode='trunc')
torch.clamp(a, min=low); a.clamp(max=high); a.clamp(low, high); torch.clip(a, low, high); a.clip(min=torch.tensor(0.0)); torch.clamp(whole, -5, 6)
torch.meshgrid(x, y, indexing='xy'); torch.meshgrid(x, y, indexing='ij'); torch.meshgrid(x, y); torch.meshgrid([x, y, x], indexing='xy')[2].shape
a.narrow(1, 1, 2); a.narrow(1, -2, 2); torch.narrow(a, 0, torch.tensor(1), 1); a.narrow(0, 2, 0)
torch.masked_select(a, a > 0); a.masked_select(torch.tensor([True, False, True])); x.masked_select(torch.tensor([[True], [False]]))
torch.pow(torch.tensor(2), torch.tensor(0.5, dtype=torch.float64)).dtype; torch.pow(torch.tensor(2.0), torch.tensor(3)); torch.pow(2, x); torch.pow(x, 2)
torch.scalar_tensor(2); torch.scalar_tensor(2, dtype=torch.int64); torch.scalar_tensor(True)
a.as_subclass(Marked); torch.ones(3).as_subclass(Marked); nn.Parameter(torch.ones(1))
a[range(2), [0, 2]]; a[range(1)]; a[:, range(2)]; torch.linspace(0, 1, 3)[range(0, 3, 2)]
torch.allclose(a, a + 1e-9); torch.isclose(x, x + 1); torch.equal(x, x); torch.outer(x, y)
(w * 2).detach_(); (w * 2).detach_().requires_grad; (w * 2).detach_().is_leaf; (w * 2).detach_() * w; torch.ones(2, requires_grad=True).detach_().requires_grad
float(torch.tensor(1.5, requires_grad=True)); float(torch.tensor(1.5, requires_grad=True)); int(torch.tensor(2.5, requires_grad=True)); '%.1f' % w[0]
w.mul(2).grad; nn.Linear(3, 2)(torch.ones(3)).grad_fn.name(); nn.Linear(3, 2, bias=False)(torch.ones(2, 3)).grad_fn.name()
torch.tensor([[-1.0, -2.0]]) @ torch.zeros(2, 3); torch.mv(-torch.ones(3, 5), torch.zeros(5)); -torch.ones(9, 20) @ torch.zeros(20, 2)
torch.bmm(-torch.ones(1, 2, 2), torch.zeros(1, 2, 2)); nn.functional.linear(-torch.ones(2, 4), torch.zeros(1, 4)); -torch.ones(3, 4).double() @ torch.zeros(4, 3).double()
nn.Linear(3, 2)(torch.ones(3)).shape; nn.functional.linear(torch.ones(3), torch.ones(2, 3), torch.tensor([1.0, 2.0]))
"""
ERRORS = """
a.narrow(0, 3, 0); a.narrow(0, 0, 3); a.narrow(1, 0, -1); a.narrow(1, -4, 1); torch.tensor(1.0).narrow(0, 0, 0); a.narrow(2, 0, 1)
torch.meshgrid(x, y.double(), indexing='ij'); torch.meshgrid(x, y, indexing='yx'); torch.masked_select(a, whole); a.masked_select(torch.tensor([True, False]))
torch.outer(a, x); torch.outer(x, a); torch.allclose(a, a.double()); torch.isclose(a, a.long()); torch.allclose(a, 2.0); torch.isclose(a, 1); torch.equal(a, 2.0)
torch.div(a, 2, rounding_mode='up'); (w * 2)[:1].detach_(); torch.sum(a, 5, keepdims=True)
torch.autograd.grad(x.sum(), x); torch.autograd.grad(w.sum(), x); torch.autograd.grad(x.sum(), w); torch.arange(3, requires_grad=True)
nn.functional.binary_cross_entropy(x / 4, torch.tensor([1, 0])); nn.functional.binary_cross_entropy(x / 4, x.double())
nn.functional.binary_cross_entropy(x / 4, x); nn.functional.binary_cross_entropy(x, x / 4); nn.functional.binary_cross_entropy_with_logits(x, torch.tensor([1, 0]))
nn.functional.cross_entropy(a, torch.tensor([[0, 1, 0], [1, 0, 0]])); nn.functional.cross_entropy(a, torch.tensor([[0, 1], [1, 0]]))
nn.functional.cross_entropy(x, torch.tensor([0, 1])); nn.functional.cross_entropy(a, a.softmax(1), ignore_index=0)
hooked(lambda g: g[:1]); hooked(lambda g: 5); hooked(lambda g: g.double()); hooked(shrink); hooked(lambda g: None); hooked(lambda g: g * 2)
nn.Linear(2, 1)(torch.ones(3)); nn.Linear(2, 1)(torch.ones(2, dtype=torch.int64)); nn.Linear(2, 1)(torch.ones(2).double())
"""


def each(text):
    return [s.strip() for line in text.strip().splitlines() for s in line.split(";")]


for source in each(RESULTS):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        print(source, "->", eval(source))
    for warning in seen:
        print("  warns", warning.category.__name__, str(warning.message).split(" (Triggered")[0])
for source in each(ERRORS):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            print(source, "->", eval(source))
        except Exception as error:
            print(source, "->", type(error).__name__, error)

b = torch.tensor([0.5, 2.5, 1.0], requires_grad=True)
b.clamp(low, high).pow(2).sum().backward()
print(b.grad)
layer = nn.Linear(3, 2)
with torch.no_grad():
    layer.weight.fill_(0.5)
    layer.bias.zero_()
layer(torch.tensor([1.0, 2.0, 3.0])).pow(2).sum().backward()
print(layer.weight.grad, layer.bias.grad)
