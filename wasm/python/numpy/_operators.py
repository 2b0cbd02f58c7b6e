"""The rules of + - * / and their kin, and the operators of arrays."""
from . import _core
from ._array import asarray, ndarray, result, wrap
from ._core import BOOL, FLOAT32, INT64, op
from ._errors import watch
from ._operands import ACCEPTED, UFuncTypeError, broadcast_shape, is_weak, operands, shape_of, store
from ._scalars import generic


def no_bool(name, symbol, instead):
    start = "The numpy" if name == "negative" else "numpy"
    raise TypeError(f"{start} boolean {name}, the `{symbol}` operator, is not supported, use {instead} instead.")


def rule_add(a, b):
    (a, b), _ = operands((a, b))
    return op("add", a, b)


def rule_subtract(a, b):
    (a, b), code = operands((a, b))
    if code == BOOL:
        no_bool("subtract", "-", "the bitwise_xor, the `^` operator, or the logical_xor function")
    return op("sub", a, b)


def rule_multiply(a, b):
    (a, b), _ = operands((a, b))
    return op("mul", a, b)


def rule_divide(a, b):
    (a, b), _ = operands((a, b), FLOAT32)
    return op("div", a, b)


def rule_floor_divide(a, b):
    (a, b), code = operands((a, b), INT64)
    if _core.is_whole(code):
        return _whole(a, b, lambda x, y: x // y if y else 0)
    return op("floor_divide", a, b)


def rule_remainder(a, b):
    (a, b), code = operands((a, b), INT64)
    if _core.is_whole(code):
        return _whole(a, b, lambda x, y: x % y if y else 0)
    rest = op("remainder", a, b)
    # A remainder of zero has the divisor's sign.
    zero, minus = (_core.from_values([v], (), code) for v in (0.0, -0.0))
    return op("where", op("eq", rest, zero), op("where", op("lt", b, zero), minus, zero), rest)


def _whole(a, b, function):
    """Whole-number division: NumPy answers 0 where the divisor is 0, which the core refuses."""
    shape = broadcast_shape(tuple(a.shape), tuple(b.shape))
    name = "floor_divide" if function(7, 2) == 3 else "remainder"
    zero = op("eq", b, _core.from_values([0], (), _core.code(b)))
    if not any(wrap(zero).ravel().tolist()):
        return op(name, a, b)
    pairs = zip(*(wrap(op("expand", t, shape)).ravel().tolist() for t in (a, b)))
    return _core.from_values([function(x, y) for x, y in pairs], shape, _core.code(a))


def rule_power(a, b):
    (x, y), code = operands((a, b), INT64)
    if _core.is_whole(code):
        if any(v < 0 for v in wrap(y).ravel().tolist()):
            raise ValueError("Integers to negative integer powers are not allowed.")
    elif not y.dim() and is_weak(b):
        exponent = y.tolist()  # the shortcuts that NumPy takes, with their digits
        if exponent == 2:
            return op("mul", x, x)
        if exponent == 0.5:
            return op("sqrt", x)
    return core_power(x, y)


def core_power(x, y):
    """The core's pow of two tensors: the second entry of the name (the first takes a number)."""
    return _core.overloaded("pow", 2, x, y)


def _bits(name, logical):
    def function(a, b):
        (a, b), code = operands((a, b))
        if code >= FLOAT32:
            raise TypeError(f"ufunc '{name}' not supported for the input types, and the inputs could not be "
                            "safely coerced to any supported types according to the casting rule ''safe''")
        return op(name, a, b)

    return function


def compare_rule(name):
    def function(a, b):
        (a, b), _ = operands((a, b))
        return op(name, a, b)

    return function


def extreme_rule(name):
    def function(a, b):
        (a, b), _ = operands((a, b))
        return op(name, a, b)

    return function


def _matmul(a, b):
    from ._linear import matmul_tensor
    return matmul_tensor(asarray(a), asarray(b))


BINARY = {
    "add": rule_add, "sub": rule_subtract, "mul": rule_multiply, "truediv": rule_divide, "floordiv": rule_floor_divide,
    "mod": rule_remainder, "pow": rule_power, "matmul": _matmul,
    "and": _bits("bitwise_and", "logical_and"), "or": _bits("bitwise_or", "logical_or"),
    "xor": _bits("bitwise_xor", "logical_xor"),
    **{name: compare_rule(name) for name in ("eq", "ne", "lt", "le", "gt", "ge")},
}
UFUNC_NAMES = {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide",
               "floordiv": "floor_divide", "mod": "remainder", "pow": "power", "matmul": "matmul",
               "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor"}
_NUMBERS = (generic, bool, int, float)
_SYMBOLS = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%",
            "pow": "** or pow()", "and": "&", "or": "|", "xor": "^"}


def binary_operator(name, a, b, reverse=False):
    """What `a + b` and the like do; NotImplemented for operands that are not ours."""
    if not isinstance(b, ACCEPTED):
        return _stranger(name, a, b, reverse)
    if name == "mul" and isinstance(a, generic) and isinstance(b, (list, tuple)):
        return NotImplemented  # Python repeats the list, or refuses
    if isinstance(a, generic) and isinstance(b, ndarray) and b._is_text:
        return NotImplemented  # the array of text answers
    if reverse:
        a, b = b, a
    return result(_watched(name, a, b))


def _watched(name, a, b):
    shown = UFUNC_NAMES.get(name)
    scalar = isinstance(a, _NUMBERS) and isinstance(b, _NUMBERS)
    if name == "pow" and not scalar and is_weak(b):
        shown = {2: "square", 0.5: "sqrt"}.get(b, shown)  # which NumPy calls instead
    return watch(shown, BINARY[name](a, b), a, b, scalar=scalar)


def _stranger(name, a, b, reverse):
    """Operands that are no numbers: what NumPy says of None and of text."""
    if name in ("eq", "ne") and (b is None or isinstance(b, str)):
        made = wrap(_core.filled(shape_of(a), name == "ne", BOOL))
        return made if made.ndim else made[()]
    if b is None and name in _SYMBOLS:
        kinds = [type(asarray(a).ravel().tolist()[0]).__name__ if asarray(a).size else "float", "NoneType"]
        first, second = kinds[::-1] if reverse else kinds
        raise TypeError(f"unsupported operand type(s) for {_SYMBOLS[name]}: '{first}' and '{second}'")
    if isinstance(b, str) and name in UFUNC_NAMES:
        kinds = [repr(asarray(a).dtype), f"dtype('<U{max(1, len(b))}')"]
        first, second = kinds[::-1] if reverse else kinds
        raise UFuncTypeError(f"ufunc '{UFUNC_NAMES[name]}' did not contain a loop with signature matching types "
                             f"({first}, {second}) -> None")
    return NotImplemented


def _install(cls):
    def binary(name, reverse):
        return lambda self, other: binary_operator(name, self, other, reverse)

    def in_place(name):
        def method(self, other):
            if not isinstance(other, ACCEPTED):
                return NotImplemented
            store(self, _watched(name, self, other), UFUNC_NAMES[name])
            return self

        return method

    for name in BINARY:
        setattr(cls, f"__{name}__", binary(name, False))
        if name in UFUNC_NAMES:
            setattr(cls, f"__r{name}__", binary(name, True))
            setattr(cls, f"__i{name}__", in_place(name))
    cls.__pos__ = lambda self: self.copy()
    cls.__divmod__ = lambda self, other: (self // other, self % other)
    cls.__hash__ = None


_install(ndarray)
