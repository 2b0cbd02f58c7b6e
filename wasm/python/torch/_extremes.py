"""Functions of torch around the largest, the smallest and the middle of elements."""
import math

import _dh
from _dh_results import named

from . import _ops, creation
from ._derived import derived
from ._dtypes import bool as bool_dtype
from ._numpy_names import numpy_names
from ._parts import _dims


def _reduced(input, dim):
    """Dimensions counted from the front: those that are given, or all."""
    dims = [_dims(input, one) for one in ((dim,) if isinstance(dim, int) else dim or ())]
    for one in dims:
        if dims.count(one) > 1:
            raise RuntimeError(f"dim {one} appears multiple times in the list of dims")
    return tuple(dims or range(input.dim()))


def _kept(tensor, dims, keepdim):
    """A reduced tensor with the dimensions that were reduced, of size 1."""
    for dim in () if keepdim else sorted(dims):
        tensor = tensor.unsqueeze(dim)
    return tensor


def _dropped(tensor, dims, keepdim):
    """A tensor without the dimensions that were reduced."""
    return tensor if keepdim else tensor.reshape([size for d, size in enumerate(tensor.shape) if d not in dims])


def _spread_among_ties(gradient, input, result, dims, keepdim):
    ties = input == _kept(result, dims, keepdim)
    gradient = _kept(gradient, dims, keepdim)
    return gradient * ties / ties.sum(dims, True) if input.dim() else gradient * ties


def _extreme(name, run):
    def reduce(input, dims, keepdim):
        if input.numel() and len(dims) == input.dim():
            result = run(input)
            return result.reshape([1] * input.dim()) if keepdim else result
        for dim in dims:
            input = run(input, dim, True).values
        return _dropped(input, dims, keepdim)

    node = derived(f"{name.capitalize()}Backward0", _spread_among_ties, True)(reduce)

    @numpy_names
    def function(input, dim=(), keepdim=False):
        creation.check_input(name, input)
        dims = _reduced(input, dim)
        if not input.numel() and not isinstance(dim, int) and not dim:
            raise RuntimeError(f"{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
                               "reduction dim with the 'dim' argument.")
        _check_sizes(name, input, dims)
        return node(input, dims, keepdim)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"The {'largest' if name == 'amax' else 'smallest'} element over dimensions (all: without)."
    return function


def _check_sizes(name, input, dims):
    for dim in dims if input.dim() else ():
        if not input.size(dim):
            raise IndexError(f"{name}(): Expected reduction dim {dim} to have non-zero size.")


amax = _extreme("amax", _ops.max)
amin = _extreme("amin", _ops.min)


@numpy_names
def logsumexp(input, dim, keepdim=False):
    """log(sum(exp(x))) over dimensions, without overflow."""
    creation.check_input("logsumexp", input)
    if not input.dtype.is_floating_point:
        input = input.to(_dh.get_default_dtype())
    return _logsumexp(input, _reduced(input, dim), keepdim)


@derived("LogsumexpBackward0", lambda gradient, input, result, dims, keepdim:
         _kept(gradient, dims, keepdim) * (input - _kept(result, dims, keepdim)).exp(), keeps=True)
def _logsumexp(input, dims, keepdim):
    if not input.numel():
        return input.exp().sum(dims, keepdim).log()
    largest = amax(input, dims, True)
    largest = largest.masked_fill(largest.abs() == math.inf, 0)
    return (input - largest).exp().sum(dims, keepdim).log() + _dropped(largest, dims, keepdim)


@numpy_names
def median(input, dim=None, keepdim=False):
    """The element in the middle (of two, the smaller one); along a dimension, with its index."""
    creation.check_input("median", input)
    if input.dtype is bool_dtype:
        raise NotImplementedError("\"median_cpu\" not implemented for 'Bool'")
    if dim is None:
        return _median(input)
    dim = _dims(input, dim)
    _check_sizes("median", input, (dim,))
    indices = _middle(input.detach(), dim)
    values = _ops._gather(input, indices, dim)
    if not keepdim and input.dim():
        values, indices = values.squeeze(dim), indices.squeeze(dim)
    return named("median", ("values", "indices"), (values, indices))


def _middle(input, dim):
    """The indices of the medians: where there is a NaN, of the first one."""
    if not input.dim() or not input.numel():
        return _ops.argmax(input, dim, True)
    indices = _ops.sort(input, dim, stable=True).indices.narrow(dim, (input.size(dim) - 1) // 2, 1)
    missing = input.isnan()
    if not missing.any():
        return indices.contiguous()
    return _ops.where(missing.any(dim, True), _ops.argmax(missing.long(), dim, True), indices)


def _to_the_middle(gradient, input, result):
    ties = input.isnan() if result.isnan() else input == result
    return _ops.where(ties, gradient / ties.sum(), 0)


@derived("MedianBackward0", _to_the_middle, True)
def _median(input):
    if not input.numel():
        return _ops._full((), math.nan, dtype=input.dtype)
    flat = input.reshape(-1)
    return flat[_middle(flat, 0)[0]].clone()


__all__ = ["amax", "amin", "logsumexp", "median"]
