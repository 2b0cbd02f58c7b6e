"""Splitting, turning, padding, and functions of parts of arrays."""
from . import _core, _dtypes, _ufuncs
from ._array import array, asarray, result, wrap
from ._axes import axis_of
from ._core import BOOL, INT64
from ._operands import common_shape
from ._scalars import bool_
from ._shape import broadcast_to, concatenate, flip, from_list, moveaxis, ravel, reshape, split, stack, swapaxes, take


def array_split(ary, indices_or_sections, axis=0):
    """Parts as equal as can be, the longer ones first. Views."""
    if not hasattr(indices_or_sections, "__index__"):
        return split(ary, indices_or_sections, axis)
    parts = int(indices_or_sections)
    if parts <= 0:
        raise ValueError("number sections must be larger than 0.")
    each, more = divmod(asarray(ary).shape[axis], parts)
    return split(ary, [each * i + min(i, more) for i in range(1, parts)], axis)


def vsplit(ary, indices_or_sections):
    """The parts from top to bottom."""
    if asarray(ary).ndim < 2:
        raise ValueError("vsplit only works on arrays of 2 or more dimensions")
    return split(ary, indices_or_sections)


def hsplit(ary, indices_or_sections):
    """The parts from left to right."""
    if not asarray(ary).ndim:
        raise ValueError("hsplit only works on arrays of 1 or more dimensions")
    return split(ary, indices_or_sections, 1 if asarray(ary).ndim > 1 else 0)


def atleast_3d(*arrays):
    """With three dimensions at least."""
    made = []
    for a in map(asarray, arrays):
        shape = {0: (1, 1, 1), 1: (1, a.size, 1), 2: a.shape + (1,)}.get(a.ndim, a.shape)
        made.append(reshape(a, shape))
    return made[0] if len(made) == 1 else tuple(made)


def dstack(tup):
    """Arrays behind one another, along the third axis."""
    return concatenate([atleast_3d(a) for a in tup], 2)


def broadcast_shapes(*shapes):
    """The shape that shapes broadcast to."""
    return common_shape([(s,) if hasattr(s, "__index__") else tuple(s) for s in shapes]) if shapes else ()


def broadcast_arrays(*args):
    """All arrays in the shape that they broadcast to."""
    arrays = [asarray(a) for a in args]
    shape = common_shape([a.shape for a in arrays])
    return tuple(broadcast_to(a, shape) for a in arrays)


def fliplr(m):
    """With the columns backwards."""
    if asarray(m).ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return flip(m, 1)


def flipud(m):
    """With the rows backwards."""
    if asarray(m).ndim < 1:
        raise ValueError("Input must be >= 1-d.")
    return flip(m, 0)


def rot90(m, k=1, axes=(0, 1)):
    """Turned by right angles, from the first axis to the second."""
    m = asarray(m)
    first, second = (axis_of(axis, m.ndim) for axis in axes)
    for _ in range(k % 4):
        m = flip(swapaxes(m, first, second), first)
    return m


def delete(arr, obj, axis=None):
    """A copy without the elements at indices."""
    arr = asarray(arr)
    if axis is None:
        arr, axis = ravel(arr), 0
    size = arr.shape[axis_of(axis, arr.ndim)]
    if isinstance(obj, slice):
        gone = set(range(size)[obj])
    else:
        places = asarray(obj)
        places = places.nonzero()[0] if _core.code(places._t) == BOOL else places
        for place in places.ravel().tolist():
            if not -size <= place < size:
                raise IndexError(f"index {place} is out of bounds for axis {axis} with size {size}")
        gone = {int(place) % size for place in places.ravel().tolist()}
    return take(arr, from_list([i for i in range(size) if i not in gone]), axis)


def insert(arr, obj, values, axis=None):
    """A copy with values before an index."""
    arr = asarray(arr)
    if axis is None:
        arr, axis = ravel(arr), 0
    size = arr.shape[axis_of(axis, arr.ndim)]
    if not hasattr(obj, "__index__"):
        raise NotImplementedError("Downhill does not have numpy.insert at several indices (yet)")
    if not -size <= obj <= size:
        raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {size}")
    at = int(obj) + (size if obj < 0 else 0)
    arr, values = moveaxis(arr, axis, 0), asarray(values).astype(arr.dtype)
    rows = values if arr.ndim == 1 else values[None] if values.ndim < arr.ndim else moveaxis(values, axis, 0)
    rows = rows.reshape(-1) if arr.ndim == 1 else broadcast_to(rows, (rows.shape[0], *arr.shape[1:]))
    return moveaxis(concatenate([arr[:at], rows, arr[at:]]), 0, axis)


def pad(array, pad_width, mode="constant", constant_values=0):
    """With more elements at the edges: of one value, or repeating those at the edge or beyond a mirror."""
    a = asarray(array)
    widths = broadcast_to(asarray(pad_width), (a.ndim, 2)).tolist()
    if any(width < 0 for pair in widths for width in pair):
        raise ValueError("index can't contain negative values")
    values = broadcast_to(asarray(constant_values), (a.ndim, 2)).tolist()
    for axis, ((before, after), fills) in enumerate(zip(widths, values)):
        size = a.shape[axis]
        if mode == "constant":
            edges = [wrap(_core.filled((*a.shape[:axis], width, *a.shape[axis + 1:]), fill, _core.code(a._t)))
                     for width, fill in zip((before, after), fills)]
            a = concatenate([edges[0], a, edges[1]], axis)
        else:
            a = take(a, from_list([_beyond(i, size, mode) for i in range(-before, size + after)]), axis)
    return a.copy()


def _beyond(i, size, mode):
    """The index that stands for one beyond the edges."""
    if mode == "edge":
        return min(max(i, 0), size - 1)
    if mode == "wrap":
        return i % size
    if mode == "reflect" and size == 1:
        return 0
    if mode not in ("reflect", "symmetric"):
        raise ValueError(f"mode '{mode}' is not supported")
    period = 2 * size - 2 if mode == "reflect" else 2 * size
    place = i % period
    return place if place < size else (period if mode == "reflect" else period - 1) - place


def select(condlist, choicelist, default=0):
    """Of several arrays the elements of the first whose condition is true."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    made = default
    for condition, choice in zip(condlist[::-1], choicelist[::-1]):
        made = _ufuncs.where(condition, choice, made)
    return made


def piecewise(x, condlist, funclist):
    """Where each condition is true a function of the elements, or a number; one more is for the rest."""
    x = asarray(x)
    conditions = [condlist] if isinstance(condlist[0], (bool, bool_)) else condlist
    conditions = [broadcast_to(asarray(condition, bool), x.shape) for condition in conditions]
    if len(funclist) == len(conditions) + 1:
        conditions.append(~asarray(conditions).any(0))
    if len(funclist) != len(conditions):
        count = len(conditions)
        raise ValueError(f"with {count} condition(s), either {count} or {count + 1} functions are expected")
    made = wrap(_core.empty(x.shape, _core.code(x._t)))
    for condition, function in zip(conditions, funclist):
        made[condition] = function(x[condition]) if callable(function) else function
    return made


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """A function of each row along an axis."""
    moved = moveaxis(asarray(arr), axis, -1)
    made = [asarray(func1d(row, *args, **kwargs)) for row in reshape(moved, (-1, moved.shape[-1]))]
    shape, inner = moved.shape[:-1], made[0].shape
    made = reshape(stack(made), shape + inner)
    if inner:
        made = moveaxis(made, -1, axis) if len(inner) == 1 else made
    return result(made._t) if made.ndim == 0 else made


class vectorize:
    """A function of numbers as a function of arrays."""

    def __init__(self, pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        if excluded or signature:
            raise NotImplementedError("Downhill does not have numpy.vectorize(excluded=..., signature=...) (yet)")
        self.pyfunc, self._types = pyfunc, otypes
        self.__doc__ = doc or pyfunc.__doc__

    def __call__(self, *args):
        arrays = broadcast_arrays(*args)
        if not arrays[0].size and self._types is None:
            raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
        made = [self.pyfunc(*numbers) for numbers in zip(*(a.flat for a in arrays))]
        if made and isinstance(made[0], tuple):
            return tuple(self._shaped(part, arrays[0].shape, i) for i, part in enumerate(zip(*made)))
        return self._shaped(made, arrays[0].shape, 0)

    def _shaped(self, values, shape, place):
        dtype = asarray(values[0]).dtype if self._types is None else _dtypes.dtype(self._types[place])
        return array(list(values), dtype).reshape(shape)


def lexsort(keys, axis=-1):
    """The indices that sort by the last key, then by the one before it, and so on."""
    columns = [asarray(key).tolist() for key in keys][::-1]
    order = sorted(range(len(columns[0])), key=lambda i: [column[i] for column in columns])
    return wrap(_core.from_values(order, (len(order),), INT64))


def array_equiv(a1, a2):
    """Whether all elements are the same, after broadcasting."""
    try:
        return bool((asarray(a1) == asarray(a2)).all())
    except ValueError:
        return False


def trim_zeros(filt, trim="fb"):
    """Without the zeros at the ends."""
    places = asarray(filt).nonzero()[0].tolist()
    first = places[0] if places and "f" in trim.lower() else 0
    last = places[-1] + 1 if places and "b" in trim.lower() else len(filt)
    return filt[first:last] if places else filt[:0]
