"""Functions of torch that count elements, and find the different ones."""
from . import _ops, creation
from ._dtypes import bool as bool_dtype
from ._dtypes import float32, float64, int64
from ._numpy_names import numpy_names
from ._parts import _dims, movedim
from ._scatter import index_select


@numpy_names
def count_nonzero(input, dim=None):
    """How many elements are not 0, of all or over dimensions."""
    return (input != 0).sum(dim if isinstance(dim, int) or dim else None)


def bincount(input, weights=None, minlength=0):
    """How often each whole number from 0 on occurs; or the sums of their weights."""
    creation.check_input("bincount", input)
    if input.dtype.is_floating_point or input.dtype is bool_dtype:
        raise NotImplementedError(f"\"bincount_cpu\" not implemented for '{creation.scalar_name(input)}'")
    if minlength < 0:
        raise RuntimeError("minlength should be >= 0")
    if input.dim() == 1 and not input.numel():
        return _ops._full((minlength,), 0, dtype=int64)
    if input.dim() != 1 or (input < 0).any():
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if weights is not None and weights.shape != input.shape:
        raise RuntimeError("weights should be 1-d and have the same length as input")
    dtype = int64 if weights is None else float32 if weights.dtype is float32 else float64
    each = _ops._full((), 1, dtype=int64) if weights is None else weights.detach().to(dtype)
    input = input.to(int64)
    counts = _ops._full((max(int(input.max()) + 1, minlength),), 0, dtype=dtype)
    return _ops._index_put_(counts, each.expand(input.shape), [input], True)


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    """The different elements, sorted, or slices along a dimension; where each went, and how often each occurs."""
    creation.check_input("unique", input)
    return _runs(input.detach(), dim, True, return_inverse, return_counts)


def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    """The elements (or slices) that differ from the one before; where each went, and how long each run is."""
    creation.check_input("unique_consecutive", input)
    return _runs(input.detach(), dim, False, return_inverse, return_counts)


def _runs(input, dim, ordered, return_inverse, return_counts):
    """One of each run of equal elements or slices, and what is asked of the runs."""
    if dim is None:
        flat = input.reshape(-1)
        order, changes = _ordered(flat, ordered)
        shape = input.shape
    else:
        dim = _dims(input, dim)
        order, changes = _ordered_slices(movedim(input, dim, 0), ordered)
        shape = order.shape
    starts = _ops.cat([_ops._full((min(order.numel(), 1),), True, dtype=bool_dtype), changes])
    first, runs = order[starts], starts.cumsum(0) - 1
    results = [flat[first] if dim is None else index_select(input, dim, first)]
    if return_inverse:
        results.append(_ops._index_put(order, runs, [order]).reshape(shape))
    if return_counts:
        results.append(bincount(runs))
    return tuple(results) if len(results) > 1 else results[0]


def _ordered(flat, ordered):
    """The indices of elements in order (theirs or as they are), and where one differs from the one before."""
    if ordered:
        flat, order = _ops.sort(flat, 0, stable=True)
    else:
        order = _ops._arange(0, flat.numel(), 1, dtype=int64)
    return order, flat[1:] != flat[:-1]


def _ordered_slices(slices, ordered):
    """The same of slices along the first dimension, which compare element by element."""
    rows = slices.reshape(slices.size(0), -1).tolist() if slices.numel() else [[]] * slices.size(0)
    order = list(range(len(rows)))
    if ordered:
        order.sort(key=rows.__getitem__)
    changes = [rows[one] != rows[following] for one, following in zip(order, order[1:])]
    return creation.tensor(order, dtype=int64), creation.tensor(changes, dtype=bool_dtype)


__all__ = ["bincount", "count_nonzero", "unique", "unique_consecutive"]
