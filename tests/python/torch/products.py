"""Products of tensors, matrices and vectors; elements put together in all ways."""
import warnings

import torch

a = torch.tensor([[3.0, -1.0, 2.0], [0.5, 4.0, -2.5]])
b = torch.arange(24.0).reshape(2, 3, 4).sin()
square = torch.tensor([[1.0, 2.0, 0.5], [0.0, 1.5, -1.0], [2.0, 0.25, 1.0]])
v = torch.tensor([1.0, -2.0, 0.5])
u = torch.tensor([2.0, 3.0])
scalar = torch.tensor(1.5)
whole = torch.tensor([1, 2, 3, 4])

RESULTS = """
torch.tensordot(a, a); torch.tensordot(a, v, 1); torch.tensordot(a, b, dims=2)
torch.tensordot(b, a, ([0, 1], [0, 1])); torch.tensordot(a, b, dims=([1], [1])).shape
torch.tensordot(a, b, dims=([-2, -1], [0, 1])); torch.tensordot(v, u, 0); torch.tensordot(a, a.t(), ([0, 1], [1, 0]))
torch.tensordot(scalar, scalar, 0); torch.tensordot(a, a, dims=([1], [1])); torch.matrix_power(square, 0)
square.matrix_power(1); torch.matrix_power(square, 2); square.matrix_power(3); torch.matrix_power(square, 7)
torch.matrix_power(square, -2); torch.linalg.matrix_power(square, 5)
torch.matrix_power(torch.stack([square, square.t()]), 3); torch.cross(square, square.t())
torch.cross(a, a.flip(0), dim=1); v.cross(v.flip(0), dim=0); torch.linalg.cross(a, v.reshape(1, 3))
torch.cross(b, b + 1, dim=1); torch.linalg.cross(b, b.flip(0), dim=-2).shape; torch.linalg.vecdot(a, v)
torch.linalg.vecdot(a, a, dim=0); torch.linalg.multi_dot([a, square]); torch.linalg.multi_dot([u, a, square])
torch.linalg.multi_dot([u, a, v]); torch.linalg.multi_dot((a, square, square, v))
torch.chain_matmul(a, square, square); torch.chain_matmul(a) is a; torch.linalg.multi_dot([v, v])
torch.cartesian_prod(u, v); torch.cartesian_prod(u); torch.cartesian_prod(u, v, u).shape; torch.combinations(whole)
torch.combinations(v, 3); torch.combinations(v, with_replacement=True); torch.combinations(v, r=1)
torch.combinations(v, 4); torch.vander(v); torch.vander(v, 2); torch.vander(v, increasing=True)
torch.vander(whole, 5); torch.linalg.vander(v); torch.linalg.vander(a, N=4)
"""
ERRORS = """
torch.tensordot(a, b, 1); torch.tensordot(a, a, ([0], [1])); torch.tensordot(a, a, ([0, 1], [1]))
torch.tensordot(a, a, -1); torch.tensordot(a, a, 3); torch.matrix_power(a, 2); torch.matrix_power(v, 2)
torch.matrix_power(a[:, :2] * 0, -1); torch.cross(u, u); torch.linalg.cross(u, u); torch.linalg.cross(a, v)
torch.linalg.multi_dot([a]); torch.linalg.multi_dot([a, a]); torch.linalg.multi_dot([b, a])
torch.linalg.multi_dot([a, b, a]); torch.linalg.multi_dot([a, b]); torch.cartesian_prod(a, v); torch.combinations(a)
torch.combinations(v, -1); torch.vander(a); torch.cross(a, a, dim=0); torch.linalg.no_such_name
"""
GRADIENTS = """
torch.tensordot(w, w, 1); torch.tensordot(w, b.reshape(3, 2, 4), ([1], [0])); torch.matrix_power(w.double(), 3)
torch.matrix_power(w.double(), 5); torch.matrix_power(w.double(), -1); torch.cross(w, w.t(), dim=0)
torch.linalg.cross(w, v.expand(3, 3)); torch.cartesian_prod(w[0], w[1])
torch.linalg.multi_dot([w.double(), w.double(), v.double()]); torch.combinations(w[0])
torch.linalg.vander(w); torch.matrix_power(w, 0)
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
        print(source, "->", type(error).__name__, "" if "no_such" in source else error)
for source in each(GRADIENTS):
    w = square.clone().requires_grad_()
    result = eval(source)
    if not result.requires_grad:
        print(source, "-> no gradient")
        continue
    weights = torch.linspace(0.1, 1.3, result.numel()).reshape(result.shape)
    first, = torch.autograd.grad((result * weights).sum(), w, create_graph=True)
    twice = first.requires_grad and "vander" not in source
    second = twice and torch.autograd.grad((first * first).sum(), w, allow_unused=True)[0]
    print(source, "->", first.detach(), second)
