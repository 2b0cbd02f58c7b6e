"""Second names of operators, and elements arranged in another way; settings that make no difference."""
import os
import warnings

os.environ["TORCH_COMPILE_DISABLE"] = "1"  # PyTorch's compiler would ask for one of C++

import torch

a = torch.tensor([[3.0, -1.0, 2.0], [0.5, 4.0, -2.5]])
b = torch.arange(24.0).reshape(2, 3, 4).sin()
v = torch.tensor([1.0, -2.0, 0.5])
u = torch.tensor([2.0, 3.0])
scalar = torch.tensor(1.5)
whole = torch.tensor([[7, -7, 5, 5], [0, 2, 5, -1]])

RESULTS = """
torch.concatenate([a, a]); torch.concatenate((a, a), dim=1); torch.concatenate([a, a], -1).shape
torch.argwhere(a > 0); whole.argwhere(); torch.argwhere(scalar); torch.ravel(a); a.t().ravel(); scalar.ravel()
a.ravel().data_ptr() == a.data_ptr(); torch.positive(a) is a; a.positive(); torch.swapdims(a, 0, 1)
b.swapdims(0, -1).shape; torch.inner(v, v); torch.inner(a, v); a.inner(a); torch.inner(b, v.new_ones(4))
torch.inner(a, scalar); torch.inner(b, b).shape; torch.vdot(v, v); v.vdot(v); torch.addmv(u, a, v)
torch.addmv(u, a, v, beta=2, alpha=0.5); u.addmv(a, v, alpha=-1); torch.addr(a, u, v); a.addr(u, v, beta=0)
torch.addr(scalar, u, v, alpha=2); torch.baddbmm(torch.ones(2, 3, 3), b, b.mT)
torch.baddbmm(torch.ones(3), b, b.mT, beta=0.5, alpha=2); torch.addbmm(torch.ones(3, 3), b, b.mT); torch.msort(a)
a.t().msort(); torch.msort(v); torch.msort(b)[0]; torch.take(a, torch.tensor([0, -1, 4]))
a.take(torch.tensor([[5, 1]])); a.t().take(torch.tensor(1)); torch.take(a, torch.tensor([], dtype=torch.int64))
torch.take_along_dim(a, a.argsort(1), 1); torch.take_along_dim(a, torch.tensor([[1], [0]]), dim=-1)
a.take_along_dim(torch.tensor([[0, 1, 1]]), 0); torch.take_along_dim(a, torch.tensor([[5], [0]]))
torch.take_along_dim(a, a.argmax(0, keepdim=True), dim=0); torch.atleast_1d(scalar); torch.atleast_1d(a) is a
torch.atleast_2d(scalar); torch.atleast_2d(v, scalar); torch.atleast_2d([v, a]); torch.atleast_3d(v).shape
torch.atleast_3d(a, scalar)[1]; torch.atleast_1d((scalar, v)); torch.row_stack([v, v]); torch.row_stack((a, v))
torch.dstack([v, v]); torch.dstack([a, a]); torch.dstack((b, b)).shape; torch.rot90(a); torch.rot90(a, 2); a.rot90(3)
a.rot90(-1); a.rot90(4); torch.rot90(b, 1, (1, 2)); b.rot90(1, [0, -1]).shape; torch.block_diag(a, u)
torch.block_diag(a, scalar, v); torch.block_diag(); torch.block_diag(a); a.sum_to_size(1, 3); a.sum_to_size(2, 1)
a.sum_to_size((1,)); a.sum_to_size(3); b.sum_to_size(3, 1); a.sum_to_size(2, 3) is a; b.sum_to_size([1, 4])
torch.get_float32_matmul_precision(); torch.set_float32_matmul_precision("high"); torch.get_float32_matmul_precision()
torch.accelerator.is_available(); torch.accelerator.current_accelerator(); torch.accelerator.device_count(); twice(3)
thrice(3); torch.compile(torch.nn.Linear(2, 1))(torch.ones(1, 2)).shape; plain(2)
"""
ERRORS = """
torch.inner(a, u); torch.vdot(a, v); torch.addr(a, a, v); torch.take(a, torch.tensor([6])); torch.take(a, v)
torch.take(torch.ones(0), torch.tensor([0])); torch.take_along_dim(a, v, 0)
torch.take_along_dim(a, torch.tensor([1]), 0); torch.take_along_dim(a, whole, 2); torch.rot90(v)
torch.rot90(a, 1, (0, 0)); torch.rot90(a, 1, (0,)); torch.rot90(a, 1, (0, 2)); torch.block_diag(b)
torch.set_float32_matmul_precision("low"); torch.msort(2.0); torch.ravel(1); torch.positive(torch.tensor(True))
torch.concatenate([a, v]); torch.swapdims(a, 0, 5); torch.dstack([a, v]); a.sum_to_size(4); a.sum_to_size(1, 2, 3)
"""
GRADIENTS = """
torch.concatenate([w, w * 2]); w.ravel(); w.t().ravel(); w.swapdims(0, 1); torch.inner(w, v); torch.inner(w, w)
torch.vdot(w[0], w[1]); torch.addmv(u, w, v); torch.addmv(w[:, 0], w, w[1], beta=2, alpha=0.5); torch.addr(w, u, w[0])
torch.baddbmm(w[0], w.reshape(1, 2, 3), w.t().reshape(1, 3, 2).expand(1, 3, 2).repeat(1, 1, 2)[:, :, :3]); w.msort()
w.take(torch.tensor([1, 1, -1])); torch.take_along_dim(w, torch.tensor([[2], [0]]), 1)
torch.take_along_dim(w, whole[:, :0], 1); torch.atleast_3d(w); torch.dstack([w, w * w]); w.rot90(); w.rot90(3)
w.rot90(2); torch.block_diag(w, w[0]); w.sum_to_size(1, 3); torch.row_stack([w, w[0]])
torch.take_along_dim(w, torch.tensor([[1, 0, 0]]), 0)
"""


@torch.compile
def twice(x):
    return 2 * x


@torch.compile(dynamic=True)
def thrice(x):
    return 3 * x


@torch.autocast("cpu", enabled=False)
def plain(x):
    with torch.amp.autocast("cpu", enabled=False):
        return x * scalar


def each(text):
    return [s.strip() for line in text.strip().splitlines() for s in line.split(";")]


warnings.simplefilter("ignore")
names = {}
exec("from torch import *", names)
print([name in names for name in ("log2", "amax", "special", "zeros", "no_such_name")])
exec("from torch import quantile, amp; from torch.linalg import cross; from torch.special import expit", names)
print(torch.Tensor.median(v), torch.Tensor.quantile(v, 0.5), names["quantile"](v, 0.5), hasattr(torch.Tensor, "no_such"))
for source in each(RESULTS):
    print(source, "->", eval(source))
for source in each(ERRORS):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
for source in each(GRADIENTS):
    w = a.clone().requires_grad_()
    result = eval(source)
    weights = torch.linspace(0.1, 1.3, result.numel()).reshape(result.shape)
    first, = torch.autograd.grad((result * result * weights).sum(), w, create_graph=True)
    print(source, "->", first.detach(), torch.autograd.grad(first.sum(), w)[0])
