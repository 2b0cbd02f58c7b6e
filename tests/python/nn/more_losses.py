"""Losses beyond mean squares and classes: values, gradients, warnings and errors."""
import inspect
import warnings

import torch
from torch import nn
from torch.nn import functional as F

LOSSES = [
    nn.SmoothL1Loss(), nn.SmoothL1Loss(reduction="sum", beta=0.5), nn.HuberLoss(delta=0.5), nn.BCELoss(), nn.BCEWithLogitsLoss(),
    nn.KLDivLoss(reduction="batchmean"), nn.PoissonNLLLoss(), nn.GaussianNLLLoss(), nn.HingeEmbeddingLoss(), nn.SoftMarginLoss(),
    nn.MarginRankingLoss(0.5), nn.CosineEmbeddingLoss(),
]
for loss in LOSSES:
    print(loss, inspect.signature(type(loss)), getattr(loss, "__constants__", None), [b.__name__ for b in type(loss).__mro__[1:3]])

a = torch.tensor([[0.5, -1.5, 0.25], [2.0, 0.0, -0.75]], requires_grad=True)
b = torch.tensor([[0.25, 0.5, 0.75], [1.0, 0.5, 0.0]])
sign = torch.tensor([1.0, -1.0])
p = torch.tensor([[0.5, 0.125, 0.25], [0.75, 0.5, 0.875]], requires_grad=True)


def show(name, loss, x):
    g, = torch.autograd.grad(loss.sum(), x)
    print(name, "" if name == "ranking" else loss.grad_fn.name(), loss.shape, [round(v, 4) for v in loss.flatten().tolist()],
          [round(v, 4) + 0.0 for v in g.flatten().tolist()])


for reduction in ("mean", "sum", "none"):
    show("smooth", F.smooth_l1_loss(a, b, reduction=reduction, beta=0.6), a)
    show("huber", F.huber_loss(a, b, reduction=reduction), a)
    show("bce", F.binary_cross_entropy(p, b, reduction=reduction), p)
    show("bce weighted", nn.BCELoss(torch.tensor([1.0, 2.0, 0.5]), reduction=reduction)(p, b), p)
    show("logits", F.binary_cross_entropy_with_logits(a, b, reduction=reduction), a)
    show("logits weighted", nn.BCEWithLogitsLoss(torch.tensor([1.0, 2.0, 0.5]), reduction=reduction, pos_weight=torch.tensor(3.0))(a, b), a)
    show("kl", nn.KLDivLoss(reduction=reduction, log_target=True)(a, b), a) if reduction != "mean" else None
    show("poisson", F.poisson_nll_loss(a, b, reduction=reduction), a)
    show("gaussian", F.gaussian_nll_loss(a, b, torch.full((2, 1), 0.5), full=True, reduction=reduction), a)
    show("margin", F.soft_margin_loss(a, torch.sign(b - 0.5), reduction=reduction), a)
    show("ranking", nn.MarginRankingLoss(0.5, reduction=reduction)(a, b, torch.ones(2, 3)), a)
    show("cosine", F.cosine_embedding_loss(a, b, sign, reduction=reduction), a)
show("hinge", F.hinge_embedding_loss(a, torch.tensor([[1, -1, 1], [-1, 1, -1]])), a)
show("batchmean", F.kl_div(a, b, reduction="batchmean"), a)
print(nn.SmoothL1Loss(beta=0)(a, b).item(), nn.BCELoss(weight=torch.ones(3)).state_dict(), list(nn.BCEWithLogitsLoss().named_buffers()))

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(nn.SmoothL1Loss(size_average=False).reduction, F.huber_loss(a, b[0]).shape, F.kl_div(a, b).shape)
    print(F.binary_cross_entropy(p, b, reduce=False).shape)
for warning in caught:
    print(warning.category.__name__, warning.message)

for wrong in (lambda: F.smooth_l1_loss(a, b, beta=-1), lambda: F.huber_loss(a, b, delta=0.0), lambda: F.binary_cross_entropy(a, b),
              lambda: F.binary_cross_entropy(p, b[0]), lambda: F.binary_cross_entropy_with_logits(a, b[0]),
              lambda: F.smooth_l1_loss(a, b, reduction="median"), lambda: F.gaussian_nll_loss(a, b, -b),
              lambda: F.gaussian_nll_loss(a, b, torch.ones(5)), lambda: F.poisson_nll_loss(a, b, reduction="x")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
