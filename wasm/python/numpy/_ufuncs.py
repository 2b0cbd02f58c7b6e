"""Element-wise functions, with NumPy's dtypes and broadcasting."""
import builtins

from . import _core
from ._array import asarray, ndarray, result
from ._core import BOOL, FLOAT32, INT64, cast, op
from ._errors import watch
from ._operands import broadcast_shape, common, finish, operands, prepared, shape_of, tensor_of
from ._operators import (BINARY, compare_rule, extreme_rule, rule_add, rule_divide, rule_floor_divide, rule_multiply, rule_power, rule_remainder, rule_subtract, no_bool)


def _binary_function(name, function, doc):
    def ufunc(x1, x2, /, out=None, *, where=True, dtype=None):
        if where is not True:
            raise NotImplementedError(f"Downhill does not have numpy.{name}(where=...) (yet)")
        made = finish(watch(name, function(x1, x2), x1, x2), out)
        return made if dtype is None else made.astype(dtype)

    ufunc.__name__ = ufunc.__qualname__ = name
    ufunc.__doc__ = doc
    return ufunc


add = _binary_function("add", rule_add, "x1 + x2.")
subtract = _binary_function("subtract", rule_subtract, "x1 - x2.")
multiply = _binary_function("multiply", rule_multiply, "x1 * x2.")
divide = true_divide = _binary_function("divide", rule_divide, "x1 / x2.")
floor_divide = _binary_function("floor_divide", rule_floor_divide, "x1 // x2.")
mod = remainder = _binary_function("remainder", rule_remainder, "x1 % x2.")
power = _binary_function("power", rule_power, "x1 ** x2.")
maximum = _binary_function("maximum", extreme_rule("maximum"), "The greater of both.")
minimum = _binary_function("minimum", extreme_rule("minimum"), "The smaller of both.")
equal = _binary_function("equal", compare_rule("eq"), "x1 == x2.")
not_equal = _binary_function("not_equal", compare_rule("ne"), "x1 != x2.")
less = _binary_function("less", compare_rule("lt"), "x1 < x2.")
less_equal = _binary_function("less_equal", compare_rule("le"), "x1 <= x2.")
greater = _binary_function("greater", compare_rule("gt"), "x1 > x2.")
greater_equal = _binary_function("greater_equal", compare_rule("ge"), "x1 >= x2.")
logical_and = _binary_function("logical_and", compare_rule("logical_and"), "Whether both are true.")
logical_or = _binary_function("logical_or", compare_rule("logical_or"), "Whether one is true.")
logical_xor = _binary_function("logical_xor", compare_rule("logical_xor"), "Whether only one is true.")
bitwise_and = _binary_function("bitwise_and", BINARY["and"], "x1 & x2.")
bitwise_or = _binary_function("bitwise_or", BINARY["or"], "x1 | x2.")
bitwise_xor = _binary_function("bitwise_xor", BINARY["xor"], "x1 ^ x2.")


# --- one operand ---------------------------------------------------------------------------------------


def _unary_function(name, function, doc, least=BOOL):
    def ufunc(x, /, out=None, *, where=True, dtype=None):
        if where is not True:
            raise NotImplementedError(f"Downhill does not have numpy.{name}(where=...) (yet)")
        (tensor,), code = operands((x,), least)
        made = finish(watch(name, function(tensor), x), out)
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
        no_bool("negative", "-", "the `~` operator or the logical_not function")
    return op("neg", tensor)


def _absolute(tensor):
    return _core.clone(tensor) if _core.code(tensor) == BOOL else op("abs", tensor)


def _sign(tensor):
    # The core's sign of NaN is 0, as PyTorch's; NumPy's is NaN.
    signs = op("sign", tensor)
    if _core.code(tensor) < FLOAT32:
        return signs
    return op("where", op("isnan", tensor), tensor, signs)


def _reciprocal(tensor):
    quotient = op("div", _core.from_values([1], (), _core.code(tensor)), tensor)
    return quotient if _core.code(tensor) >= FLOAT32 else cast(op("trunc", quotient), _core.code(tensor))


negative = _unary_function("negative", _negative, "-x.")
positive = _unary_function("positive", _core.clone, "+x.")
absolute = abs = _unary_function("absolute", _absolute, "The absolute value.")
fabs = _unary_function("fabs", _absolute, "The absolute value, a float.", FLOAT32)
sign = _unary_function("sign", _sign, "-1, 0 or 1.", INT64)
square = _unary_function("square", lambda t: op("mul", t, t), "x * x.")
reciprocal = _unary_function("reciprocal", _reciprocal, "1 / x.", INT64)
logical_not = _unary_function("logical_not", lambda t: op("logical_not", t), "Whether x is false.")
invert = bitwise_not = _unary_function("invert", lambda t: op("bitwise_not", t), "~x.")


def _rounding(name):
    return lambda tensor: _core.clone(tensor) if _core.code(tensor) < FLOAT32 else op(name, tensor)


floor = _unary_function("floor", _rounding("floor"), "The next whole number below.")
ceil = _unary_function("ceil", _rounding("ceil"), "The next whole number above.")
trunc = _unary_function("trunc", _rounding("trunc"), "Without the fraction.")
rint = _unary_function("rint", _rounding("round"), "The nearest whole number.", FLOAT32)


def round(a, decimals=0, out=None):
    """Rounded to so many decimals."""
    a = asarray(a)
    if not decimals or _core.code(a._t) < FLOAT32:
        return finish(_rounding("round")(a._t), out)
    scale = 10.0**builtins.abs(decimals)
    scaled = a * scale if decimals > 0 else a / scale
    whole = rint(scaled)
    return finish(asarray(whole / scale if decimals > 0 else whole * scale)._t, out)


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
    return finish(_core.clone(asarray(made)._t), out)


def where(condition, x=None, y=None, /):
    """x where the condition is true, else y; of a condition alone, the indices."""
    condition = asarray(condition)
    if x is None and y is None:
        return condition.nonzero()
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    values = prepared((x, y))
    if any(isinstance(v, ndarray) and v._is_text for v in values):
        from ._text import chosen
        return chosen(condition, *values)
    shape = broadcast_shape(condition.shape, *map(shape_of, values))
    code = common(values)
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
ndarray.__neg__ = lambda self: negative(self)
ndarray.__abs__ = lambda self: absolute(self)
ndarray.__invert__ = lambda self: invert(self)
