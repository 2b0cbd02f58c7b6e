"""Functions of torch that write elements again: repeated, or moved around the end."""
import _dh

from . import _ops, creation
from ._derived import derived
from ._dtypes import INDICES, int64
from ._numpy_names import numpy_names
from ._parts import _dims
from ._scatter import index_select


def _sizes(name, argument, given):
    """Whole numbers, given one by one or as a sequence."""
    if len(given) == 1 and isinstance(given[0], (tuple, list)):
        return tuple(map(int, given[0]))
    if not given:
        raise TypeError(f'{name}() missing 1 required positional arguments: "{argument}"')
    return tuple(map(int, given))


def repeat(input, *repeats, **named):
    """Written so many times along each dimension; more numbers than dimensions make dimensions before them."""
    repeats = _sizes("repeat", "repeats", (named["repeats"],) if named else repeats)
    if len(repeats) < input.dim():
        raise RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    sizes = [times * size for times, size in zip(repeats, _padded(input.shape, len(repeats)))]
    for size in sizes:
        if size < 0:
            raise RuntimeError(f"Trying to create tensor with negative dimension {size}: {sizes}")
    return _repeat(input, repeats)


def _padded(sizes, dims):
    return (1,) * (dims - len(sizes)) + tuple(sizes)


def _repeat_backward(gradient, shape, repeats):
    if 0 in repeats:
        return creation.zeros(shape, dtype=gradient.dtype)
    new = len(repeats) - len(shape)
    for _ in range(new):
        gradient = gradient.sum(0)
    sizes, summed = [], []
    for times, size in zip(repeats[new:], shape):
        if times != 1:
            summed.append(len(sizes))
            sizes.append(times)
        sizes.append(size)
    return gradient.reshape(sizes).sum(summed) if summed else gradient


@derived("RepeatBackward0", _repeat_backward)
def _repeat(input, repeats):
    shape = _padded(input.shape, len(repeats))
    apart = input.reshape([size for one in shape for size in (1, one)])
    spread = apart.expand([size for pair in zip(repeats, shape) for size in pair])
    return spread.clone().reshape([times * size for times, size in zip(repeats, shape)]).contiguous()


def tile(input, *dims, **named):
    """`repeat`, where dimensions that are not told of stay as they are."""
    dims = _sizes("tile", "dims", (named["dims"],) if named else dims)
    return repeat(input, _padded(dims, max(len(dims), input.dim())))


@numpy_names
def repeat_interleave(input, repeats=None, dim=None, *, output_size=None):
    """Each element along a dimension (or of all) repeated in its place; of repeats alone, the indices of that."""
    if repeats is None:
        return _indices(input)
    if not isinstance(repeats, (int, _dh.TensorBase)):
        raise TypeError(creation.invalid_combination("repeat_interleave", (input, repeats), _INTERLEAVE_FORMS))
    if dim is None:
        input, dim = input.flatten(), 0
    dim = _dims(input, dim)
    if isinstance(repeats, int):
        if repeats < 0:
            raise RuntimeError("Repeats must be non-negative")
        sizes = list(input.shape) or [1]
        spread = input.reshape(sizes).unsqueeze(dim + 1).expand(*sizes[:dim + 1], repeats, *sizes[dim + 1:])
        sizes[dim] *= repeats
        return spread.clone().reshape(sizes)
    if repeats.dim() == 0 or repeats.shape == (1,):
        repeats = repeats.reshape(1).expand(input.size(dim))
    elif repeats.dim() == 1 and repeats.size(0) != input.size(dim):
        raise RuntimeError("repeats must have the same size as input along dim, but got repeats.size(0) = "
                           f"{repeats.size(0)} and input.size({dim}) = {input.size(dim)}")
    return index_select(input, dim, _indices(repeats))


_INTERLEAVE_FORMS = ("Tensor input, Tensor repeats, int dim = None, *, int output_size = None",
                     "Tensor repeats, *, int output_size = None",
                     "Tensor input, int repeats, int dim = None, *, int output_size = None")


def _indices(repeats):
    if repeats.dim() != 1:
        raise RuntimeError("repeats must be 0-dim or 1-dim tensor")
    if repeats.dtype not in INDICES:
        raise NotImplementedError("\"repeat_interleave_cpu\" not implemented for "
                                  f"'{creation.scalar_name(repeats)}'")
    counts = repeats.tolist()
    if any(count < 0 for count in counts):
        raise RuntimeError("repeats can not be negative")
    return creation.tensor([index for index, count in enumerate(counts) for _ in range(count)], dtype=int64)


def roll(input, shifts, dims=()):
    """Moved along dimensions; what leaves at the end comes in at the start. Without dimensions, as one row."""
    creation.check_input("roll", input)
    shifts, dims = ((given,) if isinstance(given, int) else tuple(given) for given in (shifts, dims))
    if not shifts:
        raise RuntimeError("`shifts` required")
    if len(shifts) != len(dims) and (dims or len(shifts) != 1):
        raise RuntimeError(f"shifts and dimensions must align. shifts: {len(shifts)}, dims:{len(dims)}")
    if dims and input.dim() == 0:
        raise IndexError(f"Dimension specified as {dims[0]} but tensor has no dimensions")
    return _roll(input, shifts, tuple(_dims(input, dim) for dim in dims))


@derived("RollBackward0", lambda gradient, shape, shifts, dims: _roll(gradient, tuple(-by for by in shifts), dims))
def _roll(input, shifts, dims):
    rolled = input if dims else input.flatten()
    for shift, dim in zip(shifts, dims or (0,)):
        size = rolled.size(dim)
        start = -shift % size if size else 0
        rolled = _ops.cat([rolled.narrow(dim, start, size - start), rolled.narrow(dim, 0, start)], dim)
    return rolled if dims else rolled.reshape(input.shape)


def fliplr(input):
    """The columns in reverse order."""
    if input.dim() < 2:
        raise RuntimeError("Input must be >= 2-d.")
    return _ops.flip(input, (1,))


def flipud(input):
    """The rows in reverse order."""
    if input.dim() < 1:
        raise RuntimeError("Input must be >= 1-d.")
    return _ops.flip(input, (0,))


__all__ = ["fliplr", "flipud", "repeat_interleave", "roll", "tile"]
