"""Functions of torch that multiply vectors and matrices, or put elements together in all ways."""
import itertools
import math

from . import _ops, creation
from ._derived import derived
from ._dtypes import int64
from ._parts import _dims, meshgrid
from ._repeats import roll


def _axes(a, b, dims):
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.dim(), b.dim()):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        return list(range(-dims, 0)), list(range(dims))
    first, second = ([one] if isinstance(one, int) else list(one) for one in
                     (dims.tolist() if hasattr(dims, "tolist") else dims))
    return first, second


def tensordot(a, b, dims=2):
    """The sum of products over pairs of dimensions: a's last and b's first ones, or those of two lists."""
    first, second = _axes(a, b, dims)
    if len(first) != len(second):
        raise RuntimeError("both dimension lists should have same length")
    for x, y in zip(first, second):
        if a.size(x) != b.size(y):
            raise RuntimeError("contracted dimensions need to match, but first has size "
                               f"{a.size(x)} in dim {x} and second has size {b.size(y)} in dim {y}")
    first, second = [_dims(a, dim) for dim in first], [_dims(b, dim) for dim in second]
    kept_a, kept_b = ([d for d in range(t.dim()) if d not in used] for t, used in ((a, first), (b, second)))
    count = math.prod(a.size(d) for d in first)
    rows = a.permute(*kept_a, *first).reshape(-1, count) if a.dim() else a.reshape(1, 1)
    columns = b.permute(*second, *kept_b).reshape(count, -1) if b.dim() else b.reshape(1, 1)
    return _ops.mm(rows, columns).reshape([a.size(d) for d in kept_a] + [b.size(d) for d in kept_b])


def check_square(name, input):
    if input.dim() < 2:
        raise RuntimeError(f"{name}: The input tensor A must have at least 2 dimensions.")
    if input.size(-1) != input.size(-2):
        raise RuntimeError(f"{name}: A must be batches of square matrices, but they are {input.size(-2)} by "
                           f"{input.size(-1)} matrices")


@derived("CopyBackwards", lambda gradient, shape: creation.zeros_like(gradient))
def _ones_on_diagonal(input):
    return creation.eye(input.size(-1), dtype=input.dtype).expand(input.shape).clone()


def matrix_power(input, n):
    """A square matrix times itself, n times; of its inverse where n is negative."""
    creation.check_input("matrix_power", input)
    check_square("linalg.matrix_power", input)
    if n == 0:
        return _ones_on_diagonal(input)
    if n < 0:
        input, n = _ops.inverse(input), -n
    if n == 3:
        return (input @ input) @ input
    result = power = None
    while n:
        power = input if power is None else power @ power
        if n % 2:
            result = power if result is None else result @ power
        n //= 2
    return result.clone() if result is input else result


def _cross(name, input, other, dim):
    if input.dim() != other.dim():
        raise RuntimeError(f"{name}: inputs must have the same number of dimensions.")
    _dims(input, dim)
    if input.size(dim) != 3 or other.size(dim) != 3:
        raise RuntimeError(f"{name}: inputs dimension {dim} must have length 3. Got {input.size(dim)} and "
                           f"{other.size(dim)}")
    return (roll(input, -1, dim) * roll(other, -2, dim)) - (roll(input, -2, dim) * roll(other, -1, dim))


def linalg_cross(input, other, *, dim=-1):
    """The vectors that are at right angles to pairs of vectors, which lie along a dimension."""
    return _cross("linalg.cross", input, other, dim)


def cross(input, other, dim=None):
    """`torch.linalg.cross`, along the first dimension of size 3 if none is given."""
    creation.check_input("cross", input)
    if dim is None:
        if 3 not in input.shape:
            raise RuntimeError("no dimension of size 3 in input")
        dim = list(input.shape).index(3)
    return _cross("linalg.cross", input, other, dim)


def vecdot(x, y, *, dim=-1):
    """The sum of products along a dimension."""
    return (x * y).sum(dim)


def _orders(sizes):
    """Where to split each run of matrices, so that the product takes the fewest multiplications."""
    count = len(sizes) - 1
    costs = {(i, i): (0, i) for i in range(count)}
    for length in range(1, count):
        for i in range(count - length):
            j = i + length
            costs[i, j] = min((costs[i, k][0] + costs[k + 1, j][0] + sizes[i] * sizes[k + 1] * sizes[j + 1], k)
                              for k in range(i, j))
    return costs


def _matrices(tensors):
    """The factors of multi_dot: vectors at the ends as a row and a column."""
    if len(tensors) < 2:
        raise RuntimeError(f"multi_dot(): expected at least 2 tensors but got {len(tensors)}")
    first, last = tensors[0], tensors[-1]
    matrices = list(tensors)
    matrices[0] = first.unsqueeze(0) if first.dim() == 1 else first
    matrices[-1] = last.unsqueeze(-1) if last.dim() == 1 else last
    for place, matrix in (("first", matrices[0]), ("last", matrices[-1])):
        if matrix.dim() != 2:
            raise RuntimeError(f"multi_dot(): the {place} tensor must be 1D or 2D but got {matrix.dim()}D")
    for place, matrix in enumerate(matrices):
        if matrix.dim() != 2:
            raise RuntimeError(f"multi_dot(): tensor {place} must be 2D but got {matrix.dim()}D")
    for place, (x, y) in enumerate(zip(matrices, matrices[1:])):
        if x.size(1) != y.size(0):
            raise RuntimeError(f"multi_dot(): tensors {place} and {place + 1} with shapes {list(x.shape)} and "
                               f"{list(y.shape)} cannot be multiplied")
    return matrices


def multi_dot(tensors):
    """The product of matrices, in the order that takes the fewest multiplications; the ends may be vectors."""
    matrices = _matrices(tensors)
    splits = _orders([matrices[0].size(0), *(matrix.size(1) for matrix in matrices)])

    def product(i, j):
        k = splits[i, j][1]
        return matrices[i] if i == j else _ops.mm(product(i, k), product(k + 1, j))

    made = product(0, len(matrices) - 1)
    made = made.squeeze(0) if tensors[0].dim() == 1 else made
    return made.squeeze(-1) if tensors[-1].dim() == 1 else made


def chain_matmul(*matrices):
    """`torch.linalg.multi_dot` of matrices given one by one."""
    return matrices[0].view(matrices[0].shape) if len(matrices) == 1 else multi_dot(matrices)


def cartesian_prod(*tensors):
    """All ways to take one element of each vector, one row each."""
    if len(tensors) == 1:
        return tensors[0]
    for tensor in tensors:
        if tensor.dim() != 1:
            raise RuntimeError(f"Expect a 1D vector, but got shape {list(tensor.shape)}")
    return _ops.stack([grid.flatten() for grid in meshgrid(*tensors, indexing="ij")], 1)


def combinations(input, r=2, with_replacement=False):
    """All ways to take r elements of a vector without regard to their order, one row each."""
    if input.dim() != 1:
        raise RuntimeError(f"Expect a 1D vector, but got shape {list(input.shape)}")
    if r < 0:
        raise RuntimeError(f"Expect a non-negative number, but got {r}")
    if not r:
        return creation.empty(0, dtype=input.dtype)
    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    places = [place for row in choose(range(input.numel()), r) for place in row]
    return input[creation.tensor(places, dtype=int64)].reshape(-1, r)


def linalg_vander(x, *, N=None):
    """The powers 0, 1, ... N - 1 of the elements, one row each."""
    columns = x.size(-1) if N is None else N
    ones = _ops._full((*x.shape, 1), 1, dtype=x.dtype)
    return _ops.cat([ones, x.unsqueeze(-1).expand(*x.shape, columns - 1).cumprod(-1)], -1)


def vander(x, N=None, increasing=False):
    """The powers of the elements of a vector, one row each, the highest first."""
    if x.dim() != 1:
        raise RuntimeError("x must be a one-dimensional tensor.")
    columns = x.size(0) if N is None else N
    if columns < 1:
        return creation.empty(x.size(0), 0, dtype=x.dtype)
    powers = linalg_vander(x, N=columns)
    return powers if increasing else powers.flip(-1)
