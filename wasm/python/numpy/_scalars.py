"""NumPy's scalars: what indexing and reductions return."""
import math
import operator

from . import _core, _dtypes
from ._format import LARGE, positional, scientific


def _binary(name, reverse=False):
    def method(self, other):
        from ._operators import binary_operator
        return binary_operator(name, self, other, reverse)

    return method


def _unary(name):
    def method(self):
        from ._array import asarray
        return getattr(asarray(self), name)()

    return method


_OPERATORS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor")
_COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")


class generic:
    """Base class of scalars. What they do not do themselves, a 0-dimensional array does for them."""

    __slots__ = ()
    __module__ = "numpy"
    __array_priority__ = -1000000.0
    _code = None

    dtype = property(lambda self: _dtypes.by_code(self._code), doc="The scalar's dtype.")
    shape = property(lambda self: ())
    ndim = property(lambda self: 0)
    size = property(lambda self: 1)
    T = property(lambda self: self)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(f"'{_full_name(type(self))}' object has no attribute '{name}'")
        from ._array import asarray, ndarray
        if not hasattr(ndarray, name):
            raise AttributeError(f"'{_full_name(type(self))}' object has no attribute '{name}'")
        return getattr(asarray(self), name)

    def item(self):
        """The plain Python number."""
        return self._plain()

    tolist = item

    def astype(self, dtype):
        """The same number as another scalar."""
        return TYPES[_dtypes.code_of(dtype)](self._plain())

    def __array__(self, dtype=None, copy=None):
        from ._array import asarray
        return asarray(self, dtype)

    def __repr__(self):
        return f"np.{type(self)._shown}({self!s})"

    def __bool__(self):
        return bool(self._plain())

    def __float__(self):
        return float(self._plain())

    def __int__(self):
        return int(self._plain())

    def __hash__(self):
        return hash(self._plain())

    def __str__(self):
        return str(self._plain())

    def __format__(self, spec):
        return format(self._plain(), spec)

    def __round__(self, digits=None):
        if digits is None:
            return round(self._plain())
        return type(self)(round(self._plain(), digits))

    def __reduce__(self):
        return type(self), (self._plain(),)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    __neg__, __pos__ = _unary("__neg__"), _unary("__pos__")
    __abs__, __invert__ = _unary("__abs__"), _unary("__invert__")


for _name in _OPERATORS:
    setattr(generic, f"__{_name}__", _binary(_name))
    setattr(generic, f"__r{_name}__", _binary(_name, True))
for _name in _COMPARISONS:
    setattr(generic, f"__{_name}__", _binary(_name))


def _full_name(cls):
    return f"numpy.{cls.__name__}"


class number(generic):
    """Base class of numbers."""

    __slots__ = ()
    __module__ = "numpy"


class integer(number):
    """Base class of whole numbers."""

    __slots__ = ()
    __module__ = "numpy"


class floating(number):
    """Base class of floating-point numbers."""

    __slots__ = ()
    __module__ = "numpy"


def _several(value, dtype):
    """An array, where a class of scalars is called with one or with a list; else the error that was raised."""
    if isinstance(value, str) or not hasattr(value, "__len__"):
        raise
    from ._array import asarray

    return asarray(value, dtype)


def _fast(function):
    """An operator of float64 with plain Python floats and ints, without the way through the core."""
    name = function.__name__

    def method(self, other):
        if type(other) in (float, float64, int):
            try:
                made = function(float(self), float(other))
                if math.isfinite(made):
                    return float64(made)
            except (ZeroDivisionError, OverflowError):
                pass  # what NumPy answers with infinity or NaN, and warns of
        return getattr(generic, method.__name__)(self, other)

    method.__name__ = f"__{name}__"
    return method


class float64(floating, float):
    """A float of 64 bits; also a Python float."""

    __slots__ = ()
    __module__ = "numpy"
    _code = _core.FLOAT64
    _shown = "float64"

    def __new__(cls, value=0.0):
        try:
            return float.__new__(cls, value)
        except TypeError:
            return _several(value, cls)

    def _plain(self):
        return float.__float__(self)

    __float__ = float.__float__
    __hash__ = float.__hash__
    __bool__ = float.__bool__
    __int__ = float.__int__
    __format__ = float.__format__

    def __str__(self):
        return float.__repr__(self)

    __add__, __sub__, __mul__ = _fast(operator.add), _fast(operator.sub), _fast(operator.mul)
    __truediv__ = _fast(operator.truediv)


class _Narrow(floating):
    """A float of fewer bits."""

    __slots__ = ("_value",)

    def __new__(cls, value=0.0):
        made = object.__new__(cls)
        try:
            made._value = _core._narrow(float(value), _core.PACK[cls._code])
        except TypeError:
            return _several(value, cls)
        return made

    def _plain(self):
        return self._value

    def __str__(self):
        value, letter = self._value, _core.PACK[self._code]
        if not math.isfinite(value):
            return repr(value)
        if value and not 1e-4 <= abs(value) < LARGE[letter]:
            whole, fraction, exponent = scientific(value, letter, None)
            return f"{whole}{'.' if fraction else ''}{fraction}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
        whole, fraction = positional(value, letter, None)
        return f"{whole}.{fraction or '0'}"


class float32(_Narrow):
    """A float of 32 bits."""

    __slots__ = ()
    __module__ = "numpy"
    _code = _core.FLOAT32
    _shown = "float32"


class float16(_Narrow):
    """A float of 16 bits."""

    __slots__ = ()
    __module__ = "numpy"
    _code = _core.FLOAT16
    _shown = "float16"


class signedinteger(integer):
    """Base class of whole numbers with a sign."""

    __slots__ = ("_value",)
    __module__ = "numpy"

    def __new__(cls, value=0):
        made = object.__new__(cls)
        try:
            made._value = int(value)
        except TypeError:
            return _several(value, cls)
        if cls._code != _core.INT64:
            least, most = _core.limits(cls._code)
            if not least <= made._value <= most:
                raise OverflowError(f"Python integer {made._value} out of bounds for {cls._shown}")
        return made

    def _plain(self):
        return self._value

    def __index__(self):
        return self._value


class unsignedinteger(integer):
    """Base class of whole numbers without a sign."""

    __slots__ = ("_value",)
    __module__ = "numpy"
    __new__, _plain, __index__ = signedinteger.__new__, signedinteger._plain, signedinteger.__index__


def _integer(code, doc):
    name = _core.NAMES[code]
    base = unsignedinteger if name.startswith("u") else signedinteger
    return type(name, (base,), {"__slots__": (), "__module__": "numpy", "__doc__": doc, "_code": code, "_shown": name})


int64 = _integer(_core.INT64, "A whole number of 64 bits.")
int32 = _integer(_core.INT32, "A whole number of 32 bits.")
int16 = _integer(_core.INT16, "A whole number of 16 bits.")
int8 = _integer(_core.INT8, "A whole number of 8 bits.")
uint8 = _integer(_core.UINT8, "A whole number of 8 bits without a sign.")


class bool_(generic):
    """True or False."""

    __slots__ = ("_value",)
    __module__ = "numpy"
    _code = _core.BOOL

    def __new__(cls, value=False):
        return _TRUE if value else _FALSE

    def _plain(self):
        return self._value

    def __repr__(self):
        return f"np.{self._value}_"

    def __reduce__(self):
        return bool_, (self._value,)


bool_.__name__ = bool_.__qualname__ = "bool"
_TRUE, _FALSE = object.__new__(bool_), object.__new__(bool_)
_TRUE._value, _FALSE._value = True, False

TYPES = (bool_, int64, int32, int16, int8, uint8, float32, float64, float16)
_dtypes._scalar_types.update(enumerate(TYPES))


def scalar(value, code):
    """The scalar of a Python number."""
    return TYPES[code](value)
