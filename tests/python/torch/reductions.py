"""Norms, products, variances, running sums, sorting: results, graph nodes, gradients, errors and warnings."""
import warnings

import torch

a = torch.tensor([[3.0, -1.0, 2.0], [0.5, 4.0, -2.5]])
b = a.clone().requires_grad_()
whole = torch.arange(6).reshape(2, 3)
nan = torch.tensor([1.0, float("nan"), -2.0, 3.0])
index = torch.tensor([[0, 2], [1, 1]])

RESULTS = """
a.norm(); a.norm(1); a.norm(dim=1); a.norm(2, 0, True); a.norm(float('inf')); a.norm(float('-inf'), 1); a.norm(p=0)
a.norm(3); a.norm(0.5, dim=1); torch.norm(a); torch.norm(a, dim=(0, 1)); a.norm(p='fro', dim=(0,)); a.norm(dtype=torch.float64)
nan.norm(); nan.norm(float('inf')); torch.empty(0).norm(); torch.tensor(-3.0).norm(); torch.tensor([-3.0]).norm(0)
torch.linalg.norm(a); torch.linalg.norm(a[0]); torch.linalg.norm(a[0], 1); torch.linalg.norm(a, 'fro'); torch.linalg.norm(a, 1)
torch.linalg.norm(a, float('inf')); torch.linalg.norm(a, -1); torch.linalg.norm(a, 3, dim=1); torch.linalg.vector_norm(a, 2, 0)
torch.linalg.vector_norm(a, ord=3, dim=(0, 1), keepdim=True); torch.linalg.matrix_norm(a); torch.linalg.vector_norm(a.t(), 2, 1)
a.prod(); a.prod(0); a.prod(1, True); whole.prod(); whole.prod(dtype=torch.float32); (whole > 1).prod(); torch.empty(0).prod()
a.var(); a.var(0); a.var(1, True); a.var(False); a.var(0, False); a.var((0, 1)); a.var(dim=1, correction=0); a.var(1, keepdim=True)
a.std(); a.std(0); a.std(unbiased=False); torch.std(a, 1); torch.var(a, dim=0, unbiased=False); a.double().std()
torch.var_mean(a); torch.var_mean(a, 1); torch.std_mean(a, dim=0, keepdim=True); torch.std_mean(a, correction=0)
torch.tensor([1.0]).var(); torch.tensor([1.0]).std(0); torch.var_mean(a, 0, correction=2); torch.empty(0).var(); a.var(0, correction=3)
a.cumsum(0); a.cumsum(-1); whole.cumsum(1); (whole > 1).cumsum(1); whole.cumsum(0, dtype=torch.float32); a.cumprod(1); whole.cumprod(0)
a.sort(); a.sort(0); a.sort(1, True); a.sort(descending=True); torch.sort(nan); nan.sort(descending=True); whole.sort(0, True)
torch.sort(a, dim=0, stable=True); torch.tensor(3.0).sort(); torch.tensor([2.0, 1, 2, 1]).sort(); torch.tensor([True, False]).sort()
a.argsort(); torch.argsort(a, 0); a.argsort(descending=True); torch.argsort(nan); torch.empty(2, 0).sort()
a.topk(2); a.topk(1, 0); a.topk(2, largest=False); torch.topk(nan, 2); torch.topk(a, k=2, dim=1, sorted=True); whole.topk(0)
a.flip(0); a.flip(0, 1); a.flip((1,)); torch.flip(a, [0]); whole.flip(1); torch.tensor(1.0).flip(0)
a.gather(1, index); torch.gather(whole, 0, index[:1, :1]); a.scatter_add(1, index, torch.ones(2, 2)); a.unflatten(1, (3, 1))
whole.unflatten(1, (-1, 1)).shape; torch.unflatten(a, 0, [1, 2]).shape
"""
ERRORS = """
whole.norm(); whole.var(); whole.std(0); torch.var_mean(whole); a.norm(dim=2); a.var(5); a.prod(7); a.cumsum(3); a.sort(5)
torch.linalg.vector_norm(torch.empty(0), float('inf')); torch.linalg.vector_norm(torch.empty(0, 3), float('inf'), dim=0)
torch.linalg.vector_norm(torch.empty(0), -1.5); torch.linalg.norm(a, 'xx'); a.norm('abc'); a.norm(dim=(0, 1, 1)); a.topk(5); a.topk(-1)
a.gather(1, torch.tensor([[0], [3]])); a.gather(1, torch.tensor([0])); a.gather(1, torch.tensor([[0.0]])); a.flip(0, 0); a.flip(3)
a.gather(0, torch.tensor([[0] * 4])); a.gather(2, index); a.unflatten(1, (2, 2)); a.unflatten(4, (1, 1)); a.var((0, 0))
"""
GRADIENTS = """
b.norm(); b.norm(1); b.norm(dim=1); b.norm(float('inf')); b.norm(3, 0); b.norm(0.5); b.norm(1.5); b.norm(0); torch.linalg.norm(b)
b.prod(); b.prod(1); b.var(); b.var(0); b.std(); b.std(1, correction=0); torch.var_mean(b, 0)[0]; torch.var_mean(b)[1]
torch.std_mean(b, 1)[0]; torch.std_mean(b, 1)[1]; b.cumsum(0); b.cumsum(1); b.cumprod(1); b.sort()[0]; b.sort(0, True)[0]
b.topk(2)[0]; b.topk(1, 0, False)[0]; b.flip(1); b.gather(1, index); b.scatter_add(1, index, b[:, :2] * 2); b.unflatten(1, (3, 1))
b.norm(dtype=torch.float64); b.prod(dtype=torch.float64); b.cumsum(1, dtype=torch.float64)
"""


def each(text):
    return [s.strip() for line in text.strip().splitlines() for s in line.split(";")]


for source in each(RESULTS):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        print(source, "->", eval(source))
    for w in seen:
        print("  warns", w.category.__name__, str(w.message).split(" (Triggered")[0])
for source in each(ERRORS):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
for source in each(GRADIENTS):
    result = eval(source)
    b.grad = None
    result.backward(torch.linspace(0.5, 2, result.numel(), dtype=result.dtype).reshape(result.shape))
    print(source, result.grad_fn.name(), b.grad)

zeros = torch.tensor([[0.0, 2.0, 3.0], [0.0, 0.0, 4.0], [2.0, 3.0, 4.0]], requires_grad=True)
for f in (lambda: zeros.prod(), lambda: zeros.prod(1), lambda: zeros[0].prod(), lambda: zeros.cumprod(1), lambda: zeros.norm(dim=1),
          lambda: torch.zeros(2, requires_grad=True).norm(), lambda: (zeros * 0).norm(1), lambda: (zeros * 0).std()):
    zeros.grad = None
    result = f()
    result.sum().backward()
    print(result, zeros.grad)
for f in (lambda x: x.norm(), lambda x: x.norm(3), lambda x: x.prod(), lambda x: x.var(), lambda x: x.std(), lambda x: x.cumprod(0).sum(),
          lambda x: x.sort()[0].pow(2).sum(), lambda x: zeros[:, 1].mul(x).prod()):
    x = torch.tensor([1.0, 2.0, -3.0], requires_grad=True)
    g, = torch.autograd.grad(f(x), x, create_graph=True)
    h, = torch.autograd.grad(g.pow(2).sum(), x)
    print([round(v, 4) + 0.0 for v in h.tolist()])

# Norms to the last digit: of vectors that do not fill whole SIMD registers, and along both dimensions.
generator = torch.Generator().manual_seed(5)
for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 17, 20, 31, 35):
    x = torch.rand(n, 2, generator=generator)
    y = torch.rand(n, generator=generator, dtype=torch.float64)
    print(n, x[:, 0].clone().norm().item(), x[:, 0].norm().item(), x.norm(dim=0).tolist(), x.t().contiguous().norm(dim=1).tolist(),
          y.norm().item(), y.square().norm().item(), x.norm().item())
