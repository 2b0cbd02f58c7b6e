"""Quantiles, covariances, counts and histograms."""
import math
import operator
import warnings
from bisect import bisect_left, bisect_right

from . import _core, _order, _reduce, _ufuncs
from ._array import array, asarray, ndarray, result, wrap
from ._axes import axes_of
from ._core import FLOAT32, FLOAT64, INT64
from ._create import linspace
from ._errors import errstate
from ._linear import dot
from ._shape import concatenate, diag, diff, from_list, moveaxis, reshape, take

# --- quantiles -----------------------------------------------------------------------------------------------

# What lies between two neighbours, of which the first is at a whole number and `part` says how far behind it.
_METHODS = {
    "linear": lambda low, high, part: _ufuncs.where(part < 0.5, low + (high - low) * part,
                                                    high - (high - low) * (1 - part)),
    "lower": lambda low, high, part: low,
    "higher": lambda low, high, part: _ufuncs.where(part > 0, high, low),
    "midpoint": lambda low, high, part: _ufuncs.where(part > 0, low + (high - low) * 0.5, low),
}


def _quantile(a, q, weak, axis, keepdims, method):
    """The elements at fractions of the way through them in order; a weak q leaves them their dtype."""
    if method not in _METHODS:
        raise NotImplementedError(f"Downhill does not have quantiles with method='{method}' (yet)")
    axes = axes_of(axis, a.ndim)
    rows, _ = _reduce._last_axis(a, axes)
    ordered = moveaxis(_order.sort(wrap(rows)), -1, 0)
    count = ordered.shape[0]
    if not count:
        raise IndexError("index -1 is out of bounds for axis 0 with size 0")
    at = asarray(q * (count - 1))
    below = _ufuncs.floor(at)
    part = reshape(at - below, q.shape + (1,) * (ordered.ndim - 1))
    index = asarray(below).astype(int)
    low, high = take(ordered, index, 0), take(ordered, _ufuncs.minimum(index + 1, count - 1), 0)
    made = asarray(_METHODS[method](low, high, part))
    if _core.code(a._t) >= FLOAT32:
        made = asarray(_ufuncs.where(_ufuncs.isnan(ordered[-1]), math.nan, made))
        made = made.astype(a.dtype) if weak else made
    if keepdims:
        made = reshape(made, q.shape + tuple(1 if i in axes else size for i, size in enumerate(a.shape)))
    return result(made._t)


def _checked(fractions, text):
    if not _reduce.all((fractions >= 0) & (fractions <= 1)):
        raise ValueError(text)
    return asarray(fractions, float)


def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
    """The values below which given fractions of the elements lie."""
    fractions = _checked(asarray(q), "Quantiles must be in the range [0, 1]")
    return _quantile(asarray(a), fractions, type(q) in (int, float), axis, keepdims, method)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
    """The values below which given percentages of the elements lie."""
    fractions = _checked(asarray(q) / 100, "Percentiles must be in the range [0, 100]")
    return _quantile(asarray(a), fractions, type(q) in (int, float), axis, keepdims, method)


# --- without NaN ---------------------------------------------------------------------------------------------


def _filled(a, value):
    a = asarray(a)
    return asarray(_ufuncs.where(_ufuncs.isnan(a), value, a)) if _core.code(a._t) >= FLOAT32 else a


def nansum(a, axis=None, keepdims=False):
    """The sum of what is not NaN."""
    return _reduce.sum(_filled(a, 0), axis, keepdims=keepdims)


def nanprod(a, axis=None, keepdims=False):
    """The product of what is not NaN."""
    return _reduce.prod(_filled(a, 1), axis, keepdims=keepdims)


def _present(a, axis, keepdims):
    return _reduce.sum(_ufuncs.logical_not(_ufuncs.isnan(asarray(a))), axis, keepdims=keepdims)


def nanmean(a, axis=None, keepdims=False):
    """The mean of what is not NaN."""
    count = _present(a, axis, keepdims)
    if _reduce.any(asarray(count) == 0):
        warnings.warn("Mean of empty slice", RuntimeWarning, stacklevel=2)
    with errstate(invalid="ignore"):
        return nansum(a, axis, keepdims) / count


def nanvar(a, axis=None, ddof=0, keepdims=False):
    """The variance of what is not NaN."""
    a = asarray(a)
    away = _filled(a - nanmean(a, axis, True), 0)
    return _reduce.sum(away * away, axis, keepdims=keepdims) / (_present(a, axis, keepdims) - ddof)


def nanstd(a, axis=None, ddof=0, keepdims=False):
    """The standard deviation of what is not NaN."""
    return _ufuncs.sqrt(nanvar(a, axis, ddof, keepdims))


def _nan_extreme(name, reduce_, least):
    def function(a, axis=None, keepdims=False):
        made = reduce_(_filled(a, least), axis, keepdims=keepdims)
        empty = _present(a, axis, keepdims) == 0
        if _reduce.any(asarray(empty)):
            part = "slice" if isinstance(a, ndarray) else "axis"
            warnings.warn(f"All-NaN {part} encountered", RuntimeWarning, stacklevel=2)
            made = _ufuncs.where(empty, math.nan, made)
        return made

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"The {name[3:]} of what is not NaN."
    return function


nanmax = _nan_extreme("nanmax", _reduce.max, -math.inf)
nanmin = _nan_extreme("nanmin", _reduce.min, math.inf)


def _nan_arg(name, arg, least):
    def function(a, axis=None):
        if _reduce.any(asarray(_present(a, axis, False) == 0)):
            raise ValueError("All-NaN slice encountered")
        return arg(_filled(a, least), axis)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"The index of the {name[6:]} of what is not NaN."
    return function


nanargmax = _nan_arg("nanargmax", _reduce.argmax, -math.inf)
nanargmin = _nan_arg("nanargmin", _reduce.argmin, math.inf)


def _by_rows(a, axis, function):
    """A function of the elements of each row along the axes that are not NaN."""
    a = asarray(a)
    rows, shape = _reduce._last_axis(a, axes_of(axis, a.ndim))
    lists = reshape(wrap(rows), (-1, rows.shape[-1])).tolist()
    made = [function(asarray([v for v in row if v == v], float)) for row in lists]
    return result(_core.from_values(made, shape, max(_core.code(rows), FLOAT32)))


def nanmedian(a, axis=None):
    """The median of what is not NaN."""
    return _by_rows(a, axis, lambda row: float(_reduce.median(row)) if row.size else math.nan)


def nanpercentile(a, q, axis=None):
    """The value below which a percentage of what is not NaN lies."""
    if asarray(q).ndim:
        return asarray([nanpercentile(a, one, axis) for one in asarray(q)])
    return _by_rows(a, axis, lambda row: float(percentile(row, q)) if row.size else math.nan)


def nanquantile(a, q, axis=None):
    """The value below which a fraction of what is not NaN lies."""
    return nanpercentile(a, asarray(q) * 100, axis)


# --- covariances -----------------------------------------------------------------------------------------------


def cov(m, y=None, rowvar=True, bias=False, ddof=None):
    """The covariances of variables, which are rows."""
    if ddof is not None and ddof != int(ddof):
        raise ValueError("ddof must be integer")
    m = asarray(m)
    if m.ndim > 2:
        raise ValueError("m has more than 2 dimensions")
    if y is not None and asarray(y).ndim > 2:
        raise ValueError("y has more than 2 dimensions")
    x = array(m, float, ndmin=2)
    x = x.T if not rowvar and m.ndim != 1 else x
    if y is not None:
        y = array(asarray(y), float, ndmin=2)
        x = concatenate([x, y.T if not rowvar and y.shape[0] != 1 else y])
    count = x.shape[1] - ((0 if bias else 1) if ddof is None else ddof)
    if count <= 0:
        warnings.warn("Degrees of freedom <= 0 for slice", RuntimeWarning, stacklevel=2)
        count = 0.0
    x = x - _reduce.mean(x, 1, keepdims=True)
    return asarray(dot(x, x.T) * _ufuncs.true_divide(1, count)).squeeze()


def corrcoef(x, y=None, rowvar=True):
    """The correlations of variables, which are rows."""
    c = cov(x, y, rowvar)
    if c.ndim == 0:
        return c / c
    deviation = _ufuncs.sqrt(diag(c))
    return _ufuncs.clip(c / deviation.reshape(-1, 1) / deviation.reshape(1, -1), -1, 1)


# --- counts ------------------------------------------------------------------------------------------------------


def bincount(x, /, weights=None, minlength=0):
    """How often each of 0, 1, 2 ... occurs, or the sum of the weights there."""
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError("object too deep for desired array" if x.ndim else
                         "object of too small depth for desired array")
    if _core.code(x._t) >= FLOAT32 and x.size:
        raise TypeError(f"Cannot cast array data from {x.dtype!r} to dtype('int64') according to the rule 'safe'")
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    places = [int(v) for v in x.tolist()]
    if any(v < 0 for v in places):
        raise ValueError("'list' argument must have no negative elements")
    amounts = [1] * len(places) if weights is None else asarray(weights, float).tolist()
    if len(amounts) != len(places):
        raise ValueError("The weights and list don't have the same length.")
    made = [0 if weights is None else 0.0] * max(minlength, max(places, default=-1) + 1)
    for place, amount in zip(places, amounts):
        made[place] += amount
    return wrap(_core.from_values(made, (len(made),), INT64 if weights is None else FLOAT64))


def searchsorted(a, v, side="left", sorter=None):
    """Where values belong in a sorted array."""
    if side not in ("left", "right"):
        raise ValueError(f"search side must be 'left' or 'right' (got '{side}')")
    a, v = asarray(a), asarray(v)
    keys = [_order._key(value) for value in (a if sorter is None else a[asarray(sorter)]).tolist()]
    search = bisect_left if side == "left" else bisect_right
    places = [search(keys, _order._key(value)) for value in v.ravel().tolist()]
    return result(_core.from_values(places, v.shape, INT64))


def digitize(x, bins, right=False):
    """In which bin each value lies."""
    bins = asarray(bins)
    steps = diff(bins)
    side = "left" if right else "right"
    if _reduce.all(steps >= 0):
        return searchsorted(bins, x, side)
    if _reduce.all(steps <= 0):
        return len(bins) - searchsorted(bins[::-1], x, side)
    raise ValueError("bins must be monotonically increasing or decreasing")


def _outer_edges(a, range_):
    if range_ is not None:
        first, last = range_
        if first > last:
            raise ValueError("max must be larger than min in range parameter.")
        if not (math.isfinite(first) and math.isfinite(last)):
            raise ValueError(f"supplied range of [{first}, {last}] is not finite")
    elif not a.size:
        first, last = 0, 1
    else:
        first, last = _reduce.min(a), _reduce.max(a)
        if not (math.isfinite(first) and math.isfinite(last)):
            raise ValueError(f"autodetected range of [{first}, {last}] is not finite")
    return (first - 0.5, last + 0.5) if first == last else (first, last)


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The edges of a histogram's bins."""
    a = asarray(a)
    if isinstance(bins, str):
        raise NotImplementedError(f"Downhill does not have numpy.histogram(bins='{bins}') (yet)")
    if asarray(bins).ndim == 1:
        edges = asarray(bins)
        if _reduce.any(edges[:-1] > edges[1:]):
            raise ValueError("`bins` must increase monotonically, when an array")
        return edges
    if asarray(bins).ndim:
        raise ValueError("`bins` must be 1d, when an array")
    try:
        count = operator.index(bins)
    except TypeError:
        raise TypeError("`bins` must be an integer, a string, or an array") from None
    if count < 1:
        raise ValueError("`bins` must be positive, when an integer")
    first, last = _outer_edges(a, range)
    return linspace(first, last, count + 1)


def _equal_bin(value, edges, count):
    """The bin among equally wide ones, where rounding is set right by the edges themselves."""
    first, last = edges[0], edges[-1]
    index = min(int((value - first) / (last - first) * count), count - 1)
    if value < edges[index]:
        return index - 1
    return index + 1 if index != count - 1 and value >= edges[index + 1] else index


def histogram(a, bins=10, range=None, density=None, weights=None):
    """How many elements lie in each bin, and the bins' edges."""
    a = asarray(a)
    made = histogram_bin_edges(a, bins, range)
    edges, count = made.tolist(), made.size - 1
    values = a.ravel().tolist()
    if weights is not None and asarray(weights).shape != a.shape:
        raise ValueError("weights should have the same shape as a.")
    inside = [i for i, value in enumerate(values) if count and edges[0] <= value <= edges[-1]]
    if asarray(bins).ndim:
        places = [min(bisect_right(edges, values[i]), count) - 1 for i in inside]
    else:
        places = [_equal_bin(values[i], edges, count) for i in inside]
    amounts = None if weights is None else asarray(weights).ravel()[from_list(inside)]
    counts = bincount(from_list(places), amounts, count)
    if weights is not None and _core.is_whole(_core.code(asarray(weights)._t)):
        counts = counts.astype(int)
    if density:
        return counts / diff(made) / counts.sum(), made
    return counts, made


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    """How many points lie in each cell of a grid, and the edges in x and in y."""
    x, y = asarray(x), asarray(y)
    if len(x) != len(y):
        raise ValueError("x and y must have the same length.")
    pair = bins if hasattr(bins, "__len__") and len(bins) == 2 else (bins, bins)
    ranges = (None, None) if range is None else range
    columns, made = [], []
    for values, part, limits in zip((x, y), pair, ranges):
        edges = histogram_bin_edges(values, part, limits).astype(float)
        place = digitize(values, edges) - 1
        made.append(edges)
        columns.append(_ufuncs.where(values == edges[-1], edges.size - 2, place))
    sizes = [edges.size - 1 for edges in made]
    cells = zip(*(column.tolist() for column in columns))
    inside = from_list([i for i, (p, q) in enumerate(cells) if 0 <= p < sizes[0] and 0 <= q < sizes[1]])
    amounts = asarray([1.0] * len(x) if weights is None else weights, float)[inside]
    cells = columns[0][inside] * sizes[1] + columns[1][inside]
    counts = bincount(cells, amounts, sizes[0] * sizes[1]).reshape(sizes)
    if density:
        counts = counts / diff(made[0]).reshape(-1, 1) / diff(made[1]) / counts.sum()
    return counts, *made
