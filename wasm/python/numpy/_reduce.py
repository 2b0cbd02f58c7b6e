"""Reductions: sum, mean, extremes and the like. Sums have NumPy's order of additions."""
import builtins
import math
import warnings

from . import _core, _dtypes, _ufuncs
from ._array import asarray, ndarray, result, wrap
from ._axes import axes_of, axis_of
from ._core import BOOL, FLOAT32, FLOAT64, INT64, op
from ._errors import watch


def _done(tensor, keepdims, out):
    if out is not None:
        out[...] = wrap(tensor)
        return out
    return result(tensor)


def sum_tensor(tensor, axes, keepdims):
    """NumPy's sum of a tensor."""
    if not axes:
        return _core.clone(tensor)
    return op("numpy_sum", tensor, axes, keepdims)


def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True):
    """The sum of elements, of all or along axes."""
    a = asarray(a)
    if where is not True:
        a = _ufuncs.where(where, a, False)
    code = _core.code(a._t) if dtype is None else _dtypes.code_of(dtype)
    if dtype is None and code < FLOAT32:
        code = INT64
    total = sum_tensor(_core.cast(a._t, code), axes_of(axis, a.ndim), keepdims)
    watch("reduce", total, a)
    if initial is not None:
        total = (asarray(result(total)) + initial)
        total = asarray(total)._t
    return _done(total, keepdims, out)


def _count(a, axes):
    return math.prod(a.shape[axis] for axis in axes)


def mean(a, axis=None, dtype=None, out=None, keepdims=False):
    """The arithmetic mean."""
    a = asarray(a)
    axes = axes_of(axis, a.ndim)
    code = _core.code(a._t) if dtype is None else _dtypes.code_of(dtype)
    code = FLOAT64 if code < FLOAT32 else code
    count = _count(a, axes)
    if count == 0:
        warnings.warn("Mean of empty slice", RuntimeWarning, stacklevel=2)
    total = sum_tensor(_core.cast(a._t, code), axes, keepdims)
    return _done(op("div", total, _core.from_values([count], (), code)), keepdims, out)


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=None):
    """The variance: the mean squared distance from the mean, over n - ddof."""
    a = asarray(a)
    ddof = ddof if correction is None else correction
    axes = axes_of(axis, a.ndim)
    code = _core.code(a._t) if dtype is None else _dtypes.code_of(dtype)
    code = FLOAT64 if code < FLOAT32 else code
    tensor = _core.cast(a._t, code)
    count = _count(a, axes)
    if count - ddof <= 0:
        warnings.warn("Degrees of freedom <= 0 for slice", RuntimeWarning, stacklevel=2)
    middle = op("div", sum_tensor(tensor, axes, True), _core.from_values([count], (), code))
    away = op("sub", tensor, middle)
    total = sum_tensor(op("mul", away, away), axes, keepdims)
    return _done(op("div", total, _core.from_values([builtins.max(count - ddof, 0)], (), code)), keepdims, out)


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=None):
    """The standard deviation: the square root of the variance."""
    spread = asarray(var(a, axis, dtype, None, ddof, keepdims, correction=correction))
    return _done(op("sqrt", spread._t), keepdims, out)


def _last_axis(a, axes):
    """The tensor with the given axes flattened into the last one, and the shape of the others."""
    others = [i for i in range(a.ndim) if i not in axes]
    moved = op("permute", a._t, (*others, *axes)) if a.ndim else a._t
    shape = tuple(a.shape[i] for i in others)
    return op("reshape", moved, (*shape, _count(a, axes))), shape


def _kept(shape, a, axes, keepdims):
    if not keepdims:
        return shape
    return tuple(1 if i in axes else size for i, size in enumerate(a.shape))


def _extreme(name, ufunc, arg):
    def function(a, axis=None, out=None, keepdims=False, initial=None):
        a = asarray(a)
        axes = axes_of(axis, a.ndim)
        if _count(a, axes) == 0:
            if initial is None:
                raise ValueError(f"zero-size array to reduction operation {name} which has no identity")
            made = _core.filled(_kept(tuple(s for i, s in enumerate(a.shape) if i not in axes), a, axes,
                                      keepdims), initial, _core.code(a._t))
            return _done(made, keepdims, out)
        rows, shape = _last_axis(a, axes)
        if not shape:
            values = op(arg[3:], rows)
        else:
            count = rows.shape[-1]
            flat = op("reshape", rows, (-1, count))
            index = op(arg, flat, 1)
            start = op("mul", wrap_range(flat.shape[0])._t, _core.from_values([count], (), INT64))
            values = op("reshape", flat, (-1,))[(op("add", start, index),)]
        made = op("reshape", values, _kept(shape, a, axes, keepdims))
        if initial is not None:
            made = asarray(ufunc(wrap(made), initial))._t
        return _done(made, keepdims, out)

    function.__name__ = function.__qualname__ = arg[3:]
    function.__doc__ = f"The {name} of elements, of all or along axes."
    return function


def wrap_range(count):
    """0, 1, ... as an array."""
    return wrap(_core.from_values(range(count), (count,), INT64))


max = amax = _extreme("maximum", _ufuncs.maximum, "argmax")
min = amin = _extreme("minimum", _ufuncs.minimum, "argmin")


def _arg(name):
    def function(a, axis=None, out=None, *, keepdims=False):
        a = asarray(a)
        if (a.size if axis is None else a.shape[axis_of(axis, a.ndim)]) == 0:
            raise ValueError(f"attempt to get {name} of an empty sequence")
        axes = axes_of(axis, a.ndim)
        rows, shape = _last_axis(a, axes)
        if _core.code(rows) == BOOL:
            rows = _core.cast(rows, INT64)
        index = op(name, op("reshape", rows, (-1, rows.shape[-1])), 1)
        return _done(op("reshape", index, _kept(shape, a, axes, keepdims)), keepdims, out)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"The index of the {'greatest' if name == 'argmax' else 'smallest'} element."
    return function


argmax = _arg("argmax")
argmin = _arg("argmin")


def _quantifier(name, empty):
    def function(a, axis=None, out=None, keepdims=False):
        a = asarray(a)
        axes = axes_of(axis, a.ndim)
        rows, shape = _last_axis(a, axes)
        truth = op("ne", rows, _core.from_values([0], (), _core.code(rows)))
        if rows.shape[-1] == 0:
            made = _core.filled(shape, empty, BOOL)
        else:
            made = op(name, op("reshape", truth, (-1, rows.shape[-1])), 1)
        return _done(op("reshape", made, _kept(shape, a, axes, keepdims)), keepdims, out)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"Whether {name} of the elements are true."
    return function


any = _quantifier("any", False)
all = _quantifier("all", True)


def _one_by_one(name, start, ufunc, doc):
    """Reductions in order, with a step of the core per index of the axis."""
    def reduce_(a, axis=None, dtype=None, out=None, keepdims=False):
        a = asarray(a)
        if dtype is not None or _core.code(a._t) < FLOAT32:
            a = a.astype(dtype or int)
        axes = axes_of(axis, a.ndim)
        rows, shape = _last_axis(a, axes)
        made = wrap(_core.filled(shape, start, _core.code(rows)))
        for index in range(rows.shape[-1]):
            made = asarray(ufunc(made, wrap(rows[..., index])))
        return _done(op("reshape", made._t, _kept(shape, a, axes, keepdims)), keepdims, out)

    reduce_.__name__ = reduce_.__qualname__ = name
    reduce_.__doc__ = doc
    return reduce_


prod = _one_by_one("prod", 1, _ufuncs.multiply, "The product of elements, of all or along axes.")


def _cumulative(name, ufunc, doc):
    def function(a, axis=None, dtype=None, out=None):
        a = asarray(a)
        if dtype is not None or _core.code(a._t) < FLOAT32:
            a = a.astype(dtype or int)
        if axis is None:
            a, axis = a.ravel(), 0
        axis = axis_of(axis, a.ndim)
        made = a.copy()
        place = (slice(None),) * axis
        for index in range(1, a.shape[axis]):
            made[(*place, index)] = ufunc(made[(*place, index - 1)], a[(*place, index)])
        return _done(made._t, False, out)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


cumsum = _cumulative("cumsum", _ufuncs.add, "The running sum.")
cumprod = _cumulative("cumprod", _ufuncs.multiply, "The running product.")


def ptp(a, axis=None):
    """The distance from the smallest to the greatest."""
    return max(a, axis) - min(a, axis)


def median(a, axis=None, keepdims=False):
    """The middle value; of an even number the mean of the middle two."""
    a = asarray(a)
    rows, shape = _last_axis(a, axes_of(axis, a.ndim))
    ordered = wrap(rows)
    ordered = ordered.copy()
    ordered.sort()
    count = ordered.shape[-1]
    middle = ordered[..., (count - 1) // 2:count // 2 + 1]
    made = asarray(mean(middle, -1))
    if _core.code(rows) >= FLOAT32:
        bad = asarray(any(_ufuncs.isnan(wrap(rows)), -1))
        made = asarray(_ufuncs.where(bad, math.nan, made)).astype(a.dtype)
    return result(op("reshape", made._t, _kept(shape, a, axes_of(axis, a.ndim), keepdims)))


def count_nonzero(a, axis=None, *, keepdims=False):
    """How many elements are not zero."""
    return sum(_ufuncs.not_equal(asarray(a), 0), axis, keepdims=keepdims)


def average(a, axis=None, weights=None):
    """The mean, with weights."""
    if weights is None:
        return mean(a, axis)
    a, weights = asarray(a), asarray(weights)
    if weights.shape != a.shape:
        if axis is None:
            raise TypeError("Axis must be specified when shapes of a and weights differ.")
        if weights.ndim != 1 or weights.shape[0] != a.shape[axis]:
            raise ValueError("Shape of weights must be consistent with shape of a along specified axis.")
        at = axis_of(axis, a.ndim)
        weights = weights.reshape([-1 if i == at else 1 for i in range(a.ndim)])
    return sum(a * weights, axis) / sum(weights, axis)


for _name in ("sum", "mean", "var", "std", "max", "min", "argmax", "argmin", "any", "all", "prod", "cumsum",
              "cumprod"):
    setattr(ndarray, _name, globals()[_name])
