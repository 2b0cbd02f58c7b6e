"""Linear, activations, losses and their functional forms; initial values."""
import warnings

import torch
import torch.nn.functional as F
from torch import nn


def attempt(f):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print("ok", f())
        except Exception as e:
            print(type(e).__name__, e)
        for w in caught:
            print("warned", w.category.__name__, w.message)


torch.manual_seed(1)
for layer in (nn.Linear(3, 2), nn.Linear(2, 3, bias=False), nn.Linear(2, 1, dtype=torch.float64)):
    print(layer, layer.weight, layer.bias)
print(nn.Linear(2, 1)(torch.ones(2, 2)).grad_fn, nn.Linear(2, 1)(torch.ones(2)).shape)
attempt(lambda: nn.Linear(2))
attempt(lambda: nn.Linear(3, 1)(torch.ones(5, 2)))
attempt(lambda: nn.Linear(2, 1)(torch.ones(5, 2, dtype=torch.float64)))
attempt(lambda: nn.Linear(2, 1)([1.0, 2.0]))
attempt(lambda: nn.Linear(0, 2))
x = torch.tensor([[1.0, -2.0], [0.5, 3.0]], requires_grad=True)
for m in (nn.ReLU(), nn.Sigmoid(), nn.Tanh(), nn.Softmax(dim=1), nn.LogSoftmax(dim=0), nn.Identity(3, a=4),
          nn.Flatten(0), nn.ReLU(inplace=True)):
    print(m)
    if getattr(m, "inplace", False):
        print(m(x.clone()))
    else:
        print(m(x))
attempt(lambda: nn.Softmax()(torch.ones(2, 2)))
attempt(lambda: F.softmax(torch.arange(3.0), 0, dtype=torch.float64))
t = torch.tensor([[1.0, 1.0], [0.0, 1.0]])
for r in ("mean", "sum", "none"):
    print(nn.MSELoss(reduction=r)(x, t), nn.L1Loss(reduction=r)(x, t))
print(nn.MSELoss(), nn.CrossEntropyLoss(), nn.NLLLoss())
attempt(lambda: nn.MSELoss(reduction="foo")(x, t))
attempt(lambda: nn.MSELoss()(torch.ones(2), torch.ones(1)))
attempt(lambda: F.mse_loss(torch.ones(3), torch.ones(4)))
attempt(lambda: nn.MSELoss(size_average=False).reduction)
attempt(lambda: F.mse_loss(x, t, weight=torch.ones(2, 2)))
attempt(lambda: F.l1_loss(x, t, weight=torch.ones(2, 2), reduction="sum"))
attempt(lambda: F.mse_loss(x, t, weight=torch.ones(2)))

logits = torch.tensor([[1.0, 2.0, 3.0], [0.5, -1.0, 2.0], [0.0, 0.0, 0.0]], requires_grad=True)
target = torch.tensor([2, 0, 1])
weight = torch.tensor([1.0, 2.0, 0.5])
for r in ("mean", "sum", "none"):
    print(F.cross_entropy(logits, target, reduction=r), F.nll_loss(logits, target, reduction=r))
    print(F.cross_entropy(logits, target, weight=weight, reduction=r))
    print(F.cross_entropy(logits, torch.tensor([2, -100, 1]), reduction=r))
    print(F.cross_entropy(logits, target, label_smoothing=0.1, reduction=r).detach())
    print(F.cross_entropy(logits, target, weight=weight, label_smoothing=0.1, reduction=r).detach())
    print(F.cross_entropy(logits, torch.softmax(logits.detach(), 1), reduction=r).detach())
    print(F.cross_entropy(logits, torch.full((3, 3), 1 / 3), weight=weight, label_smoothing=0.2,
                          reduction=r).detach())
loss = nn.CrossEntropyLoss()(logits, target)
loss.backward()
print(loss, logits.grad)
print(F.cross_entropy(logits[0], torch.tensor(1)))
attempt(lambda: F.cross_entropy(torch.ones(2, 3), torch.tensor([0.0, 1.0])))
attempt(lambda: F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 5])))
attempt(lambda: F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 1, 2])))
attempt(lambda: F.nll_loss(torch.ones(2, 3), torch.tensor([[0], [1]])))
attempt(lambda: F.cross_entropy([1], target))
attempt(lambda: nn.CrossEntropyLoss(weight=torch.ones(2))(torch.ones(2, 3), torch.tensor([0, 1])))
attempt(lambda: nn.CrossEntropyLoss(label_smoothing=2)(torch.ones(2, 3), torch.tensor([0, 1])))
print(nn.CrossEntropyLoss(weight=weight).state_dict())

torch.manual_seed(5)
w = torch.empty(3, 2)
for fill in (nn.init.uniform_, nn.init.normal_, nn.init.ones_, nn.init.zeros_, nn.init.xavier_uniform_,
             nn.init.xavier_normal_, nn.init.kaiming_uniform_, nn.init.kaiming_normal_, nn.init.eye_):
    print(fill.__name__, fill(w) is w, w)
print(nn.init.constant_(w, 3), nn.init.uniform_(w, -1, 1), nn.init.normal_(w, 5, 0.1))
print(nn.init.kaiming_uniform_(w, mode="fan_out", nonlinearity="relu"))
print([nn.init.calculate_gain(n) for n in ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu")])
attempt(lambda: nn.init.calculate_gain("foo"))
attempt(lambda: nn.init.kaiming_uniform_(torch.ones(3)))
attempt(lambda: nn.init.kaiming_uniform_(torch.ones(3, 2), mode="x"))
attempt(lambda: nn.init.calculate_gain("leaky_relu", "a"))
p = nn.init.zeros_(nn.Parameter(torch.ones(1)))
print(p)
deep = torch.arange(24.0).reshape(2, 3, 4).sin()
spots = torch.tensor([[0, 1, 2, 0], [2, 2, 1, -100]])
for r in ("mean", "sum", "none"):
    print(F.cross_entropy(deep, spots, reduction=r), F.cross_entropy(deep, spots, weight=weight, reduction=r))
attempt(lambda: F.cross_entropy(deep, spots[:, :2]))
attempt(lambda: F.nll_loss(torch.ones(3), torch.tensor([0, 1])))
attempt(lambda: F.nll_loss(torch.tensor(1.0), torch.tensor([0])))

# The gradient of the negative log likelihood is an operator, and has a gradient.
for r in ("mean", "sum", "none"):
    for weight in (None, torch.tensor([0.5, 2.0, 1.5])):
        scores = torch.linspace(-1, 1, 12).reshape(4, 3).requires_grad_()
        target = torch.tensor([0, 2, -100, 1])
        given = torch.linspace(0.3, 0.9, 4).requires_grad_() if r == "none" else torch.tensor(0.7, requires_grad=True)
        loss = F.nll_loss(scores, target, weight=weight, reduction=r)
        (g,) = torch.autograd.grad(loss, scores, given, create_graph=True)
        print(r, g, g.grad_fn.name())
        print(torch.autograd.grad((g * scores.detach()).sum(), (scores, given)))
scores = torch.linspace(-1, 1, 3, dtype=torch.float64, requires_grad=True)
(g,) = torch.autograd.grad(F.nll_loss(scores, torch.tensor(1)).exp(), scores, create_graph=True)
print(g, torch.autograd.grad(g.sum(), scores))
