"""torch.utils: what of it is here."""
from . import hooks

__all__ = ["hooks"]

_NOT_YET = frozenset("backend_registration benchmark bottleneck checkpoint collect_env cpp_extension data "
                     "deterministic dlpack mobile_optimizer model_zoo tensorboard".split())


def __getattr__(name):
    if name in _NOT_YET:
        raise AttributeError(f"Downhill does not have torch.utils.{name} (yet)")
    raise AttributeError(f"module 'torch.utils' has no attribute '{name}'")
