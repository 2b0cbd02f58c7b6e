# %% A view is a window on the same memory
import torch

base = torch.arange(12.0).reshape(3, 4)
row, column, block, turned = base[1], base[:, 2], base[1:, :2], base.t()
row.mul_(10)
column[0] = -1
block += 0.5
turned[3, 0] = 99
print(base)
print(base.is_contiguous(), turned.is_contiguous(), turned.stride(), block.storage_offset())
flat = base.view(-1)
flat[::5] = 0
print(base)
wide = torch.tensor([1.0, 2.0]).unsqueeze(1).expand(2, 3)
print(wide, wide.stride())

# %% reshape of something turned makes a copy, view refuses
copy = turned.reshape(-1)
copy.zero_()
print(base[0])
try:
    turned.view(-1)
except RuntimeError as error:
    print(error)

# %% Leaves: in place only without gradients being recorded
w = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
for attempt in (lambda: w.add_(1), lambda: w[0].mul_(2), lambda: w.view(4).zero_(), lambda: w.t().add_(1)):
    try:
        attempt()
    except RuntimeError as error:
        print(error)
with torch.no_grad():
    w[0] *= 2
    w.t()[1].add_(100)
    w.view(-1)[2] = -7
print(w)

# %% Non-leaves: writing through a view changes the history of the base
x = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
y = x * 1
y[:2].mul_(10)
print(y)
y.sum().backward()
print(x.grad)

# %% Writing a computed value into a part
x.grad = None
y = x * 2
y[1] = x[0] * x[3]
print(y, y.grad_fn is not None)
(y * torch.tensor([1.0, 10.0, 100.0, 1000.0])).sum().backward()
print(x.grad)

# %% A view of a view of a result
x.grad = None
m = (x * x).view(2, 2)
d = m.t()[0]
d += x[:2]
d.mul_(3)
print(m)
m.sum().backward()
print(x.grad)

# %% The view sees writes into its base, its history too
x.grad = None
b = x + 0
v = b[2:]
b.mul_(x)
print(v, type(v.grad_fn).__name__)
v.sum().backward()
print(x.grad)

# %% Version counters
x.grad = None
y = x.exp()
print(x._version, y._version)
y[0] = 1.0
print(y._version)
try:
    y.sum().backward()
except RuntimeError as error:
    print(str(error)[:94])
a = x * 1
c = a ** 2
a.detach().add_(1)
try:
    c.sum().backward()
except RuntimeError as error:
    print(str(error)[:94])
a = x * 1
c = a ** 2
a.data.add_(1)
c.sum().backward()
print(x.grad, a._version)

# %% Writing where the old value is not needed is fine
x.grad = None
h = x + 1
h += 5
h.sub_(x).neg_()
h.sum().backward()
print(h, x.grad)

# %% copy_, fill_, masks and index lists
t = torch.zeros(2, 3)
t[:, 1] = torch.tensor([5.0, 6.0])
t[t > 5] = -1
t[[0, 1], [2, 0]] = torch.tensor([8.0, 9.0])
t[1].copy_(torch.tensor([1, 2, 3]))
print(t, t._version)
x.grad = None
z = torch.zeros(4)
z.copy_(x * 2)
z[0].fill_(5)
z.sum().backward()
print(z, x.grad)

# %% Output sizes do not grow in place
try:
    torch.ones(3).add_(torch.ones(2, 3))
except RuntimeError as error:
    print(error)
torch.arange(3).mul_(2)
