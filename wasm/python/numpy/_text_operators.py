"""The operators of arrays of text: comparisons, + of texts, and what NumPy says of all others."""
import operator

from . import _core
from ._array import asarray, result
from ._core import BOOL
from ._operands import ACCEPTED, UFuncTypeError, broadcast_shape
from ._operators import UFUNC_NAMES
from ._shape import broadcast_to

_COMPARISONS = {"eq": "equal", "ne": "not_equal", "lt": "less", "le": "less_equal", "gt": "greater",
                "ge": "greater_equal"}
_LOOPS = ("add", "subtract", "multiply", "matmul")  # the others try to make numbers of their operands first
_CLASSES = {int: "_PyLongDType", float: "_PyFloatDType"}
TEXT_CLASS = "<class 'numpy.dtypes.StrDType'>"


def _no_loop(name, kinds):
    raise UFuncTypeError(f"ufunc '{name}' did not contain a loop with signature matching types {kinds} -> None")


def class_of(value):
    """The class of an operand's dtype, as NumPy shows it."""
    name = _CLASSES.get(type(value)) or f"{asarray(value).dtype.name.capitalize()}DType"
    return f"<class 'numpy.dtypes.{name}'>"


def _pairs(a, b):
    """The elements of two arrays side by side, and the shape they have together."""
    shape = broadcast_shape(a.shape, b.shape)
    return zip(*(broadcast_to(one, shape).ravel().tolist() for one in (a, b))), shape


def _comparison(name):
    compare = getattr(operator, name)

    def method(self, other):
        if other is None and name in ("eq", "ne"):
            return result(_core.filled(self.shape, name == "ne", BOOL))
        if not isinstance(other, (*ACCEPTED, str)):
            return NotImplemented
        values = asarray(other)
        if not values._is_text and name not in ("eq", "ne"):
            _no_loop(_COMPARISONS[name], f"({TEXT_CLASS}, {class_of(other)})")
        both, shape = _pairs(self, values)
        return result(_core.from_values([compare(x, y) for x, y in both], shape, BOOL))

    return method


def _arithmetic(name, reverse):
    shown = UFUNC_NAMES[name]

    def method(self, other):
        if not isinstance(other, (*ACCEPTED, str)):
            return NotImplemented
        other = asarray(other)
        a, b = (other, self) if reverse else (self, other)
        if name == "add" and other._is_text:
            from ._text import from_flat
            both, shape = _pairs(a, b)
            return from_flat([x + y for x, y in both], shape, a._width + b._width)
        if shown == "multiply" and other.dtype.kind == "i":
            raise TypeError("The 'out' kwarg is necessary when using the string multiply ufunc directly. Use "
                            "numpy.strings.multiply to multiply strings without specifying 'out'.")
        if shown in _LOOPS:
            _no_loop(shown, f"({a.dtype!r}, {b.dtype!r})")
        raise _unsupported("square" if name == "pow" and not reverse and _is_two(other) else shown)

    return method


def _is_two(other):
    return not other.ndim and other.dtype.kind == "i" and other.item() == 2


def _unsupported(name):
    return TypeError(f"ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced "
                     "to any supported types according to the casting rule ''safe''")


def _in_place(name):
    def method(self, other):
        self[...] = getattr(operator, name)(self, other)
        return self

    return method


def _unary(name):
    def method(self):
        if name == "invert":
            raise _unsupported(name)
        _no_loop(name, TEXT_CLASS)

    return method


def install(cls):
    """Give the class of arrays of text its operators."""
    for name in _COMPARISONS:
        setattr(cls, f"__{name}__", _comparison(name))
    for name in UFUNC_NAMES:
        setattr(cls, f"__{name}__", _arithmetic(name, False))
        setattr(cls, f"__r{name}__", _arithmetic(name, True))
        setattr(cls, f"__i{name}__", _in_place(f"__{name}__"))
    for name, shown in {"neg": "negative", "pos": "positive", "abs": "absolute", "invert": "invert"}.items():
        setattr(cls, f"__{name}__", _unary(shown))
    cls.__hash__ = None
