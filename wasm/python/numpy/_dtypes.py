"""dtype objects, and what Python and NumPy types mean as dtypes."""
from . import _core

_NAMES = ("bool", "int64", "float32", "float64")
_SIZES = (1, 8, 4, 8)
_CHARS = ("?", "l", "f", "d")
_STRS = ("|b1", "<i8", "<f4", "<f8")
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

    name = property(lambda self: _NAMES[self._code], doc='"float64" and the like.')
    itemsize = property(lambda self: _SIZES[self._code], doc="Bytes of an element.")
    kind = property(lambda self: "biff"[self._code], doc="b, i or f.")
    char = property(lambda self: _CHARS[self._code], doc="One letter.")
    str = property(lambda self: _STRS[self._code], doc="Byte order, kind and size.")
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


_all = tuple(map(_make, range(4)))

_BY_NAME = {
    "bool": 0, "bool_": 0, "?": 0, "int64": 1, "int": 1, "int_": 1, "i8": 1, "<i8": 1, "l": 1, "q": 1,
    "float32": 2, "single": 2, "f4": 2, "<f4": 2, "f": 2,
    "float64": 3, "float": 3, "double": 3, "f8": 3, "<f8": 3, "d": 3,
}
_OTHERS = frozenset("int8 int16 int32 uint8 uint16 uint32 uint64 float16 complex64 complex128 object str_ "
                    "bytes_ i1 i2 i4 u1 u2 u4 u8 f2 c8 c16 O U S complex str half uint".split())


def code_of(value):
    """The code of what was given as a dtype."""
    if isinstance(value, dtype):
        return value._code
    if value is None or value is float:
        return 3
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
    if {a, b} == {_core.INT64, _core.FLOAT32}:
        return _core.FLOAT64
    return max(a, b)
