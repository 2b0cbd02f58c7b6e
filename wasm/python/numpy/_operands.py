"""Operands of element-wise functions: their common dtype, their shape, and where results go."""
from . import _core, _dtypes
from ._array import asarray, ndarray, result
from ._core import BOOL, FLOAT32, FLOAT64, INT64, cast
from ._scalars import generic


class UFuncTypeError(TypeError):
    """What NumPy raises when dtypes do not fit a function."""


_RANK = "022221333"  # of bool, unsigned and signed integers and floats, by code
ACCEPTED = (ndarray, generic, bool, int, float, list, tuple, range)


def shape_text(shape):
    """A shape as NumPy's errors show it: (2,3), (4,)."""
    return "(" + ",".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def broadcast_shape(*shapes):
    """The shape that all of them broadcast to."""
    dims = max(map(len, shapes))
    out = [1] * dims
    for shape in shapes:
        for i, size in enumerate(shape, dims - len(shape)):
            if size != 1:
                if out[i] not in (1, size):
                    raise ValueError("operands could not be broadcast together with shapes "
                                     + "".join(shape_text(s) + " " for s in shapes))
                out[i] = size
    return tuple(out)


def common_shape(shapes):
    """The same, with what NumPy says where no element-wise function is at work."""
    dims = max(map(len, shapes))
    made, owner = [1] * dims, [0] * dims
    for at in range(-dims, 0):
        for i, shape in enumerate(shapes):
            size = shape[at] if len(shape) >= -at else 1
            if size == 1 or size == made[at]:
                continue
            if made[at] != 1:
                first = owner[at]
                raise ValueError("shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between "
                                 f"arg {first} with shape {shapes[first]} and arg {i} with shape {shape}.")
            made[at], owner[at] = size, i
    return tuple(made)


def is_weak(value):
    """Python's int and float fit themselves to the other operand; everything else has its own dtype."""
    return type(value) in (int, float)


def _code(value):
    if isinstance(value, generic):
        return value._code
    if isinstance(value, ndarray):
        return _core.code(value._t)
    return {bool: BOOL, int: INT64, float: FLOAT64}[type(value)]


def common(values):
    """The code of the dtype in which operands meet."""
    strong = [_code(v) for v in values if not is_weak(v)]
    code = strong[0] if strong else None
    for one in strong[1:]:
        code = _dtypes.promote(code, one)
    for value in values:
        if is_weak(value):
            if code is None:
                code = _code(value)
            elif code == BOOL or (_core.is_whole(code) and isinstance(value, float)):
                code = _dtypes.promote(code, _code(value))
    return code


def prepared(values):
    """Operands: lists as arrays, the rest as it is."""
    return [v if isinstance(v, (ndarray, generic, bool, int, float)) else asarray(v) for v in values]


def tensor_of(value, code):
    """An operand as a tensor of a dtype."""
    if isinstance(value, ndarray):
        return cast(value._t, code)
    number = value.item() if isinstance(value, generic) else value
    if code == INT64 and not -(1 << 63) <= number < 1 << 63:
        raise OverflowError("Python integer {} out of bounds for int64".format(number))
    return _core.from_values([number], (), code)


def shape_of(value):
    return value.shape if isinstance(value, ndarray) else ()


def operands(values, least=BOOL):
    """Tensors of the operands in their common dtype, at least `least`, and its code."""
    if len(values) == 2 and type(values[0]) is type(values[1]) is ndarray:  # the commonest, the short way
        a, b = values[0]._t, values[1]._t
        code = _core.code(a)
        if code == _core.code(b) and code >= least and a.shape == b.shape:
            return [a, b], code
    values = prepared(values)
    broadcast_shape(*map(shape_of, values))
    code = common(values)
    if code < least:
        code = least if least != FLOAT32 else FLOAT64
    return [tensor_of(v, code) for v in values], code


def finish(tensor, out):
    if out is None:
        return result(tensor)
    out = out[0] if isinstance(out, tuple) else out
    store(out, tensor, "same_kind")
    return out


def store(target, tensor, name):
    """Write a result over an array, as in-place operators do."""
    have, code = _core.code(target._t), _core.code(tensor)
    if _RANK[code] > _RANK[have]:
        raise UFuncTypeError(f"Cannot cast ufunc '{name}' output from {_dtypes.by_code(code)!r} to "
                             f"{_dtypes.by_code(have)!r} with casting rule 'same_kind'")
    shape = tuple(tensor.shape)
    if shape != target.shape and broadcast_shape(shape, target.shape) != target.shape:
        raise ValueError(f"non-broadcastable output operand with shape {shape_text(target.shape)} doesn't "
                         f"match the broadcast shape {shape_text(broadcast_shape(shape, target.shape))}")
    _core.op_("copy", target._t, tensor)
