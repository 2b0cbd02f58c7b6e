"""Element-wise functions of torch that are seldom used. What the core does not compute is taken from Python's math,
number by number in float64, and rounded once."""
import math

import _dh
import _dh_maths

from . import _ops, creation
from ._derived import derived
from ._dtypes import bool as bool_dtype
from ._dtypes import finfo
from ._functions import rsqrt


def as_float(input):
    """The tensor itself, or whole numbers as the default float."""
    return input if input.dtype.is_floating_point else input.to(_dh.get_default_dtype())


def from_numbers(values, like, dtype=None):
    """Numbers as a tensor of another one's shape and dtype."""
    return _dh.from_data(values, dtype or like.dtype).reshape(like.shape)


def _of_math(name, node, derivative, doc):
    function = getattr(_dh_maths, name)

    @derived(f"{node}Backward0", derivative, keeps=True)
    def run(input):
        return from_numbers([function(value) for value in input.detach().reshape(-1).tolist()], input)

    def operator(input):
        creation.check_input(name, input)
        return run(as_float(input))

    operator.__name__ = operator.__qualname__ = name
    operator.__doc__ = doc
    return operator


def _composed(name, node, derivative, doc):
    """Decorates a composition whose gradient is a formula."""
    def decorate(run):
        run = derived(f"{node}Backward0", derivative, keeps=True)(run)

        def operator(input, *options):
            creation.check_input(name, input)
            return run(as_float(input), *options)

        operator.__name__ = operator.__qualname__ = name
        operator.__doc__ = doc
        return operator

    return decorate


log2 = _of_math("log2", "Log2", lambda g, x, y: g / (x * math.log(2)), "The logarithm to base 2.")
log10 = _of_math("log10", "Log10", lambda g, x, y: g / (x * math.log(10)), "The logarithm to base 10.")
exp2 = _of_math("exp2", "Exp2", lambda g, x, y: g * y * math.log(2), "2 to the power of x.")
tan = _of_math("tan", "Tan", lambda g, x, y: g * (1 + y.pow(2)), "The tangent.")
asin = arcsin = _of_math("asin", "Asin", lambda g, x, y: g * rsqrt(-x * x + 1), "The angle whose sine is x.")
acos = arccos = _of_math("acos", "Acos", lambda g, x, y: g * -rsqrt(-x * x + 1), "The angle whose cosine is x.")
atan = arctan = _of_math("atan", "Atan", lambda g, x, y: g / (x * x + 1), "The angle whose tangent is x.")
sinh = _of_math("sinh", "Sinh", lambda g, x, y: g * cosh(x), "The hyperbolic sine.")
cosh = _of_math("cosh", "Cosh", lambda g, x, y: g * sinh(x), "The hyperbolic cosine.")
asinh = arcsinh = _of_math("asinh", "Asinh", lambda g, x, y: g * rsqrt(x.pow(2) + 1), "The inverse of sinh.")
acosh = arccosh = _of_math("acosh", "Acosh", lambda g, x, y: g * rsqrt(x.pow(2) - 1), "The inverse of cosh.")
atanh = arctanh = _of_math("atanh", "Atanh", lambda g, x, y: g * 1 / (1 - x.pow(2)), "The inverse of tanh.")
erfc = _of_math("erfc", "Erfc", lambda g, x, y: -2.0 / math.sqrt(math.pi) * (-x.pow(2)).exp() * g, "1 - erf(x).")
lgamma = _of_math("lgamma", "Lgamma", lambda g, x, y: g * digamma(x), "The logarithm of |gamma(x)|.")
digamma = _of_math("digamma", "Digamma", lambda g, x, y: g * _trigamma(x), "The derivative of lgamma.")


def _no_derivative(gradient, input, result):
    raise NotImplementedError("Downhill does not have the third derivative of lgamma (yet)")


_trigamma = _of_math("trigamma", "Polygamma", _no_derivative, "The derivative of digamma.")


@_composed("deg2rad", "Deg2Rad", lambda g, x, y: g * (math.pi / 180), "Degrees in radians.")
def deg2rad(input):
    return input * (math.pi / 180)


@_composed("rad2deg", "Rad2Deg", lambda g, x, y: g * (180 / math.pi), "Radians in degrees.")
def rad2deg(input):
    return input * (180 / math.pi)


def frac(input):
    """What is behind the point, with the sign of x."""
    creation.check_input("frac", input)
    if not input.dtype.is_floating_point:
        raise NotImplementedError(f"\"frac_cpu\" not implemented for '{creation.scalar_name(input)}'")
    return _frac(input)


@derived("FracBackward0", lambda gradient, shape: gradient)
def _frac(input):
    return input - input.trunc()


def _sinc_backward(gradient, input, result):
    angle, square = input * math.pi, input * input * math.pi
    return _ops.where(square == 0, 0.0, gradient * ((angle * angle.cos() - angle.sin()) / square))


@_composed("sinc", "Sinc", _sinc_backward, "sin(pi x) / (pi x), and 1 at 0.")
def sinc(input):
    angle = input * math.pi
    return _ops.where(input == 0, 1.0, angle.sin() / angle)


def _logit_backward(gradient, input, result, eps):
    low, high, outside = (0.0, 1.0, math.nan) if eps is None else (eps, 1 - eps, 0.0)
    return _ops.where((input < low) | (input > high), outside, gradient / (input * (1 - input)))


@derived("LogitBackward0", _logit_backward, keeps=True)
def _logit(input, eps):
    input = input if eps is None else input.clamp(eps, 1 - eps)
    return (input / (1 - input)).log()


def logit(input, eps=None):
    """log(x / (1 - x)), of x within eps and 1 - eps."""
    creation.check_input("logit", input)
    return _logit(as_float(input), eps)


@derived("NanToNumBackward0", lambda gradient, input, result, nan, limits: gradient * input.isfinite(), keeps=True)
def _nan_to_num(input, nan, limits):
    input = _ops.where(input.isnan(), nan, input)
    for infinity, limit in limits:
        input = _ops.where(input == infinity, limit, input)
    return input


def nan_to_num(input, nan=None, posinf=None, neginf=None):
    """With numbers in place of NaN (0), and of infinities (the largest and the smallest number)."""
    creation.check_input("nan_to_num", input)
    if not input.dtype.is_floating_point:
        return input.clone()
    most = finfo(input.dtype).max
    limits = ((math.inf, most if posinf is None else float(posinf)),
              (-math.inf, -most if neginf is None else float(neginf)))
    return _nan_to_num(input, 0.0 if nan is None else float(nan), limits)


@derived("SgnBackward0", lambda gradient, shape: creation.zeros_like(gradient))
def _sgn(input):
    return input.sign()


def sgn(input):
    """-1, 0 or 1."""
    creation.check_input("sgn", input)
    return _sgn(input)


def signbit(input):
    """Whether the sign is minus, also of -0."""
    creation.check_input("signbit", input)
    if not input.dtype.is_floating_point:
        return input < 0 if input.dtype is not bool_dtype else creation.zeros_like(input)
    values = input.detach().reshape(-1).tolist()
    return from_numbers([math.copysign(1.0, value) < 0 for value in values], input, bool_dtype)
