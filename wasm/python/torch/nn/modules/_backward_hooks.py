"""Backward hooks of modules: the module's inputs and outputs pass through nodes that call them."""
import warnings

import torch
from torch.autograd import Function


class BackwardHookFunction(Function):
    """The identity, which gives `call` the gradients on their way back: zeros where none came, if `zeros`."""

    @staticmethod
    def forward(ctx, call, zeros, *tensors):
        ctx.call = call
        ctx.set_materialize_grads(zeros)
        ctx.mark_non_differentiable(*[t for t in tensors if not t.requires_grad])
        return tensors

    @staticmethod
    def backward(ctx, *gradients):
        return None, None, *ctx.call(gradients)


def _through(call, zeros, values):
    """The values, tensors among them passed through a node; and where those are (None: none needs a gradient)."""
    places = [i for i, value in enumerate(values) if isinstance(value, torch.Tensor)]
    if not torch.is_grad_enabled() or not any(values[i].requires_grad for i in places):
        return values, None
    passed = BackwardHookFunction.apply(call, zeros, *[values[i] for i in places])
    values = list(values)
    for i, tensor in zip(places, passed):
        values[i] = tensor
    return tuple(values), places


def _spread(places, gradients, count):
    """A tuple of `count`, with None where there is no tensor."""
    spread = [None] * count
    for i, gradient in zip(places, gradients):
        spread[i] = gradient
    return tuple(spread)


def _as_tuple(value):
    return value if isinstance(value, tuple) else (value,)


def _changed(given, gradients, kind):
    """What a hook returned instead of the gradients, if anything."""
    if given is None:
        return gradients
    given = _as_tuple(given)
    if len(given) != len(gradients):
        raise RuntimeError(f"Backward {'pre hook' if kind == 'grad_output' else 'hook'} returned an invalid number "
                           f"of {kind}, got {len(given)}, but expected {len(gradients)}")
    return given


class BackwardHooks:
    """The hooks of one call of a module."""

    def __init__(self, module):
        self._module = module
        self._hooks = list(module._backward_hooks.values())
        self._pre_hooks = list(module._backward_pre_hooks.values())
        self._grad_outputs = None

    def of_inputs(self, args):
        self._inputs = len(args)
        args, self._input_places = _through(self._at_inputs, True, args)
        return args

    def of_outputs(self, result):
        values = _as_tuple(result)
        self._outputs = len(values)
        values, self._output_places = _through(self._at_outputs, False, values)
        return values if isinstance(result, tuple) else values[0]

    def _at_outputs(self, gradients):
        gradients = _spread(self._output_places, gradients, self._outputs)
        for hook in self._pre_hooks:
            gradients = _changed(hook(self._module, gradients), gradients, "grad_output")
        if self._input_places is not None:
            self._grad_outputs = gradients
        elif self._hooks:
            self._without_inputs(gradients)
        return [gradients[i] for i in self._output_places]

    def _without_inputs(self, grad_outputs):
        warnings.warn("Full backward hook is firing when gradients are computed with respect to module outputs "
                      "since no inputs require gradients. See https://docs.pytorch.org/docs/main/generated/"
                      "torch.nn.Module.html#torch.nn.Module.register_full_backward_hook for more details.",
                      stacklevel=5)
        for hook in self._hooks:
            given = hook(self._module, (None,) * self._inputs, grad_outputs)
            if given is not None and not (isinstance(given, tuple) and all(g is None for g in given)):
                raise RuntimeError("Backward hook for Modules where no input requires gradient should always "
                                   "return None or None for all gradients.")

    def _at_inputs(self, gradients):
        grad_outputs, self._grad_outputs = self._grad_outputs, None
        if grad_outputs is None:  # they came here past the module's outputs
            return gradients
        gradients = _spread(self._input_places, gradients, self._inputs)
        for hook in self._hooks:
            gradients = _changed(hook(self._module, gradients, grad_outputs), gradients, "grad_input")
        return [gradients[i] for i in self._input_places]
