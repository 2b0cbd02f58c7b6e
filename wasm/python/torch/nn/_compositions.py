"""The part of torch.nn.functional that is composed of other functions: rarer activations, dropout of whole channels,
distances, enlarging. (Where PyTorch has one node for it, the graph here shows the nodes that it is made of.)"""
import math
import warnings

import torch

from . import _reduction

# --- activations --------------------------------------------------------------------------------------


def threshold(input, threshold, value, inplace=False):
    """input where it is above the threshold, else the value."""
    result = torch.where(input <= threshold, value, input)
    return input.copy_(result) if inplace else result


def hardshrink(input, lambd=0.5):
    """0 between -lambd and lambd, else the input."""
    return torch.where((input >= -lambd) & (input <= lambd), 0.0, input)


def softshrink(input, lambd=0.5):
    """The input moved towards 0 by lambd, 0 between."""
    if not lambd >= 0:
        largest, name = ("1.79769e+308", "Double") if input.dtype is torch.float64 else ("3.40282e+38", "Float")
        raise RuntimeError(f"lambda must be in range [0, {largest}] for input dtype {name}, but found {lambd:g}")
    moved = torch.where(input > 0, input - lambd, input + lambd)
    return torch.where(input.abs() <= lambd, 0.0, moved)


def glu(input, dim=-1):
    """The first half along a dimension, times the sigmoid of the second."""
    if input.dim() == 0:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    size = input.size(dim)
    if size % 2:
        raise RuntimeError(f"Halving dimension must be even, but dimension {dim % input.dim()} is size {size}")
    first, second = input.chunk(2, dim)
    return first * second.sigmoid()


# --- dropout ------------------------------------------------------------------------------------------

_ALPHA = 1.7580993408473766


def _dropped(input, p, training, inplace, whole_channels=False, alpha=False):
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if not training or p == 0 or input.numel() == 0:
        return input
    if whole_channels and input.dim() < 2:
        raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
    shift = 0.0
    if p == 1:
        noise = torch.zeros((), dtype=input.dtype)
    else:
        shape = (*input.shape[:2], *[1] * (input.dim() - 2)) if whole_channels else input.shape
        noise = torch.empty(shape, dtype=input.dtype).bernoulli_(1 - p)
        if alpha:
            scale = 1.0 / math.sqrt((_ALPHA * _ALPHA * p + 1) * (1 - p))
            shift = noise.add(-1).mul_(_ALPHA * scale).add_(_ALPHA * scale * p)
            noise.mul_(scale)
        else:
            noise.div_(1 - p)
    if inplace:
        input.mul_(noise)
        return input.add_(shift) if alpha and p < 1 else input
    return input * noise + shift if alpha and p < 1 else input * noise


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    """Dropout that keeps mean and variance of SELU's outputs."""
    return _dropped(input, p, training, inplace, alpha=True)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    """`alpha_dropout` of whole channels."""
    return _dropped(input, p, training, inplace, whole_channels=True, alpha=True)


def dropout1d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels: input [C, L] or [N, C, L]."""
    dims = input.dim()
    if dims not in (2, 3):
        raise RuntimeError(f"dropout1d: Expected 2D or 3D input, but received a {dims}D input. Note that dropout1d "
                           "exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel "
                           "dimension, and an optional batch dimension (i.e. 2D or 3D inputs).")
    if dims == 3:
        return _dropped(input, p, training, inplace, whole_channels=True)
    return _dropped(input.unsqueeze(0), p, training, inplace, whole_channels=True).squeeze(0)


_OF_CHANNELS = ("dropout{n}d: Received a {dims}-D input to dropout{n}d, which is deprecated and will result in an "
                "error in a future release. To retain the behavior and silence this warning, please use dropout "
                "instead. Note that dropout{n}d exists to provide channel-wise dropout on inputs with {n} spatial "
                "dimensions, a channel dimension, and an optional batch dimension (i.e. {a}D or {b}D inputs).")


def dropout2d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels: input [N, C, H, W] (or [N, C, L])."""
    dims = input.dim()
    if dims not in (3, 4):
        warnings.warn(_OF_CHANNELS.format(n=2, dims=dims, a=3, b=4), stacklevel=2)
    if dims == 3:
        warnings.warn("dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout "
                      "behavior is desired - input is interpreted as shape (N, C, L), where C is the channel dim. "
                      "This behavior will change in a future release to interpret the input as one without a batch "
                      "dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise dropout behavior, please "
                      "switch to using dropout1d instead.", stacklevel=2)
    return _dropped(input, p, training, inplace, whole_channels=True)


def dropout3d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels: input [C, D, H, W] or [N, C, D, H, W]."""
    dims = input.dim()
    if dims not in (4, 5):
        warnings.warn(_OF_CHANNELS.format(n=3, dims=dims, a=4, b=5), stacklevel=2)
    if dims == 5:
        return _dropped(input, p, training, inplace, whole_channels=True)
    return _dropped(input.unsqueeze(0), p, training, inplace, whole_channels=True).squeeze(0)


# --- distances ----------------------------------------------------------------------------------------


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    """The cosine of the angle between vectors along a dimension."""
    x1, x2 = torch.broadcast_tensors(x1, x2)
    norms = [torch.linalg.vector_norm(x, 2, dim, True).clone() for x in (x1, x2)]
    with torch.no_grad():  # so that the gradient passes as if there were no eps
        for norm in norms:
            norm.clamp_(min=eps)
    return ((x1 / norms[0]) * (x2 / norms[1])).sum(dim)


def pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False):
    """The p-norm of x1 - x2 (+ eps) along the last dimension."""
    return torch.linalg.vector_norm(x1 - x2 + eps, p, max(x1.dim(), x2.dim()) - 1, keepdim)


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, size_average=None,
                        reduce=None, reduction="mean"):
    """How much closer (by less than the margin) the positive is to the anchor than the negative."""
    if size_average is not None or reduce is not None:
        reduction = _reduction.legacy(size_average, reduce)
    _reduction.check(reduction)
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    near = pairwise_distance(anchor, positive, p, eps)
    far = pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = torch.minimum(far, pairwise_distance(positive, negative, p, eps))
    losses = (margin + near - far).clamp(min=0)
    if reduction == "mean":
        return losses.mean()
    return losses.sum() if reduction == "sum" else losses


# --- shapes -------------------------------------------------------------------------------------------


def _nearest(size, wanted, factor):
    scale = size / wanted if factor is None else 1.0 / factor
    return [min(int(i * scale), size - 1) for i in range(wanted)]


def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None,
                recompute_scale_factor=None, antialias=False):
    """The dimensions after the second enlarged or reduced to the nearest elements (the other modes are not here)."""
    if mode != "nearest":
        raise NotImplementedError(f"Downhill does not have interpolate with mode={mode!r} (yet)")
    if align_corners is not None:
        raise ValueError("align_corners option can only be set with the interpolating modes: linear | bilinear | "
                         "bicubic | trilinear")
    spatial = input.shape[2:]
    if size is not None and scale_factor is not None:
        raise ValueError("only one of size or scale_factor should be defined")
    if size is None and scale_factor is None:
        raise ValueError("either size or scale_factor should be defined")
    given = size if size is not None else scale_factor
    given = list(given) if isinstance(given, (tuple, list)) else [given] * len(spatial)
    if len(given) != len(spatial):
        raise ValueError("Input and output must have the same number of spatial dimensions, but got input with "
                         f"spatial dimensions of {list(spatial)} and output size of {size}. Please provide input "
                         "tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format."
                         if size is not None else
                         "Input and scale_factor must have the same number of spatial dimensions, but got input with "
                         f"spatial dimensions of {list(spatial)} and scale_factor of shape {scale_factor}. Please "
                         "provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2, "
                         "...,sK) format.")
    for d, (old, wish) in enumerate(zip(spatial, given), 2):
        wanted = wish if size is not None else math.floor(old * wish)
        factor = None if size is not None or recompute_scale_factor else wish
        input = input[(slice(None),) * d + (torch.tensor(_nearest(old, wanted, factor)),)]
    return input


def _outside(size, before, after, mode):
    """Where the elements of a dimension come from that is continued beyond its ends."""
    places = range(-before, size + after)
    if mode == "circular":
        return [i % size for i in places]
    if mode == "replicate":
        return [min(max(i, 0), size - 1) for i in places]
    return [size - 1 - abs(size - 1 - abs(i)) for i in places]


def pad_from_inside(input, pad, mode):
    """`pad` with the tensor's own elements: mode "reflect", "replicate" or "circular"."""
    for k in range(len(pad) // 2):
        d = input.dim() - 1 - k
        before, after, size = pad[2 * k], pad[2 * k + 1], input.size(d)
        if mode == "reflect" and max(before, after) >= size:
            raise RuntimeError("Argument #4: Padding size should be less than the corresponding input dimension, but "
                               f"got: padding ({before}, {after}) at dimension {d} of input {list(input.shape)}")
        input = input[(slice(None),) * d + (torch.tensor(_outside(size, before, after, mode)),)]
    return input


def rms_norm(input, normalized_shape, weight=None, eps=None):
    """The input over the root of the mean of its squares over the last dimensions."""
    dims = tuple(range(-len(normalized_shape), 0))
    if eps is None:
        eps = torch.finfo(input.dtype).eps
    scaled = input * (1 / ((input * input).mean(dims, keepdim=True) + eps).sqrt())
    return scaled if weight is None else scaled * weight
