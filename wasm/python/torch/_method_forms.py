"""Functions of torch that are methods of Tensor, and the other way round.

`torch.detach(x)` is `x.detach()`, `x.split(2)` is `torch.split(x, 2)`: each is written once.
"""
from . import _functions, _ops, _parts, creation
from ._methods import TensorMethods
from ._tensor import Tensor

_TO_FUNCTION = ("detach", "is_signed", "is_complex", "masked_fill")
_TO_METHOD = {
    _functions: "allclose argsort clamp div equal gather ger isclose is_nonzero kron masked_select max min nonzero "
                "norm outer round rsqrt std var",
    _parts: "broadcast_to dsplit hsplit moveaxis movedim narrow split tensor_split unflatten vsplit",
}
# PyTorch's second names.
_ALIASES = {"absolute": "abs", "clip": "clamp", "concat": "cat", "divide": "div", "greater": "gt",
            "greater_equal": "ge", "less": "lt", "less_equal": "le", "multiply": "mul", "negative": "neg",
            "not_equal": "ne", "subtract": "sub", "swapaxes": "transpose", "true_divide": "div"}


def _function(name):
    method = getattr(Tensor, name)

    def function(input, *args, **kwargs):
        creation.check_input(name, input)
        return method(input, *args, **kwargs)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = method.__doc__
    return function


for _name in _TO_FUNCTION:
    globals()[_name] = _function(_name)
for _module, _names in _TO_METHOD.items():
    for _name in _names.split():
        setattr(Tensor, _name, getattr(_module, _name))
for _name, _meant in _ALIASES.items():
    globals()[_name] = getattr(_functions if hasattr(_functions, _meant) else _ops, _meant)
    for _tail in ("", "_"):
        if hasattr(TensorMethods, _meant + _tail):
            setattr(Tensor, _name + _tail, getattr(Tensor, _meant + _tail))

__all__ = [*_TO_FUNCTION, *_ALIASES]
