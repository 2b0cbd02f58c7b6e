"""The few doors from numpy to the core: operators by name, dtypes by code, tensors from data.

Everything here takes and returns the core's tensors (`_dh.TensorBase`), never arrays.
"""
import struct
from array import array as _packed

import _dh

BOOL, INT64, FLOAT32, FLOAT64 = range(4)
_PACK = {BOOL: "b", INT64: "q", FLOAT32: "f", FLOAT64: "d"}
_codes = {}
_ids = {}


def op(name, *args):
    """Call an operator of the core; arguments in the order of its signature."""
    number = _ids.get(name)
    if number is None:
        number = _ids[name] = _dh.op(name)
    return _dh.call(number, *args)


def overloaded(name, count, *args):
    """Call whichever of the `count` entries of one name takes the arguments; they follow one another."""
    first = _dh.op(name)
    return _dh.overload(tuple(range(first, first + count)), name, args, {})


def op_(name, tensor, *args):
    """Call an operator in place."""
    number = _ids.get(name)
    if number is None:
        number = _ids[name] = _dh.op(name)
    return _dh.call_(number, tensor, *args)


def code(tensor):
    """The dtype code of a tensor."""
    dtype = tensor.dtype  # a number, or torch's dtype once torch is there
    found = _codes.get(dtype)
    if found is None:
        names = {"bool": BOOL, "int64": INT64, "float32": FLOAT32, "float64": FLOAT64}
        found = dtype if isinstance(dtype, int) else names[str(dtype).rpartition(".")[2]]
        _codes[dtype] = found
    return found


def from_values(values, shape, dtype):
    """A tensor of a flat list of Python numbers."""
    try:
        data = _packed(_PACK[dtype], values)
    except OverflowError:
        if dtype != FLOAT32:
            raise OverflowError("Python int too large to convert to C long") from None
        data = _packed("f", [_narrow(v) for v in values])
    return _dh.from_bytes(data.tobytes(), tuple(shape), dtype)


def _narrow(value):
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def empty(shape, dtype):
    """A tensor of zeros."""
    count = 1
    for size in shape:
        count *= size
    return _dh.from_bytes(bytes(count * (1, 8, 4, 8)[dtype]), tuple(shape), dtype)


def filled(shape, value, dtype):
    """A tensor of one value."""
    return op_("fill", empty(shape, dtype), value)


def cast(tensor, dtype):
    """The tensor itself if it has the dtype, else a copy that has."""
    if code(tensor) == dtype:
        return tensor
    return op_("copy", empty(tuple(tensor.shape), dtype), tensor)


def clone(tensor):
    """A copy in row-major order."""
    return op_("copy", empty(tuple(tensor.shape), code(tensor)), tensor)
