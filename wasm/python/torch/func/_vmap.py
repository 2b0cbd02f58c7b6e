"""vmap: a function over each slice of its arguments. Here a plain loop whose results are stacked: right, not faster."""
import functools

import torch

from . import _tree

_RANDOM = ("vmap: called random operation while in randomness error mode. Please either use the 'same' or 'different' "
           "randomness flags on vmap or perform the randomness operation out of vmap")


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    """A function that calls func for each slice of its arguments along in_dims and stacks the results along out_dims."""
    if randomness not in ("error", "different", "same"):
        raise RuntimeError("Only allowed values for randomness are 'error', 'different', or 'same'. Got "
                           f"{randomness}")
    if not (chunk_size is None or chunk_size > 0):
        raise ValueError(f"vmap: chunk_size should be None or greater than 0. (got {chunk_size})")

    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        name = getattr(func, "__name__", repr(func))
        dims, count = _mapped_dims(name, in_dims, args)
        key_dims, _ = _mapped_dims(name, 0, (kwargs,)) if kwargs else ([], 0)
        values, named = _tree.leaves(args), _tree.leaves(kwargs)
        state = torch.get_rng_state()
        results = []
        for i in range(count):
            if randomness == "same":
                torch.set_rng_state(state)
            results.append(func(*_slice(args, values, dims, i), **_slice(kwargs, named, key_dims, i)))
            if randomness == "error" and not torch.equal(torch.get_rng_state(), state):
                torch.set_rng_state(state)
                raise RuntimeError(_RANDOM)
        return _stacked(name, results, out_dims)

    return wrapper


def _slice(tree, values, dims, i):
    return _tree.rebuilt(tree, iter([v if d is None else v.select(d, i) for v, d in zip(values, dims)]))


def _mapped_dims(name, in_dims, args):
    said = f"vmap({name}, in_dims={in_dims}, ...)(<inputs>)"
    if not isinstance(in_dims, (int, tuple, list)):
        raise ValueError(f"{said}: expected `in_dims` to be int or a (potentially nested) tuple matching the structure "
                         f"of inputs, got: {type(in_dims)}.")
    values = _tree.leaves(args)
    if not values:
        raise ValueError(f"vmap({name})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are trying to "
                         "vmap over a function with no inputs. The latter is unsupported.")
    dims = _tree.spread(tuple(in_dims) if isinstance(in_dims, list) else in_dims, args)
    if dims is None:
        raise ValueError(f"{said}: in_dims is not compatible with the structure of `inputs`.")
    for at, (value, d) in enumerate(zip(values, dims)):
        if d is None:
            continue
        if not isinstance(d, int):
            raise ValueError(f"{said}: Got in_dim={d} for an input but in_dim must be either an integer dimension or "
                             "None.")
        if not isinstance(value, torch.Tensor):
            raise ValueError(f"{said}: Got in_dim={d} for an input but the input is of type {type(value)}. We cannot "
                             "vmap over non-Tensor arguments, please use None as the respective in_dim")
        if not -value.dim() <= d < value.dim():
            raise ValueError(f"{said}: Got in_dim={d} for some input, but that input is a Tensor of dimensionality "
                             f"{value.dim()} so expected in_dim to satisfy -{value.dim()} <= in_dim < {value.dim()}.")
        dims[at] = d % value.dim()
    sizes = [value.size(d) for value, d in zip(values, dims) if d is not None]
    if not sizes:
        raise ValueError(f"{said}: at least one input must be mapped over (in_dims must not all be None).")
    if len(set(sizes)) > 1:
        raise ValueError("vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
                         f"{sizes} for the mapped dimension")
    return dims, sizes[0]


def _stacked(name, results, out_dims):
    if not results:
        raise RuntimeError("vmap over a dimension of size 0 needs a function that Downhill can run on no slices")
    first = results[0]
    dims = _tree.spread(out_dims, first)
    if dims is None:
        raise ValueError(f"vmap({name}, ..., out_dims={out_dims})(<inputs>): out_dims is not compatible with the "
                         "structure of `outputs`.")
    columns = list(zip(*(_tree.leaves(one) for one in results)))
    made = []
    for column, d in zip(columns, dims):
        if d is not None and not isinstance(column[0], torch.Tensor):
            raise ValueError(f"vmap({name}, ...): `{name}` must only return Tensors, got type {type(column[0])}. Did "
                             "you mean to set out_dims= to None for output?")
        made.append(column[0] if d is None else torch.stack(column, d))
    return _tree.rebuilt(first, iter(made))
