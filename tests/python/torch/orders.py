"""The k-th and the most frequent element, extremes and sums so far, distances."""
import warnings

import torch

inf, nan = float("inf"), float("nan")
a = torch.tensor([[3.0, -1.0, 2.0, 0.25], [0.5, 4.0, -2.5, 1.0], [1.5, 0.0, 7.0, -3.0]])
b = torch.arange(24.0).reshape(2, 3, 4).sin()
many = torch.arange(120.0).reshape(30, 4).sin()
ties = torch.tensor([[2.0, 2.0, 1.0, 2.0], [0.0, 1.0, 0.0, 1.0], [5.0, 4.0, 3.0, 3.0]])
missing = torch.tensor([[1.0, nan, 3.0], [2.0, 0.0, 1.0], [nan, inf, -inf]])
whole = torch.tensor([[7, -7, 5, 5], [0, 2, 5, -1]])
scalar = torch.tensor(1.5)
v = torch.tensor([1.0, 2.5, 4.0, 8.0])

RESULTS = """
torch.aminmax(a); a.aminmax(); torch.aminmax(a, dim=1); a.aminmax(dim=-2, keepdim=True); torch.aminmax(whole).max
torch.aminmax(missing, dim=0); torch.aminmax(scalar); torch.kthvalue(a, 2); a.kthvalue(1, 0)
torch.kthvalue(a, 3, -1, True); torch.kthvalue(whole, 2); torch.kthvalue(scalar, 1); torch.kthvalue(missing, 3, 1)
b.kthvalue(2, dim=1).values; torch.mode(ties); ties.mode(0); torch.mode(whole, keepdim=True); torch.mode(scalar)
torch.mode(v); torch.mode(a > 0, 1); torch.mode(torch.tensor([3, 1, 3, 1, 2])); torch.cummax(a, 1); a.cummax(0)
torch.cummin(a, -1); ties.cummin(1); ties.cummax(1); torch.cummax(missing, 1); torch.cummin(missing, 0)
torch.cummax(whole, 1); torch.cummin(scalar, 0); torch.cummax(torch.ones(0, 2), 0).values; torch.cummin(b, 1).indices
torch.logcumsumexp(a, 1); a.logcumsumexp(dim=0); torch.logcumsumexp(missing, 1); torch.logcumsumexp(a * 100, -1)
torch.logcumsumexp(scalar, 0); torch.dist(a, a + 1); torch.dist(a, v); torch.dist(a, v, 1); a.dist(v, p=inf)
torch.dist(a, v, 3.0); torch.dist(a, v, 0); torch.cdist(a, a); torch.cdist(a, a[:2], p=1)
torch.cdist(b, a, p=3.0).shape; torch.cdist(a, b, p=inf); torch.cdist(b, b); torch.cdist(many, a)
torch.cdist(a, many).shape; torch.cdist(a, v.reshape(1, 4), compute_mode="use_mm_for_euclid_dist")
torch.cdist(many, many, compute_mode="donot_use_mm_for_euclid_dist")[0, :3]; torch.cdist(b, many)[1, 2, :5]
torch.pdist(a); torch.nn.functional.pdist(a, 1); torch.pdist(a, p=inf); torch.pdist(a[:1]); torch.renorm(a, 2, 0, 3.0)
a.renorm(1, 1, 4); torch.renorm(b, p=2, dim=1, maxnorm=1).shape; torch.renorm(a, inf, 0, 2.0)
"""
ERRORS = """
torch.aminmax(torch.ones(0)); torch.aminmax(a, dim=2); torch.kthvalue(a, 5); torch.kthvalue(a, 0)
torch.kthvalue(a, 1, 2); torch.mode(a, 2); torch.cummax(a, 2); torch.logcumsumexp(a, 2); torch.cdist(v, a)
torch.cdist(a, a[:, :2]); torch.cdist(a, a, p=-1); torch.pdist(v); torch.pdist(a, -1); torch.renorm(v, 2, 0, 1)
torch.renorm(a, 0, 0, 1); torch.renorm(a, 2, 0, -1); torch.renorm(a, 2, 5, 1); torch.aminmax(2.0)
torch.dist(a, torch.ones(2)); torch.cummin(1, 0)
"""
GRADIENTS = """
torch.aminmax(w).max; torch.aminmax(w, dim=1).min; w.kthvalue(2).values; w.kthvalue(2, 0, True)[0]; w.mode(1).values
w.cummax(1).values; w.cummin(0)[0]; w.logcumsumexp(1); w.logcumsumexp(0); torch.dist(w, v); torch.dist(w, w[0], 1)
torch.cdist(w, w); torch.cdist(w, a + 1); torch.cdist(w, v.reshape(1, 4), p=1); torch.cdist(w, w[:2] + 1, p=3)
torch.cdist(w, many[:26]); torch.cdist(many, w); torch.pdist(w); torch.pdist(w, 1); torch.renorm(w, 2, 0, 3.0)
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
    for data in (a, ties):
        w = data.clone().requires_grad_()
        result = eval(source)
        weights = torch.linspace(0.1, 1.3, result.numel()).reshape(result.shape)
        first, = torch.autograd.grad((result * weights).sum(), w)
        print(source, "->", first)
# Which of several equal elements is the k-th.
for size in (2, 3, 4, 5, 16, 17, 50, 333):
    torch.manual_seed(size)
    x = torch.randint(0, 5, (3, size))
    for k in (1, 2, size // 2 + 1, size):
        print(size, k, x.kthvalue(k, 1)[1].tolist(), x.float().kthvalue(k, 1)[0].tolist())
    print(x.mode(1)[0].tolist(), x.double().cummax(1)[1].sum().item(), x.cummin(1)[1].sum().item())
