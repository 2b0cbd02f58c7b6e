"""How generated classes get their parameters: the core makes and initialises them."""
import warnings

import torch
from _dh import call

from ..parameter import Parameter


def make(module, op, parameters, buffers, args, device, dtype):
    """Registers a new module's parameters and buffers, not yet initialised."""
    plain = torch.empty(0, device=device, dtype=dtype)  # checks both, and fills in the defaults
    try:
        _, *tensors = call(op, *args, plain.dtype)
    except TypeError:
        _refuse_sizes(op, args)
        raise
    for name, tensor in zip(parameters, tensors):
        module.register_parameter(name, None if tensor is None else Parameter(tensor))
    for name, tensor in zip(buffers, tensors[len(parameters):]):
        module.register_buffer(name, tensor)


def _refuse_sizes(op, args):
    """PyTorch notices a size that is no whole number when it makes the first tensor that has it."""
    stand_ins = {1009 + i: arg for i, arg in enumerate(args) if not isinstance(arg, int)}
    wrong = iter(stand_ins)
    try:
        tensors = call(op, *(arg if isinstance(arg, int) else next(wrong) for arg in args), torch.float32)
    except (TypeError, RuntimeError):
        return
    for tensor in tensors:
        sizes = () if tensor is None else tensor.shape
        if any(size in stand_ins for size in sizes):
            torch.empty(tuple(stand_ins.get(size, size) for size in sizes))


def reset(op, tensors, args):
    """The default initialisation."""
    if any(tensor is not None and 0 in tensor.shape and tensor.dim() > 1 for tensor in tensors):
        warnings.warn("Initializing zero-element tensors is a no-op", stacklevel=3)
    call(op, tensors, *args)
