"""Seeds and distributions: PyTorch's very numbers."""
import torch

g = torch.manual_seed(0)
print(type(g).__name__, torch.initial_seed())
print(torch.rand(3), torch.randn(3), torch.randn(2, 8), torch.rand(2, 2, dtype=torch.float64), torch.randn(17))
print(torch.randint(10, (3,)), torch.randint(-5, 5, (2, 2)), torch.randint(low=0, high=3, size=(4,)), torch.randperm(6))
print(torch.normal(1.0, 2.0, (3,)), torch.normal(torch.zeros(2), 1.0), torch.normal(torch.zeros(2), torch.ones(2)), torch.normal(2.0, torch.ones(2)))
x = torch.empty(4)
print(x.uniform_(), x.uniform_(-1, 1), x.normal_(), x.normal_(5, 0.1), x.bernoulli_(0.3), x.random_(0, 7), x.random_(4))
state = torch.get_rng_state()
first = torch.rand(2)
torch.set_rng_state(state)
print(torch.equal(first, torch.rand(2)), torch.rand_like(x), torch.randn_like(x), torch.randint_like(x, 5), torch.bernoulli(torch.full((3,), 0.5)))
own = torch.Generator().manual_seed(7)
print(torch.rand(2, generator=own), torch.randn(2, generator=own), own.initial_seed(), torch.randperm(4, generator=own))
torch.manual_seed(42)
print(torch.randn(2, requires_grad=True), torch.rand(()), torch.randn(1, 2, 3).shape, torch.rand([2]), torch.rand(size=(2,)))
