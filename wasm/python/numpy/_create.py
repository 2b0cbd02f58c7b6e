"""New arrays."""
import math

from . import _core, _dtypes
from ._array import _shape, array, asarray, wrap
from ._core import FLOAT32, FLOAT64, INT64
from ._scalars import float32, float64
from ._shape import broadcast_to


def zeros(shape, dtype=None, order="C"):
    """0 everywhere; of texts, empty ones."""
    if _dtypes.is_text(dtype):
        return full(shape, "", dtype)
    return wrap(_core.empty(_shape(shape), _dtypes.code_of(dtype)))


empty = zeros  # memory is always cleared here


def full(shape, fill_value, dtype=None, order="C"):
    """One value everywhere."""
    value = asarray(fill_value, dtype if _dtypes.is_text(dtype) else None)
    if value._is_text:
        value = value if dtype is None else value.astype(dtype)
        return broadcast_to(value, _shape(shape)).copy()
    code = _core.code(value._t) if dtype is None else _dtypes.code_of(dtype)
    made = wrap(_core.empty(_shape(shape), code))
    made[...] = value
    return made


def ones(shape, dtype=None, order="C"):
    """1 everywhere."""
    return full(shape, 1, float if dtype is None else dtype)


def _like(function):
    def like(a, dtype=None, order="K", subok=True, shape=None):
        a = asarray(a)
        return function(a.shape if shape is None else shape, a.dtype if dtype is None else dtype)

    like.__name__ = like.__qualname__ = function.__name__ + "_like"
    like.__doc__ = f"`{function.__name__}` with the shape and dtype of another array."
    return like


zeros_like = _like(zeros)
empty_like = _like(zeros)
empty_like.__name__ = empty_like.__qualname__ = "empty_like"
ones_like = _like(ones)


def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None):
    """`full` with the shape and dtype of another array."""
    a = asarray(a)
    return full(a.shape if shape is None else shape, fill_value, a.dtype if dtype is None else dtype)


def eye(N, M=None, k=0, dtype=float, order="C"):
    """1 on a diagonal, 0 elsewhere."""
    columns = N if M is None else M
    values = [1 if j - i == k else 0 for i in range(N) for j in range(columns)]
    return wrap(_core.from_values(values, (N, columns), _dtypes.code_of(dtype)))


def identity(n, dtype=None):
    """The identity matrix."""
    return eye(n, dtype=float if dtype is None else dtype)


def arange(start, stop=None, step=1, dtype=None):
    """Evenly spaced values, the end not included."""
    if stop is None:
        start, stop = 0, start
    start, stop, step = (v.item() if hasattr(v, "item") else v for v in (start, stop, step))
    whole = all(isinstance(v, int) for v in (start, stop, step))
    if step == 0:
        raise ZeroDivisionError("division by zero")
    code = (INT64 if whole else FLOAT64) if dtype is None else _dtypes.code_of(dtype)
    count = max(0, math.ceil((stop - start) / step))
    # NumPy takes the first two values and goes on with their difference.
    delta = (start + step) - start
    values = [start + i * delta for i in range(count)]
    if count > 1:
        values[1] = start + step
    if _core.is_whole(code):
        first = [int(v) for v in (start, start + step)]
        values = [first[0] + i * (first[1] - first[0]) for i in range(count)]
    return wrap(_core.from_values(values, (count,), code))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    """So many evenly spaced values, the end included."""
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    parts = num - 1 if endpoint else num
    if asarray(start).ndim or asarray(stop).ndim:
        raise NotImplementedError("Downhill does not have numpy.linspace between arrays (yet)")
    kinds = {type(start), type(stop)}
    single = float32 in kinds and kinds <= {float32, float, int}
    near = _core._narrow if single else float
    start, stop = float(start), float(stop)
    width = near(stop - start)
    step = math.nan
    values = [float(i) for i in range(num)]
    if parts > 0:
        step = near(width / parts)
        values = [near(v * step) for v in values] if step != 0 else [v / parts * width for v in values]
    else:
        values = [near(v * width) for v in values]
    values = [v + start for v in values]
    if endpoint and num > 1:
        values[-1] = stop
    code = (FLOAT32 if single else FLOAT64) if dtype is None else _dtypes.code_of(dtype)
    if _core.is_whole(code):
        values = [math.floor(v) for v in values]
    made = wrap(_core.from_values(values, (num,), code))
    return (made, (float32 if single else float64)(step)) if retstep else made


def copy(a, order="K", subok=False):
    """A copy with memory of its own."""
    return array(a, copy=True)


def ascontiguousarray(a, dtype=None):
    """With the elements in row-major order."""
    a = asarray(a, dtype)
    return a if a._t.is_contiguous() else a.copy()


def fromiter(iter, dtype, count=-1):
    """An array of what an iterator gives."""
    values = list(iter) if count < 0 else [value for value, _ in zip(iter, range(count))]
    return array(values, dtype)


def _triangle(keep):
    def function(m, k=0):
        from ._ufuncs import where

        m = asarray(m)
        rows = arange(m.shape[-2]).reshape(-1, 1)
        columns = arange(m.shape[-1]).reshape(1, -1)
        return where(keep(columns - rows, k), m, zeros((), m.dtype)[()])

    return function


tril = _triangle(lambda distance, k: distance <= k)
tril.__name__, tril.__doc__ = "tril", "The lower triangle, 0 above it."
triu = _triangle(lambda distance, k: distance >= k)
triu.__name__, triu.__doc__ = "triu", "The upper triangle, 0 below it."
