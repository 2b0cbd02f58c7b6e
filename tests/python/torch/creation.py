"""Tensors from data and from numbers."""
import math

import torch

print(torch.tensor([]), torch.tensor(5), torch.tensor([[1, 2], [3, 4.5]]), torch.tensor([True, 2]), torch.tensor((1, 2)))
print(torch.tensor([torch.tensor(1.0), 2]), torch.tensor(range(3)), torch.tensor([[]]).shape, torch.tensor([[1], [2]]).shape)
print(torch.tensor([1.5, 2], dtype=torch.int64), torch.tensor([1, 2], dtype=torch.float64), torch.tensor(3.0, requires_grad=True))
print(torch.zeros(2, 3), torch.zeros((2, 1)), torch.zeros(size=(1, 2)), torch.zeros([2]), torch.zeros(()), torch.zeros(torch.Size([2])))
print(torch.ones(2, dtype=torch.int64), torch.ones(2, requires_grad=True), torch.empty(0), torch.empty(2, 3).shape)
print(torch.full((2, 2), 7), torch.full((2,), 7.5), torch.full((2,), True), torch.full((1,), 3, dtype=torch.float64))
print(torch.arange(5), torch.arange(1, 4), torch.arange(0, 1, 0.25), torch.arange(5, 0, -2), torch.arange(3.0), torch.arange(end=3),
      torch.arange(start=1, end=3), torch.arange(0, 2, dtype=torch.float64), torch.arange(-1, 1, 0.3).tolist())
print(torch.linspace(0, 1, 5), torch.linspace(-1, 1, 4, dtype=torch.float64).tolist(), torch.linspace(0, 1, steps=1),
      torch.linspace(-math.pi, math.pi, 37).tolist())
print(torch.arange(0, 3.7, 0.1).tolist())
print(torch.eye(2), torch.eye(2, 3), torch.eye(1, dtype=torch.int64), torch.logspace(0, 2, 3))
x = torch.ones(2, 2, dtype=torch.float64)
print(torch.zeros_like(x), torch.ones_like(x, dtype=torch.int64), torch.full_like(x, 2), torch.empty_like(x).shape,
      torch.rand_like(x).dtype, torch.ones_like(x, requires_grad=True).requires_grad)
print(torch.as_tensor(x) is x, torch.as_tensor([1, 2]), torch.as_tensor(x, dtype=torch.float32).dtype)
a, b = torch.meshgrid(torch.arange(2), torch.arange(3), indexing="ij")
print(a, b, torch.cat([a, b]), torch.stack([a, b], dim=-1).shape, torch.vstack([torch.ones(2), torch.zeros(2)]),
      torch.hstack([torch.ones(1), torch.zeros(2)]))
print(torch.equal(a, a), torch.equal(a, b), torch.allclose(x, x + 1e-9), torch.isclose(x, x + 1), torch.broadcast_shapes((2, 1), (3,)))
print(torch.broadcast_tensors(torch.ones(2, 1), torch.zeros(3))[1].shape, torch.ones(3).expand(2, 3), torch.outer(torch.arange(2), torch.arange(3)))
print([p.tolist() for p in torch.arange(7).split(3)], [p.tolist() for p in torch.arange(7).chunk(3)], torch.arange(4).unbind(),
      [p.shape for p in torch.ones(4, 3).split([1, 3])])
print(torch.where(torch.tensor([True, False]), torch.tensor([1.0, 2.0]), torch.tensor(0.0)), torch.where(torch.tensor([0, 3, 4])),
      torch.nonzero(torch.tensor([0, 3, 4])), torch.masked_select(torch.arange(3), torch.arange(3) > 0))
print(torch.max(torch.tensor([1.0, 3.0])), torch.max(torch.tensor([[1, 5], [7, 2]]), 1), torch.max(torch.tensor([1, 4]), torch.tensor([3, 2])),
      torch.tensor([[1.0, 5.0], [7.0, 2.0]]).min(dim=0), torch.tensor([3, 9]).argmax())
values, indices = torch.tensor([[1.0, 5.0], [7.0, 2.0]]).max(dim=1)
print(values, indices, torch.sum(x, dim=0), x.sum(axis=1), x.mean(), x.sum(0, keepdim=True), torch.sum(x, (0, 1)), x.sum(dtype=torch.float32))
print(torch.pow(2, torch.tensor([1.0, 2.0])), torch.pow(torch.tensor([2.0]), 3), torch.clamp(torch.arange(5.0), 1, 3), torch.add(x, x, alpha=2),
      x.add(1).sub(1, alpha=3), torch.multiply(x, 3), x.clip(min=2))
