"""torch.nn.functional: what PyTorch composes or checks in Python, around the core's operators."""
import warnings

import torch

from . import _operators as _ops
from . import _reduction
from ._compositions import (
    alpha_dropout, cosine_similarity, dropout1d, dropout2d, dropout3d, feature_alpha_dropout, glu, hardshrink,
    interpolate, pairwise_distance, rms_norm, softshrink, threshold, triplet_margin_loss,
)
from ._operators import *
from ._reduction import same_size as _same_size
from ._structured import (
    adaptive_avg_pool1d, adaptive_avg_pool2d, avg_pool1d, avg_pool2d, batch_norm, conv1d, conv2d, conv_transpose1d,
    conv_transpose2d, embedding, group_norm, layer_norm, max_pool1d, max_pool2d, normalize, one_hot, pad,
)


def _softmax_dim(name, dims, stacklevel):
    warnings.warn(f"Implicit dimension choice for {name} has been deprecated. Change the call to include "
                  "dim=X as an argument.", stacklevel=stacklevel)
    return 0 if dims in (0, 1, 3) else 1


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    """exp(x) scaled so that the elements along `dim` sum to 1."""
    if dim is None:
        dim = _softmax_dim("softmax", input.dim(), _stacklevel)
    return input.softmax(dim) if dtype is None else input.softmax(dim, dtype=dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    """log(softmax(x))."""
    if dim is None:
        dim = _softmax_dim("log_softmax", input.dim(), _stacklevel)
    return input.log_softmax(dim) if dtype is None else input.log_softmax(dim, dtype=dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    """softmax(-x)."""
    if dim is None:
        dim = _softmax_dim("softmin", input.dim(), _stacklevel)
    return (-input).softmax(dim) if dtype is None else (-input).softmax(dim, dtype=dtype)


# --- losses -------------------------------------------------------------------------------------------


def _weighted(losses, input, weight, reduction):
    if weight.size() != input.size():
        raise ValueError("Weights and input must have the same size.")
    losses = losses * weight
    if reduction == "mean":
        return losses.sum() / weight.sum()
    return losses.sum() if reduction == "sum" else losses


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """The squared difference, its mean, or its sum."""
    if size_average is not None or reduce is not None:
        reduction = _reduction.legacy(size_average, reduce)
    a, b = _same_size(input, target)
    _reduction.check(reduction)
    if weight is not None:
        return _weighted(_ops.mse_loss(a, b, "none"), input, weight, reduction)
    return _ops.mse_loss(a, b, reduction)


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """The absolute difference, its mean, or its sum."""
    if size_average is not None or reduce is not None:
        reduction = _reduction.legacy(size_average, reduce)
    a, b = _same_size(input, target)
    _reduction.check(reduction)
    if weight is not None:
        return _weighted(_ops.l1_loss(a, b, "none"), input, weight, reduction)
    return _ops.l1_loss(a, b, reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    """The Kullback-Leibler divergence, from logarithms of probabilities."""
    if size_average is not None or reduce is not None:
        reduction = _reduction.legacy(size_average, reduce)
    elif reduction == "mean":
        warnings.warn("reduction: 'mean' divides the total loss by both the batch size and the support size."
                      "'batchmean' divides only by the batch size, and aligns with the KL div math definition."
                      "'mean' will be changed to behave the same as 'batchmean' in the next major release.",
                      stacklevel=2)
    return _ops.kl_div(input, target, reduction=reduction, log_target=log_target)


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None,
             reduction="mean"):
    """The negative log likelihood of classes, from log-probabilities."""
    if size_average is not None or reduce is not None:
        reduction = _reduction.legacy(size_average, reduce)
    _reduction.check(reduction)
    dims = input.dim()
    if dims == 0:
        raise ValueError("Expected 1 or more dimensions (got 0)")
    if dims == 1 and target.dim() == 1 and target.size(0) != 1:
        raise ValueError(f"For 1D input, 1D target must have size 1, but got target size: {target.size(0)}")
    if dims > 1 and target.dim() > 0 and input.size(0) != target.size(0):
        raise ValueError(f"Expected input batch_size ({input.size(0)}) to match target batch_size "
                         f"({target.size(0)}).")
    classes = input.size(0 if dims == 1 else 1)
    if weight is not None and (weight.dim() != 1 or weight.numel() != classes):
        raise RuntimeError(f"weight tensor should be defined either for all {classes} classes or no classes "
                           f"but got weight tensor of shape: {list(weight.shape)}")
    if dims < 3:
        return _ops._nll_loss(input, target, weight, reduction, ignore_index)
    wanted = [input.size(0), *input.shape[2:]]
    if list(target.shape) != wanted:
        raise RuntimeError(f"Expected target size {wanted}, got {list(target.shape)}")
    # Every place beyond the batch is one more sample.
    rows = input.permute(0, *range(2, dims), 1).reshape(-1, classes)
    losses = _ops._nll_loss(rows, target.reshape(-1), weight, reduction, ignore_index)
    return losses.reshape(wanted) if reduction == "none" else losses


def cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None,
                  reduction="mean", label_smoothing=0.0):
    """The cross entropy of logits with classes (indices), or with probabilities of classes."""
    if size_average is not None or reduce is not None:
        reduction = _reduction.legacy(size_average, reduce)
    _reduction.check(reduction)
    for position, (name, value) in enumerate((("input", input), ("target", target)), 1):
        if not isinstance(value, torch.Tensor):
            raise TypeError(f"cross_entropy_loss(): argument '{name}' (position {position}) must be "
                            f"Tensor, not {type(value).__name__}")
    class_dim = 0 if input.dim() == 1 else 1
    if target.shape == input.shape:
        if not target.is_floating_point():
            raise RuntimeError("Expected floating point type for target with class probabilities, got "
                               f"{torch.creation.scalar_name(target)}")
        if ignore_index >= 0:
            raise RuntimeError("ignore_index is not supported for floating point target")
        return _probabilities(input, target, weight, reduction, label_smoothing, class_dim)
    if label_smoothing == 0.0:
        return nll_loss(input.log_softmax(class_dim), target, weight, ignore_index=ignore_index,
                        reduction=reduction)
    return _smoothed(input, target, weight, ignore_index, reduction, label_smoothing, class_dim)


def _check_smoothing(label_smoothing):
    if not 0.0 <= label_smoothing <= 1.0:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}")


def _along(weight, input, class_dim):
    """Class weights, shaped to multiply an input."""
    shape = [1] * input.dim()
    shape[class_dim] = weight.numel()
    return weight.view(shape)


def _probabilities(input, target, weight, reduction, label_smoothing, class_dim):
    _check_smoothing(label_smoothing)
    classes = input.size(class_dim)
    if weight is not None and (weight.dim() != 1 or weight.numel() != classes):
        raise RuntimeError("cross_entropy: weight tensor should be defined either for all "
                           f"{classes} classes or no classes but got weight tensor of shape: "
                           f"{list(weight.shape)}")
    logs = input.log_softmax(class_dim)
    if label_smoothing > 0.0:
        target = target * (1 - label_smoothing) + label_smoothing / input.size(class_dim)
    products = logs * target
    if weight is not None:
        products = products * _along(weight, input, class_dim)
    if reduction == "none":
        return -products.sum(class_dim)
    if reduction == "sum":
        return -products.sum()
    return _ops._div_number(-products.sum(), input.numel() // input.size(class_dim))


def _smoothed(input, target, weight, ignore_index, reduction, label_smoothing, class_dim):
    _check_smoothing(label_smoothing)
    logs = input.log_softmax(class_dim)
    nll = nll_loss(logs, target, weight, ignore_index=ignore_index, reduction=reduction)
    if weight is None:
        smooth = -logs.sum(class_dim)
    else:
        smooth = -(logs * _along(weight, input, class_dim)).sum(class_dim)
    ignored = target == ignore_index
    smooth = smooth.masked_fill(ignored, 0.0)
    if reduction == "mean":
        if weight is None:
            smooth = smooth.sum() / (~ignored).sum()
        else:
            kept = target.masked_fill(ignored, 0)
            weights = weight[kept].masked_fill(ignored, 0.0)
            smooth = smooth.sum() / weights.sum()
    elif reduction == "sum":
        smooth = smooth.sum()
    return nll * (1 - label_smoothing) + smooth * (label_smoothing / input.size(class_dim))
