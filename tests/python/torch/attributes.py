"""What a tensor says of itself."""
import copy
import pickle

import torch

x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
print(x.shape, x.size(), x.size(0), x.size(-1), x.size(dim=1), x.dim(), x.ndim, x.numel(), x.nelement())
print(x.dtype, x.device, x.layout, x.is_leaf, x.requires_grad, x.grad, x.grad_fn, x.is_contiguous())
print(x.stride(), x.stride(0), x.storage_offset(), x[1].storage_offset(), x.t().is_contiguous(), x.t().stride())
print(len(x), x.type(), x.element_size(), x.itemsize, x.nbytes, x.is_floating_point(), x.tolist())
print(type(x), type(x).__name__, isinstance(x, torch.Tensor), torch.is_tensor(x), torch.is_tensor([1]))
y = x * 2
print(y.is_leaf, y.requires_grad, y.grad_fn.name(), y.output_nr, x.output_nr)
print(x is x.detach(), x.data is x.data, x.float() is x, x.contiguous() is x, x.cpu() is x, x.view(2, 3) is x)
print(hash(x) == hash(x), {x: 1}[x], x in [x], x == x)
x.note = "kept"
print(x.note, hasattr(x, "nothing"), hasattr(x, "grad"))
print(float(torch.tensor(2.5)), int(torch.tensor(2.7)), bool(torch.tensor(0.0)), complex(torch.tensor(1.0)).real)
print([10, 20, 30][torch.tensor(1)], list(range(torch.tensor(3))), torch.tensor(7).item(), torch.tensor(True).item())
print(f"{torch.tensor(3.14159):.2f}", f"{torch.tensor(3)}", f"{torch.tensor([1.0])}", "%.1f" % torch.tensor(2.25))
print(torch.Size([2, 3]), torch.Size([2, 3]) + (4,), torch.Size([1, 2, 3])[1:], torch.Size([2, 3]).numel(),
      torch.Size([2]) == (2,), hash(torch.Size([2, 3])) == hash((2, 3)), x.shape == torch.Size([2, 3]), x.shape[1])
a, b = x.shape
print(a, b, x.T.shape, x.mT.shape, x.new_zeros(2), x.new_ones((1, 2)), x.new_full((2,), 3), x.new_tensor([1, 2]))
big = torch.tensor([2**53 + 1, -(2**62) - 1])
print(big, big[0].item(), big.tolist(), (big + 2**60).tolist())
copied = copy.deepcopy(x)
print(copied, copied is x, copied.data_ptr() == x.data_ptr(), x.detach().data_ptr() == x.data_ptr())
back = pickle.loads(pickle.dumps(x))
print(back, back.requires_grad, pickle.loads(pickle.dumps(torch.float64)) is torch.float64, copy.deepcopy(torch.float32))
for row in torch.tensor([[1, 2], [3, 4]]):
    print(row, end=" ")
print(list(torch.tensor([1, 2])), [v.item() for v in torch.tensor([1.5, 2.5])])
print(1 in torch.tensor([1, 2]), 5 in torch.tensor([1, 2]), max(torch.tensor([1, 3, 2])), sorted(torch.tensor([3, 1]).tolist()))
print(torch.typename(x), torch.typename(3), torch.typename(torch.nn.Parameter(x)), torch.numel(x))
print(torch.finfo(torch.float32), torch.finfo(torch.float64).eps, torch.finfo().max, torch.iinfo(torch.int64))
print(torch.device("cpu"), torch.device("cuda"), repr(torch.device("cuda:1")), torch.device("cpu") == torch.device("cpu"),
      torch.cuda.is_available(), x.device.type)
print(torch.float32.is_floating_point, torch.int64.itemsize, torch.float == torch.float32, torch.long is torch.int64)
print(torch.pi, torch.inf, torch.nan, torch.e, torch.__version__.split(".")[:2])
