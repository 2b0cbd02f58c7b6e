"""numpy: arrays on the same core as torch's tensors."""
import math as _math

import _dh

from . import _index
from ._array import array, asarray, ndarray
from ._dtypes import dtype
from ._scalars import (bool_, float16, float32, float64, floating, generic, int8, int16, int32, int64, integer,
                       number, signedinteger, uint8, unsignedinteger)
from ._compare import allclose, array_equal, isclose
from ._create import (arange, ascontiguousarray, copy, empty, empty_like, eye, fromiter, full, full_like,
                      identity, linspace, ones, ones_like, tril, triu, zeros, zeros_like)
from ._errors import errstate, geterr, seterr
from ._format import array2string, array_repr, array_str, get_printoptions, printoptions, set_printoptions
from ._linear import dot, inner, matmul, outer, vdot
from ._reduce import (all, amax, amin, any, argmax, argmin, average, count_nonzero, cumprod, cumsum, max, mean,
                      median, min, prod, ptp, std, sum, var)
from ._order import argsort, argwhere, nonzero, sort, unique
from ._shape import (append, atleast_1d, atleast_2d, broadcast_to, column_stack, concatenate, diag, diff,
                     expand_dims, flip, hstack, meshgrid, moveaxis, ravel, repeat, reshape, roll, split, squeeze,
                     stack, swapaxes, take, tile, transpose, vstack)
from ._ufuncs import (absolute, add, around, bitwise_and, bitwise_not, bitwise_or, bitwise_xor, ceil, clip, cos,
                      divide, equal, exp, expm1, fabs, floor, floor_divide, greater, greater_equal, invert,
                      isfinite, isinf, isnan, less, less_equal, log, log1p, logical_and, logical_not, logical_or,
                      logical_xor, maximum, minimum, mod, multiply, negative, not_equal, positive, power,
                      reciprocal, remainder, rint, round, sign, sin, sqrt, square, subtract, tanh, true_divide,
                      trunc, where)
from . import exceptions, linalg, random

# Loaded when they are used, by module.
_LATER = {name: module for module, names in {
    "_curves": "ediff1d geomspace gradient interp logspace trapezoid",
    "_grids": "c_ diag_indices diagflat diagonal fill_diagonal flatnonzero fromfunction index_exp indices ix_ mgrid "
              "ndenumerate ndindex ogrid r_ ravel_multi_index s_ take_along_axis trace tri tril_indices triu_indices "
              "unravel_index vander",
    "_maths": "acos acosh arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh atan atan2 atanh cbrt "
              "copysign cosh deg2rad degrees divmod exp2 float_power fmax fmin gcd heaviside hypot isneginf isposinf "
              "lcm log10 log2 logaddexp modf nan_to_num rad2deg radians signbit sinc sinh tan",
    "_parts": "apply_along_axis array_equiv array_split atleast_3d broadcast_arrays broadcast_shapes delete dstack "
              "fliplr flipud hsplit insert lexsort pad piecewise rot90 select trim_zeros vectorize vsplit",
    "_polynomials": "poly1d polyadd polyder polyfit polyint polymul polysub polyval",
    "_products": "convolve correlate cross einsum kron tensordot",
    "_sets": "intersect1d isin setdiff1d setxor1d union1d",
    "_statistics": "bincount corrcoef cov digitize histogram histogram2d histogram_bin_edges nanargmax nanargmin "
                   "nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar percentile "
                   "quantile searchsorted",
    "_text": "str_",
    "_types": "finfo iinfo issubdtype may_share_memory promote_types result_type shares_memory",
}.items() for name in names.split()}

__all__ = [
    *_LATER,
    "False_", "True_", "abs", "absolute", "add", "all", "allclose", "amax", "amin", "any", "append", "arange",
    "argmax", "argmin", "argsort", "argwhere", "around", "array", "array2string", "array_equal", "array_repr",
    "array_str", "asarray", "ascontiguousarray", "atleast_1d", "atleast_2d", "average", "bitwise_and",
    "bitwise_not", "bitwise_or", "bitwise_xor", "bool", "bool_", "byte", "broadcast_to", "ceil", "clip",
    "column_stack", "concat", "concatenate", "copy", "cos", "count_nonzero", "cumprod", "cumsum", "diag",
    "diff", "divide", "dot", "double", "dtype", "e", "empty", "empty_like", "equal", "errstate", "euler_gamma",
    "exceptions", "exp", "expand_dims", "expm1", "eye", "fabs", "flip", "float16", "float32", "float64",
    "floating", "floor", "floor_divide", "fromiter", "full", "full_like", "generic", "get_printoptions",
    "geterr", "greater", "greater_equal", "half", "hstack", "identity", "inf", "inner", "int16", "int32",
    "int64", "int8", "int_", "intc", "integer", "intp", "invert", "isclose", "isfinite", "isinf", "isnan",
    "isscalar", "less", "less_equal", "linalg", "linspace", "log", "log1p", "logical_and", "logical_not",
    "logical_or", "logical_xor", "long", "matmul", "max", "maximum", "mean", "median", "meshgrid", "min",
    "minimum", "mod", "moveaxis", "multiply", "nan", "ndarray", "ndim", "negative", "newaxis", "nonzero",
    "not_equal", "number", "ones", "ones_like", "outer", "pi", "positive", "pow", "power", "printoptions",
    "prod", "ptp", "random", "ravel", "reciprocal", "remainder", "repeat", "reshape", "rint", "roll", "round",
    "set_printoptions", "seterr", "shape", "short", "sign", "signedinteger", "sin", "single", "size", "sort",
    "split", "sqrt", "square", "squeeze", "stack", "std", "subtract", "sum", "swapaxes", "take", "tanh", "tile",
    "transpose", "tril", "triu", "true_divide", "trunc", "ubyte", "uint8", "unique", "unsignedinteger", "var",
    "vdot", "vstack", "where", "zeros", "zeros_like",
]

__version__ = "2.4.6"

pi, e, inf, nan = _math.pi, _math.e, _math.inf, _math.nan
newaxis = None
euler_gamma = 0.5772156649015329

abs = absolute
bool = bool_
int_ = intp = long = int64
intc, short, byte, ubyte, half = int32, int16, int8, uint8, float16
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
    if name in _LATER:
        from importlib import import_module

        found = globals()[name] = getattr(import_module(f".{_LATER[name]}", __name__), name)
        return found
    from ._missing import describe

    raise AttributeError(describe("numpy", name))


def __dir__():
    return [*globals(), *_LATER]


_dh.register(ndarray=ndarray)
ndarray.__getitem__, ndarray.__setitem__ = _index.get, _index.put
