"""Element-wise functions that are seldom used: taken from Python's math, number by number."""
import math

import _dh_maths

from . import _core, _ufuncs
from ._array import asarray, result, wrap
from ._core import FLOAT32, FLOAT64, INT64
from ._errors import errstate, watch
from ._operands import broadcast_shape, finish, operands, prepared, shape_of
from ._shape import broadcast_to
from ._ufuncs import _unary_function


def _numbers(tensor):
    return wrap(tensor).ravel().tolist()


def _of_math(name, function, doc):
    def elements(tensor):
        values = [function(value) for value in _numbers(tensor)]
        return _core.from_values(values, tuple(tensor.shape), _core.code(tensor))

    return _unary_function(name, elements, doc, FLOAT32)


log2 = _of_math("log2", _dh_maths.log2, "The logarithm to base 2.")
log10 = _of_math("log10", _dh_maths.log10, "The logarithm to base 10.")
exp2 = _of_math("exp2", _dh_maths.exp2, "2 to the power of x.")
cbrt = _of_math("cbrt", _dh_maths.cbrt, "The cube root.")
tan = _of_math("tan", _dh_maths.tan, "The tangent.")
arcsin = asin = _of_math("arcsin", _dh_maths.asin, "The angle whose sine is x.")
arccos = acos = _of_math("arccos", _dh_maths.acos, "The angle whose cosine is x.")
arctan = atan = _of_math("arctan", _dh_maths.atan, "The angle whose tangent is x.")
sinh = _of_math("sinh", _dh_maths.sinh, "The hyperbolic sine.")
cosh = _of_math("cosh", _dh_maths.cosh, "The hyperbolic cosine.")
arcsinh = asinh = _of_math("arcsinh", _dh_maths.asinh, "The inverse of sinh.")
arccosh = acosh = _of_math("arccosh", _dh_maths.acosh, "The inverse of cosh.")
arctanh = atanh = _of_math("arctanh", _dh_maths.atanh, "The inverse of tanh.")
deg2rad = _of_math("deg2rad", lambda x: x * (math.pi / 180), "Degrees in radians.")
radians = _of_math("radians", lambda x: x * (math.pi / 180), "Degrees in radians.")
rad2deg = _of_math("rad2deg", lambda x: x * (180 / math.pi), "Radians in degrees.")
degrees = _of_math("degrees", lambda x: x * (180 / math.pi), "Radians in degrees.")


def _pairwise(name, function, doc, least=FLOAT32, kind=None):
    def ufunc(x1, x2, /, out=None, *, dtype=None):
        (a, b), code = operands((x1, x2), least)
        shape = broadcast_shape(*map(shape_of, prepared((x1, x2))))
        pairs = zip(*(broadcast_to(wrap(t), shape).ravel().tolist() for t in (a, b)))
        tensor = _core.from_values([function(x, y) for x, y in pairs], shape, code if kind is None else kind)
        made = finish(watch(name, tensor, x1, x2), out)
        return made if dtype is None else made.astype(dtype)

    ufunc.__name__ = ufunc.__qualname__ = name
    ufunc.__doc__ = doc
    return ufunc


def _greater(x, y):
    return y if x != x or y > x else x


def _smaller(x, y):
    return y if x != x or y < x else x


arctan2 = atan2 = _pairwise("arctan2", math.atan2, "The angle of the point (x2, x1).")
hypot = _pairwise("hypot", math.hypot, "The length of the vector (x1, x2).")
copysign = _pairwise("copysign", math.copysign, "x1 with the sign of x2.")
heaviside = _pairwise("heaviside", lambda x, y: x if x != x else y if x == 0 else float(x > 0),
                      "0 for x1 < 0, 1 for x1 > 0, and x2 for 0.")
fmax = _pairwise("fmax", _greater, "The greater of both, or the one that is a number.", INT64)
fmin = _pairwise("fmin", _smaller, "The smaller of both, or the one that is a number.", INT64)
gcd = _pairwise("gcd", math.gcd, "The greatest common divisor.", INT64)
lcm = _pairwise("lcm", math.lcm, "The least common multiple.", INT64)


def logaddexp(x1, x2):
    """log(exp(x1) + exp(x2)), without overflow."""
    high, low = _ufuncs.maximum(x1, x2), _ufuncs.minimum(x1, x2)
    with errstate(invalid="ignore"):
        return _ufuncs.where(_ufuncs.isinf(high), high, high + _ufuncs.log1p(_ufuncs.exp(low - high)))


def float_power(x1, x2):
    """x1 ** x2 in float64."""
    return _ufuncs.power(asarray(x1, float), asarray(x2, float))


def divmod(x1, x2):
    """x1 // x2 and x1 % x2."""
    return _ufuncs.floor_divide(x1, x2), _ufuncs.remainder(x1, x2)


def modf(x):
    """The fraction and the whole part."""
    whole = _ufuncs.trunc(asarray(x) * 1.0)
    return x - whole, whole


def signbit(x):
    """Whether the sign is minus, also of -0."""
    x = asarray(x)
    values = [math.copysign(1.0, v) < 0 for v in x.ravel().tolist()]
    return result(_core.from_values(values, x.shape, _core.BOOL))


def isneginf(x):
    """Where x is -infinity."""
    return _ufuncs.equal(x, -math.inf)


def isposinf(x):
    """Where x is infinity."""
    return _ufuncs.equal(x, math.inf)


def sinc(x):
    """sin(pi x) / (pi x), and 1 at 0."""
    x = asarray(x) * 1.0
    y = math.pi * _ufuncs.where(x == 0, 1.0e-20, x)
    return _ufuncs.sin(y) / y


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """With numbers in place of NaN and of infinities."""
    x = asarray(x)
    code = _core.code(x._t)
    if code < FLOAT32:
        return result(_core.clone(x._t))
    most = 1.7976931348623157e308 if code == FLOAT64 else 3.4028234663852886e38
    instead = {math.inf: most if posinf is None else posinf, -math.inf: -most if neginf is None else neginf}
    values = [nan if v != v else instead.get(v, v) for v in x.ravel().tolist()]
    made = _core.from_values(values, x.shape, code)
    if copy:
        return result(made)
    x[...] = wrap(made)
    return x
