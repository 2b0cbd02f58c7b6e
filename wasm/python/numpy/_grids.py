"""Arrays by their indices: grids, triangles, diagonals, and arrays written with brackets."""
import itertools
import math

from . import _core, _reduce
from ._array import _shape, asarray, result
from ._axes import axis_of
from ._core import BOOL, INT64
from ._create import arange, linspace, ones, tril, triu
from ._shape import broadcast_to, concatenate, from_list, meshgrid, moveaxis, stack

# --- with brackets -------------------------------------------------------------------------------------------


def _steps(part):
    """The values that a slice means; with an imaginary step so many, the end included."""
    start, step = part.start or 0, 1 if part.step is None else part.step
    if isinstance(step, complex):
        return linspace(start, part.stop, int(abs(step)))
    return arange(start, part.stop, step)


class _Joined:
    """Slices, numbers and arrays, written in brackets and joined."""

    def __init__(self, columns):
        self._columns = columns

    def __getitem__(self, key):
        parts = []
        for part in key if isinstance(key, tuple) else (key,):
            if isinstance(part, str):
                raise NotImplementedError("Downhill does not have numpy.r_ and c_ with a text in the brackets (yet)")
            made = _steps(part) if isinstance(part, slice) else asarray(part)
            made = made.reshape(-1) if made.ndim == 0 else made
            parts.append(made.reshape(-1, 1) if self._columns and made.ndim == 1 else made)
        return concatenate(parts, -1 if self._columns else 0)


class _Grid:
    """The coordinates of a grid, written in brackets."""

    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, key):
        if not isinstance(key, tuple):
            return _steps(key)
        axes = [_steps(part) for part in key]
        if self._sparse:
            return ix_(*axes)
        return stack(meshgrid(*axes, indexing="ij"))


class _Key:
    """What stands in the brackets, as it is."""

    def __init__(self, always):
        self._always = always

    def __getitem__(self, key):
        return (key,) if self._always and not isinstance(key, tuple) else key


r_, c_, mgrid, ogrid, s_, index_exp = _Joined(False), _Joined(True), _Grid(False), _Grid(True), _Key(False), _Key(True)


def ix_(*args):
    """Indices that select rows, columns and so on together."""
    arrays = [asarray(one) for one in args]
    arrays = [one.nonzero()[0] if _core.code(one._t) == BOOL else one for one in arrays]
    return tuple(one.reshape([-1 if i == at else 1 for i in range(len(arrays))]) for at, one in enumerate(arrays))


# --- triangles and diagonals ---------------------------------------------------------------------------------


def tri(N, M=None, k=0, dtype=float):
    """1 at and below a diagonal, 0 above it."""
    return tril(ones((N, N if M is None else M)), k).astype(dtype)


def vander(x, N=None, increasing=False):
    """The powers of x as columns, the highest first."""
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError("x must be a one-dimensional array or sequence.")
    columns = [x * 0 + 1]
    for _ in range((len(x) if N is None else N) - 1):
        columns.append(columns[-1] * x)
    return stack(columns if increasing else columns[::-1], 1)


def indices(dimensions, dtype=int):
    """The indices of all elements, an array for each dimension."""
    return stack(meshgrid(*(arange(size) for size in dimensions), indexing="ij")).astype(dtype)


def fromfunction(function, shape, *, dtype=float, **kwargs):
    """A function of the indices of all elements."""
    return function(*indices(shape, dtype), **kwargs)


def diag_indices(n, ndim=2):
    """The indices of the main diagonal."""
    return (arange(n),) * ndim


def tril_indices(n, k=0, m=None):
    """The indices of the lower triangle."""
    return tril(ones((n, n if m is None else m)), k).nonzero()


def triu_indices(n, k=0, m=None):
    """The indices of the upper triangle."""
    return triu(ones((n, n if m is None else m)), k).nonzero()


def diagonal(a, offset=0, axis1=0, axis2=1):
    """The elements whose indices along two axes differ by an offset."""
    a = asarray(a)
    if a.ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    first, second = axis_of(axis1, a.ndim), axis_of(axis2, a.ndim)
    rest = [i for i in range(a.ndim) if i not in (first, second)]
    moved = a.transpose([first, second, *rest])
    count = max(0, min(moved.shape[0] + min(offset, 0), moved.shape[1] - max(offset, 0)))
    rows, columns = (from_list([i + start for i in range(count)]) for start in (max(-offset, 0), max(offset, 0)))
    return moveaxis(moved[rows, columns], 0, -1)


def trace(a, offset=0, axis1=0, axis2=1):
    """The sum of a diagonal."""
    return _reduce.sum(diagonal(a, offset, axis1, axis2), -1)


def fill_diagonal(a, val):
    """Set the main diagonal, in place."""
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    place = arange(min(a.shape))
    a[(place,) * a.ndim] = asarray(val).ravel()[:len(place)] if asarray(val).ndim else val


def diagflat(v, k=0):
    """A matrix with all elements on a diagonal."""
    from ._shape import diag

    return diag(asarray(v).ravel(), k)


# --- places --------------------------------------------------------------------------------------------------


def unravel_index(indices, shape, order="C"):
    """Where the elements lie whose places among all elements are given."""
    indices = asarray(indices)
    shape = (shape,) if hasattr(shape, "__index__") else tuple(shape)
    flat, size = indices.ravel().tolist(), math.prod(shape)
    for at in flat:
        if not 0 <= at < size:
            raise ValueError(f"index {at} is out of bounds for array with size {size}")
    made, step = [], size
    for length in shape:
        step //= length
        made.append(result(_core.from_values([at // step % length for at in flat], indices.shape, INT64)))
    return tuple(made)


def ravel_multi_index(multi_index, dims):
    """The places among all elements of those at given indices."""
    made = 0
    for index, size in zip(multi_index, dims):
        if not _reduce.all((asarray(index) >= 0) & (asarray(index) < size)):
            raise ValueError("invalid entry in coordinates array")
        made = made * size + asarray(index)
    return result(asarray(made)._t)


def flatnonzero(a):
    """The places among all elements of those that are not zero."""
    return asarray(a).ravel().nonzero()[0]


def ndindex(*shape):
    """All indices of a shape, one after the other."""
    sizes = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
    return itertools.product(*map(range, _shape(sizes)))


def ndenumerate(arr):
    """Indices and elements."""
    arr = asarray(arr)
    return zip(ndindex(arr.shape), arr.flat)


def take_along_axis(arr, indices, axis=-1):
    """The elements at indices along an axis, row by row."""
    if axis is None:
        return asarray(arr).ravel()[asarray(indices)]
    arr, indices = asarray(arr), asarray(indices)
    key = list(_places(indices.shape))
    key[axis_of(axis, arr.ndim)] = indices
    return arr[tuple(key)]


def _places(shape):
    """The indices of each dimension, as arrays of the shape."""
    for at, size in enumerate(shape):
        yield broadcast_to(arange(size).reshape([-1 if i == at else 1 for i in range(len(shape))]), shape)
