"""Curves: spacings, slopes, areas, interpolation."""
import math
from bisect import bisect_right

from . import _core, _maths, _reduce, _ufuncs
from ._array import asarray, result
from ._axes import axes_of, axis_of
from ._core import FLOAT32, FLOAT64
from ._create import linspace
from ._shape import concatenate, diff, moveaxis


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None):
    """So many powers of the base, with evenly spaced exponents."""
    made = _ufuncs.power(base, linspace(start, stop, num, endpoint))
    return made if dtype is None else made.astype(dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None):
    """So many numbers, each the same multiple of the one before."""
    start, stop = float(start), float(stop)
    if start == 0 or stop == 0:
        raise ValueError("Geometric sequence cannot include zero")
    if (start < 0) != (stop < 0):
        raise NotImplementedError("Downhill does not have numpy.geomspace from one sign to the other (yet)")
    sign = math.copysign(1.0, start)
    made = logspace(_maths.log10(sign * start), _maths.log10(sign * stop), num, endpoint)
    if num > 0:
        made[0] = sign * start
        if num > 1 and endpoint:
            made[-1] = sign * stop
    made = made * sign
    return made if dtype is None else made.astype(dtype)


# --- slopes and areas ------------------------------------------------------------------------------------------


def _spacing(given, size):
    """The distance of neighbours: one number, or an array where they differ."""
    given = asarray(given)
    if given.ndim == 0:
        return given.item()
    if given.ndim != 1:
        raise ValueError("distances must be either scalars or 1d")
    if len(given) != size:
        raise ValueError("when 1d, distances must match the length of the corresponding dimension")
    steps = diff(given)
    return steps[0] if _reduce.all(steps == steps[0]) else steps


def _inner_slopes(f, step):
    """Central differences, along the first axis."""
    if not asarray(step).ndim:
        return (f[2:] - f[:-2]) / (2.0 * step)
    step = step.reshape((-1,) + (1,) * (f.ndim - 1))
    before, after = step[:-1], step[1:]
    a = -after / (before * (before + after))
    b = (after - before) / (before * after)
    c = before / (after * (before + after))
    return a * f[:-2] + b * f[1:-1] + c * f[2:]


def _edge_slope(f, step, order, last):
    """The slope at the first or at the last point, along the first axis."""
    even = not asarray(step).ndim
    if order == 1:
        side = step if even else step[-1 if last else 0]
        return (f[-1] - f[-2]) / side if last else (f[1] - f[0]) / side
    if even:
        a, b, c = (0.5 / step, -2.0 / step, 1.5 / step) if last else (-1.5 / step, 2.0 / step, -0.5 / step)
    else:
        x, y = (step[-2], step[-1]) if last else (step[0], step[1])
        a, b, c = y / (x * (x + y)), -(y + x) / (x * y), (2.0 * y + x) / (y * (x + y))
        if not last:
            a, b, c = -(2.0 * x + y) / (x * (x + y)), (x + y) / (x * y), -x / (y * (x + y))
    points = f[-3:] if last else f[:3]
    return a * points[0] + b * points[1] + c * points[2]


def gradient(f, *varargs, axis=None, edge_order=1):
    """The slopes at the points of a function, for each axis."""
    f = asarray(f)
    axes = axes_of(axis, f.ndim)
    if len(varargs) not in (0, 1, len(axes)) or (len(varargs) == 1 < len(axes) and asarray(varargs[0]).ndim):
        raise TypeError("invalid number of arguments")
    given = varargs * len(axes) if len(varargs) == 1 < len(axes) else varargs or (1.0,) * len(axes)
    steps = [_spacing(one, f.shape[at]) for one, at in zip(given, axes)]
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    if _core.code(f._t) < FLOAT32:
        f = f.astype(float)
    made = []
    for at, step in zip(axes, steps):
        if f.shape[at] < edge_order + 1:
            raise ValueError("Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) "
                             "elements are required.")
        moved = moveaxis(f, at, 0)
        edges = [asarray(_edge_slope(moved, step, edge_order, last))[None] for last in (False, True)]
        slopes = concatenate([edges[0], _inner_slopes(moved, step), edges[1]])
        made.append(moveaxis(slopes, 0, at).copy())
    return made[0] if len(made) == 1 else tuple(made)


def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The area under points, by trapezoids."""
    y = asarray(y)
    if x is not None:
        x = asarray(x)
        dx = diff(x) if x.ndim == 1 else diff(x, axis=axis)
        if x.ndim == 1:
            dx = dx.reshape([-1 if i == axis_of(axis, y.ndim) else 1 for i in range(y.ndim)])
    place = (slice(None),) * axis_of(axis, y.ndim)
    return _reduce.sum(dx * (y[(*place, slice(1, None))] + y[(*place, slice(None, -1))]) / 2.0, axis)


def ediff1d(ary, to_end=None, to_begin=None):
    """The differences of neighbours among all elements."""
    parts = (to_begin, diff(asarray(ary).ravel()), to_end)
    return concatenate([asarray(part).ravel() for part in parts if part is not None])


# --- interpolation ---------------------------------------------------------------------------------------------


def _periodic(x, xp, fp, period):
    """Points and values in order within one period, with a point more at either end."""
    if period == 0:
        raise ValueError("period must be a non-zero value")
    period = abs(period)
    points = asarray(xp, float) % period
    order = points.argsort()
    points, values = points[order], asarray(fp, float)[order]
    return (asarray(x, float) % period, concatenate([points[-1:] - period, points, points[:1] + period]),
            concatenate([values[-1:], values, values[:1]]))


def interp(x, xp, fp, left=None, right=None, period=None):
    """Values between points, on the straight lines that join them."""
    if period is not None:
        x, xp, fp = _periodic(x, xp, fp, period)
    x, points, values = asarray(x, float), asarray(xp, float).tolist(), asarray(fp, float).tolist()
    if not points:
        raise ValueError("array of sample points is empty")
    if len(points) != len(values):
        raise ValueError("fp and xp are not of the same length.")
    left = values[0] if left is None else float(left)
    right = values[-1] if right is None else float(right)

    def between(at):
        if at != at or at < points[0] or at > points[-1]:
            return at if at != at else left if at < points[0] else right
        i = bisect_right(points, at) - 1
        if points[i] == at:
            return values[i]
        return (values[i + 1] - values[i]) / (points[i + 1] - points[i]) * (at - points[i]) + values[i]

    return result(_core.from_values([between(at) for at in x.ravel().tolist()], x.shape, FLOAT64))
