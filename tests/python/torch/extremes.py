"""amax, amin, median, logsumexp: over dimensions, with NaN, ties and infinities; their gradients."""
import warnings

import torch

inf, nan = float("inf"), float("nan")
a = torch.tensor([[3.0, -1.0, 2.0], [0.5, 4.0, -2.5]])
b = torch.arange(24.0).reshape(2, 3, 4).sin()
scalar = torch.tensor(1.5)
whole = torch.tensor([[7, -7, 5, 5], [0, 2, 5, -1]])
truth = a > 0
missing = torch.tensor([[1.0, nan, 3.0], [2.0, 0.0, 1.0], [nan, nan, 5.0]])
infinite = torch.tensor([[inf, 1.0], [-inf, -inf], [-inf, 2.0], [inf, inf], [inf, -inf]])
large = torch.tensor([[1000.0, 1000.5, -3.0], [-1000.0, -1001.0, -1002.0]])
ties = torch.tensor([[2.0, 2.0, 1.0, 2.0], [0.0, 0.0, 0.0, -1.0]])

RESULTS = """
torch.amax(a); torch.amin(a); torch.amax(a, 0); torch.amin(a, 1); a.amax(-1); a.amin(dim=-2); torch.amax(a, (0, 1))
torch.amax(b, (0, 2)); b.amin((-1, 0), keepdim=True); torch.amax(a, 1, True); a.amax(dim=(1,), keepdim=True)
torch.amax(a, (), True); torch.amax(scalar); torch.amax(scalar, 0)
torch.amax(whole, 1); whole.amin(); torch.amax(truth, 0); truth.amin(1); torch.amax(missing, 1); missing.amin(0)
missing.amax(); torch.amax(torch.ones(0, 2), 1); torch.ones(2, 0).amax(0, keepdim=True); torch.amax(infinite, 1)
torch.amax(a.t(), 0); a.amax(axis=0); b.amax((0, 1, 2), keepdim=True).shape
torch.median(a); a.median(); torch.median(a, 0); torch.median(a, 1); torch.median(a, dim=-1, keepdim=True)
a.median(1).values; a.median(dim=1).indices; torch.median(whole); torch.median(whole, 1); torch.median(missing)
torch.median(missing, 1); torch.median(missing, 0); torch.median(scalar); torch.median(scalar, 0)
torch.median(torch.tensor([3, 1, 2, 4]))
torch.median(torch.ones(0)); torch.median(torch.ones(0, 2), 1); torch.median(b); b.median(1, True).values.shape
b.median(1).indices; torch.median(ties); torch.median(ties, 1); torch.median(torch.tensor([1.0, inf, -inf]))
torch.median(a.t(), 0); torch.median(torch.tensor([5.0])); torch.median(torch.tensor([2.0, 1.0]))
torch.logsumexp(a, 0); torch.logsumexp(a, 1).tolist(); a.logsumexp(-1, keepdim=True); torch.logsumexp(a, (0, 1))
torch.logsumexp(a, dim=1, keepdim=True); torch.logsumexp(b, (0, 2)); b.logsumexp((1, 2)); b.logsumexp(0)
torch.logsumexp(large, 1).tolist(); torch.logsumexp(infinite, 1); torch.logsumexp(infinite, 0)
torch.logsumexp(missing, 1)
torch.logsumexp(whole, 1).tolist(); torch.logsumexp(whole, 0); torch.logsumexp(truth, 0); torch.logsumexp(scalar, 0)
torch.logsumexp(torch.ones(0, 2), 0); torch.logsumexp(torch.ones(0, 2), 1); torch.logsumexp(a.double(), 1).tolist()
torch.logsumexp(b.double(), (0, 1)); torch.logsumexp(a.t(), 1).tolist()
"""
ERRORS = """
torch.amax(a, 5); torch.amax(a, (0, 0)); torch.amax(a, (0, -2)); torch.amax(torch.ones(0))
torch.amin(torch.ones(0, 2), 0); torch.amax(2.0); torch.median(a, 2); torch.median(truth)
torch.median(torch.ones(0, 2), 0); torch.median(1.0); torch.logsumexp(a, 2); torch.logsumexp(a, (0, 0))
"""
# Functions of w, differentiated at several places.
GRADIENTS = """
torch.amax(w); torch.amin(w); torch.amax(w, 0); torch.amin(w, 1); torch.amax(w, (0, 1)); torch.amax(w, -1, True)
w.median(); torch.median(w, 0).values; w.median(1, keepdim=True).values; torch.logsumexp(w, 0); torch.logsumexp(w, -1)
w.logsumexp((0, 1)); torch.logsumexp(w, 1, keepdim=True)
"""


def each(text):
    return [s.strip() for line in text.strip().splitlines() for s in line.split(";")]


warnings.simplefilter("ignore")
for source in each(RESULTS):
    print(source, "->", eval(source))
for source in each(ERRORS):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
for source in each(GRADIENTS):
    for data in (a, ties, missing, infinite, large):
        w = data.clone().requires_grad_()
        result = eval(source)
        weights = torch.linspace(0.1, 1.3, result.numel()).reshape(result.shape)
        print(source, "->", torch.autograd.grad((result * weights).sum(), w)[0].tolist())
for make in (lambda x: x.amax(1), lambda x: x.amin(), lambda x: x.median(), lambda x: x.logsumexp(1)):
    w = torch.tensor([[0.3, 1.7], [2.5, 0.6]], requires_grad=True)
    print(make(w))
    first, = torch.autograd.grad(make(w * w).pow(2).sum(), w, create_graph=True)
    print(torch.autograd.grad(first.sum(), w)[0].tolist())
w = torch.tensor(2.0, requires_grad=True)
print(torch.autograd.grad(w.amax() + w.logsumexp(0) + w.median(), w))
# Which of several equal elements is the one in the middle.
for size in (3, 4, 5, 16, 17, 50, 333, 2000):
    torch.manual_seed(size)
    x = torch.randint(0, 5, (3, size))
    found = x.float().median(1)
    print(size, found.values.tolist(), found.indices.tolist(), x.median(1).indices.tolist(), x.double().median().item())
    y = torch.randn(4, size)
    print(y.logsumexp(1), y.logsumexp((0, 1)), y.median().item(), y.median(0).indices.sum().item())
