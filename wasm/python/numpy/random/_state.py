"""RandomState: NumPy's legacy generator, the Mersenne Twister, kept in the core."""
import math
import os

import _dh

from .. import _core
from .._array import _shape, array, asarray, wrap
from .._core import FLOAT64, INT64
from ._parameters import finite, negative, output_shape

# The core's distributions, in the order of dh.h.
_UNIFORM, _NORMAL, _RANDINT, _RANDOM, _BERNOULLI, _RANDPERM, _EXPONENTIAL = range(7)


class RandomState:
    """A generator of random numbers with its own state."""

    def __init__(self, seed=None):
        self._generator = _dh.generator(True)
        self.seed(seed)

    def __del__(self, release=_dh.release):  # bound here: at the end of the program modules are gone
        if getattr(self, "_generator", 0):
            release(self._generator)

    def __repr__(self):
        return f"RandomState(MT19937) at 0x{id(self):X}"

    def seed(self, seed=None):
        """Start anew, from a number, from numbers, or from the system's randomness."""
        if seed is None:
            seed = list(os.urandom(64))
        if hasattr(seed, "__index__"):
            value = int(seed)
            if not 0 <= value <= 0xFFFFFFFF:
                raise ValueError("Seed must be between 0 and 2**32 - 1")
            _dh.seed(self._generator, value)
            return
        if not hasattr(seed, "__len__"):
            raise TypeError("Cannot cast scalar from " + repr(asarray(seed).dtype)
                            + " to dtype('int64') according to the rule 'safe'")
        values = asarray(seed).ravel().tolist()
        if not values:
            raise ValueError("Seed must be non-empty")
        if any(not 0 <= v <= 0xFFFFFFFF for v in values):
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        _dh.seed_list(self._generator, tuple(values))

    def get_state(self, legacy=True):
        """The state, for `set_state`."""
        return ("MT19937", bytes(_dh.generator_state(self._generator)))

    def set_state(self, state):
        """Go on from a state that `get_state` gave."""
        _dh.set_generator_state(self._generator, state[1])

    # --- the core fills --------------------------------------------------------------------------------

    def _fill(self, distribution, shape, code, a=0.0, b=0.0):
        tensor = _core.empty(shape, code)
        if tensor.numel():
            _dh.random(self._generator, distribution, tensor, a, b)
        return tensor

    def _draw(self, distribution, size, parameters, code=FLOAT64):
        """Values with parameters that may be arrays: one number, or an array of a size."""
        arrays = [asarray(p) for p in parameters]
        if all(a.ndim == 0 for a in arrays):
            numbers = [float(a) for a in arrays] + [0.0, 0.0]
            if size is None:
                return self._fill(distribution, (), code, *numbers[:2]).tolist()
            return wrap(self._fill(distribution, _shape(size), code, *numbers[:2]))
        return self._draw_each(distribution, size, arrays, code)

    def _draw_each(self, distribution, size, arrays, code):
        from .._shape import broadcast_to

        shape = output_shape(size, *(a.shape for a in arrays))
        columns = [broadcast_to(a, shape).ravel().tolist() for a in arrays]
        values = [self._fill(distribution, (), code, *map(float, row), *[0.0] * (2 - len(row))).tolist()
                  for row in zip(*columns)]
        return wrap(_core.from_values(values, shape, code))

    # --- distributions -----------------------------------------------------------------------------------

    def random_sample(self, size=None):
        """Evenly from [0, 1)."""
        return self._draw(_UNIFORM, size, (0.0, 1.0))

    random = ranf = sample = random_sample

    def rand(self, *args):
        """Evenly from [0, 1); the sizes are the arguments."""
        return self.random_sample(args or None)

    def uniform(self, low=0.0, high=1.0, size=None):
        """Evenly from [low, high)."""
        if not finite(high) or not finite(low):
            raise OverflowError("Range exceeds valid bounds")
        return self._draw(_UNIFORM, size, (low, high))

    def standard_normal(self, size=None):
        """Normally distributed around 0 with deviation 1."""
        return self._draw(_NORMAL, size, (0.0, 1.0))

    def randn(self, *args):
        """Normally distributed; the sizes are the arguments."""
        return self.standard_normal(args or None)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Normally distributed around `loc` with deviation `scale`."""
        if negative(scale):
            raise ValueError("scale < 0")
        return self._draw(_NORMAL, size, (loc, scale))

    def exponential(self, scale=1.0, size=None):
        """Exponentially distributed with mean `scale`."""
        if negative(scale):
            raise ValueError("scale < 0")
        standard = self._draw(_EXPONENTIAL, size, (1.0,))
        return scale * standard

    def randint(self, low, high=None, size=None, dtype=int):
        """Whole numbers from [low, high), or from [0, low)."""
        if high is None:
            low, high = 0, low
        if asarray(low).ndim or asarray(high).ndim:
            raise NotImplementedError("Downhill does not have numpy.random.randint between arrays (yet)")
        low, high = int(low), int(high)
        if low >= high:
            raise ValueError("low >= high")
        if high > 1 << 63:
            raise ValueError("high is out of bounds for int64")
        drawn = self._fill(_RANDINT, () if size is None else _shape(size), INT64, float(low), float(high))
        if size is None:
            return drawn.tolist()
        return wrap(drawn) if dtype in (int, None) else wrap(drawn).astype(dtype)

    # --- order ---------------------------------------------------------------------------------------------

    def _order(self, count):
        return self._fill(_RANDPERM, (count,), INT64).tolist()

    def permutation(self, x):
        """The numbers below x, or the rows of x, in random order."""
        if hasattr(x, "__index__") and not getattr(x, "ndim", 0):
            return wrap(self._fill(_RANDPERM, (int(x),), INT64))
        x = asarray(x)
        return x[asarray(self._order(len(x)), int)] if len(x) else x.copy()

    def shuffle(self, x):
        """Put the rows of x in random order, in place."""
        order = self._order(len(x))
        if isinstance(x, list):
            x[:] = [x[i] for i in order]
        else:
            x[...] = x[asarray(order, int)]

    def choice(self, a, size=None, replace=True, p=None):
        """Elements of a (or numbers below a) at random."""
        whole = hasattr(a, "__index__") and not getattr(a, "ndim", 0)
        population = int(a) if whole else None
        if whole and population <= 0:
            raise ValueError("a must be greater than 0 unless no samples are taken")
        if not whole:
            a = array(a)
            if a.ndim != 1:
                raise ValueError("a must be 1-dimensional")
            population = len(a)
            if not population:
                raise ValueError("'a' cannot be empty unless no samples are taken")
        shape = () if size is None else _shape(size)
        indices = self._choose(population, math.prod(shape), replace, p)
        if size is None:
            return indices[0] if whole else a[indices[0]]
        chosen = wrap(_core.from_values(indices, shape, INT64))
        return chosen if whole else a[chosen]

    def _choose(self, population, count, replace, p):
        if p is not None:
            return self._choose_weighted(population, count, replace, asarray(p, float))
        if replace:
            return self._fill(_RANDINT, (count,), INT64, 0.0, float(population)).tolist()
        if count > population:
            raise ValueError("Cannot take a larger sample than population when 'replace=False'")
        return self._order(population)[:count]

    def _choose_weighted(self, population, count, replace, p):
        weights = p.tolist()
        if p.ndim != 1:
            raise ValueError("'p' must be 1-dimensional")
        if len(weights) != population:
            raise ValueError("'a' and 'p' must have same size")
        if any(w < 0 for w in weights):
            raise ValueError("probabilities are not non-negative")
        if abs(math.fsum(weights) - 1.0) > 1.4901161193847656e-08:
            raise ValueError("probabilities do not sum to 1")
        if not replace and sum(w > 0 for w in weights) < count:
            raise ValueError("Fewer non-zero entries in p than size")
        from ._weights import weighted

        return weighted(weights, count, replace,
                        lambda n: self._fill(_UNIFORM, (n,), FLOAT64, 0.0, 1.0).tolist())


_global = RandomState()
