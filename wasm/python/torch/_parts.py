"""Functions of torch that spread tensors to one shape, take them apart and join them."""
import math
import warnings

import _dh

from . import _ops
from ._size import Size


def broadcast_shapes(*shapes):
    """The shape that these become together."""
    result = []
    for shape in shapes:
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        result = [1] * (len(shape) - len(result)) + result
        for i, size in enumerate(reversed(shape), 1):
            if size != 1 and result[-i] not in (1, size):
                raise RuntimeError("Shape mismatch: objects cannot be broadcast to a single shape")
            result[-i] = size if result[-i] == 1 else result[-i]
    return Size(result)


def broadcast_tensors(*tensors):
    """The tensors as views of one shape."""
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tuple(tensors[0])
    if all(t.shape == tensors[0].shape for t in tensors):
        return tensors
    shape = list(tensors[0].shape)
    for other in tensors[1:]:
        shape = _broadcast(shape, list(other.shape))
    return tuple(t.expand(shape) for t in tensors)


def _broadcast(a, b):
    dims = max(len(a), len(b))
    a, b = [1] * (dims - len(a)) + a, [1] * (dims - len(b)) + b
    for i in range(dims - 1, -1, -1):
        if a[i] != b[i] and 1 not in (a[i], b[i]):
            raise RuntimeError(f"The size of tensor a ({a[i]}) must match the size of tensor b ({b[i]}) at "
                               f"non-singleton dimension {i}")
    return [y if x == 1 else x for x, y in zip(a, b)]


def broadcast_to(input, size):
    """A view of that size."""
    return input.expand(size)


def meshgrid(*tensors, indexing=None):
    """Grids of coordinates from vectors."""
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tuple(tensors[0])
    if indexing is None:
        warnings.warn("torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument.",
                      stacklevel=2)
        indexing = "ij"
    for tensor in tensors:
        if tensor.dim() > 1:
            raise RuntimeError(f"torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {tensor}")
        if tensor.dtype is not tensors[0].dtype:
            raise RuntimeError("meshgrid expects all tensors to have the same dtype")
    if indexing not in ("ij", "xy"):
        raise RuntimeError(f"torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: {indexing}")
    swap = indexing == "xy" and len(tensors) >= 2
    if swap:
        tensors = (tensors[1], tensors[0], *tensors[2:])
    sizes = [t.numel() for t in tensors]
    grids = [t.reshape([-1 if i == k else 1 for k in range(len(sizes))]).expand(sizes)
             for i, t in enumerate(tensors)]
    if swap:
        grids[:2] = grids[1::-1]
    return tuple(grids)


def _dims(tensor, dim):
    dims = tensor.dim()
    if not -max(dims, 1) <= dim < max(dims, 1):
        raise IndexError(f"Dimension out of range (expected to be in range of [-{max(dims, 1)}, "
                         f"{max(dims, 1) - 1}], but got {dim})")
    return dim % max(dims, 1)


def movedim(input, source, destination):
    """A view with dimensions in other places."""
    source, destination = ((given,) if isinstance(given, int) else tuple(given) for given in (source, destination))
    if len(source) != len(destination):
        raise RuntimeError(f"movedim: Invalid source or destination dims: source ({list(source)} dims) should contain "
                           f"the same number of dims as destination ({list(destination)} dims)")
    taken, places = ([_dims(input, dim) for dim in dims] for dims in (source, destination))
    for name, dims, found in (("source", source, taken), ("destination", destination, places)):
        if len(set(found)) != len(found):
            raise RuntimeError(f"movedim: repeated dim in `{name}` ({list(dims)})")
    placed = dict(zip(places, taken))
    rest = iter([dim for dim in range(input.dim()) if dim not in taken])
    return input.permute([placed[dim] if dim in placed else next(rest) for dim in range(input.dim())])


moveaxis = movedim


def narrow(input, dim, start, length):
    """`length` indices of a dimension, from `start`."""
    if input.dim() == 0:
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    dim, start = _dims(input, dim), int(start)
    size = input.size(dim)
    if not -size <= start <= size:
        raise IndexError(f"start out of range (expected to be in range of [{-size}, {size}], but got {start})")
    start += size if start < 0 else 0
    if start > size - length:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return input[(slice(None),) * dim + (slice(start, start + length),)]


def split(tensor, split_size_or_sections, dim=0):
    """Parts of a size, or of several sizes, along a dimension."""
    if isinstance(split_size_or_sections, int):
        return _ops._split(tensor, split_size_or_sections, dim)
    return _ops.split_with_sizes(tensor, split_size_or_sections, dim)


def tensor_split(input, indices_or_sections, dim=0):
    """Parts that differ by one at most, or that end before the given indices."""
    if input.dim() == 0:
        raise RuntimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    dim = _dims(input, dim)
    cuts = indices_or_sections
    if isinstance(cuts, _dh.TensorBase):
        cuts = cuts.tolist()
    if isinstance(cuts, int):
        if cuts <= 0:
            raise RuntimeError(f"number of sections must be larger than 0, got {cuts}")
        small, larger = divmod(input.size(dim), cuts)
        cuts = [i * small + min(i, larger) for i in range(1, cuts)]
    rest = (slice(None),) * dim
    return tuple(input[rest + (slice(start, end),)] for start, end in zip([0, *cuts], [*cuts, None]))


def _split_along(name, dim, least):
    def function(input, indices_or_sections):
        if input.dim() < least:
            raise RuntimeError(f"torch.{name} requires a tensor with at least {least} dimension"
                               f"{'s' if least > 1 else ''}, but got a tensor with {input.dim()} dimensions!")
        along = 0 if input.dim() == 1 else dim
        if isinstance(indices_or_sections, int) and (
                indices_or_sections <= 0 or input.size(along) % indices_or_sections):
            raise RuntimeError(f"torch.{name} attempted to split along dimension {along}, but the size of the "
                               f"dimension {input.size(along)} is not divisible by the split_size "
                               f"{indices_or_sections}!")
        return tensor_split(input, indices_or_sections, along)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"tensor_split along dimension {dim}."
    return function


hsplit = _split_along("hsplit", 1, 1)
vsplit = _split_along("vsplit", 0, 2)
dsplit = _split_along("dsplit", 2, 3)


def vstack(tensors):
    """Joined by rows."""
    return _ops.cat([t.reshape(1, -1) if t.dim() < 2 else t for t in tensors], 0)


def hstack(tensors):
    """Joined by columns."""
    tensors = [t.reshape(1) if t.dim() == 0 else t for t in tensors]
    return _ops.cat(tensors, 0 if tensors[0].dim() == 1 else 1)


def column_stack(tensors):
    """Vectors as columns."""
    return hstack([t.reshape(-1, 1) if t.dim() < 2 else t for t in tensors])


def unflatten(input, dim, sizes):
    """A view with a dimension as several."""
    dim = _dims(input, dim)
    sizes = list(sizes)
    if not sizes:
        raise RuntimeError("unflatten: sizes must be non-empty")
    size, known = input.size(dim), math.prod(s for s in sizes if s != -1)
    if known != size and (-1 not in sizes or known == 0 or size % known):
        raise RuntimeError(f"unflatten: Provided sizes {sizes} don't multiply up to the size of dim {dim} ({size}) in the "
                           "input tensor")
    return input.view(*input.shape[:dim], *sizes, *input.shape[dim + 1:])


__all__ = [name for name in list(globals()) if not name.startswith("_") and callable(globals()[name])
         and getattr(globals()[name], "__module__", "") == __name__]
