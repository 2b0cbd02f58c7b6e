"""Rearranging arrays: reshape, transpose, joining, splitting, repeating."""
import math

from . import _core, _dtypes
from ._array import _shape, asarray, ndarray, wrap
from ._axes import axes_of, axis_of
from ._core import BOOL, INT64
from ._operands import broadcast_shape, shape_text


def reshape(a, /, shape, order="C"):
    """The same elements with another shape: a view where that can be."""
    a = asarray(a)
    sizes = (shape,) if hasattr(shape, "__index__") else tuple(shape)
    sizes = tuple(int(s) for s in sizes)
    if order == "F":
        made = reshape(a.T, sizes[::-1])
        return made.T
    if sizes.count(-1) > 1:
        raise ValueError("can only specify one unknown dimension")
    known = math.prod(s for s in sizes if s != -1)
    fits = known and a.size % known == 0 if -1 in sizes else known == a.size
    if not fits:
        raise ValueError(f"cannot reshape array of size {a.size} into shape "
                         + "(" + ",".join(map(str, sizes)) + ("," if len(sizes) == 1 else "") + ")")
    if -1 in sizes:
        sizes = tuple(a.size // known if s == -1 else s for s in sizes)
    return a._moved("reshape", sizes)


def _reshape(self, *shape, order="C"):
    """The same elements with another shape: a view where that can be."""
    return reshape(self, shape[0] if len(shape) == 1 else shape, order)


def ravel(a, order="C"):
    """All elements in one dimension: a view where that can be."""
    return reshape(a, -1, order)


def _flatten(self, order="C"):
    """A copy of all elements in one dimension."""
    return reshape(self, -1, order).copy()


def transpose(a, axes=None):
    """With the axes in another order; by default reversed. A view."""
    a = asarray(a)
    if axes is None:
        axes = tuple(range(a.ndim))[::-1]
    if len(axes) != a.ndim:
        raise ValueError("axes don't match array")
    axes = tuple(axis_of(axis, a.ndim) for axis in axes)
    if len(set(axes)) != a.ndim:
        raise ValueError("repeated axis in transpose")
    return a._moved("permute", axes) if a.ndim else a[...]


def _transpose(self, *axes):
    """With the axes in another order; by default reversed. A view."""
    if len(axes) == 1 and (axes[0] is None or not hasattr(axes[0], "__index__")):
        axes = axes[0]
    return transpose(self, axes or None)


def swapaxes(a, axis1, axis2):
    """With two axes swapped. A view."""
    a = asarray(a)
    order = list(range(a.ndim))
    i, j = axis_of(axis1, a.ndim), axis_of(axis2, a.ndim)
    order[i], order[j] = order[j], order[i]
    return transpose(a, order)


def moveaxis(a, source, destination):
    """With an axis moved elsewhere. A view."""
    a = asarray(a)
    order = [i for i in range(a.ndim) if i != axis_of(source, a.ndim)]
    order.insert(axis_of(destination, a.ndim), axis_of(source, a.ndim))
    return transpose(a, order)


def squeeze(a, axis=None):
    """Without the dimensions of size 1. A view."""
    a = asarray(a)
    axes = [i for i, s in enumerate(a.shape) if s == 1] if axis is None else axes_of(axis, a.ndim)
    for i in axes:
        if a.shape[i] != 1:
            raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
    return reshape(a, tuple(s for i, s in enumerate(a.shape) if i not in axes))


def expand_dims(a, axis):
    """With a new dimension of size 1. A view."""
    a = asarray(a)
    axes = axes_of(axis, a.ndim + (len(axis) if isinstance(axis, (tuple, list)) else 1))
    rest = iter(a.shape)
    return reshape(a, tuple(1 if i in axes else next(rest) for i in range(a.ndim + len(axes))))


def broadcast_to(array, shape):
    """The array repeated up to a shape, without copying."""
    a = asarray(array)
    shape = _shape(shape)
    fits = len(a.shape) <= len(shape) and all(x in (1, y) for x, y in zip(a.shape[::-1], shape[::-1]))
    if not fits:
        raise ValueError("operands could not be broadcast together with remapped shapes [original->remapped]: "
                         f"{shape_text(a.shape)}  and requested shape {shape_text(shape)}")
    return a._moved("expand", shape)


def _together(arrays):
    """Tensors in their common dtype."""
    codes = [_core.code(a._t) for a in arrays]
    code = codes[0]
    for one in codes[1:]:
        code = _dtypes.promote(code, one)
    return [_core.cast(a._t, code) for a in arrays]


def concatenate(arrays, /, axis=0, out=None, *, dtype=None):
    """Arrays one after the other along an axis."""
    arrays = [asarray(a) for a in arrays]
    if not arrays:
        raise ValueError("need at least one array to concatenate")
    if axis is None:
        arrays, axis = [ravel(a) for a in arrays], 0
    first = arrays[0]
    if first.ndim == 0:
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    axis = axis_of(axis, first.ndim)
    for index, other in enumerate(arrays[1:], 1):
        if other.ndim != first.ndim:
            raise ValueError("all the input arrays must have same number of dimensions, but the array at index "
                             f"0 has {first.ndim} dimension(s) and the array at index {index} has {other.ndim} "
                             "dimension(s)")
        for i, (x, y) in enumerate(zip(first.shape, other.shape)):
            if x != y and i != axis:
                raise ValueError("all the input array dimensions except for the concatenation axis must match "
                                 f"exactly, but along dimension {i}, the array at index 0 has size {x} and the "
                                 f"array at index {index} has size {y}")
    if any(a._is_text for a in arrays):
        from ._text import joined
        made = joined(arrays, axis)
    else:
        made = wrap(_cat(_together(arrays), axis))
    return made if dtype is None else made.astype(dtype)


def _cat(tensors, axis):
    made = _core.empty((*tensors[0].shape[:axis], sum(t.shape[axis] for t in tensors),
                        *tensors[0].shape[axis + 1:]), _core.code(tensors[0]))
    start = 0
    for tensor in tensors:
        stop = start + tensor.shape[axis]
        if stop > start:
            _core.op_("copy", made[(slice(None),) * axis + (slice(start, stop),)], tensor)
        start = stop
    return made


def stack(arrays, axis=0, out=None):
    """Arrays of one shape side by side along a new axis."""
    arrays = [asarray(a) for a in arrays]
    if not arrays:
        raise ValueError("need at least one array to stack")
    if len({a.shape for a in arrays}) != 1:
        raise ValueError("all input arrays must have the same shape")
    axis = axis_of(axis, arrays[0].ndim + 1)
    return concatenate([expand_dims(a, axis) for a in arrays], axis)


def atleast_1d(*arrays):
    """With one dimension at least."""
    made = [reshape(a, -1) if asarray(a).ndim == 0 else asarray(a) for a in arrays]
    return made[0] if len(made) == 1 else tuple(made)


def atleast_2d(*arrays):
    """With two dimensions at least."""
    made = [asarray(a) if asarray(a).ndim > 1 else reshape(a, (1, -1)) for a in arrays]
    return made[0] if len(made) == 1 else tuple(made)


def vstack(tup):
    """Arrays below one another, as rows."""
    return concatenate([atleast_2d(a) for a in tup])


def hstack(tup):
    """Arrays beside one another."""
    arrays = [atleast_1d(a) for a in tup]
    return concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1)


def column_stack(tup):
    """One-dimensional arrays as columns."""
    return concatenate([reshape(a, (-1, 1)) if asarray(a).ndim < 2 else asarray(a) for a in tup], 1)


def append(arr, values, axis=None):
    """A copy with values at the end."""
    if axis is None:
        return concatenate([ravel(arr), ravel(values)])
    return concatenate([arr, values], axis)


def split(ary, indices_or_sections, axis=0):
    """Equal parts, or the parts between indices. Views."""
    a = asarray(ary)
    axis = axis_of(axis, a.ndim)
    size = a.shape[axis]
    if hasattr(indices_or_sections, "__index__"):
        parts = int(indices_or_sections)
        if size % parts:
            raise ValueError("array split does not result in an equal division")
        bounds = list(range(0, size + 1, size // parts)) if size else [0] * (parts + 1)
    else:
        bounds = [0, *indices_or_sections, size]
    return [a[(slice(None),) * axis + (slice(i, j),)] for i, j in zip(bounds, bounds[1:])]


def repeat(a, repeats, axis=None):
    """Each element several times."""
    a = asarray(a)
    if axis is None:
        a, axis = ravel(a), 0
    axis = axis_of(axis, a.ndim)
    counts = asarray(repeats).ravel().tolist()
    counts = counts * a.shape[axis] if len(counts) == 1 else counts
    order = [i for i, count in enumerate(counts) for _ in range(count)]
    return take(a, from_list(order), axis)


def from_list(indices):
    """Whole numbers as an array, also when there are none."""
    return wrap(_core.from_values(indices, (len(indices),), INT64))


def tile(A, reps):
    """The whole array several times."""
    a = asarray(A)
    reps = (reps,) if hasattr(reps, "__index__") else tuple(reps)
    dims = max(a.ndim, len(reps))
    a = reshape(a, (1,) * (dims - a.ndim) + a.shape)
    for axis, count in enumerate((1,) * (dims - len(reps)) + reps):
        a = concatenate([a] * count, axis) if count else a[(slice(None),) * axis + (slice(0, 0),)]
    return a.copy()


def take(a, indices, axis=None):
    """The elements at indices along an axis."""
    a = asarray(a)
    if axis is None:
        a, axis = ravel(a), 0
    return a[(slice(None),) * axis_of(axis, a.ndim) + (asarray(indices),)]


def flip(m, axis=None):
    """Backwards along axes."""
    m = asarray(m)
    for i in axes_of(axis, m.ndim):
        m = m[(slice(None),) * i + (slice(None, None, -1),)]
    return m


def roll(a, shift, axis=None):
    """Moved along an axis, with the end joined to the start."""
    a = asarray(a)
    if axis is None:
        return reshape(roll(ravel(a), shift, 0), a.shape)
    axis = axis_of(axis, a.ndim)
    size = a.shape[axis]
    return take(a, from_list([(i - shift) % size for i in range(size)]), axis)


def diff(a, n=1, axis=-1):
    """The differences of neighbours."""
    a = asarray(a)
    if a.ndim == 0:
        raise ValueError("diff requires input that is at least one dimensional")
    for _ in range(n):
        place = (slice(None),) * axis_of(axis, a.ndim)
        after, before = a[(*place, slice(1, None))], a[(*place, slice(None, -1))]
        a = after != before if _core.code(a._t) == BOOL else after - before
    return a


def _split_diagonal(a, offset):
    rows, columns = a.shape
    count = max(0, min(rows + min(offset, 0), columns - max(offset, 0)))
    return a[from_list([i - min(offset, 0) for i in range(count)]),
             from_list([i + max(offset, 0) for i in range(count)])]


def diag(v, k=0):
    """The diagonal of a matrix, or a matrix with a diagonal."""
    a = asarray(v)
    if a.ndim == 2:
        return _split_diagonal(a, k)
    if a.ndim != 1:
        raise ValueError("Input must be 1- or 2-d.")
    size = a.shape[0] + abs(k)
    made = wrap(_core.empty((size, size), _core.code(a._t)))
    made[from_list([i - min(k, 0) for i in range(a.shape[0])]),
         from_list([i + max(k, 0) for i in range(a.shape[0])])] = a
    return made


def meshgrid(*xi, indexing="xy"):
    """Coordinate matrices of coordinate vectors."""
    arrays = [ravel(x) for x in xi]
    dims = len(arrays)
    shaped = [reshape(a, (1,) * i + (-1,) + (1,) * (dims - i - 1)) for i, a in enumerate(arrays)]
    shape = broadcast_shape(*(a.shape for a in shaped)) if shaped else ()
    made = [broadcast_to(a, shape).copy() for a in shaped]
    if indexing == "xy" and dims > 1:
        made = [swapaxes(a, 0, 1).copy() for a in made]
    return tuple(made)


for _name, _function in {
        "reshape": _reshape, "ravel": ravel, "flatten": _flatten, "transpose": _transpose,
        "swapaxes": swapaxes, "squeeze": squeeze, "repeat": repeat, "take": take}.items():
    setattr(ndarray, _name, _function)
