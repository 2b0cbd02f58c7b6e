"""Functions of torch for series of numbers: covariance, differences, areas, places in sorted numbers."""
import bisect
import warnings

import _dh

from . import _ops, creation
from ._diagonals import diag
from ._dtypes import bool as bool_dtype
from ._dtypes import int32, int64
from ._elementwise import from_numbers
from ._numpy_names import numpy_names
from ._parts import _dims


def _weights(name, given, count):
    if given is None:
        return None
    if given.dim() > 1:
        raise RuntimeError(f"cov(): expected {name} to have one or fewer dimensions but got {name} with {given.dim()} "
                           "dimensions")
    if given.numel() != count:
        raise RuntimeError(f"cov(): expected {name} to have the same size as there are observations in the input but "
                           f"got {given.numel()} != {count}")
    return given


def cov(input, *, correction=1, fweights=None, aweights=None):
    """The covariances of variables, which are rows; of one row, its variance."""
    creation.check_input("cov", input)
    if input.dim() > 2:
        raise RuntimeError("cov(): expected input to have two or fewer dimensions but got an input with "
                           f"{input.dim()} dimensions")
    if input.dtype is bool_dtype:
        raise RuntimeError("cov(): bool dtype is not supported for input")
    rows = input.reshape(1, -1) if input.dim() < 2 else input
    count = rows.size(1)
    times, weights = _weights("fweights", fweights, count), _weights("aweights", aweights, count)
    weight = times if weights is None else weights if times is None else times * weights
    total = count if weight is None else weight.sum()
    mean = (rows if weight is None else rows * weight).sum(1) / total
    rest = total - correction
    if weights is not None and correction:
        rest = total - correction * (weight * weights).sum() / total
    if rest <= 0:
        warnings.warn("cov(): degrees of freedom is <= 0. Correction should be strictly less than the number of "
                      "observations.", stacklevel=2)
        rest = 0
    rows = rows - mean.unsqueeze(1)
    return (_ops.mm(rows, (rows if weight is None else rows * weight).t()) / rest).squeeze()


def corrcoef(input):
    """The correlations of variables, which are rows."""
    creation.check_input("corrcoef", input)
    if input.dim() > 2:
        raise RuntimeError("corrcoef(): expected input to have two or fewer dimensions but got an input with "
                           f"{input.dim()} dimensions")
    found = cov(input)
    if not found.dim():
        return found / found
    deviations = diag(found).sqrt()
    return (found / deviations.reshape(-1, 1) / deviations.reshape(1, -1)).clamp(-1, 1)


@numpy_names
def diff(input, n=1, dim=-1, prepend=None, append=None):
    """The differences of neighbours along a dimension, n times."""
    creation.check_input("diff", input)
    if input.dim() < 1:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    dim = _dims(input, dim)
    if n < 0:
        raise RuntimeError(f"order must be non-negative but got {n}")
    parts = [part for part in (prepend, input, append) if part is not None]
    for part in parts:
        if part.dim() != input.dim():
            raise RuntimeError("diff expects prepend or append to be the same dimension as input")
    input = _ops.cat(parts, dim) if len(parts) > 1 else input
    for _ in range(min(n, input.size(dim))):
        size = input.size(dim)
        after, before = input.narrow(dim, 1, size - 1), input.narrow(dim, 0, size - 1)
        input = after ^ before if input.dtype is bool_dtype else after - before
    return input.clone() if not n else input


def _widths(y, x, dim):
    """The distances of points, shaped to multiply what is between them."""
    if x.dim() == 1:
        if x.numel() != y.size(dim):
            raise RuntimeError("trapezoid: There must be one `x` value for each sample point")
        shape = [-1 if d == dim else 1 for d in range(y.dim())]
        return diff(x).reshape(shape)
    return diff(x.reshape([1] * (y.dim() - x.dim()) + list(x.shape)), dim=dim)


def _pairs(y, dim):
    """Neighbours along a dimension, added."""
    size = y.size(dim)
    return y.narrow(dim, 0, size - 1) + y.narrow(dim, 1, size - 1)


def trapezoid(y, x=None, *, dx=1, dim=-1):
    """The area below a line through points: at x, or dx apart."""
    creation.check_input("trapezoid", y)
    dim = _dims(y, dim)
    if not y.size(dim):
        return y.sum(dim)
    if x is not None:
        return (_pairs(y, dim) * _widths(y, x, dim)).sum(dim) / 2.0
    return (y.sum(dim) - (y.select(dim, 0) + y.select(dim, -1)) * 0.5) * dx


trapz = trapezoid


def cumulative_trapezoid(y, x=None, *, dx=1, dim=-1):
    """`trapezoid` up to each point but the first."""
    creation.check_input("cumulative_trapezoid", y)
    dim = _dims(y, dim)
    if x is not None:
        return (_widths(y, x, dim) / 2.0 * _pairs(y, dim)).cumsum(dim)
    return (dx / 2.0 * _pairs(y, dim)).cumsum(dim)


def _places(known, values, right):
    """Where values belong among sorted numbers: before what is equal, or (right) behind it. NaN comes last."""
    find = bisect.bisect_right if right else bisect.bisect_left
    return [len(known) if value != value else find(known, value) for value in values]


def bucketize(input, boundaries, *, out_int32=False, right=False):
    """The number of boundaries below each element; with right=True, also of those that are equal."""
    if boundaries.dim() != 1:
        raise RuntimeError(f"boundaries tensor must be 1 dimension, but got dim({boundaries.dim()})")
    known = boundaries.tolist()
    if not isinstance(input, _dh.TensorBase):
        return creation.tensor(_places(known, [input], right)[0], dtype=int32 if out_int32 else int64)
    return from_numbers(_places(known, input.detach().reshape(-1).tolist(), right), input,
                        int32 if out_int32 else int64)


def searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None):
    """Where the elements belong in sorted rows: in one that is for all, or row by row."""
    if side is not None and side not in ("left", "right"):
        raise RuntimeError(f"torch.searchsorted(): side can only be 'left' or 'right' but got {side}")
    if side == "left" and right:
        raise RuntimeError("torch.searchsorted(): side and right can't be set to opposites, got side of left while "
                           "right was True")
    right = right or side == "right"
    if sorter is not None:
        sorted_sequence = _ops._gather(sorted_sequence, sorter, -1)
    if sorted_sequence.dim() == 1:
        return bucketize(input, sorted_sequence, out_int32=out_int32, right=right)
    if not isinstance(input, _dh.TensorBase):
        raise RuntimeError("torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension "
                           f"is 1, but we got boundaries tensor dim({sorted_sequence.dim()}) and input value's dim(0) "
                           "numel(1)")
    if sorted_sequence.shape[:-1] != input.shape[:-1]:
        raise RuntimeError("torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions "
                           "of boundaries tensor and input value tensor must match, but we got boundaries tensor "
                           f"{list(sorted_sequence.shape)} and input value tensor {list(input.shape)}")
    rows = zip(*(one.detach().reshape(-1, one.size(-1)).tolist() for one in (sorted_sequence, input)))
    return from_numbers([place for known, values in rows for place in _places(known, values, right)], input,
                        int32 if out_int32 else int64)
