"""What there is to know about dtypes, and about memory."""
import itertools

from . import _core, _dtypes
from ._array import asarray
from ._scalars import float16, float32, float64, generic


class finfo:
    """The limits of a floating-point dtype."""

    __module__ = "numpy"
    _cache = {}

    def __new__(cls, dtype):
        kind = _dtypes.dtype(_dtype_of(dtype))
        if kind.kind != "f":
            raise ValueError(f"data type {kind.type!r} not inexact")
        if kind not in cls._cache:
            cls._cache[kind] = object.__new__(cls)._filled(kind)
        return cls._cache[kind]

    def _filled(self, kind):
        make, digits, lowest, self.precision = {"float16": (float16, 10, -14, 3), "float32": (float32, 23, -126, 6),
                                                "float64": (float64, 52, -1022, 15)}[kind.name]
        self.dtype, self.bits, self.nmant = kind, 8 * kind.itemsize, digits
        self.eps, self.epsneg = make(2.0**-digits), make(2.0**(-digits - 1))
        self.max = make((2.0 - 2.0**-digits) * 2.0**(1 - lowest))
        self.min, self.tiny = -self.max, make(2.0**lowest)
        self.smallest_normal, self.smallest_subnormal = self.tiny, make(2.0**(lowest - digits))
        self.resolution = make(10.0**-self.precision)
        return self

    def __repr__(self):
        return f"finfo(resolution={self.resolution!s}, min={self.min!s}, max={self.max!s}, dtype={self.dtype})"

    def __str__(self):
        line, highest = "-" * 63, {16: 16, 32: 128, 64: 1024}[self.bits]
        return "\n".join((
            f"Machine parameters for {self.dtype}", line,
            f"precision = {self.precision}   resolution = {self.resolution!s}",
            f"machep = {-self.nmant}   eps =        {self.eps!s}",
            f"negep =  {-self.nmant - 1}   epsneg =     {self.epsneg!s}",
            f"minexp = {2 - highest}   tiny =       {self.tiny!s}",
            f"maxexp = {highest}   max =        {self.max!s}",
            f"nexp =   {self.bits - self.nmant - 1}   min =        -max",
            f"smallest_normal = {self.smallest_normal!s}   smallest_subnormal = {self.smallest_subnormal!s}", line, ""))


class iinfo:
    """The limits of a dtype of whole numbers."""

    __module__ = "numpy"

    def __init__(self, int_type):
        self.dtype = _dtypes.dtype(_dtype_of(int_type))
        if self.dtype.kind not in "iu":
            raise ValueError(f"Invalid integer data type {self.dtype.kind!r}.")
        self.bits, self.kind = 8 * self.dtype.itemsize, self.dtype.kind
        self.min, self.max = _core.limits(self.dtype._code)

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"

    def __str__(self):
        line = "-" * 63
        return f"Machine parameters for {self.dtype}\n{line}\nmin = {self.min}\nmax = {self.max}\n{line}\n"


def _dtype_of(value):
    return value.dtype if isinstance(value, generic) else value


def issubdtype(arg1, arg2):
    """Whether a dtype belongs to a kind of numbers."""
    kinds = [arg if isinstance(arg, type) and issubclass(arg, generic) else _dtypes.dtype(arg).type
             for arg in (arg1, arg2)]
    return issubclass(*kinds)


def result_type(*arrays_and_dtypes):
    """The dtype in which arrays and dtypes meet."""
    codes = [_dtypes.code_of(one) if isinstance(one, (type, str, _dtypes.dtype)) else _core.code(asarray(one)._t)
             for one in arrays_and_dtypes]
    code = codes[0]
    for one in codes[1:]:
        code = _dtypes.promote(code, one)
    return _dtypes.by_code(code)


def promote_types(type1, type2):
    """The dtype that holds both."""
    return result_type(_dtypes.dtype(type1), _dtypes.dtype(type2))


def _addresses(a):
    """Where the elements of an array are."""
    start, strides = a._t.data_ptr(), a.strides
    return {start + sum(map(int.__mul__, index, strides)) for index in itertools.product(*map(range, a.shape))}


def _bounds(a):
    start = a._t.data_ptr()
    return start, start + sum((size - 1) * step for size, step in zip(a.shape, a.strides)) + a.itemsize


def may_share_memory(a, b):
    """Whether the memory of one array begins before that of the other ends."""
    a, b = asarray(a), asarray(b)
    if not a.size or not b.size:
        return False
    (first, last), (start, stop) = _bounds(a), _bounds(b)
    return first < stop and start < last


def shares_memory(a, b):
    """Whether two arrays have an element in common."""
    a, b = asarray(a), asarray(b)
    return may_share_memory(a, b) and not _addresses(a).isdisjoint(_addresses(b))
