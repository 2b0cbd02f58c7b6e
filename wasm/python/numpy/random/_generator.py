"""Generator and default_rng: NumPy's random numbers from PCG64, digit for digit."""
import math
import operator

from .. import _core, _dtypes
from .._array import _shape, array, asarray, ndarray, wrap
from .._axes import axis_of
from .._core import FLOAT32, FLOAT64, INT64
from .._missing import has_method
from .._operands import broadcast_shape
from .._scalars import int64, integer
from .._shape import broadcast_to, take
from ._parameters import finite, negative, output_shape, parameter
from ._pcg64 import PCG64
from ._state import RandomState
from ._weights import weighted
from ._whole import bounded, distinct, shuffled
from ._ziggurat import exponentials, normals

_LOWEST, _HIGHEST = -(1 << 63), (1 << 63) - 1


class Generator:
    """Random numbers from a source of random bits."""

    def __init__(self, bit_generator):
        if not isinstance(bit_generator, PCG64):
            raise AttributeError(f"'{type(bit_generator).__name__}' object has no attribute 'capsule'")
        self._bits = bit_generator

    bit_generator = property(lambda self: self._bits, doc="The source of random bits.")

    def __str__(self):
        return "Generator(PCG64)"

    def __repr__(self):
        return f"Generator(PCG64) at 0x{id(self):X}"

    def __getattr__(self, name):
        if has_method(name, "numpy.random.Generator"):
            raise AttributeError(f"Downhill does not have numpy.random.Generator.{name} (yet)")
        raise AttributeError(f"'numpy.random._generator.Generator' object has no attribute '{name}'")

    # --- real numbers ------------------------------------------------------------------------------------

    def random(self, size=None, dtype=float):
        """Evenly from [0, 1)."""
        if _real(dtype, "random") == FLOAT32:
            return _shaped(size, FLOAT32, lambda n: [word * 2.0**-24 for word in self._shifted(n, 32, 8)])
        return _shaped(size, FLOAT64, self._uniforms)

    def _shifted(self, count, bits, shift):
        return [word >> shift for word in (self._bits.words if bits == 64 else self._bits.halves)(count)]

    def _uniforms(self, count):
        return [word * 2.0**-53 for word in self._shifted(count, 64, 11)]

    def uniform(self, low=0.0, high=1.0, size=None):
        """Evenly from [low, high)."""
        low, high = parameter(low), parameter(high)
        width = high - low
        if not finite(width):
            start = "high - low range" if isinstance(width, float) else "Range"
            raise OverflowError(f"{start} exceeds valid bounds")
        if negative(width):
            raise ValueError("high - low < 0")
        return self._placed(self._uniforms, size, width, low)

    def _normals(self, count):
        return normals(self._bits.source(count), count)

    def standard_normal(self, size=None, dtype=float):
        """Normally distributed around 0 with deviation 1."""
        if _real(dtype, "standard_normal") == FLOAT32:
            return _shaped(size, FLOAT32, lambda n: normals(self._bits.source(n, 32), n, single=True))
        return _shaped(size, FLOAT64, self._normals)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Normally distributed around `loc` with deviation `scale`."""
        return self._placed(self._normals, size, _scale(scale), parameter(loc))

    def _exponentials(self, count):
        return exponentials(self._bits.source(count), count)

    def standard_exponential(self, size=None, dtype=float, method="zig"):
        """Exponentially distributed with mean 1."""
        if _real(dtype, "standard_exponential") == FLOAT32:
            raise NotImplementedError("Downhill does not have standard_exponential(dtype=numpy.float32) (yet)")
        if method != "zig":
            return _shaped(size, FLOAT64, lambda n: [-math.log1p(-u) for u in self._uniforms(n)])
        return _shaped(size, FLOAT64, self._exponentials)

    def exponential(self, scale=1.0, size=None):
        """Exponentially distributed with mean `scale`."""
        return self._placed(self._exponentials, size, _scale(scale))

    def _placed(self, draw, size, scale, *loc):
        """Drawn numbers times scale, and moved by loc if there is one. Both are floats or arrays."""
        if not any(isinstance(part, ndarray) for part in (scale, *loc)):
            start = loc[0] if loc else 0.0
            return _shaped(size, FLOAT64, lambda n: [start + scale * value for value in draw(n)])
        shape = output_shape(size, *(asarray(part).shape for part in (*loc, scale)))
        made = scale * wrap(_core.from_values(draw(math.prod(shape)), shape, FLOAT64))
        return loc[0] + made if loc else made

    # --- whole numbers -----------------------------------------------------------------------------------

    def integers(self, low, high=None, size=None, dtype=int64, endpoint=False):
        """Whole numbers from [low, high), or from [0, low); with `endpoint`, the last one too."""
        low, high = (0, low) if high is None else (low, high)
        code = _dtypes.code_of(dtype)
        if code >= FLOAT32:
            raise TypeError(f"Unsupported dtype {_dtypes.by_code(code)!r} for integers")
        if code != INT64:
            raise NotImplementedError(f"Downhill does not have integers(dtype={_dtypes.by_code(code)}) (yet)")
        if not (_single(low) and _single(high)):
            return self._integers_each(asarray(low), asarray(high), size, endpoint)
        some = size is None or math.prod(_shape(size))
        low, span = _span(int(low), int(high), endpoint) if some else (0, 0)
        made = _shaped(size, INT64, lambda n: [low + value for value in bounded(self._bits, span, n)])
        return made if size is not None or dtype is int else int64(made)

    def _integers_each(self, low, high, size, endpoint):
        shape = broadcast_shape(low.shape, high.shape)
        if size is not None:
            shape = output_shape(None, low.shape, high.shape, _shape(size))
        columns = [broadcast_to(part, shape).ravel().tolist() for part in (low, high)]
        spans = [_span(int(a), int(b), endpoint) for a, b in zip(*columns)]
        values = [first + bounded(self._bits, span, 1)[0] for first, span in spans]
        return wrap(_core.from_values(values, shape, INT64))

    # --- order -------------------------------------------------------------------------------------------

    def shuffle(self, x, axis=0):
        """Put the rows of x in random order, in place."""
        if isinstance(x, ndarray):
            len(x)  # says so if there are no rows
            x[...] = self._reordered(x, axis_of(axis, x.ndim))
        elif axis != 0:
            raise NotImplementedError("Axis argument is only supported on ndarray objects")
        else:
            shuffled(self._bits, x)

    def _reordered(self, x, axis):
        return take(x, asarray(shuffled(self._bits, list(range(x.shape[axis]))), int), axis)

    def permutation(self, x, axis=0):
        """The numbers below x, or the rows of x, in random order."""
        if isinstance(x, (int, integer)):
            return asarray(shuffled(self._bits, list(range(x))), int)
        if isinstance(x, (str, float)):
            axis_of(axis, 0)
        x = asarray(x)
        return self._reordered(x, axis_of(axis, x.ndim))

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        """Elements of a (or numbers below a) at random."""
        a, population = _population(a, axis)
        shape = () if size is None else _shape(size)
        count = math.prod(shape)
        if population <= 0 and count:
            raise ValueError(f"a {'must be a positive integer' if a is None else 'cannot be empty'} unless no samples "
                             "are taken")
        chosen = self._chosen(population, count, replace, p, shuffle)
        if size is None and a is None:
            return chosen[0]
        chosen = wrap(_core.from_values(chosen, shape, INT64))
        if a is None:
            return chosen
        made = take(a, chosen, axis)
        return made if size is None else array(made)

    def _chosen(self, population, count, replace, p, shuffle):
        weights = None if p is None else _weights(p, population)
        if not replace and count > population:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        if weights is not None:
            if not replace and sum(w > 0 for w in weights) < count:
                raise ValueError("Fewer non-zero entries in p than size")
            return weighted(weights, count, replace, self._uniforms)
        if replace:
            return bounded(self._bits, population - 1, count) if count else []
        return distinct(self._bits, population, count, shuffle)


def _shaped(size, code, draw):
    """Drawn numbers in an array of a size, or one of them."""
    shape = () if size is None else _shape(size)
    tensor = _core.from_values(draw(math.prod(shape)), shape, code)
    return tensor.tolist() if size is None else wrap(tensor)


def _single(value):
    """Whether something is one number, or can be none."""
    return isinstance(value, str) or not getattr(value, "ndim", hasattr(value, "__len__"))


def _real(dtype, name):
    code = _dtypes.code_of(dtype)
    if code < FLOAT32:
        raise TypeError(f"Unsupported dtype {_dtypes.by_code(code)!r} for {name}")
    return code


def _scale(scale):
    scale = parameter(scale)
    if negative(scale):
        raise ValueError("scale < 0")
    return scale


def _span(low, high, endpoint):
    """The lowest number, and how far the highest is from it."""
    last = high if endpoint else high - 1
    if low < _LOWEST:
        raise ValueError("low is out of bounds for int64")
    if last > _HIGHEST:
        raise ValueError("high is out of bounds for int64")
    if low > last:
        than = "" if endpoint else "="
        raise ValueError(f"low >{than} high" if low else f"high <{than} 0")
    return low, last - low


def _population(a, axis):
    """What is chosen from, and how much there is; numbers below a number are no array."""
    if _single(a):
        try:
            return None, operator.index(a)
        except TypeError:
            raise ValueError(f"a must be a sequence or an integer, not {type(a)}") from None
    a = asarray(a)
    return a, a.shape[axis]


def _weights(p, population):
    """Probabilities as a checked list."""
    count, single = len(p), isinstance(p, ndarray) and _core.code(p._t) == FLOAT32
    p = asarray(p, float)
    if p.ndim != 1:
        raise ValueError("p must be 1-dimensional")
    if count != population:
        raise ValueError("a and p must have same size")
    weights = p.tolist()
    total = math.fsum(weights)
    if math.isnan(total):
        raise ValueError("Probabilities contain NaN")
    if any(w < 0 for w in weights):
        raise ValueError("Probabilities are not non-negative")
    if abs(total - 1.0) > math.sqrt(2.0**-23 if single else 2.0**-52):
        raise ValueError("Probabilities do not sum to 1. See Notes section of docstring for more information.")
    return weights


def default_rng(seed=None):
    """A Generator that starts from a number, from numbers, or from the system's randomness."""
    if isinstance(seed, Generator):
        return seed
    if isinstance(seed, RandomState):
        raise NotImplementedError("Downhill does not have numpy.random.default_rng of a RandomState (yet)")
    return Generator(seed if isinstance(seed, PCG64) else PCG64(seed))
