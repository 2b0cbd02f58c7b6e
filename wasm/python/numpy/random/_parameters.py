"""Parameters of distributions: what they may be, and the shape that they give together."""
import math

from .._array import _shape, asarray
from .._operands import common_shape


def parameter(value):
    """A parameter as a float, or as an array of floats."""
    if isinstance(value, (int, float)):
        return float(value)
    made = asarray(value, float)
    return made if made.ndim else made.item()


def _listed(value):
    return [value] if isinstance(value, (int, float)) else asarray(value).ravel().tolist()


def finite(value):
    """Whether a number, or all of an array, is finite."""
    return all(math.isfinite(v) for v in _listed(value))


def negative(value):
    """Whether a number, or one of an array, is below 0."""
    return any(v < 0 for v in _listed(value))


def output_shape(size, *shapes):
    """The shape of what is drawn: the given size, to which the parameters' shapes must broadcast, or theirs."""
    shape = common_shape(shapes if size is None else (_shape(size), *shapes))
    if size is not None and shape != _shape(size):
        raise ValueError(f"Output size {_shape(size)} is not compatible with broadcast dimensions of inputs {shape}.")
    return shape
