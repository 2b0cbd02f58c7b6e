"""Element-wise functions and operators, with NumPy's dtypes and broadcasting."""
import builtins

from . import _core, _dtypes
from ._array import asarray, ndarray, result, wrap
from ._core import BOOL, FLOAT32, FLOAT64, INT64, cast, op
from ._scalars import generic


class UFuncTypeError(TypeError):
    """What NumPy raises when dtypes do not fit a function."""


_ACCEPTED = (ndarray, generic, bool, int, float, list, tuple, range)


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


def _weak(value):
    """Python's int and float fit themselves to the other operand; everything else has its own dtype."""
    return type(value) in (int, float)


def _code(value):
    if isinstance(value, generic):
        return value._code
    if isinstance(value, ndarray):
        return _core.code(value._t)
    return {bool: BOOL, int: INT64, float: FLOAT64}[type(value)]


def _common(values):
    """The code of the dtype in which operands meet."""
    strong = [_code(v) for v in values if not _weak(v)]
    code = strong[0] if strong else None
    for one in strong[1:]:
        code = _dtypes.promote(code, one)
    for value in values:
        if _weak(value):
            if code is None:
                code = _code(value)
            elif code == BOOL or (code == INT64 and isinstance(value, float)):
                code = _dtypes.promote(code, _code(value))
    return code


def _prepared(values):
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


def _shape_of(value):
    return value.shape if isinstance(value, ndarray) else ()


def _operands(values, least=BOOL, whole=False):
    """Tensors of the operands in their common dtype, at least `least`; whether it was whole numbers."""
    values = _prepared(values)
    broadcast_shape(*map(_shape_of, values))
    code = _common(values)
    if code < least:
        code = least if least != FLOAT32 else FLOAT64
    return [tensor_of(v, code) for v in values], code


def _finish(tensor, out):
    if out is None:
        return result(tensor)
    out = out[0] if isinstance(out, tuple) else out
    _store(out, tensor, "same_kind")
    return out


def _store(target, tensor, name):
    """Write a result over an array, as in-place operators do."""
    have, code = _core.code(target._t), _core.code(tensor)
    if "biff"[code] != "biff"[have] and code > have:
        raise UFuncTypeError(f"Cannot cast ufunc '{name}' output from {_dtypes.by_code(code)!r} to "
                             f"{_dtypes.by_code(have)!r} with casting rule 'same_kind'")
    shape = tuple(tensor.shape)
    if shape != target.shape and broadcast_shape(shape, target.shape) != target.shape:
        raise ValueError(f"non-broadcastable output operand with shape {shape_text(target.shape)} doesn't "
                         f"match the broadcast shape {shape_text(broadcast_shape(shape, target.shape))}")
    _core.op_("copy", target._t, tensor)


# --- two operands ---------------------------------------------------------------------------------------


def _no_bool(name, symbol, instead):
    raise TypeError(f"{'The ' if name == 'negative' else ''}numpy boolean {name}, the `{symbol}` operator, is not supported, use {instead} instead.")


def _add(a, b):
    (a, b), _ = _operands((a, b))
    return op("add", a, b)


def _subtract(a, b):
    (a, b), code = _operands((a, b))
    if code == BOOL:
        _no_bool("subtract", "-", "the bitwise_xor, the `^` operator, or the logical_xor function")
    return op("sub", a, b)


def _multiply(a, b):
    (a, b), _ = _operands((a, b))
    return op("mul", a, b)


def _divide(a, b):
    (a, b), _ = _operands((a, b), FLOAT32)
    return op("div", a, b)


def _floor_divide(a, b):
    (a, b), code = _operands((a, b), INT64)
    if code == INT64:
        return _whole(a, b, lambda x, y: x // y if y else 0)
    return op("floor_divide", a, b)


def _remainder(a, b):
    (a, b), code = _operands((a, b), INT64)
    if code == INT64:
        return _whole(a, b, lambda x, y: x % y if y else 0)
    return op("remainder", a, b)


def _whole(a, b, function):
    """Whole-number division: NumPy answers 0 where the divisor is 0, which the core refuses."""
    shape = broadcast_shape(tuple(a.shape), tuple(b.shape))
    name = "floor_divide" if function(7, 2) == 3 else "remainder"
    zero = op("eq", b, _core.from_values([0], (), INT64))
    if not any(wrap(zero).ravel().tolist()):
        return op(name, a, b)
    pairs = zip(*(wrap(op("expand", t, shape)).ravel().tolist() for t in (a, b)))
    return _core.from_values([function(x, y) for x, y in pairs], shape, INT64)


def _power(a, b):
    (x, y), code = _operands((a, b), INT64)
    if code == INT64:
        if any(v < 0 for v in wrap(y).ravel().tolist()):
            raise ValueError("Integers to negative integer powers are not allowed.")
    elif not y.dim() and _weak(b):
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
        (a, b), code = _operands((a, b))
        if code > INT64:
            raise TypeError(f"ufunc '{name}' not supported for the input types, and the inputs could not be "
                            "safely coerced to any supported types according to the casting rule ''safe''")
        return op(name, a, b)

    return function


def _compare(name):
    def function(a, b):
        (a, b), _ = _operands((a, b))
        return op(name, a, b)

    return function


def _extreme(name):
    def function(a, b):
        (a, b), _ = _operands((a, b))
        return op(name, a, b)

    return function


def _matmul(a, b):
    from ._linear import matmul_tensor
    return matmul_tensor(asarray(a), asarray(b))


_BINARY = {
    "add": _add, "sub": _subtract, "mul": _multiply, "truediv": _divide, "floordiv": _floor_divide,
    "mod": _remainder, "pow": _power, "matmul": _matmul,
    "and": _bits("bitwise_and", "logical_and"), "or": _bits("bitwise_or", "logical_or"),
    "xor": _bits("bitwise_xor", "logical_xor"),
    **{name: _compare(name) for name in ("eq", "ne", "lt", "le", "gt", "ge")},
}
_UFUNC_NAMES = {"add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide",
                "floordiv": "floor_divide", "mod": "remainder", "pow": "power", "matmul": "matmul",
                "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor"}
_SYMBOLS = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%",
            "pow": "** or pow()", "and": "&", "or": "|", "xor": "^"}


def binary_operator(name, a, b, reverse=False):
    """What `a + b` and the like do; NotImplemented for operands that are not ours."""
    if not isinstance(b, _ACCEPTED):
        return _stranger(name, a, b, reverse)
    return result(_BINARY[name](b, a) if reverse else _BINARY[name](a, b))


def _stranger(name, a, b, reverse):
    """Operands that are no numbers: what NumPy says of None and of text."""
    if name in ("eq", "ne") and (b is None or isinstance(b, str)):
        made = wrap(_core.filled(_shape_of(a), name == "ne", BOOL))
        return made if made.ndim else made[()]
    if b is None and name in _SYMBOLS:
        kinds = [type(asarray(a).ravel().tolist()[0]).__name__ if asarray(a).size else "float", "NoneType"]
        first, second = kinds[::-1] if reverse else kinds
        raise TypeError(f"unsupported operand type(s) for {_SYMBOLS[name]}: '{first}' and '{second}'")
    if isinstance(b, str) and name in _UFUNC_NAMES:
        kinds = [repr(asarray(a).dtype), f"dtype('<U{max(1, len(b))}')"]
        first, second = kinds[::-1] if reverse else kinds
        raise UFuncTypeError(f"ufunc '{_UFUNC_NAMES[name]}' did not contain a loop with signature matching types "
                             f"({first}, {second}) -> None")
    return NotImplemented


def _install(cls):
    def binary(name, reverse):
        return lambda self, other: binary_operator(name, self, other, reverse)

    def in_place(name):
        def method(self, other):
            if not isinstance(other, _ACCEPTED):
                return NotImplemented
            _store(self, _BINARY[name](self, other), _UFUNC_NAMES[name])
            return self

        return method

    for name in _BINARY:
        setattr(cls, f"__{name}__", binary(name, False))
        if name in _UFUNC_NAMES:
            setattr(cls, f"__r{name}__", binary(name, True))
            setattr(cls, f"__i{name}__", in_place(name))
    cls.__neg__ = lambda self: negative(self)
    cls.__pos__ = lambda self: self.copy()
    cls.__abs__ = lambda self: absolute(self)
    cls.__invert__ = lambda self: invert(self)
    cls.__divmod__ = lambda self, other: (self // other, self % other)
    cls.__hash__ = None


_install(ndarray)


def _binary_function(name, function, doc):
    def ufunc(x1, x2, /, out=None, *, where=True, dtype=None):
        if where is not True:
            raise NotImplementedError(f"Downhill does not have numpy.{name}(where=...) (yet)")
        made = _finish(function(x1, x2), out)
        return made if dtype is None else made.astype(dtype)

    ufunc.__name__ = ufunc.__qualname__ = name
    ufunc.__doc__ = doc
    return ufunc


add = _binary_function("add", _add, "x1 + x2.")
subtract = _binary_function("subtract", _subtract, "x1 - x2.")
multiply = _binary_function("multiply", _multiply, "x1 * x2.")
divide = true_divide = _binary_function("divide", _divide, "x1 / x2.")
floor_divide = _binary_function("floor_divide", _floor_divide, "x1 // x2.")
mod = remainder = _binary_function("remainder", _remainder, "x1 % x2.")
power = _binary_function("power", _power, "x1 ** x2.")
maximum = _binary_function("maximum", _extreme("maximum"), "The greater of both.")
minimum = _binary_function("minimum", _extreme("minimum"), "The smaller of both.")
equal = _binary_function("equal", _compare("eq"), "x1 == x2.")
not_equal = _binary_function("not_equal", _compare("ne"), "x1 != x2.")
less = _binary_function("less", _compare("lt"), "x1 < x2.")
less_equal = _binary_function("less_equal", _compare("le"), "x1 <= x2.")
greater = _binary_function("greater", _compare("gt"), "x1 > x2.")
greater_equal = _binary_function("greater_equal", _compare("ge"), "x1 >= x2.")
logical_and = _binary_function("logical_and", _compare("logical_and"), "Whether both are true.")
logical_or = _binary_function("logical_or", _compare("logical_or"), "Whether one is true.")
logical_xor = _binary_function("logical_xor", _compare("logical_xor"), "Whether only one is true.")
bitwise_and = _binary_function("bitwise_and", _BINARY["and"], "x1 & x2.")
bitwise_or = _binary_function("bitwise_or", _BINARY["or"], "x1 | x2.")
bitwise_xor = _binary_function("bitwise_xor", _BINARY["xor"], "x1 ^ x2.")


# --- one operand ---------------------------------------------------------------------------------------


def _unary_function(name, function, doc, least=BOOL):
    def ufunc(x, /, out=None, *, where=True, dtype=None):
        if where is not True:
            raise NotImplementedError(f"Downhill does not have numpy.{name}(where=...) (yet)")
        (tensor,), code = _operands((x,), least)
        made = _finish(function(tensor), out)
        return made if dtype is None else made.astype(dtype)

    ufunc.__name__ = ufunc.__qualname__ = name
    ufunc.__doc__ = doc
    return ufunc


def _of_core(name, doc, core=None):
    return _unary_function(name, lambda tensor: op(core or name, tensor), doc, FLOAT32)


exp = _of_core("exp", "e to the power of x.")
expm1 = _of_core("expm1", "exp(x) - 1.")
log = _of_core("log", "The natural logarithm.")
log1p = _of_core("log1p", "log(1 + x).")
sqrt = _of_core("sqrt", "The square root.")
sin = _of_core("sin", "The sine.")
cos = _of_core("cos", "The cosine.")
tanh = _of_core("tanh", "The hyperbolic tangent.")
isnan = _of_core("isnan", "Whether x is not a number.")
isinf = _of_core("isinf", "Whether x is infinite.")
isfinite = _of_core("isfinite", "Whether x is finite.")


def _negative(tensor):
    if _core.code(tensor) == BOOL:
        _no_bool("negative", "-", "the `~` operator or the logical_not function")
    return op("neg", tensor)


def _absolute(tensor):
    return tensor if _core.code(tensor) == BOOL else op("abs", tensor)


def _sign(tensor):
    # The core's sign of NaN is 0, as PyTorch's; NumPy's is NaN.
    signs = op("sign", tensor)
    if _core.code(tensor) < FLOAT32:
        return signs
    return op("where", op("isnan", tensor), tensor, signs)


negative = _unary_function("negative", _negative, "-x.")
positive = _unary_function("positive", _core.clone, "+x.")
absolute = abs = _unary_function("absolute", _absolute, "The absolute value.")
fabs = _unary_function("fabs", _absolute, "The absolute value, a float.", FLOAT32)
sign = _unary_function("sign", _sign, "-1, 0 or 1.", INT64)
square = _unary_function("square", lambda t: op("mul", t, t), "x * x.")
reciprocal = _unary_function("reciprocal", lambda t: op("div", _core.from_values([1], (), _core.code(t)), t),
                             "1 / x.", FLOAT32)
logical_not = _unary_function("logical_not", lambda t: op("logical_not", t), "Whether x is false.")
invert = bitwise_not = _unary_function("invert", lambda t: op("bitwise_not", t), "~x.")


def _rounding(name):
    return lambda tensor: tensor if _core.code(tensor) < FLOAT32 else op(name, tensor)


floor = _unary_function("floor", _rounding("floor"), "The next whole number below.")
ceil = _unary_function("ceil", _rounding("ceil"), "The next whole number above.")
trunc = _unary_function("trunc", _rounding("trunc"), "Without the fraction.")
rint = _unary_function("rint", _rounding("round"), "The nearest whole number.", FLOAT32)


def round(a, decimals=0, out=None):
    """Rounded to so many decimals."""
    a = asarray(a)
    if not decimals or _core.code(a._t) < FLOAT32:
        return _finish(_rounding("round")(a._t), out)
    scale = 10.0**builtins.abs(decimals)
    scaled = a * scale if decimals > 0 else a / scale
    whole = rint(scaled)
    return _finish(asarray(whole / scale if decimals > 0 else whole * scale)._t, out)


around = round


def clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None):
    """Not below a_min, not above a_max."""
    low = min if a_min is None else a_min
    high = max if a_max is None else a_max
    made = asarray(a)
    if low is not None:
        made = maximum(made, low)
    if high is not None:
        made = minimum(made, high)
    return _finish(_core.clone(asarray(made)._t), out)


def where(condition, x=None, y=None, /):
    """x where the condition is true, else y; of a condition alone, the indices."""
    condition = asarray(condition)
    if x is None and y is None:
        return condition.nonzero()
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    values = _prepared((x, y))
    shape = broadcast_shape(condition.shape, *map(_shape_of, values))
    code = _common(values)
    a, b = (tensor_of(v, code) for v in values)
    chosen = op("where", cast(condition._t, BOOL), a, b)
    return result(op("expand", chosen, shape))


def _round_method(self, decimals=0, out=None):
    """Rounded to so many decimals."""
    return round(self, decimals, out)


def _clip_method(self, min=None, max=None, out=None):
    """Not below min, not above max."""
    return clip(self, min, max, out)


ndarray.round = _round_method
ndarray.clip = _clip_method
