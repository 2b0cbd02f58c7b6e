"""Functions of torch about the distribution of elements: quantiles, means without NaN, histograms."""
import math

import _dh
from _dh_results import named

from . import _ops, creation
from ._derived import derived
from ._extremes import _kept, _reduced
from ._numpy_names import numpy_names
from ._parts import _dims

_WAYS = ("linear", "lower", "higher", "midpoint", "nearest")


def _checked_q(name, input, q):
    """q as a tensor, once all arguments fit together."""
    if not input.numel():
        raise RuntimeError(f"{name}() input tensor must be non-empty")
    if not input.dtype.is_floating_point:
        raise RuntimeError(f"{name}() input tensor must be either float or double dtype")
    if not isinstance(q, _dh.TensorBase):
        if not 0 <= q <= 1:
            raise RuntimeError(f"quantile() q must be in the range [0, 1] but got {q:g}")
        return creation.tensor(float(q), dtype=input.dtype)
    if q.dim() > 1:
        raise RuntimeError(f"{name}() q must be a scalar or 1D tensor")
    if q.dtype is not input.dtype:
        raise RuntimeError(f"{name}() q tensor must be same dtype as the input tensor")
    if not ((q >= 0) & (q <= 1)).all():
        raise RuntimeError(f"{name}() q values must be in the range [0, 1]")
    return q.detach()


def _ranks(ordered, q, skipping):
    """The places of the quantiles in the sorted rows: of a row with NaN the last, unless these are skipped."""
    missing, last = ordered.isnan(), ordered.size(-1) - 1
    if skipping:
        counts = (~missing).sum(-1, True).to(q.dtype)
        return (q * (counts - 1)).clamp(min=0)
    return _ops.where(missing.any(-1, True), float(last), q * last)


def _between(ordered, ranks, interpolation):
    """The values at places between elements."""
    if interpolation in ("lower", "higher", "nearest"):
        ranks = {"lower": _ops.floor, "higher": _ops.ceil, "nearest": _ops.round}[interpolation](ranks)
        return _ops._gather(ordered, ranks.long(), -1)
    below = ranks.long()
    weights = ranks * 0 + 0.5 if interpolation == "midpoint" else ranks - below
    low, high = (_ops._gather(ordered, places, -1) for places in (below, ranks.ceil().long()))
    apart = high - low  # from the nearer end, as PyTorch's lerp does
    return _ops.where(weights < 0.5, low + weights * apart, high - apart * (1 - weights))


def _quantile(name, input, q, dim, keepdim, interpolation, skipping):
    creation.check_input(name, input)
    q = _checked_q(name, input, q)
    if interpolation not in _WAYS:
        raise RuntimeError(f"{name}() interpolation must be one of linear, lower, higher, midpoint or nearest, but got "
                           f"{interpolation}")
    whole = dim is None
    dim = 0 if whole else _dims(input, dim)
    rows = input.reshape(-1) if whole or not input.dim() else input.movedim(dim, -1)
    ordered = _ops.sort(rows.contiguous(), -1).values
    ranks = _ranks(ordered.detach(), q.reshape(-1), skipping).expand(*ordered.shape[:-1], q.numel())
    found = _between(ordered, ranks.contiguous(), interpolation).movedim(-1, 0)
    if keepdim:
        sizes = [1 if whole or d == dim else size for d, size in enumerate(input.shape)]
        found = found.reshape(q.numel(), *sizes)
    return found if q.dim() else found.squeeze(0)


@numpy_names
def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    """What parts q of the elements are below, of all or along a dimension."""
    return _quantile("quantile", input, q, dim, keepdim, interpolation, False)


@numpy_names
def nanquantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    """`quantile` of what is not NaN."""
    return _quantile("nanquantile", input, q, dim, keepdim, interpolation, True)


@derived("NansumBackward0", lambda gradient, input, result, dims, keepdim:
         _kept(gradient, dims, keepdim).expand(input.shape) * ~input.isnan(), keeps=True)
def _nansum(input, dims, keepdim):
    return _ops.where(input.isnan(), 0.0, input).sum(dims or None, keepdim)


@numpy_names
def nansum(input, dim=None, keepdim=False, *, dtype=None):
    """The sum of what is not NaN, of all elements or over dimensions."""
    creation.check_input("nansum", input)
    input = input if dtype is None else input.to(dtype)
    dims = _reduced(input, dim)
    if not input.dtype.is_floating_point:
        return input.sum(dims or None, keepdim)
    return _nansum(input, dims, keepdim)


@numpy_names
def nanmean(input, dim=None, keepdim=False, *, dtype=None):
    """The mean of what is not NaN, of all elements or over dimensions."""
    creation.check_input("nanmean", input)
    if not input.dtype.is_floating_point:
        raise RuntimeError("nanmean(): expected input to have floating point or complex dtype but got "
                           f"{creation.scalar_name(input)}")
    counts = (~input.detach().isnan()).sum(_reduced(input, dim) or None, keepdim)
    return nansum(input, dim, keepdim, dtype=dtype) / counts


def _range(name, values, low, high):
    """The limits of a histogram: the data's own where both are the same."""
    if low > high:
        raise RuntimeError(f"{name}: max must be larger than min")
    if low == high and values:
        low, high = min(values), max(values)
    if not (math.isfinite(low) and math.isfinite(high)):
        raise RuntimeError(f"{name}: range of [{low:g}, {high:g}] is not finite")
    return (low - 1, high + 1) if low == high else (low, high)


def histc(input, bins=100, min=0, max=0):
    """How many elements are in each of so many bins of the same width."""
    creation.check_input("histc", input)
    if bins <= 0:
        raise RuntimeError(f"torch.histogram(): bins must be > 0, but got {bins} for dimension 0")
    if not input.dtype.is_floating_point:
        raise NotImplementedError(f"\"histogram_cpu\" not implemented for '{creation.scalar_name(input)}'")
    flat = input.detach().reshape(-1)
    low, high = _range("torch.histc", flat.tolist(), min, max)
    inside = flat[(flat >= low) & (flat <= high)]
    places = ((inside - low) * bins / (high - low)).long().clamp(max=bins - 1)
    counts = creation.zeros(bins, dtype=input.dtype)
    return _ops._index_put_(counts, creation.ones_like(inside), [places], True)


def _edges(values, bins, limits, dtype):
    if isinstance(bins, _dh.TensorBase):
        return bins
    low, high = _range("histogram", values, *(limits or (0, 0)))
    return creation.linspace(low, high, bins + 1, dtype=dtype)


def histogram(input, bins, *, range=None, weight=None, density=False):
    """How many elements are between edges, which are given or of the same width; with the edges."""
    from ._statistics import bucketize

    creation.check_input("histogram", input)
    flat = input.detach().reshape(-1)
    edges = _edges(flat.tolist(), bins, range, input.dtype)
    inside = (flat >= edges[0]) & (flat <= edges[-1])
    places = (bucketize(flat[inside], edges, right=True) - 1).clamp(max=edges.numel() - 2)
    amounts = creation.ones_like(flat) if weight is None else weight.detach().reshape(-1)
    counts = creation.zeros(edges.numel() - 1, dtype=input.dtype)
    counts = _ops._index_put_(counts, amounts[inside], [places], True)
    if density:
        counts = counts / (counts.sum() * (edges[1:] - edges[:-1]))
    return named("histogram", ("hist", "bin_edges"), (counts, edges))
