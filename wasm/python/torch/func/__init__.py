"""torch.func: functions that give derivatives of functions."""
from ._modules import functional_call, stack_module_state
from ._transforms import grad, grad_and_value, hessian, jacfwd, jacrev, jvp, vjp
from ._vmap import vmap

__all__ = ["grad", "grad_and_value", "hessian", "jacfwd", "jacrev", "jvp", "vjp", "vmap", "functional_call",
           "stack_module_state"]

_NOT_YET = ("functionalize", "linearize", "debug_unwrap", "replace_all_batch_norm_modules_")


def __getattr__(name):
    if name in _NOT_YET:
        raise AttributeError(f"Downhill does not have torch.func.{name} (yet)")
    raise AttributeError(f"module 'torch.func' has no attribute '{name}'")
