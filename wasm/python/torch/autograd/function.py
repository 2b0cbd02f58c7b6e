"""autograd.Function: operators with a gradient written in Python.

The core holds a node with the number of a function here; when a backward pass comes to it, the core asks
for that function, and it runs in Python's own frames.
"""
import _dh

from .grad_mode import no_grad


class FunctionCtx:
    """What forward leaves for backward."""

    def __init__(self):
        self._saved = ()
        self.needs_input_grad = ()
        self._not_differentiable = ()
        self._materialize = True

    def save_for_backward(self, *tensors):
        """Keeps tensors for backward; they are `saved_tensors` there."""
        self._saved = tuple(tensors)
        self._versions = [None if t is None else t._version for t in tensors]

    @property
    def saved_tensors(self):
        """The tensors that forward saved."""
        for tensor, version in zip(self._saved, getattr(self, "_versions", ())):
            if tensor is not None and tensor._version != version:
                raise RuntimeError("one of the variables needed for gradient computation has been modified by an "
                                   f"inplace operation: [{tensor.type()} {list(tensor.shape)}] is at version "
                                   f"{tensor._version}; expected version {version} instead.")
        return self._saved

    def mark_non_differentiable(self, *tensors):
        """These outputs have no gradient."""
        self._not_differentiable = tensors

    def mark_dirty(self, *tensors):
        """These inputs were changed in place."""

    def set_materialize_grads(self, value):
        """Whether missing gradients come to backward as zeros (True) or as None."""
        self._materialize = value


class Function:
    """Base class: define the static methods forward(ctx, ...) and backward(ctx, *gradients), call apply()."""

    @staticmethod
    def forward(*args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError("You must implement either the backward or vjp method for your custom "
                                  "autograd.Function to use it with backward mode AD.")

    setup_context = None

    @classmethod
    def apply(cls, *args):
        """Runs forward; what it returns knows backward."""
        ctx = FunctionCtx()
        ctx.needs_input_grad = tuple(isinstance(a, _dh.TensorBase) and a.requires_grad for a in args)
        with no_grad():
            if cls.setup_context is None:
                result = cls.forward(ctx, *args)
            else:
                result = cls.forward(*args)
                cls.setup_context(ctx, args, result)
        if not _dh.grad_enabled() or not any(ctx.needs_input_grad):
            return result
        return _recorded(cls, ctx, args, result)


def _recorded(cls, ctx, args, result):
    several = isinstance(result, (tuple, list))
    results = list(result) if several else [result]
    positions = [i for i, value in enumerate(args) if isinstance(value, _dh.TensorBase)]
    inputs = tuple(args[i] for i in positions)
    for i, value in enumerate(results):
        if any(value is given for given in inputs):
            results[i] = value.detach()  # an input that is returned becomes an output of its own
    skipped = {id(value) for value in ctx._not_differentiable}
    outputs = tuple(v for v in results
                    if isinstance(v, _dh.TensorBase) and v.dtype.is_floating_point and id(v) not in skipped)
    shapes = [(tuple(v.shape), v.dtype) for v in outputs]
    where = {id(v): i for i, v in enumerate(outputs)}
    order = [where.get(id(v)) for v in results]

    def backward(*gradients):
        return _backward(cls, ctx, positions, len(args), shapes, order, gradients)

    _dh.function_node(backward, f"{cls.__name__}Backward", inputs, outputs)
    return type(result)(results) if several else results[0]


def _backward(cls, ctx, positions, count, shapes, order, gradients):
    given = []
    for at in order:
        gradient = None if at is None else gradients[at]
        if gradient is None and at is not None and ctx._materialize:
            from ..creation import zeros

            gradient = zeros(shapes[at][0], dtype=shapes[at][1])
        given.append(gradient)
    found = cls.backward(ctx, *given)
    found = found if isinstance(found, (tuple, list)) else (found,)
    if len(found) < count:
        raise RuntimeError(f"function {cls.__name__}Backward returned an incorrect number of gradients (expected "
                           f"{count}, got {len(found)})")
    if len(found) > count and any(value is not None for value in found[count:]):
        raise RuntimeError(f"function {cls.__name__}Backward returned an incorrect number of gradients (expected "
                           f"{count}, got {len(found)})")
    return [found[i] for i in positions]


class NestedIOFunction(Function):
    """Kept for its name."""


def once_differentiable(function):
    """A backward that is not differentiated itself."""
    return no_grad()(function)
