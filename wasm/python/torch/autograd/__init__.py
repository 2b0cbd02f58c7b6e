"""torch.autograd: gradients."""
import warnings

import _dh

from . import anomaly_mode, grad_mode, graph
from .anomaly_mode import detect_anomaly, set_detect_anomaly
from .function import Function
from .grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled

__all__ = ["Function", "Variable", "backward", "enable_grad", "grad", "inference_mode", "no_grad",
           "set_grad_enabled", "set_detect_anomaly", "detect_anomaly", "gradcheck", "gradgradcheck", "functional"]


def _tuple(given):
    if given is None:
        return ()
    return (given,) if isinstance(given, _dh.TensorBase) else tuple(given)


def _check_shapes(roots, gradients):
    for index, (root, gradient) in enumerate(zip(roots, gradients)):
        if gradient is not None and not isinstance(gradient, _dh.TensorBase):
            raise TypeError(f"gradients can be either Tensors or None, but got {type(gradient).__name__}")
        if gradient is not None and gradient.shape != root.shape:
            raise RuntimeError(f"Mismatch in shape: grad_output[{index}] has a shape of {gradient.shape} and "
                               f"output[{index}] has a shape of {root.shape}.")


def _gradients(roots, given):
    gradients = (_tuple(given) or (None,) * len(roots))[:len(roots)]  # PyTorch passes over what is too many
    if len(gradients) != len(roots):
        raise RuntimeError(f"got {len(roots)} tensors and {len(gradients)} gradients")
    _check_shapes(roots, gradients)
    return gradients


_CYCLE = ("Using backward() with create_graph=True will create a reference cycle between the parameter and its gradient "
          "which can cause a memory leak. We recommend using autograd.grad when creating the graph to avoid this. If you "
          "have to use this function, make sure to reset the .grad fields of your parameters to None after use to break "
          "the cycle and avoid the leak.")


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    """Computes the gradients of tensors with respect to the leaves of their graph, and adds them to `grad`.

    grad_tensors: the gradients of tensors that are not scalars. inputs: the only leaves to add to.
    """
    if grad_variables is not None:
        warnings.warn("`grad_variables` is deprecated. Use `grad_tensors` instead.", FutureWarning, stacklevel=2)
        if grad_tensors is not None:
            raise RuntimeError("`grad_tensors` and `grad_variables` (deprecated) arguments both passed to `backward()`. "
                               "Please only use `grad_tensors`.")
        grad_tensors = grad_variables
    leaves = None if inputs is None else _tuple(inputs.values() if type(inputs) is dict else inputs)
    if leaves == ():
        raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    roots = _tuple(tensors)
    gradients = _gradients(roots, grad_tensors)
    retain = create_graph if retain_graph is None else retain_graph
    if create_graph and leaves is None:
        warnings.warn(_CYCLE, stacklevel=2)
    found = _dh.run_backward(roots, gradients, leaves, bool(retain), bool(create_graph), True)
    for leaf, gradient in zip(leaves or (), found or ()):
        if gradient is not None:
            leaf.grad = gradient if leaf.grad is None else leaf.grad + gradient


def _tensor_backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
    """Tensor.backward with arguments."""
    backward(self, gradient, retain_graph, create_graph, inputs=inputs)


def grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True,
         allow_unused=None, is_grads_batched=False, materialize_grads=False):
    """The gradients of outputs with respect to inputs, as a tuple; no `grad` changes.

    allow_unused: give None, not an error, for inputs that the outputs do not depend on.
    materialize_grads: give zeros for them.
    """
    roots, leaves = _tuple(outputs), _tuple(inputs)
    gradients = _gradients(roots, grad_outputs)
    retain = create_graph if retain_graph is None else retain_graph
    if allow_unused is None:
        allow_unused = materialize_grads
    if allow_unused is False and materialize_grads:
        raise ValueError("Expected allow_unused to be True or not passed when materialize_grads=True, but got: "
                         "allow_unused=False.")
    found = _dh.run_backward(roots, gradients, leaves, bool(retain), bool(create_graph), bool(allow_unused))
    if not materialize_grads:
        return found
    from ..creation import zeros_like

    return tuple(zeros_like(leaf) if gradient is None else gradient for leaf, gradient in zip(leaves, found))


class _VariableMeta(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, _dh.TensorBase)


class Variable(metaclass=_VariableMeta):
    """The old name: tensors are variables themselves."""

    def __new__(cls, data, requires_grad=False, volatile=None):
        made = data.detach()
        return made.requires_grad_() if requires_grad else made


from . import functional  # noqa: E402
from .gradcheck import GradcheckError, gradcheck, gradgradcheck  # noqa: E402
