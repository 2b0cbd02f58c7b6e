"""autograd.Function: operators with a gradient written in Python.

The core holds a node with the number of a function here and with what forward saved; when a backward pass comes to it,
the core asks for that function, and it runs in Python's own frames.
"""
import _dh

from .grad_mode import no_grad


class FunctionCtx:
    """What forward leaves for backward; attributes of one's own are kept as well."""

    def __init__(self):
        self._saved, self._node = (), None
        self._dirty = self._constant = ()
        self._materialize = True
        self.needs_input_grad = ()

    def save_for_backward(self, *tensors):
        """Keeps tensors for backward; they are `saved_tensors` there."""
        for index, tensor in enumerate(tensors):
            if tensor is not None and not isinstance(tensor, _dh.TensorBase):
                raise TypeError(f"save_for_backward can only save variables, but argument {index} is of type "
                                f"{type(tensor).__name__}")
        self._saved = tensors

    def save_for_forward(self, *tensors):
        """Accepted: there is no forward mode here."""

    @property
    def saved_tensors(self):
        """The tensors that forward saved; refused when they were written to since, or the graph was freed."""
        return self._saved if self._node is None else _dh.node_saved(self._node)

    def mark_non_differentiable(self, *tensors):
        """These outputs have no gradient."""
        self._constant = tensors

    def mark_dirty(self, *tensors):
        """These inputs were changed in place; they have to be returned."""
        self._dirty = tensors

    def set_materialize_grads(self, value):
        """Whether missing gradients come to backward as zeros (True) or as None."""
        self._materialize = value


def _among(tensor, tensors):
    return any(tensor is one for one in tensors)


class _Backward:
    """What the core asks for: calls the backward of a Function with the ctx that forward wrote into.

    It lives as long as the node. So what the class or the ctx refers to by itself (an output as an attribute of ctx, a
    dead module's globals) keeps its own node alive: save_for_backward is the way without such a cycle.
    """

    __slots__ = ("cls", "ctx", "inputs", "shapes")

    def __init__(self, cls, ctx, args, results):
        self.cls, self.ctx = cls, ctx
        self.inputs = [isinstance(value, _dh.TensorBase) for value in args]
        self.shapes = [(value.shape, value.dtype) if isinstance(value, _dh.TensorBase) else None for value in results]

    def __call__(self, *gradients):
        from ..creation import zeros

        flowing = iter(gradients)
        given = []
        for shape in self.shapes:
            gradient = None if shape is None else next(flowing)
            if gradient is None and shape is not None and self.ctx._materialize:
                gradient = zeros(shape[0], dtype=shape[1])
            given.append(gradient)
        self.ctx._node = _dh.asking_node()
        try:
            found = _derivative(self.cls)(self.ctx, *given)
        finally:
            self.ctx._node = None  # the node holds the ctx, so the ctx must not hold the node
        return self._checked(found if isinstance(found, tuple) else (found,))

    def _checked(self, found):
        name, count = self.cls.__name__ + self.cls._ending, len(self.inputs)
        if len(found) < count or any(value is not None for value in found[count:]):
            raise RuntimeError(f"function {name} returned an incorrect number of gradients (expected {count}, got "
                               f"{len(found)})")
        for index, (value, is_input) in enumerate(zip(found, self.inputs)):
            if value is None:
                continue
            if not is_input:
                raise RuntimeError(f"function {name} returned a gradient different than None at position {index + 1}, "
                                   "but the corresponding forward input was not a Variable")
            if not isinstance(value, _dh.TensorBase):
                raise RuntimeError(f"expected Variable or None (got {type(value).__name__})")
        return [value for value, is_input in zip(found, self.inputs) if is_input]


def _derivative(cls):
    backward, vjp = cls.backward is not Function.backward, cls.vjp is not Function.vjp
    if backward and vjp:
        raise RuntimeError("Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should "
                           "only implement one of them.")
    return cls.vjp if vjp else cls.backward


class Function:
    """Base class: define the static methods forward(ctx, ...) and backward(ctx, *gradients), call apply().

    Or forward(...) without ctx, and setup_context(ctx, inputs, output).
    """

    _ending = "Backward"  # of the node's name, after the class's

    def __call__(self, *args, **kwargs):
        raise RuntimeError("Legacy autograd function with non-static forward method is deprecated. Please use new-style "
                           "autograd function with static forward method. (Example: "
                           "https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)")

    @staticmethod
    def forward(*args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def setup_context(ctx, inputs, output):
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError("You must implement either the backward or vjp method for your custom "
                                  "autograd.Function to use it with backward mode AD.")

    vjp = backward

    @classmethod
    def apply(cls, *args, **kwargs):
        """Runs forward; what it returns knows backward."""
        apart = cls.setup_context is not Function.setup_context
        if apart or kwargs:
            args = _bound(cls.forward, apart, args, kwargs)
        ctx = FunctionCtx()
        ctx.needs_input_grad = tuple(isinstance(a, _dh.TensorBase) and a.requires_grad for a in args)
        with no_grad():
            if apart:
                result = cls.forward(*args)
                cls.setup_context(ctx, args, result)
            else:
                result = cls.forward(ctx, *args)
        results = result if isinstance(result, tuple) else (result,)
        recorded = _dh.grad_enabled() and any(ctx.needs_input_grad)
        results = _outputs(ctx, args, results, recorded, apart)
        if recorded:
            _record(cls, ctx, args, results)
        return results if isinstance(result, tuple) else results[0]


def _bound(forward, apart, args, kwargs):
    import inspect

    bound = inspect.signature(forward).bind(*args if apart else (None, *args), **kwargs)
    bound.apply_defaults()
    return bound.args if apart else bound.args[1:]


def _outputs(ctx, args, results, recorded, apart):
    # An input that is returned as it is becomes an output of its own, a view of the input.
    made = []
    for value in results:
        if isinstance(value, _dh.TensorBase) and _among(value, args) and not _among(value, ctx._dirty):
            if apart and recorded and _among(value, ctx._saved):
                raise RuntimeError("An input that has been returned as-is as output is being saved for backward. This is "
                                   "not supported if you override setup_context. You should return and save a view of "
                                   "the input instead, e.g. with x.view_as(x) or setup ctx inside the forward function "
                                   "itself.")
            if not recorded or _among(value, ctx._constant):
                value = value.detach()
                ctx._constant += (value,)
            else:
                with no_grad():
                    value = value.view_as(value)
        made.append(value)
    return tuple(made)


def _record(cls, ctx, args, results):
    inputs, outputs = (tuple(v for v in values if isinstance(v, _dh.TensorBase)) for values in (args, results))
    _dh.function_node(_Backward(cls, ctx, args, results), cls.__name__ + cls._ending,
                      (inputs, outputs, ctx._saved, ctx._dirty, ctx._constant))
    ctx._saved = ctx._dirty = ctx._constant = ()  # the core has them


class NestedIOFunction(Function):
    """Kept for its name."""


class _OnceOnly(Function):
    @staticmethod
    def forward(ctx, *tensors):
        return tuple(t.view_as(t) for t in tensors)

    @staticmethod
    def backward(ctx, *gradients):
        raise RuntimeError("trying to differentiate twice a function that was marked with @once_differentiable")


def once_differentiable(function):
    """A backward that is not differentiated itself."""
    import functools

    @functools.wraps(function)
    def wrapper(ctx, *args):
        with no_grad():
            outputs = function(ctx, *args)
        if not _dh.grad_enabled() or not any(isinstance(a, _dh.TensorBase) and a.requires_grad for a in args):
            return outputs
        several = isinstance(outputs, tuple)
        values = list(outputs if several else (outputs,))
        where = [i for i, value in enumerate(values) if value is not None]
        for i, value in zip(where, _OnceOnly.apply(*(values[i].detach().requires_grad_() for i in where))):
            values[i] = value
        return tuple(values) if several else values[0]

    return wrapper
