"""Axes: counted from the front, checked."""
import operator

from .exceptions import AxisError


def axis_of(axis, ndim):
    """One axis, counted from the front."""
    index = operator.index(axis)
    if not -ndim <= index < ndim:
        raise AxisError(index, ndim)
    return index % ndim


def axes_of(axis, ndim):
    """All the axes that None, a number or a tuple means."""
    if axis is None:
        return tuple(range(ndim))
    if not isinstance(axis, (tuple, list)):
        return (axis_of(axis, ndim),)
    axes = tuple(axis_of(a, ndim) for a in axis)
    if len(set(axes)) != len(axes):
        raise ValueError("duplicate value in 'axis'")
    return axes
