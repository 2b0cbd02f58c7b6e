"""Diagonals and triangles, repeating, rolling, scattering, counting: values, gradients, texts of errors."""
import warnings

import torch

inf, nan = float("inf"), float("nan")
a = torch.tensor([[3.0, -1.0, 2.0], [0.5, 4.0, -2.5]])
b = torch.arange(24.0).reshape(2, 3, 4)
square = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
v = torch.tensor([1.5, -2.0])
wild = torch.tensor([[1.0, inf, nan], [-inf, 2.0, nan], [nan, inf, 3.0]])
whole = torch.tensor([[7, -7, 5], [0, 2, 5]])
truth = a > 0
scalar = torch.tensor(1.0)
i = torch.tensor([0, 1])
column = i.view(2, 1)
some = torch.tensor([2, 0, 2, 1])
rows = torch.tensor([[1, 2], [0, 5], [1, 2], [0, 4]])


def zeros(*size):
    return torch.zeros(*size)


def written(view, value):
    """What a tensor holds after its view was written to."""
    made = square.clone()
    view(made).fill_(value)
    return made


RESULTS = """
torch.diag(v); torch.diag(v, 1); torch.diag(v, diagonal=-2); v.diag(); torch.diag(torch.tensor([inf, nan]))
torch.diag(i + 1, -1); torch.diag(torch.ones(0)); torch.diag(torch.ones(0), 2)
torch.diag(a); torch.diag(a, 1); a.diag(-1); torch.diag(a, 5); torch.diag(a, -2); torch.diag(wild); torch.diag(wild, 1)
torch.diag(truth); torch.diag(a.t(), 1); torch.diag(whole)
torch.diagonal(a); a.diagonal(1); a.diagonal(offset=-1); a.t().diagonal(-1); b.diagonal(); b.diagonal(0, 1, 2)
b.diagonal(1, -1, 0); b.diagonal(-1, dim1=-2, dim2=-1); b.diagonal(0, 2, 1); a.diagonal(7).shape
torch.ones(0, 3).diagonal(); torch.ones(1, 4).diagonal(2); torch.ones(4, 1).diagonal(-3); b.diagonal(9, 1, 2).shape
b[:, ::2].diagonal(0, 1, 2); square.t().diagonal(1); square[1:, 1:].diagonal(); square[::2].diagonal(1)
torch.diag_embed(a); a.diag_embed(1); torch.diag_embed(a, 0, 0, 2); torch.diagflat(a); torch.diagflat(v, -1)
torch.trace(square); a.trace(); torch.trace(whole); torch.trace(torch.ones(0, 3))
written(torch.diagonal, 0); written(lambda m: m.diagonal(1), 9); written(lambda m: m.t().diagonal(1), 9)
square.clone().fill_diagonal_(2); torch.ones(3, 2).fill_diagonal_(5); torch.zeros(2, 2, 2).fill_diagonal_(True)
torch.ones(0, 2).fill_diagonal_(5)
torch.tril(square); torch.triu(square); torch.tril(square, -1); torch.triu(square, diagonal=1); square.tril(1)
square.triu(-1); torch.tril(a, 7); torch.tril(a, -7); torch.tril(truth); torch.triu(whole); torch.triu(wild)
torch.tril(wild, -1)
torch.tril(b); torch.triu(b, 1); torch.tril(torch.ones(3, 3)) == 0; torch.triu(torch.full((3, 3), -inf), diagonal=1)
square.clone().tril_(); square.clone().triu_(1); torch.ones(2, 0).tril(); torch.ones(0, 2).triu(); square.t().tril()
torch.tril_indices(3, 3); torch.triu_indices(3, 4, 1); torch.tril_indices(2, 3, offset=-1)
torch.triu_indices(row=3, col=3, offset=1)
a.repeat(2, 1); a.repeat(1, 2); a.repeat(2, 1, 2); v.repeat(3); v.repeat((2, 2)); scalar.repeat(2); scalar.repeat(2, 2)
a.repeat(0, 1); a.repeat(1, 1); truth.repeat(1, 2); torch.Size([2]) and v.repeat(torch.Size([2, 1]))
a.t().repeat(1, 1).is_contiguous(); a.repeat(repeats=(1, 2))
torch.tile(a, (2,)); torch.tile(v, (2, 2)); a.tile(2, 1); a.tile((2, 1, 1)); torch.tile(scalar, (2,))
torch.tile(whole, dims=(1, 2))
torch.repeat_interleave(a, 2); torch.repeat_interleave(a, 2, 0); torch.repeat_interleave(a, 2, dim=-1)
a.repeat_interleave(3, dim=1); v.repeat_interleave(2); torch.repeat_interleave(scalar, 2); a.repeat_interleave(0, 0)
b.repeat_interleave(2, 1).shape; a.t().repeat_interleave(2, 0)
torch.repeat_interleave(a, torch.tensor([1, 2]), 0); torch.repeat_interleave(a, torch.tensor([1, 0, 2]), dim=1)
torch.repeat_interleave(torch.tensor([1, 2, 0, 1])); torch.repeat_interleave(a, torch.tensor(2), 0)
a.repeat_interleave(torch.tensor([2]), 0); v.repeat_interleave(torch.tensor([0, 3]))
torch.roll(a, 1); torch.roll(a, 1, 0); torch.roll(a, -1, 1); torch.roll(a, (1, 2), (0, 1)); a.roll(4, -1)
torch.roll(scalar, 1); torch.roll(v, 0, 0); torch.roll(b, (1, -1), (2, 1)); torch.roll(torch.ones(0, 2), 1, 0)
torch.roll(whole, shifts=1, dims=1); torch.roll(a.t(), 2)
torch.flip(a, (0,)); a.flip(0, 1); torch.fliplr(a); torch.flipud(a); v.flip(-1); torch.movedim(b, 0, -1).shape
b.movedim((0, 1), (1, 2)).shape; torch.moveaxis(b, 2, 0).shape; torch.movedim(b, (0, 2), (-1, 0))[1]
torch.outer(v, a[0]); torch.ger(v, v); v.outer(v); torch.kron(v, a); torch.kron(a, torch.eye(2)); torch.kron(scalar, a)
torch.rsqrt(torch.tensor([4.0, 2.0, 0.0, -1.0, inf, nan])); torch.rsqrt(torch.tensor([4, 2]))
torch.tensor([3.0, 7.0]).rsqrt(); torch.tensor([0.1, 0.3], dtype=torch.float64).rsqrt().tolist()
torch.tensor([0.3, 1.125, 7.0, 11.0], dtype=torch.float16).rsqrt(); torch.tensor([0.3, 1.125, 7.0, 11.0], dtype=torch.bfloat16).rsqrt()
torch.zeros(2, 3).scatter_(1, column, 1); zeros(2, 3).scatter_(1, column, 1.0); zeros(2, 3).scatter(1, column, value=2)
torch.zeros(2, 3, dtype=torch.int64).scatter_(1, column, 2.7); (zeros(2, 3) > 0).scatter_(-1, column, True)
a.scatter(0, torch.tensor([[1, 0, 1]]), torch.tensor([[8.0, 9.0, 7.0]]))
a.scatter(1, torch.tensor([[2, 0], [0, 1]]), a); zeros(3, 3).scatter_(0, torch.tensor([[0, 1, 2], [2, 0, 1]]), a)
zeros(2, 3).scatter_(1, torch.tensor([[0, 0, 0]]), torch.tensor([[1.0, 2.0, 3.0]]))
zeros(2, 3).scatter(1, torch.zeros(2, 0, dtype=torch.int64), 1.0); zeros(3).scatter_(0, torch.tensor([2, 0]), v)
a.clone().scatter_(1, column, 2.0, reduce='add'); b.scatter(1, torch.tensor([[[2, 1, 0, 1]]]), -1.0)
a.t().clone().scatter_(0, torch.tensor([[2, 1]]), 0.0); zeros(3, 2).t().scatter_(1, column, 5.0)
zeros(3, 3).scatter_add_(0, torch.tensor([[0, 1, 2], [0, 0, 1]]), a)
torch.scatter_add(zeros(4), 0, some, torch.tensor([1.0, 2.0, 4.0, 8.0]))
zeros(2, 3).scatter_add(1, torch.tensor([[0, 0, 0], [2, 2, 1]]), a); zeros(4).scatter_add_(0, some, torch.ones(4))
torch.zeros(3, dtype=torch.int64).scatter_add_(0, some, torch.ones_like(some))
zeros(3, 3).index_add_(0, torch.tensor([2, 2]), a); torch.index_add(a, 1, torch.tensor([0, 2, 0]), a)
a.index_add(0, i, a, alpha=2); a.clone().index_add_(1, i, a[:, :2], alpha=-1)
zeros(4).index_add_(0, some, torch.ones(4)); torch.zeros(3, dtype=torch.int64).index_add(0, i, i + 5)
zeros(2).index_add_(-1, torch.tensor(1), torch.tensor([3.0]))
torch.index_select(a, 1, torch.tensor([2, 0, 2])); a.index_select(0, torch.tensor([1]))
a.index_select(-1, torch.tensor(1)); scalar.index_select(0, torch.tensor([0]))
a.index_select(0, torch.tensor([], dtype=torch.int64)); b.index_select(1, i).shape; torch.masked_fill(a, truth, 0.0)
torch.bincount(some); torch.bincount(some, minlength=6); some.bincount()
torch.bincount(some, torch.tensor([0.5, 1.0, 2.0, 4.0])); torch.bincount(some, weights=some)
torch.bincount(torch.tensor([], dtype=torch.int64)); torch.bincount(torch.tensor([], dtype=torch.int64), minlength=2)
torch.bincount(torch.tensor([3]), torch.tensor([0.1], dtype=torch.float64))
torch.unique(whole); whole.unique(); torch.unique(a, return_counts=True); torch.unique(whole, return_inverse=True)
torch.unique(whole, sorted=True, return_inverse=True, return_counts=True)
torch.unique(torch.tensor([2.0, nan, 1.0, nan])); torch.unique(truth); torch.unique(scalar)
torch.unique(torch.tensor([])); torch.unique(torch.tensor([3, 1, 3]), sorted=False)
torch.unique(rows, dim=0); torch.unique(rows, dim=0, return_inverse=True, return_counts=True); torch.unique(rows, dim=1)
torch.unique(rows[None], dim=-2, return_counts=True)
torch.unique(torch.tensor([], dtype=torch.int64), return_inverse=True, return_counts=True)
torch.unique_consecutive(torch.tensor([1, 1, 2, 2, 2, 1]))
torch.unique_consecutive(torch.tensor([1, 1, 2, 1]), return_inverse=True, return_counts=True)
rows.unique_consecutive(dim=0, return_counts=True); torch.count_nonzero(whole); torch.count_nonzero(whole, dim=0)
a.count_nonzero((0, 1))
"""
ERRORS = """
torch.diag(scalar); torch.diag(b); torch.diag(2.0); a.diagonal(0, 0, 0); a.diagonal(0, 0, 2); v.diagonal()
torch.diagonal(scalar); torch.trace(v); torch.trace(truth); torch.tril(v); torch.triu(scalar); torch.tril(2.0)
v.clone().fill_diagonal_(1); b.clone().fill_diagonal_(1)
a.repeat(2); a.repeat(); a.repeat(2, -1); torch.repeat_interleave(a, 2, 2); torch.repeat_interleave(a, -1)
torch.repeat_interleave(a, torch.tensor([1, 2]), 1); torch.repeat_interleave(a, torch.tensor([1.0, 2]), 0)
torch.repeat_interleave(a, torch.tensor([-1, 2]), 0); torch.repeat_interleave(a, torch.tensor([[1, 2]]), 0)
torch.roll(a, (1, 2), (0,)); torch.roll(a, (1, 2)); torch.roll(a, 1, 5); torch.roll(a, (), ()); torch.roll(scalar, 1, 0)
torch.movedim(a, (0, 1), (0,)); torch.movedim(a, (0, 0), (0, 1)); torch.movedim(a, (0, 1), (1, 1))
torch.movedim(a, 2, 0); torch.fliplr(v); torch.flipud(scalar); torch.ger(v, a)
a.scatter(0, i, v); a.scatter(1, column, v); a.scatter(1, torch.tensor([[5]]), 1.0)
a.scatter(1, torch.tensor([[-1]]), 1.0); a.scatter(2, column, 1.0); a.scatter(1, column.float(), 1.0)
a.scatter(1, column, whole); a.scatter(1, torch.tensor([[0, 1, 2, 0]]), a)
a.scatter(1, torch.zeros(3, 1, dtype=torch.int64), 1.0); a.scatter(1, column)
a.clone().scatter_(1, column, 2.0, reduce='mean')
a.scatter(0, torch.tensor([[0, 0, 5]]), a); a.scatter_add(0, torch.tensor([[0, 0, 5]]), a); a.scatter_add(0, i, a)
a.scatter_add(0, torch.tensor([[0, 0, 0]]), whole); a.scatter_add(0, torch.tensor([[0, 0, -1]]), a)
a.scatter_add(0, torch.zeros(3, 3, dtype=torch.int64), a); zeros(3).scatter_add_(0, torch.tensor([3]), torch.ones(1))
a.index_add(0, i, v); a.index_add(0, torch.tensor([5]), a[:1]); a.index_add(0, i, a[:1]); a.index_add(1, i, a)
a.index_add(2, i, a); a.index_add(0, i, whole); a.index_add(0, i.float(), a); a.index_add(0, i.view(1, 2), a)
a.index_add(0, i, a[:, :2]); zeros(2, 3).index_add_(0, torch.tensor([-1]), a[:1])
torch.index_select(a, 0, torch.tensor([2])); torch.index_select(a, 0, torch.tensor([-1])); torch.index_select(a, 2, i)
torch.index_select(a, 0, i.view(1, 2)); torch.index_select(a, 0, i.float())
torch.index_select(scalar, 0, torch.tensor([0, 0]))
torch.bincount(v); torch.bincount(whole); torch.bincount(torch.tensor([-1])); torch.bincount(i, v[:1])
torch.bincount(i, minlength=-1); torch.bincount(i > 0); torch.unique(a, dim=2)
torch.ones(2, 2, requires_grad=True).tril_(); torch.ones(2, requires_grad=True).scatter_(0, i, 1.0)
torch.ones(2, requires_grad=True).index_add_(0, i, v)
"""
# Functions of w (2 x 3) and s (3), differentiated.
GRADIENTS = """
torch.diag(w); torch.diag(w, 1); torch.diag(w, -1); torch.diag(s); torch.diag(s, -2); w.diagonal(); w.t().diagonal(-1)
(w[:, None] * s).diagonal(0, 0, 2); torch.diag_embed(w); torch.trace(w); torch.tril(w); torch.triu(w, 1)
torch.tril(w / 0 * s)
w.repeat(2, 1); w.repeat(3, 2, 2); s.repeat(4); w.repeat(1, 1); w.repeat(0, 1); torch.tile(w, (2,))
w.repeat_interleave(2); w.repeat_interleave(3, 1); w.repeat_interleave(torch.tensor([2, 1]), 0)
s.repeat_interleave(torch.tensor([0, 3, 1]))
torch.roll(w, 1); torch.roll(w, (1, -1), (0, 1)); torch.flip(w, (1,)); torch.movedim(w, 0, 1); torch.kron(w, s)
torch.outer(s, s); torch.rsqrt(w.abs() + 0.3); (w * w).rsqrt()
torch.scatter(w, 1, column, 2.0); w.scatter(1, torch.tensor([[2, 0], [0, 1]]), w * s)
w.scatter(1, torch.tensor([[2, 0, 1], [0, 1, 2]]), w * s)
torch.zeros(2, 3).scatter(0, torch.tensor([[1, 0, 1]]), s[None])
torch.zeros(2, 3).scatter_(0, torch.tensor([[1, 0, 1]]), s[None]); (w * 1).scatter_(1, column, 0.0)
torch.zeros(4).scatter(0, torch.tensor([3, 1]), s)
w.scatter_add(0, torch.tensor([[1, 1, 0]]), s[None])
torch.zeros(2, 3).scatter_add_(1, torch.tensor([[0, 0, 2], [1, 1, 1]]), w * s); (w * 1).index_add_(0, i, w * s, alpha=3)
torch.index_add(w, 1, torch.tensor([0, 0, 2]), w * s); w.index_add(0, torch.tensor([1]), s[None], alpha=0.5)
w.index_select(1, torch.tensor([2, 0, 2])); s.index_select(0, torch.tensor([1, 1])); (w * 2).tril_(); (w * 2).triu_(1)
(w * s).fill_diagonal_(0.0); torch.masked_fill(w, truth, 0.0)
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
    w = torch.tensor([[0.3, -1.7, 2.1], [0.9, 4.3, -2.5]], requires_grad=True)
    s = torch.tensor([1.1, -0.7, 0.4], requires_grad=True)
    result = eval(source)
    weights = torch.linspace(0.1, 1.3, result.numel()).reshape(result.shape)
    try:
        gradients = torch.autograd.grad((result * weights).sum(), (w, s), allow_unused=True, create_graph=True)
        print(source, "->", result.tolist(), *(None if g is None else g.tolist() for g in gradients))
    except RuntimeError as error:
        print(source, "->", error)
for make in (torch.tril, lambda x: x.repeat(2, 1), lambda x: torch.roll(x, 1), torch.rsqrt,
             lambda x: x.index_select(0, i), lambda x: x.scatter(1, column, 1.0), lambda x: x.index_add(0, i, x),
             lambda x: torch.diag(x[0])):
    w = torch.tensor([[0.3, 1.7], [2.5, 0.6]], requires_grad=True)
    print(make(w))
    first, = torch.autograd.grad(make(w * w).pow(2).sum(), w, create_graph=True)
    print(torch.autograd.grad(first.sum(), w)[0].tolist())
