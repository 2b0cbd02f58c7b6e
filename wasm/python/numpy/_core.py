"""The few doors from numpy to the core: operators by name, dtypes by code, tensors from data.

Everything here takes and returns the core's tensors (`_dh.TensorBase`), never arrays.
"""
import struct
from array import array as _packed

import _dh

# NumPy's own codes, so that those of whole numbers lie between BOOL and FLOAT32, and floats from there on.
BOOL, INT64, INT32, INT16, INT8, UINT8, FLOAT32, FLOAT64, FLOAT16 = range(9)
NAMES = ("bool", "int64", "int32", "int16", "int8", "uint8", "float32", "float64", "float16")
PACK = "?qihbBfde"  # the letters of struct
_TO_CORE = (0, 1, 5, 9, 13, 17, 2, 3, 6)
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
        name = str(dtype).rpartition(".")[2]
        if name == "bfloat16":
            raise TypeError("Got unsupported ScalarType BFloat16")
        found = _TO_CORE.index(dtype) if isinstance(dtype, int) else NAMES.index(name)
        _codes[dtype] = found
    return found


def is_whole(code):
    """Whether a code is one of integers."""
    return INT64 <= code < FLOAT32


def limits(code):
    """The least and the greatest integer of a dtype."""
    bits = 8 * struct.calcsize(PACK[code])
    return (0, 2**bits - 1) if code == UINT8 else (-(2**(bits - 1)), 2**(bits - 1) - 1)


def from_values(values, shape, dtype):
    """A tensor of a flat list of Python numbers."""
    if INT64 < dtype < FLOAT32:
        values = list(values)
        least, most = limits(dtype)
        for value in values:
            if not least <= value <= most:
                raise OverflowError(f"Python integer {value} out of bounds for {NAMES[dtype]}")
    kept = "b" if dtype == BOOL else "q" if dtype < FLOAT32 else "d" if dtype == FLOAT64 else "f"
    try:
        data = _packed(kept, values)
    except OverflowError:
        if kept != "f":
            raise OverflowError("Python int too large to convert to C long") from None
        data = _packed("f", [_narrow(v) for v in values])
    return from_kept(data.tobytes(), shape, dtype)


def from_kept(data, shape, dtype):
    """A tensor of bytes as the core keeps them: narrow integers as int64, halves as float32."""
    return _dh.from_bytes(data, tuple(shape), _TO_CORE[dtype])


def to_bytes(tensor):
    """The elements as NumPy's bytes, in row-major order."""
    kept, letter = bytes(_dh.to_bytes(tensor)), PACK[code(tensor)]
    if letter not in "ihbBe":
        return kept
    values = _packed("f" if letter == "e" else "q", kept)
    return struct.pack(f"<{len(values)}{letter}", *values)


def _narrow(value, letter="f"):
    """The nearest number of a narrower float."""
    try:
        return struct.unpack(letter, struct.pack(letter, value))[0]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def empty(shape, dtype):
    """A tensor of zeros."""
    count = 1
    for size in shape:
        count *= size
    return from_kept(bytes(count * (1 if dtype == BOOL else 4 if dtype in (FLOAT32, FLOAT16) else 8)), shape, dtype)


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
