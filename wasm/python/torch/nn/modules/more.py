"""Layers that only call a composed function: written in Python, for the core has nothing to add."""
import torch

from .. import functional as F
from .. import init
from ..parameter import Parameter
from ._dropout import _DropoutNd
from ._loss import _Loss
from .module import Module

__all__ = ["AdaptiveAvgPool1d", "AlphaDropout", "ConstantPad1d", "ConstantPad2d", "ConstantPad3d", "CosineSimilarity",
           "Dropout1d", "Dropout2d", "Dropout3d", "FeatureAlphaDropout", "GLU", "Hardshrink", "PairwiseDistance",
           "RMSNorm", "ReflectionPad1d", "ReflectionPad2d", "ReplicationPad1d", "ReplicationPad2d", "Softmax2d",
           "Softshrink", "Threshold", "TripletMarginLoss", "Unflatten", "Upsample", "UpsamplingNearest2d", "ZeroPad1d",
           "ZeroPad2d", "ZeroPad3d"]


class Threshold(Module):
    """The input where it is above the threshold, else the value."""

    __module__ = "torch.nn.modules.activation"
    __constants__ = ["threshold", "value", "inplace"]

    def __init__(self, threshold: float, value: float, inplace: bool = False) -> None:
        super().__init__()
        self.threshold = threshold
        self.value = value
        self.inplace = inplace

    def forward(self, input):
        return F.threshold(input, self.threshold, self.value, self.inplace)

    def extra_repr(self) -> str:
        return f"threshold={self.threshold}, value={self.value}{', inplace=True' if self.inplace else ''}"


class _Shrink(Module):
    __module__ = "torch.nn.modules.activation"
    __constants__ = ["lambd"]

    def __init__(self, lambd: float = 0.5) -> None:
        super().__init__()
        self.lambd = lambd

    def extra_repr(self) -> str:
        return f"{self.lambd}"


class Hardshrink(_Shrink):
    """0 between -lambd and lambd."""

    __module__ = "torch.nn.modules.activation"

    def forward(self, input):
        return F.hardshrink(input, self.lambd)


class Softshrink(_Shrink):
    """Moved towards 0 by lambd."""

    __module__ = "torch.nn.modules.activation"

    def forward(self, input):
        return F.softshrink(input, self.lambd)


class GLU(Module):
    """The first half along a dimension, times the sigmoid of the second."""

    __module__ = "torch.nn.modules.activation"
    __constants__ = ["dim"]

    def __init__(self, dim: int = -1) -> None:
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return F.glu(input, self.dim)

    def extra_repr(self) -> str:
        return f"dim={self.dim}"


class Softmax2d(Module):
    """Softmax over the channels of every place."""

    __module__ = "torch.nn.modules.activation"

    def forward(self, input):
        if input.dim() not in (3, 4):
            raise ValueError(f"Softmax2d: expected input to be 3D or 4D, got {input.dim()}D instead")
        return F.softmax(input, -3, _stacklevel=5)


def _dropout(name, doc, inplace=True):
    function = getattr(F, {"AlphaDropout": "alpha_dropout",
                           "FeatureAlphaDropout": "feature_alpha_dropout"}.get(name, name.lower()))

    def forward(self, input):
        return function(input, self.p, self.training, *([self.inplace] if inplace else []))

    return type(name, (_DropoutNd,), {"__module__": "torch.nn.modules.dropout", "__doc__": doc, "forward": forward})


Dropout1d = _dropout("Dropout1d", "Dropout of whole channels of [N, C, L].")
Dropout2d = _dropout("Dropout2d", "Dropout of whole channels of [N, C, H, W].")
Dropout3d = _dropout("Dropout3d", "Dropout of whole channels of [N, C, D, H, W].")
AlphaDropout = _dropout("AlphaDropout", "Dropout that keeps mean and variance of SELU's outputs.", False)
FeatureAlphaDropout = _dropout("FeatureAlphaDropout", "AlphaDropout of whole channels.", False)


class CosineSimilarity(Module):
    """The cosine of the angle between vectors along a dimension."""

    __module__ = "torch.nn.modules.distance"
    __constants__ = ["dim", "eps"]

    def __init__(self, dim: int = 1, eps: float = 1e-8) -> None:
        super().__init__()
        self.dim = dim
        self.eps = eps

    def forward(self, x1, x2):
        return F.cosine_similarity(x1, x2, self.dim, self.eps)


class PairwiseDistance(Module):
    """The p-norm of differences along the last dimension."""

    __module__ = "torch.nn.modules.distance"
    __constants__ = ["norm", "eps", "keepdim"]

    def __init__(self, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False) -> None:
        super().__init__()
        self.norm = p
        self.eps = eps
        self.keepdim = keepdim

    def forward(self, x1, x2):
        return F.pairwise_distance(x1, x2, self.norm, self.eps, self.keepdim)


class TripletMarginLoss(_Loss):
    """How much closer (by less than the margin) the positive is to the anchor than the negative."""

    __module__ = "torch.nn.modules.loss"
    __constants__ = ["margin", "p", "eps", "swap", "reduction"]

    def __init__(self, margin: float = 1.0, p: float = 2.0, eps: float = 1e-6, swap: bool = False, size_average=None,
                 reduce=None, reduction: str = "mean") -> None:
        super().__init__(size_average, reduce, reduction)
        if margin <= 0:
            raise ValueError(f"TripletMarginLoss: expected margin to be greater than 0, got {margin} instead")
        self.margin = margin
        self.p = p
        self.eps = eps
        self.swap = swap

    def forward(self, anchor, positive, negative):
        return F.triplet_margin_loss(anchor, positive, negative, margin=self.margin, p=self.p, eps=self.eps,
                                     swap=self.swap, reduction=self.reduction)


class Unflatten(Module):
    """A dimension as several."""

    __module__ = "torch.nn.modules.flatten"
    __constants__ = ["dim", "unflattened_size"]

    def __init__(self, dim: int, unflattened_size) -> None:
        super().__init__()
        if not isinstance(unflattened_size, (tuple, list)):
            raise TypeError("unflattened_size must be a tuple of ints, but found type "
                            f"{type(unflattened_size).__name__}")
        for i, size in enumerate(unflattened_size):
            if not isinstance(size, int):
                raise TypeError("unflattened_size must be tuple of ints, but found element of type "
                                f"{type(size).__name__} at pos {i}")
        self.dim = dim
        self.unflattened_size = unflattened_size

    def forward(self, input):
        return input.unflatten(self.dim, self.unflattened_size)

    def extra_repr(self) -> str:
        return f"dim={self.dim}, unflattened_size={self.unflattened_size}"


def _sides(padding, dims):
    return tuple(padding) if isinstance(padding, (tuple, list)) else (padding,) * (2 * dims)


class _ConstantPadNd(Module):
    __module__ = "torch.nn.modules.padding"
    __constants__ = ["padding", "value"]
    dims = 1

    def __init__(self, padding, value: float) -> None:
        super().__init__()
        self.value = value
        self.padding = _sides(padding, self.dims)

    def forward(self, input):
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


class _ZeroPadNd(_ConstantPadNd):
    __module__ = "torch.nn.modules.padding"

    def __init__(self, padding) -> None:
        super().__init__(padding, 0.0)

    def extra_repr(self) -> str:
        return f"{self.padding}"


class _PadNd(Module):
    __module__ = "torch.nn.modules.padding"
    __constants__ = ["padding"]
    dims = 1

    def __init__(self, padding) -> None:
        super().__init__()
        self.padding = _sides(padding, self.dims)

    def forward(self, input):
        return F.pad(input, self.padding, self.mode)

    def extra_repr(self) -> str:
        return f"{self.padding}"


def _padding(name, base, doc, **more):
    return type(name, (base,), {"__module__": "torch.nn.modules.padding", "__doc__": doc, "dims": int(name[-2]), **more})


ConstantPad1d = _padding("ConstantPad1d", _ConstantPadNd, "Surrounded by a value.")
ConstantPad2d = _padding("ConstantPad2d", _ConstantPadNd, "Surrounded by a value.")
ConstantPad3d = _padding("ConstantPad3d", _ConstantPadNd, "Surrounded by a value.")
ZeroPad1d = _padding("ZeroPad1d", _ZeroPadNd, "Surrounded by 0.")
ZeroPad2d = _padding("ZeroPad2d", _ZeroPadNd, "Surrounded by 0.")
ZeroPad3d = _padding("ZeroPad3d", _ZeroPadNd, "Surrounded by 0.")
ReflectionPad1d = _padding("ReflectionPad1d", _PadNd, "Mirrored at the ends.", mode="reflect")
ReflectionPad2d = _padding("ReflectionPad2d", _PadNd, "Mirrored at the ends.", mode="reflect")
ReplicationPad1d = _padding("ReplicationPad1d", _PadNd, "The ends repeated.", mode="replicate")
ReplicationPad2d = _padding("ReplicationPad2d", _PadNd, "The ends repeated.", mode="replicate")


class AdaptiveAvgPool1d(Module):
    """Means of windows, as many as wanted."""

    __module__ = "torch.nn.modules.pooling"
    __constants__ = ["output_size"]

    def __init__(self, output_size) -> None:
        super().__init__()
        self.output_size = output_size

    def forward(self, input):
        return F.adaptive_avg_pool1d(input, self.output_size)

    def extra_repr(self) -> str:
        return f"output_size={self.output_size}"


class Upsample(Module):
    """Enlarged to the nearest elements."""

    __module__ = "torch.nn.modules.upsampling"
    __constants__ = ["size", "scale_factor", "mode", "align_corners", "name", "recompute_scale_factor"]

    def __init__(self, size=None, scale_factor=None, mode: str = "nearest", align_corners=None,
                 recompute_scale_factor=None) -> None:
        super().__init__()
        self.name = type(self).__name__
        self.size = size
        if isinstance(scale_factor, tuple):
            self.scale_factor = tuple(float(factor) for factor in scale_factor)
        else:
            self.scale_factor = float(scale_factor) if scale_factor else None
        self.mode = mode
        self.align_corners = align_corners
        self.recompute_scale_factor = recompute_scale_factor

    def forward(self, input):
        return F.interpolate(input, self.size, self.scale_factor, self.mode, self.align_corners,
                             recompute_scale_factor=self.recompute_scale_factor)

    def extra_repr(self) -> str:
        name = "size" if self.scale_factor is None else "scale_factor"
        return f"{name}={getattr(self, name)!r}, mode={self.mode!r}"


class UpsamplingNearest2d(Upsample):
    """Enlarged to the nearest elements."""

    __module__ = "torch.nn.modules.upsampling"

    def __init__(self, size=None, scale_factor=None) -> None:
        super().__init__(size, scale_factor, mode="nearest")


class RMSNorm(Module):
    """The input over the root of the mean of its squares."""

    __module__ = "torch.nn.modules.normalization"
    __constants__ = ["normalized_shape", "eps", "elementwise_affine"]

    def __init__(self, normalized_shape, eps: float | None = None, elementwise_affine: bool = True, device=None,
                 dtype=None) -> None:
        super().__init__()
        if isinstance(normalized_shape, int):
            normalized_shape = (normalized_shape,)
        self.normalized_shape = tuple(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        if elementwise_affine:
            self.weight = Parameter(torch.empty(self.normalized_shape, device=device, dtype=dtype))
        else:
            self.register_parameter("weight", None)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """1 everywhere."""
        if self.elementwise_affine:
            init.ones_(self.weight)

    def forward(self, x):
        return F.rms_norm(x, self.normalized_shape, self.weight, self.eps)

    def extra_repr(self) -> str:
        return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"
