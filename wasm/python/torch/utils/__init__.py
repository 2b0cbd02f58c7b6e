"""torch.utils: what of it is here."""
import importlib

from . import hooks

__all__ = ["data", "hooks"]

_NOT_YET = frozenset("backend_registration benchmark bottleneck checkpoint collect_env cpp_extension "
                     "deterministic dlpack mobile_optimizer model_zoo tensorboard".split())


def __getattr__(name):
    if name == "data":  # loaded when it is used, for a quick start
        return importlib.import_module(".data", __name__)
    if name in _NOT_YET:
        raise AttributeError(f"Downhill does not have torch.utils.{name} (yet)")
    raise AttributeError(f"module 'torch.utils' has no attribute '{name}'")
