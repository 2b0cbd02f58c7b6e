# %% The same seed gives the same numbers
import torch

torch.manual_seed(0)
print(torch.rand(3).tolist())
print(torch.randn(3).tolist())
print(torch.randint(0, 100, (5,)))
print(torch.randperm(7))

# %% Uniform numbers, both precisions
torch.manual_seed(12345)
print(torch.rand(2, 3).tolist())
print(torch.rand(2, dtype=torch.float64).tolist())
print(torch.empty(4).uniform_(-2, 3).tolist())
print(torch.empty(3, dtype=torch.float64).uniform_(10, 20).tolist())

# %% Normal numbers: fewer than 16 and 16 or more take different paths
torch.manual_seed(7)
print(torch.randn(5).tolist())
print(torch.randn(15).tolist())
print(torch.randn(16).tolist())
print(torch.randn(19).tolist())
print(torch.randn(3, 7))
print(torch.empty(20).normal_(5, 0.1))
print(torch.empty(6).normal_(-1, 2).tolist())

# %% Normal numbers in double precision, to twelve digits
torch.manual_seed(8)
print([f"{v:.12f}" for v in torch.randn(5, dtype=torch.float64).tolist()])
print([f"{v:.12f}" for v in torch.randn(17, dtype=torch.float64).tolist()])

# %% Whole numbers
torch.manual_seed(99)
print(torch.randint(10, (3, 4)))
print(torch.randint(-5, 5, (10,)))
print(torch.randint(0, 2, (8,), dtype=torch.float32))
print(torch.randint(1000000, (4,)).tolist())
print(torch.randperm(20))
print(torch.randperm(1), torch.randperm(0))

# %% One stream: the order of the calls decides
torch.manual_seed(1)
a = torch.rand(2), torch.randn(2), torch.randint(9, (2,)), torch.rand(1)
torch.manual_seed(1)
b = torch.rand(2), torch.randn(2), torch.randint(9, (2,)), torch.rand(1)
print(all(torch.equal(s, t) for s, t in zip(a, b)))
print(a)

# %% rand_like, randn_like
torch.manual_seed(2)
m = torch.zeros(2, 2, dtype=torch.float64)
print(torch.rand_like(m).dtype, torch.randn_like(torch.zeros(3)))

# %% The default start of a linear layer
torch.manual_seed(4)
layer = torch.nn.Linear(3, 2)
print(layer.weight.tolist())
print(layer.bias.tolist())
layer.reset_parameters()
print(layer.weight, layer.bias)
torch.nn.Linear(2, 2, bias=False, dtype=torch.float64).weight

# %% Many numbers at once
torch.manual_seed(2024)
big = torch.randn(1000)
print(big[:3].tolist(), big[-3:].tolist(), big.sum().item())
u = torch.rand(1000)
print(u.min().item(), u.max().item(), u.argmax().item(), u.mean().item())

# %% NumPy has a generator of its own
import numpy as np

np.random.seed(0)
print(np.random.rand(3))
print(np.random.randn(2, 2))
print(np.random.normal(0, 12))
print(np.random.normal(5, 0.5, 4))
print(np.random.rand())
np.random.seed(0)
print(np.random.rand(3).tolist())
print(np.random.normal(1.0, 2.0, size=(2, 3)).tolist())

# %% The two do not disturb each other
torch.manual_seed(5)
np.random.seed(5)
p = torch.rand(1).item(), np.random.rand(), torch.rand(1).item(), np.random.rand()
torch.manual_seed(5)
q = torch.rand(1).item(), torch.rand(1).item()
print(p, p[0] == q[0], p[2] == q[1])
torch.initial_seed()
