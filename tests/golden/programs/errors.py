# %% Mistakes, and what is said about them
import torch
from torch import nn
import torch.nn.functional as F
import numpy as np


def attempt(what, action):
    try:
        result = action()
    except Exception as error:
        print(f"{what}: {type(error).__name__}: {error}")
    else:
        print(f"{what}: went well, {result!r}")


# %% Shapes
attempt("add", lambda: torch.ones(2, 3) + torch.ones(4))
attempt("in place", lambda: torch.ones(3).add_(torch.ones(2, 3)))
attempt("matrices", lambda: torch.ones(2, 3) @ torch.ones(2, 3))
attempt("matrix and vector", lambda: torch.ones(2, 3) @ torch.ones(4))
attempt("vectors", lambda: torch.ones(3) @ torch.ones(4))
attempt("layer", lambda: nn.Linear(3, 1)(torch.ones(5, 2)))
attempt("view", lambda: torch.ones(2, 3).view(4, 2))
attempt("reshape", lambda: torch.ones(2, 3).reshape(-1, 4))
attempt("expand", lambda: torch.ones(3).expand(2, 4))
attempt("cat", lambda: torch.cat([torch.ones(2, 3), torch.ones(2, 4)]))
attempt("stack", lambda: torch.stack([torch.ones(2), torch.ones(3)]))
attempt("ragged", lambda: torch.tensor([[1, 2], [3]]))

# %% Indices and axes
attempt("index", lambda: torch.ones(3)[5])
attempt("negative", lambda: torch.ones(3)[-4])
attempt("too many", lambda: torch.ones(2, 2)[0, 0, 0])
attempt("second axis", lambda: torch.ones(2, 2)[:, 3])
attempt("scalar", lambda: torch.tensor(1.0)[0])
attempt("sum", lambda: torch.ones(3).sum(1))
attempt("argmax", lambda: torch.ones(2, 2).argmax(5))
attempt("squeeze", lambda: torch.ones(3).squeeze(2))
attempt("len", lambda: len(torch.tensor(1.0)))
attempt("index list", lambda: torch.ones(3)[[0, 7]])
attempt("mask", lambda: torch.ones(3)[torch.tensor([True, False])])

# %% Kinds of numbers
attempt("mixed matrices", lambda: torch.ones(2, 2) @ torch.ones(2, 2, dtype=torch.float64))
attempt("mixed layer", lambda: nn.Linear(2, 1)(torch.ones(5, 2, dtype=torch.float64)))
attempt("numpy layer", lambda: nn.Linear(2, 1)(np.ones((5, 2))))
attempt("integers", lambda: torch.tensor([1, 2], requires_grad=True))
attempt("mean", lambda: torch.mean(torch.tensor([1, 2])))
attempt("add to integers", lambda: torch.tensor([1, 2]).add_(0.5))
attempt("text", lambda: torch.ones(2) / "a")
attempt("none", lambda: torch.ones(2) + None)
attempt("item", lambda: torch.tensor([1.0, 2.0]).item())
attempt("truth", lambda: bool(torch.ones(2)))
attempt("tensor of text", lambda: torch.tensor("a"))
attempt("promotion", lambda: torch.ones(2) + torch.ones(2, dtype=torch.float64))

# %% Gradients
x = torch.ones(3, requires_grad=True)
attempt("vector", lambda: (x * 2).backward())
attempt("nothing", lambda: torch.ones(1).backward())
attempt("leaf", lambda: x.add_(1))
attempt("numpy", lambda: x.numpy())
attempt("detached numpy", lambda: x.detach().numpy())
attempt("unused", lambda: torch.autograd.grad(torch.ones(1, requires_grad=True).sum(), x))
attempt("wrong gradient", lambda: (x * 2).backward(torch.ones(2)))
attempt("set a gradient", lambda: setattr(x, "grad", torch.ones(2)))
attempt("no gradient", lambda: x.grad.zero_())
twice = (x ** 2).sum()
twice.backward()
attempt("twice", lambda: twice.backward())
y = x.exp()
z = y.sum()
y += 1
attempt("modified", lambda: z.backward())

# %% Modules and optimizers
attempt("empty", lambda: torch.optim.SGD([], lr=0.1))
attempt("rate", lambda: torch.optim.SGD([x], lr=-1))
attempt("betas", lambda: torch.optim.Adam([x], betas=(1.0, 0.9)))
attempt("nesterov", lambda: torch.optim.SGD([x], lr=0.1, nesterov=True))
attempt("alpha", lambda: torch.optim.RMSprop([x], alpha=-1))
attempt("decay", lambda: torch.optim.Adagrad([x], lr_decay=-1))
attempt("tensor", lambda: torch.optim.AdamW(x))
attempt("number", lambda: torch.optim.SGD([1.0], lr=0.1))
attempt("result", lambda: torch.optim.SGD([x * 2], lr=0.1))
attempt("unknown option", lambda: torch.optim.SGD([x], lr=0.1, foo=1))
attempt("layer", lambda: nn.Linear(2))
attempt("forward", lambda: nn.Module()(1))
attempt("attribute", lambda: nn.Linear(1, 1).weights)
attempt("tensor attribute", lambda: x.foo)
attempt("sequential", lambda: nn.Sequential(1))
attempt("load", lambda: nn.Linear(2, 1).load_state_dict({"weight": torch.ones(1, 3)}))

# %% Losses
attempt("targets", lambda: F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 5])))
attempt("target kind", lambda: F.cross_entropy(torch.ones(2, 3), torch.tensor([0.0, 1.0])))
attempt("sizes", lambda: F.mse_loss(torch.ones(3), torch.ones(4)))

# %% Python's own errors are Python's own
attempt("division", lambda: 1 / 0)
attempt("key", lambda: torch.optim.SGD([x], lr=0.1).param_groups[0]["momentum_decay"])
attempt("import", lambda: __import__("torch.nonsense"))
hasattr(torch, "nonsense"), hasattr(nn, "Linear")
