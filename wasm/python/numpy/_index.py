"""Indexing, read and write. Ints and slices make views that share memory, arrays and lists copies."""
import operator

import _dh

from . import _core
from ._array import asarray, ndarray, result, wrap
from ._core import BOOL, FLOAT32, INT64, op
from ._scalars import generic
from ._operands import shape_text

_INVALID = ("only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean "
            "arrays are valid indices")


def _parts(key, shape):
    """The key as a list with one entry for each dimension, new ones too, without ellipsis."""
    key = list(key) if isinstance(key, tuple) else [key]
    key = [_listed(k) if isinstance(k, (list, tuple, range)) else k for k in key]
    key = [wrap(k) if isinstance(k, _dh.TensorBase) else k for k in key]
    used = sum(k.ndim if isinstance(k, ndarray) and _core.code(k._t) == BOOL else k is not None and k is not ...
               for k in key)
    if sum(k is ... for k in key) > 1:
        raise IndexError("an index can only have a single ellipsis ('...')")
    if used > len(shape):
        raise IndexError(f"too many indices for array: array is {len(shape)}-dimensional, but {used} were "
                         "indexed")
    rest = [slice(None)] * (len(shape) - used)
    at = next((i for i, k in enumerate(key) if k is ...), None)
    return key + rest if at is None else key[:at] + rest + key[at + 1:]


def _listed(indices):
    made = asarray(indices)
    if made.size and (made._is_text or _core.code(made._t) >= FLOAT32):
        raise IndexError(_INVALID)
    return made


def _whole(index):
    if isinstance(index, (bool, generic)) and type(index).__name__ == "bool":
        return None
    try:
        return operator.index(index)
    except TypeError:
        raise IndexError(_INVALID) from None


def _bounded(index, axis, size):
    if not -size <= index < size:
        raise IndexError(f"index {index} is out of bounds for axis {axis} with size {size}")
    return index + size if index < 0 else index


def _reversed_slice(part, size):
    """The indices of a slice that goes backwards: the core's views go forwards only."""
    positions = list(range(*part.indices(size)))
    return wrap(_core.from_values(positions, (len(positions),), INT64))


def _array_index(part, axis, shape):
    """An array used as an index, checked, in the form of whole numbers for each dimension."""
    code = _core.code(part._t)
    if code == BOOL:
        for offset, size in enumerate(part.shape):
            if size != shape[axis + offset]:
                raise IndexError("boolean index did not match indexed array along axis "
                                 f"{axis + offset}; size of axis is {shape[axis + offset]} but size of "
                                 f"corresponding boolean axis is {size}")
        return list(part.nonzero())
    if code >= FLOAT32 and part.size:
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    if code >= FLOAT32:
        part = part.astype(int)
    values = [_bounded(v, axis, shape[axis]) for v in part.ravel().tolist()]
    return [wrap(_core.from_values(values, part.shape, INT64))]


def _resolve(key, shape):
    """A key for the core: (basic key, whether it holds arrays)."""
    parts = _parts(key, shape)
    fancy = any(isinstance(p, ndarray) and (p.ndim or _core.code(p._t) == BOOL) for p in parts)
    made, axis = [], 0
    for part in parts:
        if part is None:
            made.append(None)
            continue
        if isinstance(part, slice):
            steps = [None if v is None else _slice_index(v) for v in (part.start, part.stop, part.step)]
            if steps[2] == 0:
                raise ValueError("slice step cannot be zero")
            if steps[2] is not None and steps[2] < 0:
                made.append(_reversed_slice(slice(*steps), shape[axis]))
            else:
                # The core takes bounds as PyTorch does, which knows no stop before the start.
                start, stop, step = slice(*steps).indices(shape[axis])
                made.append(slice(start, max(start, stop), step))
            axis += 1
        elif isinstance(part, ndarray) and (part.ndim or _core.code(part._t) == BOOL):
            found = _array_index(part, axis, shape)
            made += found
            axis += len(found)
        else:
            index = _whole(part)
            if index is None:
                made.append(wrap(_core.from_values([bool(part)], (), BOOL)))
                continue
            index = _bounded(index, axis, shape[axis])
            # Beside arrays an int is one of them: it broadcasts and takes its place.
            made.append(wrap(_core.from_values([index], (1,), INT64)) if fancy else index)
            axis += 1
    return made


def _slice_index(value):
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError("slice indices must be integers or None or have an __index__ method") from None


def _for_core(parts):
    return tuple(p._t if isinstance(p, ndarray) else p for p in parts)


def _split(key, shape):
    """Backward slices beside arrays would broadcast with them: they are taken in a second step."""
    parts = _resolve(key, shape)
    backward = {id(p) for p, q in zip(parts, _parts(key, shape))
                if isinstance(q, slice) and isinstance(p, ndarray)} if len(parts) else set()
    return parts, backward


def get(array, key):
    """array[key]."""
    t = array._t
    if key is ... or (isinstance(key, tuple) and not key):
        return wrap(t[...]) if key is ... else result(t)
    if type(key) is int:
        if not array.ndim:
            raise IndexError("too many indices for array: array is 0-dimensional, but 1 were indexed")
        return result(t[_bounded(key, 0, array.shape[0])])
    if type(key) is tuple and len(key) == t.dim() and all(type(k) is int for k in key):
        return result(t[tuple(map(_bounded, key, range(len(key)), t.shape))])
    parts, backward = _split(key, array.shape)
    if not backward:
        found = t[_for_core(parts)]
        basic = not any(isinstance(p, ndarray) for p in parts)
        if basic and found.dim() == 0 and _has_ellipsis(key):
            return wrap(found)
        return result(found)
    for axis, part in _axes_of(parts, backward):
        t = t[(slice(None),) * axis + (part._t,)]
    rest = [slice(None) if id(p) in backward else p for p in parts]
    return result(t[_for_core(rest)])


def _axes_of(parts, backward):
    axis = 0
    for part in parts:
        if part is None:
            continue
        if id(part) in backward:
            yield axis, part
        axis += 1


def put(array, key, value):
    """array[key] = value."""
    t = array._t
    value = asarray(value)
    if value._is_text:
        value = asarray(value.tolist(), array.dtype)
    value = _core.cast(value._t, _core.code(t))
    parts, backward = _split(key, array.shape)
    if not any(isinstance(p, ndarray) for p in parts):
        if value.dim() and parts and all(type(p) is int for p in parts) and not _has_ellipsis(key):
            raise ValueError("setting an array element with a sequence.")
        _copy_into(t[_for_core(parts)] if parts else t, value)
        return
    if isinstance(key, ndarray) and _core.code(key._t) == BOOL:
        _check_masked(value, parts[0].size)
    if backward:
        # Written through positions: those that the same key reads from an array of positions.
        positions = wrap(_core.from_values(list(range(array.size)), array.shape, INT64))
        where = asarray(get(positions, key))
        values = wrap(_broadcast(value, where.shape)).ravel()
        flat = array.ravel().copy()
        flat._t[(where.ravel()._t,)] = values._t
        _core.op_("copy", t, flat.reshape(array.shape)._t)
        return
    target = tuple(t[_for_core(parts)].shape)
    try:
        value = _broadcast(value, target)
    except ValueError:
        raise ValueError(f"shape mismatch: value array of shape {shape_text(tuple(value.shape))} could not be "
                         f"broadcast to indexing result of shape {shape_text(target)}") from None
    t[_for_core(parts)] = value


def _has_ellipsis(key):
    return any(k is ... for k in (key if isinstance(key, tuple) else (key,)))


def _check_masked(value, count):
    if value.dim() > 1:
        raise TypeError("NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has "
                        f"{value.dim()} dimensions")
    if value.dim() and value.numel() not in (1, count):
        raise ValueError(f"NumPy boolean array indexing assignment cannot assign {value.numel()} input values to "
                         f"the {count} output values where the mask is true")


def _broadcast(value, shape):
    have = tuple(value.shape)
    while len(have) > len(shape) and have[0] == 1:
        value = value[0]
        have = have[1:]
    fits = len(have) <= len(shape) and all(a in (1, b) for a, b in zip(have[::-1], shape[::-1]))
    if not fits:
        raise ValueError(f"could not broadcast input array from shape {shape_text(have)} into shape "
                         f"{shape_text(shape)}")
    return op("expand", value, shape)


def _copy_into(view, value):
    # The value may lie in the same memory: NumPy reads all of it before it writes.
    value = _broadcast(value, tuple(view.shape))
    _core.op_("copy", view, _core.clone(value) if value.dim() else value)
