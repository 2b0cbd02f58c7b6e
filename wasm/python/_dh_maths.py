"""Functions of one number from Python's math, with IEEE 754's answers where math raises: for numpy and torch."""
import math


def _guarded(function, pole=lambda value: math.nan):
    def guarded(value):
        try:
            return function(value)
        except OverflowError:
            return math.copysign(math.inf, function(math.copysign(1.0, value)))
        except ValueError:
            return pole(value)

    return guarded


def _at_zero(value):
    return -math.inf if value == 0 else math.nan


def _at_one(value):
    return math.copysign(math.inf, value) if abs(value) == 1 else math.nan


log2, log10 = _guarded(math.log2, _at_zero), _guarded(math.log10, _at_zero)
exp2, cbrt = _guarded(math.exp2), math.cbrt
tan, asin, acos, atan = _guarded(math.tan), _guarded(math.asin), _guarded(math.acos), math.atan
sinh, cosh = _guarded(math.sinh), _guarded(math.cosh)
asinh, acosh, atanh = math.asinh, _guarded(math.acosh), _guarded(math.atanh, _at_one)
erfc = math.erfc


def lgamma(value):
    """The logarithm of |gamma|: infinite at 0 and at negative whole numbers, and where it is too large."""
    try:
        return math.lgamma(value)
    except (OverflowError, ValueError):
        return math.inf


def digamma(value):
    """The derivative of lgamma: by its recurrence up to 10, then its asymptotic series; reflected below 0."""
    if value == 0:
        return -math.copysign(math.inf, value)
    if value != value or value == -math.inf or value < 0 and value == math.floor(value):
        return math.nan
    if value == math.inf:
        return value
    if value < 0:
        return digamma(1 - value) - math.pi / math.tan(math.pi * math.fmod(value, 1))
    result = 0.0
    while value < 10:
        result -= 1 / value
        value += 1
    z = 1 / (value * value)
    series = 0.0
    for coefficient in (1 / 12, -691 / 32760, 1 / 132, -1 / 240, 1 / 252, -1 / 120, 1 / 12):
        series = (series + coefficient) * z
    return result + math.log(value) - 0.5 / value - series


def trigamma(value):
    """The derivative of digamma."""
    sign, result = 1, 0.0
    if value < 0.5:
        sine = math.sin(math.pi * value)
        if not sine:
            return math.inf
        sign, result, value = -1, -(math.pi / sine) ** 2, 1 - value
    while value < 10:
        result += 1 / (value * value)
        value += 1
    z = 1 / (value * value)
    series = 1 + 1 / (2 * value) + z * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z / 30)))
    return sign * (result + series / value)
