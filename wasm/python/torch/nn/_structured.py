"""The part of torch.nn.functional that looks at channels, windows and tables: PyTorch's arguments around the
core's operators."""
import torch

from . import _operators as _ops
from ._compositions import pad_from_inside


# --- convolutions ---------------------------------------------------------------------------------------


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """A convolution over one dimension: input [N, C, L], weight [O, C / groups, K]."""
    return _ops._conv(input, weight, bias, 1, stride, padding, dilation, groups)


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """A convolution over two dimensions: input [N, C, H, W], weight [O, C / groups, KH, KW]."""
    return _ops._conv(input, weight, bias, 2, stride, padding, dilation, groups)


def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """The gradient of `conv1d` as an operator: weight [C, O / groups, K]."""
    return _ops._conv(input, weight, bias, 1, stride, padding, dilation, groups, True, output_padding)


def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """The gradient of `conv2d` as an operator: weight [C, O / groups, KH, KW]."""
    return _ops._conv(input, weight, bias, 2, stride, padding, dilation, groups, True, output_padding)


# --- pooling --------------------------------------------------------------------------------------------


def _one(value, name="kernel_size"):
    """The single number of an argument of a one-dimensional window."""
    if isinstance(value, (tuple, list)):
        if len(value) != 1:
            raise RuntimeError(f"max_pool1d() {name} must be an int, list of ints or tuple of ints of size 1 but "
                               f"got size {len(value)}")
        return value[0]
    return value


def _stride(stride):
    return () if stride is None else stride


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The largest value of each window."""
    values, indices = _ops._max_pool2d(input, kernel_size, _stride(stride), padding, dilation, ceil_mode)
    return (values, indices) if return_indices else values


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """The largest value of each window of the last dimension."""
    if input.dim() not in (2, 3):
        raise RuntimeError("max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for "
                           f"input, but got:{list(input.shape)}")
    kernel = _one(kernel_size)
    step = kernel if stride is None or stride == () else _one(stride, "stride")
    around, apart = _one(padding, "padding"), _one(dilation, "dilation")
    for name, value in (("kernel_size", kernel), ("stride", step), ("dilation", apart)):
        if value <= 0:
            raise RuntimeError(f"max_pool1d() {name} must be greater than zero, but got {value}")
    if around < 0:
        raise RuntimeError(f"max_pool1d() padding must be non-negative, but got {around}")
    if around > kernel // 2:
        raise RuntimeError("max_pool1d() padding should be at most half of kernel size, but got "
                           f"padding={around} and kernel_size={kernel}")
    room = input.size(-1) + 2 * around - apart * (kernel - 1) - 1
    if room + (step - 1 if ceil_mode else 0) < 0:
        raise RuntimeError(f"max_pool1d() Invalid computed output size: {room // step + 1}")
    values, indices = _ops._max_pool2d(input.unsqueeze(-2), (1, kernel), (1, step), (0, around), (1, apart), ceil_mode)
    return (values.squeeze(-2), indices.squeeze(-2)) if return_indices else values.squeeze(-2)


def avg_pool2d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
               divisor_override=None):
    """The mean of each window."""
    return _ops._avg_pool2d(input, kernel_size, _stride(stride), padding, ceil_mode, count_include_pad,
                            divisor_override)


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    """The mean of each window of the last dimension."""
    if input.dim() not in (2, 3):
        raise RuntimeError(f"Expected 2 to 3 dimensions, but got {input.dim()}-dimensional tensor for argument #1 "
                           "'self' (while checking arguments for avg_pool1d)")
    kernel = _one(kernel_size)
    step = kernel if stride is None or stride == () else _one(stride, "stride")
    means = _ops._avg_pool2d(input.unsqueeze(-2), (1, kernel), (1, step), (0, _one(padding, "padding")),
                             ceil_mode, count_include_pad, None)
    return means.squeeze(-2)


def adaptive_avg_pool2d(input, output_size):
    """Means of windows that give a result of `output_size`; None keeps a size."""
    if not isinstance(output_size, (tuple, list)):
        output_size = (output_size, output_size)
    elif len(output_size) != 2:
        raise RuntimeError("adaptive_avg_pool2d: output_size must be 2")
    sizes = [input.size(d) if s is None else s for s, d in zip(output_size, (-2, -1))]
    if min(sizes) < 0:
        raise RuntimeError("adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but "
                           f"received {{{sizes[0]}, {sizes[1]}}}")
    if sizes == [1, 1]:
        return input.mean((-1, -2), keepdim=True)
    return _ops._adaptive_avg_pool2d(input, tuple(sizes))


def adaptive_avg_pool1d(input, output_size):
    """Means of windows of the last dimension that give a result of `output_size`."""
    return adaptive_avg_pool2d(input.unsqueeze(-2), (1, _one(output_size, "output_size"))).squeeze(-2)


def pad(input, pad, mode="constant", value=None):
    """Surrounded by a constant: `pad` is before and after the last dimension, then of the one before it."""
    if mode == "constant":
        return _ops._pad(input, tuple(pad), 0.0 if value is None else value)
    if mode in ("reflect", "replicate", "circular"):
        if value is not None and value != 0:
            raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')
        return pad_from_inside(input, tuple(pad), mode)
    raise NotImplementedError(f"Unrecognised padding mode {mode}")


# --- normalisation --------------------------------------------------------------------------------------


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
    """(input - mean) / sqrt(var + eps) * weight + bias over the last dimensions."""
    if isinstance(normalized_shape, int):
        raise TypeError("layer_norm(): argument 'normalized_shape' (position 2) must be tuple of ints, not int")
    return _ops._layer_norm(input, weight, bias, tuple(normalized_shape), eps)


def _check_values_per_channel(size):
    values = size[0]
    for s in size[2:]:
        values *= s
    if values == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {size}")


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05):
    """(input - mean) / sqrt(var + eps) * weight + bias for every channel, by the statistics of the batch in
    training (the running ones follow), else by the running ones."""
    if training:
        _check_values_per_channel(input.size())
        if eps <= 0.0:
            raise ValueError(f"batch_norm eps must be positive during training, but got {eps}")
    return _ops._batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05):
    """(input - mean) / sqrt(var + eps) * weight + bias over groups of channels."""
    if input.dim() < 2:
        raise RuntimeError(f"Expected at least 2 dimensions for input tensor but received {input.dim()}")
    sizes = [input.size(0) * input.size(1) // num_groups, num_groups, *input.shape[2:]]
    values = sizes[0]
    for s in sizes[2:]:
        values *= s
    if values == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {list(input.shape)}")
    return _ops._group_norm(input, weight, bias, num_groups, eps)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    """input over its p-norm along `dim`, which counts as at least eps."""
    if out is not None:
        raise NotImplementedError("normalize(): out= is not in Downhill")
    size = input.norm(p, dim, keepdim=True).clamp(min=eps)
    return input / size.expand_as(input)


# --- tables ---------------------------------------------------------------------------------------------


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    """The rows of `weight` at the indices `input`."""
    rows = weight.size(0)
    if padding_idx is None:
        padding_idx = -1
    elif padding_idx > 0:
        assert padding_idx < rows, "Padding_idx must be within num_embeddings"
    elif padding_idx < 0:
        assert padding_idx >= -rows, "Padding_idx must be within num_embeddings"
        padding_idx += rows
    if max_norm is not None:
        raise NotImplementedError("embedding(): max_norm is not in Downhill")
    if sparse:
        raise NotImplementedError("embedding(): Downhill has no sparse gradients; without sparse=True the gradient holds "
                                  "the same numbers, and zeros for the other rows")
    return torch.embedding(weight, input, padding_idx, scale_grad_by_freq)


one_hot = _ops.one_hot
