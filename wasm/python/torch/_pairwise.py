"""Element-wise functions of two tensors that are seldom used."""
import math

import _dh

from . import _ops, creation
from ._derived import derived
from ._dtypes import bool as bool_dtype
from ._elementwise import from_numbers
from ._functions import div, promote_types
from ._parts import broadcast_tensors


def _check(name, input, other):
    creation.check_input(name, input)
    if not isinstance(other, _dh.TensorBase):
        raise TypeError(f"{name}(): argument 'other' (position 2) must be Tensor, not {creation.type_name(other)}")


def _together(input, other, floating=True):
    """Both in one shape and one dtype."""
    numbers = [isinstance(one, _dh.TensorBase) for one in (input, other)]
    if all(numbers):
        dtype = promote_types(input.dtype, other.dtype)
        if input.dim() and not other.dim() and input.dtype.is_floating_point:
            dtype = input.dtype
        elif other.dim() and not input.dim() and other.dtype.is_floating_point:
            dtype = other.dtype
    else:
        tensor = input if numbers[0] else other
        dtype = _ops.add(tensor, other if numbers[0] else input).dtype
        input, other = (one if known else creation.tensor(one, dtype=dtype)
                        for known, one in zip(numbers, (input, other)))
    if floating and not dtype.is_floating_point:
        dtype = _dh.get_default_dtype()
    return broadcast_tensors(input.to(dtype), other.to(dtype))


def _kind(input, other):
    """Which of both is a number: `first`, the other (`number`), or neither (`tensor`)."""
    if not isinstance(other, _dh.TensorBase):
        return "number"
    return "tensor" if isinstance(input, _dh.TensorBase) else "first"


def _nodes(name, derivative, run, **numbers):
    """An operator by which of its inputs are numbers: PyTorch's nodes have a number for each case."""
    return {kind: derived(f"{name}Backward{number}", derivative, keeps=True)(run) for kind, number in numbers.items()}


def _by_numbers(function, input, other):
    pairs = zip(*(one.detach().reshape(-1).tolist() for one in (input, other)))
    return from_numbers([function(x, y) for x, y in pairs], input)


def _atan2_backward(gradient, input, result, other):
    reciprocal = (input * input + other * other).reciprocal()
    return gradient * other * reciprocal, gradient * -input * reciprocal


@derived("Atan2Backward0", _atan2_backward, keeps=True)
def _atan2(input, other):
    return _by_numbers(math.atan2, input, other)


def atan2(input, other):
    """The angle of the point (other, input)."""
    _check("atan2", input, other)
    return _atan2(*_together(input, other))


arctan2 = atan2


@derived("HypotBackward0", lambda gradient, input, result, other:
         (gradient * (input / result), gradient * (other / result)), keeps=True)
def _hypot(input, other):
    return _by_numbers(math.hypot, input, other)


def hypot(input, other):
    """The length of the vector (input, other)."""
    _check("hypot", input, other)
    return _hypot(*_together(input, other))


def _copysign_backward(gradient, input, result, other):
    return gradient * (result / input).masked_fill(input == 0, 0), creation.zeros_like(other)


def _copysign(input, other):
    return _by_numbers(math.copysign, input, other)


_copysigns = _nodes("Copysign", _copysign_backward, _copysign, tensor=0, number=1)


def copysign(input, other):
    """input with the sign of other, a number or a tensor."""
    creation.check_input("copysign", input)
    return _copysigns[_kind(input, other)](*_together(input, other))


def _rest(x, y):
    return math.fmod(x, y) if y and math.isfinite(x) else math.nan


def _fmod_backward(gradient, input, result, other):
    return gradient, -gradient * div(input, other, rounding_mode="trunc")


def _fmod(input, other):
    return _by_numbers(_rest, input, other)


_fmods = _nodes("Fmod", _fmod_backward, _fmod, tensor=1, number=0)


def fmod(input, other):
    """What is left of input / other, with the sign of input."""
    creation.check_input("fmod", input)
    fmod = _fmods[_kind(input, other)]
    input, other = _together(input, other, floating=False)
    if input.dtype.is_floating_point:
        return fmod(input, other)
    if (other == 0).any():
        raise RuntimeError("ZeroDivisionError")
    return input - div(input, other, rounding_mode="trunc") * other


def heaviside(input, values):
    """0 where input < 0, 1 where input > 0, and `values` where it is 0."""
    creation.check_input("heaviside", input)
    if input.dtype is not values.dtype:
        raise RuntimeError("heaviside is not yet implemented for tensors with different dtypes.")
    input, values = broadcast_tensors(input.detach(), values.detach())
    return _ops.where(input == 0, values, (input > 0).to(values.dtype))


def _xlogy_backward(gradient, input, result, other):
    toward = xlogy(gradient, other).masked_fill((input == 0) & (other <= 0), 0)
    return toward, gradient * input / other


def _xlogy(input, other):
    return _ops.where(other.isnan(), other, _ops.where(input == 0, 0.0, input * other.log()))


_xlogys = _nodes("Xlogy", _xlogy_backward, _xlogy, tensor=0, first=1, number=2)


def xlogy(input, other):
    """input * log(other), and 0 where input is 0: tensors, or one of them a number."""
    return _xlogys[_kind(input, other)](*_together(input, other))


def _logaddexp_backward(gradient, input, result, other):
    return gradient / (1 + (other - input).exp()), gradient / (1 + (input - other).exp())


@derived("LogaddexpBackward0", _logaddexp_backward, keeps=True)
def _logaddexp(input, other):
    larger = _ops.maximum(input, other)
    same = (input == other) & input.isinf()
    return _ops.where(same, input, larger + (-(input - other).abs()).exp().log1p())


def logaddexp(input, other):
    """log(exp(input) + exp(other)), without overflow."""
    _check("logaddexp", input, other)
    return _logaddexp(*_together(input, other))


def isin(elements, test_elements, *, assume_unique=False, invert=False):
    """Which elements are among the test elements."""
    if not isinstance(test_elements, _dh.TensorBase):
        test_elements = creation.tensor(test_elements)
    if not isinstance(elements, _dh.TensorBase):
        elements = creation.tensor(elements)
    known = set(test_elements.reshape(-1).tolist())
    values = [(value in known) is not invert for value in elements.reshape(-1).tolist()]
    return from_numbers(values, elements, bool_dtype)
