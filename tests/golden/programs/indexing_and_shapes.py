# %% Reading parts
import torch
import torch.nn.functional as F

t = torch.arange(24).reshape(2, 3, 4)
print(t[0, 1], t[1, 2, 3], t[-1, -1, -1].item())
print(t[:, 0], t[..., 1], t[0, :, 1:3])
print(t[0, ::2], t[0][:, ::3], t[:, None, 0].shape)
print(t[[1, 0]].shape, t[:, [0, 2], 1], t[torch.tensor([0, 1]), torch.tensor([2, 0])])
print(t[t > 20])

# %% Writing parts
m = torch.zeros(3, 4)
m[0] = 1
m[:, 2] = torch.tensor([5.0, 6.0, 7.0])
m[1:, :2] = torch.tensor([[1.5], [2.5]])
m[2, 3] = -1
print(m)
m[m > 4] = 0
m[[0, 2], [1, 3]] += 10
print(m)
m[...] = 2
m[1] *= m[0] + 1
print(m)

# %% Shapes
print(t.reshape(6, 4).shape, t.reshape(-1).shape, t.view(2, 12).shape, t.flatten().shape)
print(t.transpose(0, 2).shape, t.permute(2, 0, 1).shape, t[0].T.shape, t[0].t().stride())
print(t.unsqueeze(0).shape, t.unsqueeze(-1).shape, torch.ones(1, 3, 1).squeeze().shape, torch.ones(1, 3, 1).squeeze(0).shape)
print(torch.ones(3, 1).expand(3, 4).shape, torch.ones(3).expand(2, -1).shape, torch.zeros(2, 3).expand_as(torch.ones(4, 2, 3)).shape)
print(t.permute(2, 0, 1)[3])

# %% cat and stack
a, b = torch.tensor([[1, 2], [3, 4]]), torch.tensor([[5, 6]])
print(torch.cat([a, b]), torch.cat((a, a), dim=1))
print(torch.stack([a, a * 10]), torch.stack([a[0], b[0]], dim=1))
print(torch.cat([torch.tensor([1.5]), torch.tensor([2])]))

# %% Broadcasting
col, row = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([10.0, 20.0])
print(col + row, col * row, (col > row / 8))
print(torch.ones(2, 1, 3).add(torch.arange(4.0).reshape(4, 1)).shape)

# %% Choosing
x = torch.tensor([[-1.0, 0.5, 2.0], [3.0, -4.0, 0.0]])
print(torch.where(x > 0, x, torch.zeros_like(x)), torch.where(x > 0, 1.0, -1.0))
print(x.clamp(-1, 1), x.clamp(min=0), torch.clamp(x, max=0.5), x.relu(), x.abs())
print(torch.maximum(x, -x), torch.minimum(x, torch.tensor(0.0)))

# %% Largest and smallest
print(x.max(), x.min(), x.argmax(), x.argmin())
print(x.max(dim=1))
values, indices = x.min(0)
print(values, indices, x.argmax(dim=0), x.argmax(1, keepdim=True))
print(x.max(1, keepdim=True).values)
print(torch.max(x, torch.ones(3)))

# %% Sums and means
print(x.sum(), x.sum(0), x.sum(1, keepdim=True), x.mean(), x.mean(dim=(0, 1)), torch.sum(x, dim=-1))
i = torch.tensor([[1, 2], [3, 4]])
print(i.sum(), i.sum(0), i.float().mean(), (i > 1).sum(), i.sum(dtype=torch.float64))
print((x > 0).any(), (x > -9).all(), (x == x).all().item())
print(torch.arange(100.0).sum().item(), (torch.arange(1000.0) / 7).sum().item(), (torch.arange(1000.0) / 7).mean().item())

# %% Comparisons
p, q = torch.tensor([1, 2, 3]), torch.tensor([3, 2, 1])
print(p == q, p != q, p < q, p <= 2, q > 2, p >= q)
print(torch.equal(p, q), torch.equal(p, p.clone()), torch.allclose(p / 3, p * (1 / 3)))
print(~(p > 1), (p > 1) & (q > 1), (p > 1) | (q > 2))

# %% Softmax
s = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 1000.0]])
print(s.softmax(dim=1), F.softmax(s, 0), torch.log_softmax(s, 1))
print(torch.softmax(torch.tensor([1.0, 1.0]), -1), F.log_softmax(s.double(), dim=1)[0])

# %% Kinds of numbers meet
print(torch.tensor([1, 2]) + 0.5, torch.tensor([1, 2]) * 2, torch.tensor([1, 2]) / 2, torch.tensor([True, False]) + 1)
print((torch.tensor([1, 2]) + torch.tensor([0.5, 0.5])).dtype, (torch.ones(1) + torch.ones(1, dtype=torch.float64)).dtype)
print((torch.ones(2) * torch.tensor(2.0, dtype=torch.float64)).dtype, torch.tensor([1.9, -1.9]).long(), torch.tensor([0, 3]).bool())
print(torch.tensor([2, 3]) ** 2, torch.tensor([2.0, 3.0]) ** -1, 2 ** torch.tensor([1, 2, 3]), torch.tensor([4.0]) ** 0.5)
print(torch.zeros(2, 2).dtype, torch.arange(3).dtype, torch.arange(3.0).dtype, torch.full((2,), 3).dtype, torch.tensor([1.0]).double().float().dtype)
print(torch.zeros_like(p), torch.ones_like(x[0]), torch.full_like(x[0], 0.25), torch.arange(2, 11, 3), torch.empty(2, 0).shape)

# %% Gradients of picking and joining
w = torch.tensor([[1.0, -2.0, 3.0], [4.0, 5.0, 4.5]], requires_grad=True)
loss = w.max() * 2 + w.max(dim=0).values.sum() + w[:, 1].sum() * 10 + w[[0, 0], [2, 2]].sum() + w[w < 0].sum() * 100
loss.backward()
print(loss, w.grad)
w.grad = None
joined = torch.cat([w, torch.stack([w[1], w[0]])], dim=0).permute(1, 0)
(joined * torch.arange(12.0).reshape(3, 4)).sum().backward()
print(w.grad)
w.grad = None
torch.where(w > 0, w ** 2, w * 7).clamp(max=20).sum().backward()
print(w.grad)
for row in w:
    print(row.sum().item(), end=" ")
