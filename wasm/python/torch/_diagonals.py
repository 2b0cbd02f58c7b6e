"""Functions of torch around diagonals: taken out, put in, and the triangles on either side."""
from . import _ops, creation
from ._derived import derived
from ._dtypes import bool as bool_dtype
from ._dtypes import int64
from ._parts import _dims, movedim


def _length(rows, columns, offset):
    return max(min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns), 0)


def _places(length, offset):
    """The rows and the columns of a diagonal's elements."""
    count = _ops._arange(0, length, 1, dtype=int64)
    return [count - min(offset, 0), count + max(offset, 0)]


def _put(diagonal, shape, offset):
    """Zeros in a shape but for one diagonal of the last two dimensions."""
    zeros = _ops._full(shape, 0, dtype=diagonal.dtype)
    places = [None] * (len(shape) - 2) + _places(diagonal.shape[-1], offset)
    return _ops._index_put(zeros, diagonal, places) if diagonal.numel() else zeros


def diagonal(input, offset=0, dim1=0, dim2=1):
    """The diagonal of two dimensions, as the last one: a view where rows follow each other evenly, else a copy."""
    creation.check_input("diagonal", input)
    if input.dim() == 0:
        _dims(input, dim1 or dim2)
    first, second = _dims(input, dim1), _dims(input, dim2)
    if first == second:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    moved = movedim(input, (first, second), (-2, -1))
    rows, columns = moved.shape[-2:]
    length = _length(rows, columns, offset)
    if length <= 1:
        row, column = max(-offset, 0), max(offset, 0)
        return moved[..., row:row + 1, column] if length else moved[..., :0, :0].flatten(-2)
    for matrix, shift in ((moved, offset), (moved.transpose(-1, -2), -offset)):
        along, step = matrix.shape[-1], matrix.stride(-1)
        if matrix.stride(-2) == along * step:
            start = shift if shift >= 0 else -shift * along
            flat = matrix.view(*matrix.shape[:-2], -1)
            return flat[..., start:start + (length - 1) * (along + 1) + 1:along + 1]
    return _ops._index(moved, [None] * (moved.dim() - 2) + _places(length, offset))


@derived("DiagEmbedBackward0", lambda gradient, shape, offset: diagonal(gradient, offset, -2, -1))
def _embedded(input, offset):
    size = input.shape[-1] + abs(offset)
    return _put(input, (*input.shape[:-1], size, size), offset)


@derived("DiagonalBackward0_copy", lambda gradient, shape, offset: _put(gradient, tuple(shape), offset))
def _diagonal_copy(input, offset):
    return diagonal(input, offset).clone()


def diag(input, diagonal=0):
    """A matrix with a vector as its diagonal; of a matrix, its diagonal."""
    creation.check_input("diag", input)
    if input.dim() not in (1, 2):
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {input.dim()}D")
    return _embedded(input, diagonal) if input.dim() == 1 else _diagonal_copy(input, diagonal)


def diagflat(input, offset=0):
    """A matrix with all elements as its diagonal."""
    return _embedded(input.reshape(-1), offset)


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    """Matrices with the last dimension as their diagonals."""
    made = _embedded(input, offset)
    return movedim(made, (-2, -1), (dim1, dim2))


def trace(input):
    """The sum of a matrix's diagonal."""
    creation.check_input("trace", input)
    if input.dim() != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {input.dim()}")
    if input.dtype is bool_dtype:
        raise NotImplementedError("\"trace\" not implemented for 'Bool'")
    return _trace(input)


@derived("TraceBackward0", lambda gradient, shape: _put(gradient.expand(min(shape)), tuple(shape), 0))
def _trace(input):
    found = diagonal(input)
    return found.cumsum(0)[-1].clone() if found.numel() else found.sum()  # one after the other, as PyTorch adds


def _triangle(input, offset, lower):
    rows, columns = (_ops._arange(0, size, 1, dtype=int64) for size in input.shape[-2:])
    beyond = columns - rows.unsqueeze(1)
    return input.masked_fill(beyond > offset if lower else beyond < offset, 0)


@derived("TrilBackward0", lambda gradient, shape, offset: _tril(gradient, offset))
def _tril(input, offset):
    return _triangle(input, offset, True)


@derived("TriuBackward0", lambda gradient, shape, offset: _triu(gradient, offset))
def _triu(input, offset):
    return _triangle(input, offset, False)


def _check_matrices(name, input):
    creation.check_input(name, input)
    if input.dim() < 2:
        raise RuntimeError(f"{name}: input tensor must have at least 2 dimensions")


def tril(input, diagonal=0):
    """The elements on and below a diagonal; zeros above it."""
    _check_matrices("tril", input)
    return _tril(input, diagonal)


def triu(input, diagonal=0):
    """The elements on and above a diagonal; zeros below it."""
    _check_matrices("triu", input)
    return _triu(input, diagonal)


def tril_indices(row, col, offset=0, *, dtype=int64, device=None, layout=None):
    """Where a matrix's elements on and below a diagonal are: rows and columns."""
    return _ops.nonzero(tril(creation.ones(row, col), offset)).t().contiguous()


def triu_indices(row, col, offset=0, *, dtype=int64, device=None, layout=None):
    """Where a matrix's elements on and above a diagonal are: rows and columns."""
    return _ops.nonzero(triu(creation.ones(row, col), offset)).t().contiguous()


def tril_(input, diagonal=0):
    """`tril` in place."""
    return input.copy_(tril(input, diagonal))


def triu_(input, diagonal=0):
    """`triu` in place."""
    return input.copy_(triu(input, diagonal))


def fill_diagonal_(input, fill_value, wrap=False):
    """A number where all indices are equal, in place."""
    if input.dim() < 2:
        raise RuntimeError("dimensions must larger than 1")
    if input.dim() > 2 and len(set(input.shape)) > 1:
        raise RuntimeError("all dimensions of input must be of equal length")
    if wrap and input.size(0) > input.size(1) + 1:
        raise NotImplementedError("Downhill does not have fill_diagonal_ with wrap=True (yet)")
    count = _ops._arange(0, min(input.shape), 1, dtype=int64)
    return _ops._index_put_(input, creation.tensor(fill_value).to(input.dtype), [count] * input.dim())


__all__ = ["diag", "diag_embed", "diagflat", "diagonal", "trace", "tril", "tril_indices", "triu", "triu_indices"]
