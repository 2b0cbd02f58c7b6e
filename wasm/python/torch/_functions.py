"""Functions of torch that are compositions or questions, not operators of the core."""
import builtins
import math
import warnings

import _dh

from . import _ops, creation
from ._derived import derived
from ._dtypes import bfloat16, bool as bool_dtype
from ._numpy_names import numpy_names
from ._parts import broadcast_tensors


def is_tensor(obj):
    """Whether obj is a tensor."""
    return isinstance(obj, _dh.TensorBase)


def is_floating_point(input):
    """Whether the dtype is one of the floats."""
    return input.dtype.is_floating_point


def numel(input):
    """The number of elements."""
    creation.check_input("numel", input)
    return input.numel()


def typename(obj):
    """The name of an object's type; of a tensor, its class with the dtype."""
    if isinstance(obj, _dh.TensorBase):
        return obj.type()
    named = obj if hasattr(obj, "__qualname__") else type(obj)
    module = getattr(obj, "__module__", "") or ""
    if named is not obj:
        module = type(obj).__module__ or ""
    return named.__qualname__ if module in ("", "builtins", "__builtin__") else f"{module}.{named.__qualname__}"


def is_nonzero(input):
    """The truth of a tensor of one element."""
    return bool(input)


def _check_other(name, other):
    if not isinstance(other, _dh.TensorBase):
        raise TypeError(f"{name}(): argument 'other' (position 2) must be Tensor, not {creation.type_name(other)}")


def equal(input, other):
    """Whether sizes and all elements are the same."""
    creation.check_input("equal", input)
    _check_other("equal", other)
    return input.shape == other.shape and bool((input == other).all())


def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Element by element: |input - other| <= atol + rtol * |other|."""
    return _isclose("isclose", input, other, rtol, atol, equal_nan)


def _isclose(name, input, other, rtol, atol, equal_nan):
    creation.check_input(name, input)
    _check_other(name, other)
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{creation.scalar_name(input)} did not match {creation.scalar_name(other)}")
    close = input == other
    if input.dtype.is_floating_point:
        near = (input - other).abs() <= atol + (rtol * other).abs()
        close = close | (near & input.isfinite() & other.isfinite())
        if equal_nan:
            close = close | (input.isnan() & other.isnan())
    return close


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all elements are close (see isclose)."""
    return bool(_isclose("allclose", input, other, rtol, atol, equal_nan).all())


def outer(input, vec2):
    """The outer product of two vectors."""
    for name, given in (("self", input), ("vec2", vec2)):
        if given.dim() != 1:
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {given.dim()}-D")
    return input.reshape(-1, 1) * vec2


ger = outer


def kron(input, other):
    """The Kronecker product: each element of input times all of other, in its place."""
    dims = builtins.max(input.dim(), other.dim())
    a, b = ([1] * (dims - tensor.dim()) + list(tensor.shape) for tensor in (input, other))
    a_apart, b_apart = [n for size in a for n in (size, 1)], [n for size in b for n in (1, size)]
    return (input.reshape(a_apart) * other.reshape(b_apart)).reshape([x * y for x, y in zip(a, b)])


def masked_select(input, mask):
    """The elements where the mask is true."""
    if mask.dtype is not bool_dtype:
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    mask, input = broadcast_tensors(mask, input)
    return input[mask]


def pow(input, exponent, *, out=None):
    """input ** exponent."""
    if not isinstance(exponent, _dh.TensorBase):
        return _ops.pow(input, exponent)
    return input**exponent if isinstance(input, _dh.TensorBase) else _ops._pow_scalar(exponent, input)


def div(input, other, *, rounding_mode=None):
    """input / other; with rounding_mode "floor" or "trunc" the whole number below, or towards 0."""
    if rounding_mode is None:
        return _ops.div(input, other)
    if rounding_mode == "floor":
        return _ops.floor_divide(input, other)
    if rounding_mode != "trunc":
        raise RuntimeError("div expected rounding_mode to be one of None, 'trunc', or 'floor' but found "
                           f"'{rounding_mode}'")
    whole = _ops.floor_divide(input, other)
    if whole.dtype.is_floating_point:
        return _ops.trunc(_ops.div(input, other))
    return _ops.where((whole < 0) & (whole * other != input), whole + 1, whole)


@derived("RsqrtBackward0", lambda gradient, input, result: -0.5 * gradient * _ops.pow(result, 3), keeps=True)
def _rsqrt(input):
    if input.dtype is bfloat16:
        return _ops.pow(input, -0.5)
    return _ops.reciprocal(_ops.sqrt(input))


def rsqrt(input):
    """1 / sqrt(x)."""
    creation.check_input("rsqrt", input)
    return _rsqrt(input)


def einsum(*args):
    """The sum of products that an equation such as "ij,jk->ik" tells of."""
    from ._einsum import einsum  # not needed by most

    return einsum(*args)


def round(input, *, decimals=0):
    """The nearest whole number, halves to even; or the nearest with so many decimals."""
    if decimals == 0:
        return _ops.round(input)
    scale = 10.0**builtins.abs(decimals)
    return _ops.round(input * scale) / scale if decimals > 0 else _ops.round(input / scale) * scale


def clamp(input, min=None, max=None):
    """Not below min, not above max: numbers, or tensors that broadcast."""
    tensors = [isinstance(bound, _dh.TensorBase) for bound in (min, max) if bound is not None]
    if not any(tensors):
        return _ops.clamp(input, min, max)
    if not all(tensors):
        raise TypeError(creation.invalid_combination("clamp", (input, min, max), _CLAMP_FORMS))
    if min is not None:
        input = _ops.where(input < min, min, input)
    return input if max is None else _ops.where(input > max, max, input)


_CLAMP_FORMS = tuple(f"Tensor input, {kind} min = None, {kind} max = None, *, Tensor out = None"
                     for kind in ("Tensor", "Number"))


def max(input, dim=None, keepdim=False, *, other=None, axis=None, keepdims=None, out=None):
    """The largest element; along a dimension, with its index; of two tensors, element by element."""
    other = dim if isinstance(dim, _dh.TensorBase) else other
    if out is not None and other is not None:
        return out.copy_(_ops.maximum(input, other))
    return _ops.max(input, dim, keepdim, axis=axis, keepdims=keepdims) if other is None else _ops.maximum(input, other)


def min(input, dim=None, keepdim=False, *, other=None, axis=None, keepdims=None, out=None):
    """The smallest element; along a dimension, with its index; of two tensors, element by element."""
    other = dim if isinstance(dim, _dh.TensorBase) else other
    if out is not None and other is not None:
        return out.copy_(_ops.minimum(input, other))
    return _ops.min(input, dim, keepdim, axis=axis, keepdims=keepdims) if other is None else _ops.minimum(input, other)


def where(condition, input=None, other=None, *, out=None):
    """input where the condition is true, else other; with the condition alone, the indices where it is."""
    if input is None and other is None:
        return _ops.unbind(condition.nonzero(), 1)
    return _ops.where(condition, input, other)


def nonzero(input, *, out=None, as_tuple=False):
    """The indices of what is not 0: one row each, or as a tuple of one tensor a dimension."""
    found = _ops.nonzero(input)
    return _ops.unbind(found, 1) if as_tuple else found


@numpy_names
def argsort(input, dim=-1, descending=False, stable=False):
    """The indices that sort along a dimension."""
    return _ops.sort(input, dim, descending).indices


@numpy_names
def gather(input, dim, index, *, sparse_grad=False, out=None):
    """The elements at the indices along a dimension; all others are where the index is."""
    return _ops._gather(input, index, dim)


def _variance(name, text):
    run = getattr(_ops, f"_{name}")

    @numpy_names
    def function(input, dim=None, unbiased=None, keepdim=False, *, correction=None):
        creation.check_input(name, input)
        if isinstance(dim, builtins.bool):
            dim, unbiased = None, dim
        if correction is None:
            correction = 1 if unbiased is None else int(unbiased)
        dims = (dim,) if isinstance(dim, int) else dim
        result = run(input, tuple(dims) if dims else None, correction, keepdim)
        count = math.prod(input.size(d) for d in dims) if dims and input.dim() else input.numel()
        if count <= correction:  # (the decorator is one frame of the three)
            warnings.warn(f"{name}(): degrees of freedom is <= 0. Correction should be strictly less than the reduction "
                          "factor (input numel divided by output numel).", stacklevel=3)
        return result

    function.__name__ = function.__qualname__ = name
    function.__doc__ = text
    return function


var = _variance("var", "The variance, by count - correction (unbiased: correction 1).")
std = _variance("std", "The standard deviation, by count - correction (unbiased: correction 1).")
var_mean = _variance("var_mean", "The variance and the mean.")
std_mean = _variance("std_mean", "The standard deviation and the mean.")


def norm(input, p="fro", dim=None, keepdim=False, out=None, dtype=None):
    """The p-norm of all elements, or over dimensions."""
    from . import linalg

    dims = (dim,) if isinstance(dim, int) else dim
    if isinstance(p, str) and not (p == "fro" and (dims is None or len(dims) <= 2)):
        return linalg.matrix_norm(input, p, (0, 1) if dims is None else dims, keepdim, dtype=dtype)
    return linalg.vector_norm(input, 2 if p == "fro" or p is None else p, dims, keepdim, dtype=dtype)


def result_type(tensor1, tensor2):
    """The dtype of tensor1 + tensor2."""
    made = tensor1 + tensor2
    return made.dtype


def promote_types(type1, type2):
    """The dtype that holds both."""
    return (creation.zeros(1, dtype=type1) + creation.zeros(1, dtype=type2)).dtype


def can_cast(from_, to):
    """Whether PyTorch's rules allow the cast in place."""
    if to is bool_dtype:
        return from_ is bool_dtype
    return to.is_floating_point or not from_.is_floating_point


__all__ = [name for name in list(globals()) if not name.startswith("_") and callable(globals()[name])
         and getattr(globals()[name], "__module__", "") == __name__]
