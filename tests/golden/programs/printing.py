# %% Numbers without an axis
import torch
from torch import nn

for value in (15.0, 1.5, 3.14159265, 1e-5, 123456789.0, 1e8, -0.0, float("nan"), float("inf"), 7, True):
    print(torch.tensor(value), end=" ")
print()
print(torch.tensor(2.5, dtype=torch.float64), torch.tensor(1.0, requires_grad=True))

# %% Lists, and how many digits they get
print(torch.tensor([1.0, 2.0, 3.0]))
print(torch.tensor([1.0, 2.5, -3.25]))
print(torch.tensor([0.00001, 1.0]), torch.tensor([1e-4, 2e-4]))
print(torch.tensor([1.0, 1000.0]), torch.tensor([1.0, 10000.5]), torch.tensor([1e6, 1.5]))
print(torch.tensor([123456.789, 0.1]))
print(torch.tensor([float("nan"), 1.0, float("-inf")]))
print(torch.tensor([1, -20, 300]), torch.tensor([True, False]))
print(torch.tensor([]), torch.zeros(0, 3), torch.tensor([], dtype=torch.int64))

# %% Tables
print(torch.tensor([[1, 20], [300, 4]]))
print(torch.tensor([[0.5, 10.25], [100.125, -1.0]]))
print(torch.arange(24).reshape(2, 3, 4))
print(torch.linspace(0, 1, 7).reshape(7, 1))
print(torch.arange(40.0) / 8)

# %% Long ones are shortened
print(torch.arange(2000))
print(torch.zeros(100, 30))
print(torch.ones(4, 500) / 3)

# %% The last expression of a cell is shown too
torch.eye(3, dtype=torch.float64)

# %%
"text", torch.tensor([1.0]), torch.Size([2, 3])

# %% A semicolon hides it
torch.eye(3);

# %% None is not shown
print("only this")
None

# %% Where a tensor comes from
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
print(x)
print(x * 2, x.sum(), x.exp() > 5)
print(x.T, x.detach(), x.data)
print(x[0], x[:, 1], x[0, 0], x.view(-1))
print((x * 1e-5), x.double() / 3)
print(x.softmax(1), torch.cat([x, x], 1))

# %% Text with tensors in it
s = torch.tensor(2.0 / 3)
print(f"{s}", f"{s:.3f}", f"{s.item():8.2f}|", "%.4f" % s, "{:e}".format(s), str(x[0]))
print(f"{x[0].detach()}", [s], {"s": s}, (s, x[1]))
print(s.tolist(), x.tolist(), repr(s.item()))

# %% Shapes and kinds
print(x.shape, x.size(), x.size(0), x.size(-1), list(x.shape), tuple(x.shape), len(x), x.ndim, x.dim(), x.numel())
print(torch.Size([]), torch.zeros(()).shape, torch.Size([4, 5]).numel(), x.shape == (2, 2), x.shape[0] + 1)
print(x.dtype, x.device, x.layout, x.type(), x.is_floating_point(), torch.tensor([1]).type())
print(torch.float32, torch.float64, torch.int64, torch.bool, torch.float, torch.double, torch.long)
print(type(x), type(x.shape), type(s.item()), isinstance(x, torch.Tensor), torch.is_tensor(x))

# %% Parameters and modules
p = nn.Parameter(torch.tensor([1.0, 2.0]))
print(p, f"{p}", [p], type(p))
print(nn.Parameter(torch.tensor(0.5, dtype=torch.float64), requires_grad=False))
print(nn.Linear(3, 4), nn.Linear(3, 4, bias=False), nn.Tanh(), nn.ReLU(), nn.Sigmoid(), nn.Softmax(dim=1), nn.Identity())
print(nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.ReLU(), nn.Linear(2, 1))))
print(nn.MSELoss(), nn.L1Loss(), nn.CrossEntropyLoss(), nn.LogSoftmax(dim=-1))

# %% State dicts
layer = nn.Linear(2, 2)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[1.0, 0.5], [0.25, -2.0]]))
    layer.bias.zero_()
print(layer.state_dict())
print(list(layer.named_parameters()))
opt = torch.optim.SGD(layer.parameters(), lr=0.1, momentum=0.9)
layer(torch.ones(1, 2)).sum().backward()
opt.step()
print(opt, opt.state_dict(), sep="\n")

# %% Options of printing
torch.set_printoptions(precision=2)
print(torch.tensor([1 / 3, 20.0]))
torch.set_printoptions(precision=8)
print(torch.tensor([1 / 3, 20.0]), torch.tensor([1 / 3], dtype=torch.float64))
torch.set_printoptions(profile="default")
torch.set_printoptions(sci_mode=True)
print(torch.tensor([1.5, 20.0]))
torch.set_printoptions(profile="default", linewidth=50)
print(torch.arange(12.0) / 7)
torch.set_printoptions(profile="default")
torch.set_printoptions(threshold=6, edgeitems=1)
print(torch.arange(10), torch.zeros(3, 3))
torch.set_printoptions(profile="default")
torch.set_printoptions(linewidth=80, threshold=1000, edgeitems=3)
print(torch.arange(10))
