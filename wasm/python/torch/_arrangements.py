"""Functions of torch that arrange elements in another way, second names of operators, and products by these."""
import _dh

from . import _ops, creation
from ._dtypes import bool as bool_dtype
from ._dtypes import int64
from ._functions import outer
from ._numpy_names import numpy_names
from ._parts import _dims, vstack

concatenate = _ops.cat
row_stack = vstack
swapdims = _ops.transpose


def argwhere(input):
    """The indices of what is not 0, one row each."""
    return _ops.nonzero(input)


def ravel(input):
    """All elements as one dimension."""
    creation.check_input("ravel", input)
    return input.contiguous().view(-1)


def positive(input):
    """The tensor itself."""
    creation.check_input("positive", input)
    if input.dtype is bool_dtype:
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
    return input


def inner(input, other):
    """The sum of products along the last dimensions."""
    creation.check_input("inner", input)
    if input.dim() == 0 or other.dim() == 0:
        return input * other
    if input.size(-1) != other.size(-1):
        raise RuntimeError("inner() the last dimension must match on both input tensors but got shapes "
                           f"{list(input.shape)} and {list(other.shape)}")
    rows = input.reshape(-1, input.size(-1)) @ other.reshape(-1, other.size(-1)).t()
    return rows.reshape([*input.shape[:-1], *other.shape[:-1]])


def vdot(input, other):
    """The sum of products of two vectors."""
    for tensor in (input, other):
        if tensor.dim() != 1:
            raise RuntimeError(f"1D tensors expected, but got {input.dim()}D and {other.dim()}D tensors")
    return _ops.dot(input, other)


def _plus(input, product, beta, alpha):
    product = product if alpha == 1 else product * alpha
    if beta == 0:
        return product
    return (input if beta == 1 else input * beta) + product


def addmv(input, mat, vec, *, beta=1, alpha=1):
    """beta * input + alpha * (mat @ vec)."""
    if mat.dim() != 2 or vec.dim() != 1 or input.dim() > 1:
        raise RuntimeError(f"vector + matrix @ vector expected, got {input.dim()}, {mat.dim()}, {vec.dim()}")
    return _plus(input, _ops.mv(mat, vec), beta, alpha)


def addr(input, vec1, vec2, *, beta=1, alpha=1):
    """beta * input + alpha * the outer product of two vectors."""
    for place, vector in enumerate((vec1, vec2), 1):
        if vector.dim() != 1:
            raise RuntimeError(f"addr: Expected 1-D argument vec{place}, but got {vector.dim()}-D")
    return _plus(input, outer(vec1, vec2), beta, alpha)


def baddbmm(input, batch1, batch2, *, beta=1, alpha=1):
    """beta * input + alpha * (batch1 @ batch2), matrix by matrix."""
    return _plus(input, _ops.bmm(batch1, batch2), beta, alpha)


def addbmm(input, batch1, batch2, *, beta=1, alpha=1):
    """beta * input + alpha * the sum of batch1 @ batch2 over the matrices."""
    return _plus(input, _ops.bmm(batch1, batch2).sum(0), beta, alpha)


def msort(input):
    """Sorted along the first dimension."""
    creation.check_input("msort", input)
    return _ops.sort(input, 0).values


def take(input, index):
    """The elements at indices into all of them in a row."""
    creation.check_input("take", input)
    if index.dtype is not int64:
        raise RuntimeError(f"take(): Expected a long tensor for index, but got {creation.scalar_name(index)}")
    count = input.numel()
    if index.numel() and not count:
        raise IndexError("take(): tried to take from an empty tensor")
    beyond = (index < -count) | (index >= count)
    if beyond.any():
        raise IndexError(f"out of range: tried to access index {index[beyond][0].item()} on a tensor of {count} "
                         "elements.")
    return input.reshape(-1)[index]


@numpy_names
def take_along_dim(input, indices, dim=None):
    """The elements at the indices along a dimension (without one, of all in a row); both broadcast."""
    if dim is not None and input.dim() != indices.dim():
        raise RuntimeError("torch.take_along_dim(): input and indices should have the same number of dimensions, but "
                           f"got {input.dim()} dimensions for input, and {indices.dim()} dimensions for indices")
    if indices.dtype is not int64:
        raise RuntimeError("torch.take_along_dim(): dtype of indices should be Long but got "
                           f"{creation.scalar_name(indices)}")
    if dim is None:
        return _ops._gather(input.reshape(-1), indices.reshape(-1), 0)
    dim = _dims(input, dim)
    shapes = [[1 if d == dim else size for d, size in enumerate(t.shape)] for t in (input, indices)]
    shape = [max(sizes) if 0 not in sizes else 0 for sizes in zip(*shapes)]
    input, indices = (t.expand([t.size(d) if d == dim else size for d, size in enumerate(shape)])
                      for t in (input, indices))
    return _ops._gather(input, indices, dim)


def _at_least(dims, spread, doc):
    def function(*tensors):
        if len(tensors) == 1 and not isinstance(tensors[0], _dh.TensorBase):
            return tuple(spread(tensor) for tensor in tensors[0])
        return spread(tensors[0]) if len(tensors) == 1 else tuple(spread(tensor) for tensor in tensors)

    function.__name__ = function.__qualname__ = f"atleast_{dims}d"
    function.__doc__ = doc
    return function


def _as_3d(tensor):
    return _as_2d(tensor).unsqueeze(-1) if tensor.dim() < 3 else tensor


def _as_2d(tensor):
    return tensor.reshape(1, -1) if tensor.dim() < 2 else tensor


atleast_1d = _at_least(1, lambda tensor: tensor if tensor.dim() else tensor.reshape(1), "Numbers as vectors.")
atleast_2d = _at_least(2, _as_2d, "Numbers and vectors as matrices of one row.")
atleast_3d = _at_least(3, _as_3d, "With three dimensions at least: vectors and matrices get a last one.")


def dstack(tensors):
    """Joined along the third dimension."""
    return _ops.cat(atleast_3d(tensors), 2)


def rot90(input, k=1, dims=(0, 1)):
    """Turned by 90 degrees, k times, from the first of two dimensions toward the second."""
    if len(dims) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(dims)}")
    if input.dim() < 2:
        raise RuntimeError(f"expected total dims >= 2, but got total dims = {input.dim()}")
    if _dims(input, dims[0]) == _dims(input, dims[1]):
        raise RuntimeError(f"expected rotation dims to be different, but got dim0 = {dims[0]} and dim1 = {dims[1]}")
    turns = k % 4
    if turns == 2:
        return _ops.flip(input, dims)
    if turns:
        return _ops.flip(input, (dims[1 if turns == 1 else 0],)).transpose(*dims)
    return input.clone()


def block_diag(*tensors):
    """Matrices along the diagonal of a matrix of zeros; vectors and numbers count as rows."""
    for place, tensor in enumerate(tensors):
        if tensor.dim() > 2:
            raise RuntimeError("torch.block_diag: Input tensors must have 2 or fewer dimensions. Input "
                               f"{place} has {tensor.dim()} dimensions")
    blocks = [_as_2d(tensor) for tensor in tensors] or [creation.empty(1, 0)]
    width, before, rows = sum(block.size(1) for block in blocks), 0, []
    for block in blocks:
        after = width - before - block.size(1)
        left, right = (creation.zeros(block.size(0), columns, dtype=block.dtype) for columns in (before, after))
        rows.append(_ops.cat([left, block, right], 1))
        before += block.size(1)
    return _ops.cat(rows, 0)


def sum_to_size(input, *size):
    """Summed over what broadcasting from that size would repeat."""
    size = list(size[0] if len(size) == 1 and not isinstance(size[0], int) else size)
    new = input.dim() - len(size)
    if new < 0 or any(wanted not in (1, had) for wanted, had in zip(size, input.shape[new:])):
        raise RuntimeError(f"size {{{size}}} is not expandable to size {{{list(input.shape)}}}.")
    summed = [d for d in range(input.dim()) if d < new or size[d - new] == 1 != input.size(d)]
    return input.sum(summed, True).reshape(size) if summed else input
