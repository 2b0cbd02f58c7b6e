"""Functions of torch about distances of vectors."""
from . import _ops, creation
from ._derived import derived
from ._diagonals import triu_indices
from ._functions import norm
from ._parts import _dims

_FEW = 25  # with more rows, Euclidean distances are PyTorch's by a matrix product


def dist(input, other, p=2):
    """The p-norm of input - other."""
    creation.check_input("dist", input)
    return norm(input - other, float(p))


def _check_p(name, p):
    if p < 0:
        raise RuntimeError(f"{name} only supports non-negative p values")


def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    """The p-norms of the differences of each row of x1 and each row of x2, batch by batch."""
    for place, given in (("X1", x1), ("X2", x2)):
        if given.dim() < 2:
            raise RuntimeError(f"cdist only supports at least 2D tensors, {place} got: {given.dim()}D")
    if x1.size(-1) != x2.size(-1):
        raise RuntimeError("X1 and X2 must have the same number of columns. "
                           f"X1: {x1.size(-1)} X2: {x2.size(-1)}")
    if compute_mode not in _PRODUCTS:
        raise ValueError(f"{compute_mode} is not a valid value for compute_mode")
    _check_p("cdist", p)
    wanted = _PRODUCTS[compute_mode]
    many = x1.size(-2) > _FEW or x2.size(-2) > _FEW
    if p == 2 and (many if wanted is None else wanted):
        batch = _ops.add(x1[..., 0, 0].detach(), x2[..., 0, 0].detach()).shape
        return _euclidean(x1.expand(*batch, *x1.shape[-2:]), x2.expand(*batch, *x2.shape[-2:]))
    return _norms(x1.unsqueeze(-2) - x2.unsqueeze(-3), p)


_PRODUCTS = {"use_mm_for_euclid_dist_if_necessary": None, "use_mm_for_euclid_dist": True,
             "donot_use_mm_for_euclid_dist": False}


def _norms(differences, p):
    return _ops._vector_norm(differences, p, (-1,), False)


def _euclidean_backward(gradient, x1, result, x2):
    ratio = (gradient / result).masked_fill(result == 0, 0)
    return (x1 * ratio.sum(-1, True) - ratio @ x2,
            x2 * ratio.sum(-2).unsqueeze(-1) - ratio.mT @ x1)


@derived("EuclideanDistBackward0", _euclidean_backward, keeps=True)
def _euclidean(x1, x2):
    squares = [x.pow(2).sum(-1, True) for x in (x1, x2)]
    ones = [creation.ones_like(square) for square in squares]
    rows = _ops.cat([x1 * -2, squares[0], ones[0]], -1) @ _ops.cat([x2, ones[1], squares[1]], -1).mT
    return rows.clamp(min=0).sqrt()


def pdist(input, p=2.0):
    """The p-norms of the differences of all pairs of rows, each pair once."""
    creation.check_input("pdist", input)
    if input.dim() != 2:
        raise RuntimeError(f"pdist only supports 2D tensors, got: {input.dim()}D")
    if not input.dtype.is_floating_point:
        raise RuntimeError("pdist only supports floating-point dtypes")
    _check_p("pdist", p)
    first, second = triu_indices(input.size(0), input.size(0), 1)
    return _norms(input[first] - input[second], p)


def renorm(input, p, dim, maxnorm):
    """Each slice along a dimension scaled down to the p-norm maxnorm, if its own is larger."""
    creation.check_input("renorm", input)
    if p <= 0:
        raise RuntimeError("renorm: non-positive-norm not supported")
    if maxnorm < 0:
        raise RuntimeError(f"renorm: expected maxnorm to be >= 0 but got {maxnorm:g}")
    if input.dim() < 2:
        raise RuntimeError(f"renorm: input needs at least 2 dimensions, got {input.dim()} dimensions")
    dim = _dims(input, dim)
    rest = tuple(d for d in range(input.dim()) if d != dim)
    norms = _ops._vector_norm(input, p, rest, True)
    return input * _ops.where(norms > maxnorm, maxnorm / (norms + 1e-7), 1.0)
