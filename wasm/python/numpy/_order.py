"""Finding and ordering: nonzero, sort, unique."""
import math

from ._array import asarray, ndarray
from ._shape import from_list, moveaxis, ravel, reshape, stack, transpose


def nonzero(a):
    """The indices of the elements that are not zero, an array for each dimension."""
    a = asarray(a)
    if a.ndim == 0:
        raise ValueError("Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. "
                         "If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.")
    found = [i for i, v in enumerate(ravel(a).tolist()) if v]
    made = []
    for axis, size in enumerate(a.shape):
        step = math.prod(a.shape[axis + 1:])
        made.append(from_list([i // step % size for i in found]))
    return tuple(made)


def argwhere(a):
    """The indices of the elements that are not zero, one row for each."""
    return transpose(stack(nonzero(a)))


def _key(value):
    return (value != value, value)  # NaN comes last


def _rows(a, axis):
    moved = moveaxis(a, axis, -1)
    return moved, [row.tolist() for row in reshape(moved, (-1, moved.shape[-1]))] if a.size else []


def _from_rows(rows, moved, axis, make):
    return moveaxis(make([v for row in rows for v in row], moved.shape), -1, axis).copy()


def sort(a, axis=-1, kind=None, stable=None):
    """A sorted copy."""
    a = asarray(a)
    if axis is None:
        a, axis = ravel(a), 0
    moved, rows = _rows(a, axis)
    return _from_rows([sorted(row, key=_key) for row in rows], moved, axis, a._of)


def argsort(a, axis=-1, kind=None, stable=None):
    """The indices that would sort."""
    a = asarray(a)
    if axis is None:
        a, axis = ravel(a), 0
    moved, rows = _rows(a, axis)
    orders = [sorted(range(len(row)), key=lambda i: _key(row[i])) for row in rows]
    return _from_rows(orders, moved, axis, lambda values, shape: reshape(from_list(values), shape))


def _sort(self, axis=-1, kind=None):
    """Sort in place."""
    self[...] = sort(self, axis)


def unique(ar, return_index=False, return_inverse=False, return_counts=False):
    """The different elements, sorted."""
    a = asarray(ar)
    values = ravel(a).tolist()
    first, counts = {}, {}
    for i, value in enumerate(values):
        value = None if value != value else value  # all NaNs are one
        first.setdefault(value, i)
        counts[value] = counts.get(value, 0) + 1
    keys = sorted((k for k in first if k is not None)) + ([None] if None in first else [])
    made = [a._of([math.nan if k is None else k for k in keys], (len(keys),))]
    if return_index:
        made.append(from_list([first[k] for k in keys]))
    if return_inverse:
        place = {k: i for i, k in enumerate(keys)}
        inverse = from_list([place[None if v != v else v] for v in values])
        made.append(reshape(inverse, a.shape))
    if return_counts:
        made.append(from_list([counts[k] for k in keys]))
    return made[0] if len(made) == 1 else tuple(made)


for _name, _function in {"nonzero": nonzero, "sort": _sort, "argsort": argsort}.items():
    setattr(ndarray, _name, _function)
