"""Functions of torch that take and put elements by their indices along one dimension."""
import _dh

from . import _ops, creation
from ._derived import derived
from ._dtypes import bool as bool_dtype
from ._dtypes import INDICES, int64
from ._numpy_names import numpy_names
from ._parts import _dims

# --- scatter: one index an element ----------------------------------------------------------------------


def _check_sizes(input, dim, index, src):
    for name, tensor in (("self", input), ("src", index if src is None else src)):
        if max(tensor.dim(), 1) != max(index.dim(), 1):  # a 0-d tensor counts as a vector of one
            raise RuntimeError(f"Index tensor must have the same number of dimensions as {name} tensor")
    fits = all(size <= limit for d, (size, limit) in enumerate(zip(index.shape, input.shape)) if d != dim)
    if src is None and not fits:
        raise RuntimeError(f"Expected index {list(index.shape)} to be no larger than self {list(input.shape)} apart "
                           f"from dimension {dim}")
    if src is not None and not (fits and all(size <= limit for size, limit in zip(index.shape, src.shape))):
        raise RuntimeError(f"Expected index {list(index.shape)} to be no larger than self {list(input.shape)} apart "
                           f"from dimension {dim} and to be no larger size than src {list(src.shape)}")


def _check_range(index, dim, size):
    """Says which index is out of bounds, as PyTorch does; negative ones are."""
    beyond = (index < 0) | (index >= size)
    if beyond.any():
        raise RuntimeError(f"index {index[beyond][0].item()} is out of bounds for dimension {dim} with size {size}")


def _checked(input, dim, index, src=None):
    """The dimension counted from the front, once all arguments fit together."""
    dim = _dims(input, dim)
    if index.dtype not in INDICES:
        raise RuntimeError("scatter(): Expected dtype int32/int64 for index")
    if src is not None:
        if src.dtype is not input.dtype:
            raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
        if max(input.dim(), 1) == max(index.dim(), 1):
            _dims(src, dim)
    if index.numel():
        _check_sizes(input, dim, index, src)
        _check_range(index, dim, input.size(dim) if input.dim() else 1)
    return dim


def _places(index, dim):
    """The indices of every dimension for an index along one."""
    counts = [_ops._arange(0, size, 1, dtype=int64) for size in index.shape]
    shapes = [[-1 if d == k else 1 for k in range(index.dim())] for d in range(index.dim())]
    return [index if d == dim else count.reshape(shape) for d, (count, shape) in enumerate(zip(counts, shapes))]


def _part(src, index):
    """The part of src that the index speaks of."""
    return src[tuple(slice(0, size) for size in index.shape)]


def _put(input, src, dim, index, accumulate=False, into=_ops._index_put):
    if not index.numel():
        return input if into is _ops._index_put_ else input.clone()
    if index.dim() == 0 or input.dim() == 0:
        put = into(input.reshape(-1), src.reshape(-1), [index.reshape(-1)], accumulate)
        return input if into is _ops._index_put_ else put.reshape(input.shape)
    return into(input, _part(src, index) if src.dim() else src, _places(index, dim), accumulate)


@derived("ScatterBackward0", lambda gradient, shape, src, dim, index:
         (_put(gradient, _zero(gradient), dim, index), _ops._gather(gradient, index, dim)))
def _scatter_src(input, src, dim, index):
    return _put(input, src, dim, index)


@derived("ScatterBackward1", lambda gradient, shape, value, dim, index: _put(gradient, _zero(gradient), dim, index))
def _scatter_value(input, value, dim, index):
    return _put(input, value, dim, index)


def _zero(like):
    return _ops._full((), 0, dtype=like.dtype)


def _value(input, value):
    """A number in the dtype of a tensor."""
    if not input.dtype.is_floating_point:
        value = bool(value) if input.dtype is bool_dtype else int(value)
    return _ops._full((), value, dtype=input.dtype)


_FORMS = ("int dim, Tensor index, Tensor src", "int dim, Tensor index, Tensor src, *, str reduce",
          "int dim, Tensor index, Number value", "int dim, Tensor index, Number value, *, str reduce")


def _source(name, input, dim, index, src, value):
    """The dimension from the front, and what is to be put, as a tensor."""
    given = value if src is None else src
    if given is None:
        raise TypeError(creation.invalid_combination(name, (dim, index), _FORMS))
    if isinstance(given, _dh.TensorBase):
        return _checked(input, dim, index, given), given
    return _checked(input, dim, index), _value(input, given)


def scatter(input, dim, index, src=None, *, value=None, reduce=None):
    """The input with elements of src, or one value, at the indices along a dimension."""
    creation.check_input("scatter", input)
    if reduce is not None:
        return scatter_(input.clone(), dim, index, src, value=value, reduce=reduce)
    dim, put = _source("scatter", input, dim, index, src, value)
    return (_scatter_src if put is src else _scatter_value)(input, put, dim, index)


def scatter_(input, dim, index, src=None, *, value=None, reduce=None):
    """`scatter` in place; reduce="add" adds to what is there."""
    if reduce not in (None, "add", "multiply"):
        raise RuntimeError("reduce argument must be either add or multiply.")
    if reduce == "multiply":
        raise NotImplementedError('Downhill does not have scatter_ with reduce="multiply" (yet)')
    dim, put = _source("scatter_", input, dim, index, src, value)
    return _put(input, put, dim, index, reduce == "add", _ops._index_put_)


@numpy_names
def scatter_add(input, dim, index, src):
    """The input with src added at the indices along a dimension."""
    creation.check_input("scatter_add", input)
    dim = _checked(input, dim, index, src)
    return _ops._scatter_add(input, index, src, dim)


def scatter_add_(input, dim, index, src):
    """`scatter_add` in place."""
    dim = _checked(input, dim, index, src)
    return _put(input, src, dim, index, True, _ops._index_put_)


# --- index_...: one index a slice -----------------------------------------------------------------------


def _slices(dim, index):
    return [None] * dim + [index.reshape(-1)]


@numpy_names
def index_select(input, dim, index):
    """The slices at the indices along a dimension."""
    creation.check_input("index_select", input)
    dim = _dims(input, dim)
    if index.dim() > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    if index.dtype not in INDICES:
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    if input.dim() == 0:
        if index.numel() != 1:
            raise RuntimeError("index_select(): Index to scalar can have only 1 value, got "
                               f"{index.numel()} value(s)")
        return input.clone()
    if ((index < 0) | (index >= input.size(dim))).any():
        raise IndexError("index out of range in self")
    return _index_select(input, dim, index)


@derived("IndexSelectBackward0", lambda gradient, shape, dim, index:
         _ops._index_put(creation.zeros(shape, dtype=gradient.dtype), gradient, _slices(dim, index), True))
def _index_select(input, dim, index):
    return _ops._index(input, _slices(dim, index))


def _checked_slices(input, dim, index, source):
    dim, name = _dims(input, dim), "index_add_"
    if index.dim() > 1:
        raise IndexError(f"{name}(): Index is supposed to be a vector, but got dim: {index.dim()} with type: "
                         f"{creation.scalar_name(index)} and size: {list(index.shape)}")
    if index.dtype not in INDICES:
        raise RuntimeError(f"{name}(): Expected dtype int32/int64 for index but got: {creation.scalar_name(index)}")
    if source.dtype is not input.dtype:
        raise RuntimeError(f"{name}(): self ({creation.scalar_name(input)}) and source "
                           f"({creation.scalar_name(source)}) must have the same scalar type")
    shapes = [list(tensor.shape) for tensor in (input, source)]
    if shapes[0][:dim] != shapes[1][:dim] or shapes[0][dim + 1:] != shapes[1][dim + 1:]:
        raise RuntimeError("source tensor shape must match self tensor shape, excluding the specified dimension. Got "
                           f"self.shape = {shapes[0]} source.shape = {shapes[1]}")
    if index.numel() != source.size(dim):
        raise RuntimeError(f"{name}(): Number of indices ({index.numel()}) should be equal to source.size(dim): "
                           f"({source.size(dim)}), for dim: {dim}")
    _check_range(index, dim, input.size(dim))
    return dim


def index_add(input, dim, index, source, *, alpha=1):
    """The input with alpha * source added to its slices at the indices along a dimension."""
    creation.check_input("index_add", input)
    dim = _checked_slices(input, dim, index, source)
    return _index_add(input, source, dim, index, alpha)


@derived("IndexAddBackward0", lambda gradient, shape, source, dim, index, alpha:
         (gradient, _ops._index(gradient, _slices(dim, index)) * alpha))
def _index_add(input, source, dim, index, alpha):
    return _add(input.clone(), source, dim, index, alpha)


def _add(input, source, dim, index, alpha):
    if alpha == 1 or input.dim() < 2:
        return _ops._index_put_(input, source * alpha, _slices(dim, index), True)
    for place, at in enumerate(index.reshape(-1).tolist()):  # multiplied and added in one, as `add` does
        input.select(dim, at).add_(source.select(dim, place), alpha=alpha)
    return input


def index_add_(input, dim, index, source, *, alpha=1):
    """`index_add` in place."""
    dim = _checked_slices(input, dim, index, source)
    return _add(input, source, dim, index, alpha)


__all__ = ["index_add", "index_select", "scatter", "scatter_add"]
