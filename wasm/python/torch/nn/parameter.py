"""Parameters: tensors that a module counts as its own."""
from collections import OrderedDict

import torch


class _ParameterMeta(type(torch.Tensor)):
    # As in PyTorch, a tensor that says so (`_is_param`) counts as a parameter.
    def __instancecheck__(cls, instance):
        return super().__instancecheck__(instance) or (
            cls is Parameter and isinstance(instance, torch.Tensor)
            and getattr(instance, "_is_param", False))


class Parameter(torch.Tensor, metaclass=_ParameterMeta):
    """A tensor that becomes a parameter of the module that it is assigned to.

    data: the tensor to take (its storage is shared).
    requires_grad: whether gradients are tracked; unlike a tensor's, it is True by default.
    """

    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        return torch.Tensor._make_subclass(cls, data.detach(), requires_grad)

    def __deepcopy__(self, memo):
        if id(self) not in memo:
            memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
        return memo[id(self)]

    def __repr__(self, *, tensor_contents=None):
        return "Parameter containing:\n" + super().__repr__()

    def __reduce_ex__(self, protocol):
        return _rebuild_parameter, (self.data, self.requires_grad, OrderedDict())


def _rebuild_parameter(data, requires_grad, backward_hooks):
    return Parameter(data, requires_grad)
