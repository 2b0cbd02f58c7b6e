"""numpy: arrays on the same core as torch's tensors."""
import math as _math

from ._array import array, asarray, ndarray
from ._dtypes import dtype
from ._scalars import bool_, float32, float64, floating, generic, int64, integer, number
from . import _index  # gives arrays their indexing
from ._compare import allclose, array_equal, isclose
from ._create import (arange, ascontiguousarray, copy, empty, empty_like, eye, fromiter, full, full_like,
                      identity, linspace, ones, ones_like, tril, triu, zeros, zeros_like)
from ._format import array2string, array_repr, array_str, get_printoptions, printoptions, set_printoptions
from ._linear import dot, inner, matmul, outer, vdot
from ._reduce import (all, amax, amin, any, argmax, argmin, average, count_nonzero, cumprod, cumsum, max, mean,
                      median, min, prod, ptp, std, sum, var)
from ._shape import (append, argsort, argwhere, atleast_1d, atleast_2d, broadcast_to, column_stack, concatenate,
                     diag, diff, expand_dims, flip, hstack, meshgrid, moveaxis, nonzero, ravel, repeat, reshape,
                     roll, sort, split, squeeze, stack, swapaxes, take, tile, transpose, unique, vstack)
from ._ufuncs import (absolute, add, around, bitwise_and, bitwise_not, bitwise_or, bitwise_xor, ceil, clip, cos,
                      divide, equal, exp, expm1, fabs, floor, floor_divide, greater, greater_equal, invert,
                      isfinite, isinf, isnan, less, less_equal, log, log1p, logical_and, logical_not, logical_or,
                      logical_xor, maximum, minimum, mod, multiply, negative, not_equal, positive, power,
                      reciprocal, remainder, rint, round, sign, sin, sqrt, square, subtract, tanh, true_divide,
                      trunc, where)
from . import exceptions, linalg, random

__version__ = "2.4.6"

pi, e, inf, nan = _math.pi, _math.e, _math.inf, _math.nan
newaxis = None
euler_gamma = 0.5772156649015329

abs = absolute
bool = bool_
int_ = intp = long = int64
double = float64
single = float32
pow = power
True_, False_ = bool_(1), bool_(0)
concat = concatenate


def shape(a):
    """The sizes of the dimensions."""
    return asarray(a).shape


def ndim(a):
    """The number of dimensions."""
    return asarray(a).ndim


def size(a, axis=None):
    """The number of elements, of all or along an axis."""
    return asarray(a).size if axis is None else asarray(a).shape[axis]


def isscalar(element):
    """Whether something is a number and no array."""
    return isinstance(element, (generic, int, float, complex, str, bytes))


def __getattr__(name):
    from ._missing import describe

    raise AttributeError(describe("numpy", name))


def _register():
    import _dh

    _dh.register(ndarray=ndarray)


_register()
