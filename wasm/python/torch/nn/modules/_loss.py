"""The bases of losses, which PyTorch's users derive from too."""
from .. import _reduction
from .module import Module


class _Loss(Module):
    __module__ = "torch.nn.modules.loss"

    def __init__(self, size_average=None, reduce=None, reduction: str = "mean") -> None:
        super().__init__()
        if size_average is not None or reduce is not None:
            reduction = _reduction.legacy(size_average, reduce)
        self.reduction = reduction


class _WeightedLoss(_Loss):
    __module__ = "torch.nn.modules.loss"

    def __init__(self, weight=None, size_average=None, reduce=None, reduction: str = "mean") -> None:
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)
