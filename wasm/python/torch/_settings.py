"""What PyTorch can be told, and here makes no difference: precision of products, compilation, mixed precision."""
import functools
import warnings

from ._dtypes import dtype as dtype_class
from ._dtypes import float32

_precision = "highest"


def get_float32_matmul_precision():
    """What set_float32_matmul_precision was told; "highest" at first."""
    return _precision


def set_float32_matmul_precision(precision):
    """Remembered. Products are always computed in full precision here."""
    global _precision
    if precision not in ("highest", "high", "medium"):
        warnings.warn(f"{precision} is not one of 'highest', 'high', or 'medium'; the current"
                      "setFloat32MatmulPrecision call has no effect.", stacklevel=2)
        return
    _precision = precision


def compile(model=None, *, fullgraph=False, dynamic=None, backend="inductor", mode=None, options=None,
            disable=False):
    """The function or module as it is: there is no compiler here. Also a decorator, with and without arguments."""
    if model is None:
        return lambda model: model
    if not callable(model):
        raise RuntimeError("torch.compile requires a callable or a module")
    return model


class autocast:
    """A context, or a decorator, that changes nothing: there are no dtypes of lower precision here. So enabled=True is
    refused, unless the dtype is float32."""

    def __init__(self, device_type, dtype=None, enabled=True, cache_enabled=None):
        if not isinstance(device_type, str):
            raise ValueError(f"Expected `device_type` of type `str`, got: `{type(device_type)}`")
        if dtype is not None and not isinstance(dtype, dtype_class):
            raise ValueError(f"Expected `dtype` of type `torch.dtype`, got: `{type(dtype)}`")
        if device_type == "cuda" and enabled:
            warnings.warn("CUDA is not available or torch_xla is imported. Disabling autocast.", stacklevel=2)
            enabled = False
        if enabled and dtype is not float32:
            raise NotImplementedError("Downhill does not have autocast to dtypes of lower precision (yet); "
                                      "enabled=False changes nothing")

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        return False

    def __call__(self, function):
        @functools.wraps(function)
        def called(*args, **kwargs):
            with self:
                return function(*args, **kwargs)

        return called
