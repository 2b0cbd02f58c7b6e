"""SparseAdam: its arguments, its checks, and what it says to a dense gradient (there are no sparse ones in Downhill)."""
import torch
from torch import nn
from torch.optim import SparseAdam


def attempt(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)


p = torch.ones(2, requires_grad=True)
attempt(lambda: SparseAdam([p]))
for options in ({"lr": 0}, {"lr": -1.0}, {"eps": 0}, {"betas": (1.0, 0)}, {"betas": (0.0, -0.1)}, {"lr": torch.tensor([1.0, 2.0])}):
    attempt(lambda: SparseAdam([p], **options))
attempt(lambda: SparseAdam(p))
attempt(lambda: SparseAdam([]))
attempt(lambda: SparseAdam([{"params": [p], "lr": 0.5}], maximize=True).state_dict())
optimizer = SparseAdam([p])
attempt(optimizer.step)  # no gradient, nothing to do
p.grad = torch.ones(2)
attempt(optimizer.step)
print(dict(optimizer.state), p)
print(nn.Embedding(5, 2, sparse=True), nn.Embedding(5, 2, sparse=True).sparse)
