"""Functions of torch about the order of elements: the k-th, the most frequent one, extremes and sums so far."""
from _dh_results import named

from . import _ops, creation
from ._derived import derived
from ._dtypes import finfo, int64
from ._extremes import _check_sizes, amax, amin
from ._numpy_names import numpy_names
from ._pairwise import logaddexp
from ._parts import _dims


@numpy_names
def aminmax(input, *, dim=None, keepdim=False):
    """The smallest and the largest element, of all or along a dimension."""
    creation.check_input("aminmax", input)
    if dim is None and not input.numel():
        raise RuntimeError("aminmax(): cannot compute aminmax over an empty dimension as the operation has no "
                           "identity.")
    if dim is not None:
        _check_sizes("aminmax", input, (_dims(input, dim),))
    dims = () if dim is None else (dim,)
    return named("aminmax", ("min", "max"), (amin(input, dims, keepdim), amax(input, dims, keepdim)))


def _picked(name, input, indices, dim, keepdim):
    """Elements at indices of size 1 along a dimension, with the indices."""
    values = _ops._gather(input, indices, dim)
    if not keepdim and input.dim():
        values, indices = values.squeeze(dim), indices.squeeze(dim)
    return named(name, ("values", "indices"), (values, indices))


def _select(values, k):
    """The index of the k-th smallest (from 0): which of equal ones it is comes from PyTorch's way of partition."""
    order = list(range(len(values)))

    def after(x, y):
        x, y = values[order[x]], values[order[y]]
        return x > y or (x != x and y == y)

    def swap(x, y):
        order[x], order[y] = order[y], order[x]

    low, high = 0, len(values) - 1
    while high > low + 1:
        swap(low + (high - low) // 2, low + 1)
        for x, y in ((low + 1, high), (low, high), (low + 1, low)):
            if after(x, y):
                swap(x, y)
        i, j = low + 1, high
        while True:
            i, j = i + 1, j - 1
            while after(low, i):
                i += 1
            while after(j, low):
                j -= 1
            if j < i:
                break
            swap(i, j)
        swap(low, j)
        low, high = i if j <= k else low, j - 1 if j >= k else high
    if high == low + 1 and after(low, high):
        swap(low, high)
    return order[k]


def _by_rows(input, dim, find):
    """find(row) for each row along a dimension, as indices of size 1 there."""
    rows = input.detach().movedim(dim, -1)
    found = [find(row) for row in rows.reshape(-1, rows.size(-1)).tolist()]
    return creation.tensor(found, dtype=int64).reshape(rows.shape[:-1]).unsqueeze(dim).contiguous()


@numpy_names
def kthvalue(input, k, dim=-1, keepdim=False):
    """The k-th smallest element along a dimension, with its index."""
    creation.check_input("kthvalue", input)
    dim = _dims(input, dim)
    size = input.size(dim) if input.dim() else 1
    _check_sizes("kthvalue", input, (dim,))
    if not 1 <= k <= size:
        raise RuntimeError("kthvalue(): selected number k out of range for dimension "
                           f"{dim}")
    if not input.dim():
        return _picked("kthvalue", input, creation.tensor(0), dim, keepdim)
    return _picked("kthvalue", input, _by_rows(input, dim, lambda row: _select(row, k - 1)), dim, keepdim)


def _most_frequent(values):
    """The index of the last of the elements that occur most often; of several such, of the smallest."""
    places, counts = {}, {}
    for place, value in enumerate(values):
        places[value], counts[value] = place, counts.get(value, 0) + 1
    return places[min(counts, key=lambda value: (-counts[value], value))]


@numpy_names
def mode(input, dim=-1, keepdim=False):
    """The most frequent element along a dimension (of several, the smallest), with the index of its last place."""
    creation.check_input("mode", input)
    dim = _dims(input, dim)
    _check_sizes("mode", input, (dim,))
    if not input.dim():
        return _picked("mode", input, creation.tensor(0), dim, keepdim)
    return _picked("mode", input, _by_rows(input, dim, _most_frequent), dim, keepdim)


def _so_far(name, better):
    def function(input, dim):
        creation.check_input(name, input)
        dim = _dims(input, dim)
        if not input.dim() or not input.numel():
            return named(name, ("values", "indices"), (input.clone(), creation.zeros_like(input, dtype=int64)))
        data = input.detach()
        best, places = data.select(dim, 0), [creation.zeros_like(data.select(dim, 0), dtype=int64)]
        for place in range(1, data.size(dim)):
            one = data.select(dim, place)
            taken = better(one, best) | (one != one)
            taken = taken & ((best == best) | (one != one))
            best, last = _ops.where(taken, one, best), places[-1]
            places.append(_ops.where(taken, place, last))
        indices = _ops.stack(places, dim)
        return named(name, ("values", "indices"), (_ops._gather(input, indices, dim), indices))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"The {'largest' if name == 'cummax' else 'smallest'} element so far, with its last index."
    return function


cummax = _so_far("cummax", _ops.ge)
cummin = _so_far("cummin", _ops.le)


def _logs_from_the_end(input, dim):
    return logcumsumexp(input.flip(dim), dim).flip(dim)


def _logcumsumexp_backward(gradient, input, result, dim):
    least, logs = finfo(input.dtype).min, gradient.abs().log()
    parts = [(_logs_from_the_end(_ops.where(chosen, logs, least) - result, dim) + input).exp()
             for chosen in (gradient > 0, gradient < 0)]
    return parts[0] - parts[1]


@derived("LogcumsumexpBackward0", _logcumsumexp_backward, keeps=True)
def _logcumsumexp(input, dim):
    if not input.dim() or not input.numel():
        return input.clone()
    sums = [input.select(dim, 0)]
    for place in range(1, input.size(dim)):
        sums.append(logaddexp(sums[-1], input.select(dim, place)))
    return _ops.stack(sums, dim)


@numpy_names
def logcumsumexp(input, dim):
    """log of the sum of exp(x) so far, without overflow."""
    creation.check_input("logcumsumexp", input)
    if not input.dtype.is_floating_point:
        raise NotImplementedError(f"\"logcumsumexp_out_cpu\" not implemented for '{creation.scalar_name(input)}'")
    return _logcumsumexp(input, _dims(input, dim))
