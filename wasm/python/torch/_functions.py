"""Functions of torch that are compositions or questions, not operators of the core."""
import builtins
import math
import warnings

import _dh

from . import _ops, creation
from ._dtypes import bool as bool_dtype
from ._size import Size


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


def scalar_name(tensor):
    """The dtype as errors name it: Float, Long."""
    return tensor.type().rpartition(".")[2].removesuffix("Tensor")


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
        raise RuntimeError(f"{scalar_name(input)} did not match {scalar_name(other)}")
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


def broadcast_shapes(*shapes):
    """The shape that these become together."""
    result = []
    for shape in shapes:
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        result = [1] * (len(shape) - len(result)) + result
        for i, size in enumerate(reversed(shape), 1):
            if size != 1 and result[-i] not in (1, size):
                raise RuntimeError("Shape mismatch: objects cannot be broadcast to a single shape")
            result[-i] = size if result[-i] == 1 else result[-i]
    return Size(result)


def broadcast_tensors(*tensors):
    """The tensors as views of one shape."""
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tuple(tensors[0])
    if all(t.shape == tensors[0].shape for t in tensors):
        return tensors
    shape = list(tensors[0].shape)
    for other in tensors[1:]:
        shape = _broadcast(shape, list(other.shape))
    return tuple(t.expand(shape) for t in tensors)


def _broadcast(a, b):
    dims = builtins.max(len(a), len(b))
    a, b = [1] * (dims - len(a)) + a, [1] * (dims - len(b)) + b
    for i in range(dims - 1, -1, -1):
        if a[i] != b[i] and 1 not in (a[i], b[i]):
            raise RuntimeError(f"The size of tensor a ({a[i]}) must match the size of tensor b ({b[i]}) at "
                               f"non-singleton dimension {i}")
    return [y if x == 1 else x for x, y in zip(a, b)]


def broadcast_to(input, size):
    """A view of that size."""
    return input.expand(size)


def meshgrid(*tensors, indexing=None):
    """Grids of coordinates from vectors."""
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tuple(tensors[0])
    if indexing is None:
        warnings.warn("torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument.",
                      stacklevel=2)
        indexing = "ij"
    for tensor in tensors:
        if tensor.dim() > 1:
            raise RuntimeError(f"torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {tensor}")
        if tensor.dtype is not tensors[0].dtype:
            raise RuntimeError("meshgrid expects all tensors to have the same dtype")
    if indexing not in ("ij", "xy"):
        raise RuntimeError(f"torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: {indexing}")
    swap = indexing == "xy" and len(tensors) >= 2
    if swap:
        tensors = (tensors[1], tensors[0], *tensors[2:])
    sizes = [t.numel() for t in tensors]
    grids = [t.reshape([-1 if i == k else 1 for k in range(len(sizes))]).expand(sizes)
             for i, t in enumerate(tensors)]
    if swap:
        grids[:2] = grids[1::-1]
    return tuple(grids)


def _dims(tensor, dim):
    dims = tensor.dim()
    if not -builtins.max(dims, 1) <= dim < builtins.max(dims, 1):
        raise IndexError(f"Dimension out of range (expected to be in range of [-{builtins.max(dims, 1)}, "
                         f"{builtins.max(dims, 1) - 1}], but got {dim})")
    return dim % builtins.max(dims, 1)


def narrow(input, dim, start, length):
    """`length` indices of a dimension, from `start`."""
    if input.dim() == 0:
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    dim, start = _dims(input, dim), int(start)
    size = input.size(dim)
    if not -size <= start <= size:
        raise IndexError(f"start out of range (expected to be in range of [{-size}, {size}], but got {start})")
    start += size if start < 0 else 0
    if start > size - length:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return input[(slice(None),) * dim + (slice(start, start + length),)]


def split(tensor, split_size_or_sections, dim=0):
    """Parts of a size, or of several sizes, along a dimension."""
    if isinstance(split_size_or_sections, int):
        return _ops._split(tensor, split_size_or_sections, dim)
    return _ops.split_with_sizes(tensor, split_size_or_sections, dim)


def tensor_split(input, indices_or_sections, dim=0):
    """Parts that differ by one at most, or that end before the given indices."""
    if input.dim() == 0:
        raise RuntimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    dim = _dims(input, dim)
    cuts = indices_or_sections
    if isinstance(cuts, _dh.TensorBase):
        cuts = cuts.tolist()
    if isinstance(cuts, int):
        if cuts <= 0:
            raise RuntimeError(f"number of sections must be larger than 0, got {cuts}")
        small, larger = divmod(input.size(dim), cuts)
        cuts = [i * small + builtins.min(i, larger) for i in range(1, cuts)]
    rest = (slice(None),) * dim
    return tuple(input[rest + (slice(start, end),)] for start, end in zip([0, *cuts], [*cuts, None]))


def _split_along(name, dim, least):
    def function(input, indices_or_sections):
        if input.dim() < least:
            raise RuntimeError(f"torch.{name} requires a tensor with at least {least} dimension"
                               f"{'s' if least > 1 else ''}, but got a tensor with {input.dim()} dimensions!")
        along = 0 if input.dim() == 1 else dim
        if isinstance(indices_or_sections, int) and (
                indices_or_sections <= 0 or input.size(along) % indices_or_sections):
            raise RuntimeError(f"torch.{name} attempted to split along dimension {along}, but the size of the "
                               f"dimension {input.size(along)} is not divisible by the split_size "
                               f"{indices_or_sections}!")
        return tensor_split(input, indices_or_sections, along)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"tensor_split along dimension {dim}."
    return function


hsplit = _split_along("hsplit", 1, 1)
vsplit = _split_along("vsplit", 0, 2)
dsplit = _split_along("dsplit", 2, 3)


def vstack(tensors):
    """Joined by rows."""
    return _ops.cat([t.reshape(1, -1) if t.dim() < 2 else t for t in tensors], 0)


def hstack(tensors):
    """Joined by columns."""
    tensors = [t.reshape(1) if t.dim() == 0 else t for t in tensors]
    return _ops.cat(tensors, 0 if tensors[0].dim() == 1 else 1)


def column_stack(tensors):
    """Vectors as columns."""
    return hstack([t.reshape(-1, 1) if t.dim() < 2 else t for t in tensors])


def outer(input, vec2):
    """The outer product of two vectors."""
    for name, given in (("self", input), ("vec2", vec2)):
        if given.dim() != 1:
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {given.dim()}-D")
    return input.reshape(-1, 1) * vec2


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


def argsort(input, dim=-1, descending=False, stable=False):
    """The indices that sort along a dimension."""
    return _ops.sort(input, dim, descending).indices


def gather(input, dim, index, *, sparse_grad=False, out=None):
    """The elements at the indices along a dimension; all others are where the index is."""
    return _ops._gather(input, index, dim)


def scatter_add(input, dim, index, src):
    """The input with src added at the indices along a dimension."""
    return _ops._scatter_add(input, index, src, dim)


def unflatten(input, dim, sizes):
    """A view with a dimension as several."""
    dim = _dims(input, dim)
    sizes = list(sizes)
    if not sizes:
        raise RuntimeError("unflatten: sizes must be non-empty")
    size, known = input.size(dim), math.prod(s for s in sizes if s != -1)
    if known != size and (-1 not in sizes or known == 0 or size % known):
        raise RuntimeError(f"unflatten: Provided sizes {sizes} don't multiply up to the size of dim {dim} ({size}) in the "
                           "input tensor")
    return input.view(*input.shape[:dim], *sizes, *input.shape[dim + 1:])


def _variance(name, text):
    run = getattr(_ops, f"_{name}")

    def function(input, dim=None, unbiased=None, keepdim=False, *, correction=None, axis=None, keepdims=None):
        creation.check_input(name, input)
        dim = dim if axis is None else axis
        keepdim = keepdim if keepdims is None else keepdims
        if isinstance(dim, builtins.bool):
            dim, unbiased = None, dim
        if correction is None:
            correction = 1 if unbiased is None else int(unbiased)
        dims = (dim,) if isinstance(dim, int) else dim
        result = run(input, tuple(dims) if dims else None, correction, keepdim)
        count = math.prod(input.size(d) for d in dims) if dims and input.dim() else input.numel()
        if count <= correction:
            warnings.warn(f"{name}(): degrees of freedom is <= 0. Correction should be strictly less than the reduction "
                          "factor (input numel divided by output numel).", stacklevel=2)
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
