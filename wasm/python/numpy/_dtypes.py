"""dtype objects, and what Python and NumPy types mean as dtypes."""
from . import _core

_SIZES = (1, 8, 4, 2, 1, 1, 4, 8, 2)
_KINDS = "biiiiufff"
_CHARS = "?lihbBfde"
_scalar_types = {}  # filled by _scalars


class dtype:
    """The type of an array's elements."""

    __slots__ = ("_code",)
    __module__ = "numpy"

    def __new__(cls, dtype):
        if is_text(dtype):
            from ._text import text_dtype, width_of
            return text_dtype(width_of(dtype))
        return _all[code_of(dtype)]

    name = property(lambda self: _core.NAMES[self._code], doc='"float64" and the like.')
    itemsize = property(lambda self: _SIZES[self._code], doc="Bytes of an element.")
    kind = property(lambda self: _KINDS[self._code], doc="b, i, u or f.")
    char = property(lambda self: _CHARS[self._code], doc="One letter.")
    str = property(lambda self: f"{'|<'[self.itemsize > 1]}{self.kind}{self.itemsize}", doc="Byte order, kind and size.")
    type = property(lambda self: _scalar_types[self._code], doc="The class of an element.")
    ndim = property(lambda self: 0)
    shape = property(lambda self: ())

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"dtype('{self.name}')"

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        try:
            return self._code == code_of(other)
        except TypeError:
            return False

    def __reduce__(self):
        return dtype, (self.name,)


def _make(code):
    made = object.__new__(dtype)
    made._code = code
    return made


_all = tuple(map(_make, range(9)))

_BY_NAME = {name: code for code, names in enumerate((
    "bool bool_ ?", "int64 int int_ i8 <i8 l q", "int32 intc i4 <i4 i", "int16 short i2 <i2 h", "int8 byte i1 |i1 b",
    "uint8 ubyte u1 |u1 B", "float32 single f4 <f4 f", "float64 float double f8 <f8 d", "float16 half f2 <f2 e"))
    for name in names.split()}
_OTHERS = frozenset("uint16 uint32 uint64 complex64 complex128 object str_ bytes_ u2 u4 u8 c8 c16 O U S complex str "
                    "uint".split())


def code_of(value):
    """The code of what was given as a dtype."""
    if isinstance(value, dtype):
        return value._code
    if value is None or value is float:
        return _core.FLOAT64
    if value is int:
        return 1
    if value is bool:
        return 0
    if isinstance(value, str) and value in _BY_NAME:
        return _BY_NAME[value]
    for code, scalar in _scalar_types.items():
        if value is scalar:
            return code
    if is_text(value) or value in (complex, object) or (isinstance(value, str) and value in _OTHERS):
        name = value.__name__ if isinstance(value, type) else value
        raise TypeError(f"Downhill does not have arrays of dtype '{name}' (yet)")
    if isinstance(value, str):
        raise TypeError(f"data type '{value}' not understood")
    raise TypeError(f"Cannot interpret '{value}' as a data type")


def is_text(value):
    """Whether it stands for a dtype of text: str, "U3", or the dtype of an array of text."""
    if isinstance(value, str):
        return value == "str" or value.strip("<=|0123456789") == "U"
    return isinstance(value, dtype) and value.kind == "U" or isinstance(value, type) and issubclass(value, str)


def by_code(code):
    """The dtype object of a code."""
    return _all[code]


def promote(a, b):
    """The code of the dtype that holds both."""
    if a == b:
        return a
    low, high = sorted((a, b))
    if high < _core.FLOAT32:  # bool, or integers from wide to narrow
        return high if low == _core.BOOL else _core.INT16 if (low, high) == (_core.INT8, _core.UINT8) else low
    if low >= _core.FLOAT32:
        return low if high == _core.FLOAT16 else high
    # A float that is twice as wide as the integer.
    least = (_core.FLOAT16, _core.FLOAT64, _core.FLOAT64, _core.FLOAT32, _core.FLOAT16, _core.FLOAT16)[low]
    return promote(least, high)
