"""torch.optim: the built-in optimizers (generated from the core's schema) and their base class."""
import sys
import types

from . import _generated, optimizer
from ._swap import swap_in_optimizer_params_and_state
from .optimizer import Optimizer

__all__ = ["Optimizer", "lr_scheduler", "optimizer", "swa_utils", "swap_in_optimizer_params_and_state",
           *_generated.__all__]

# Each class has a module of its own in PyTorch (torch.optim.sgd), which its printed type names.
for _name in _generated.__all__:
    _class = getattr(_generated, _name)
    globals()[_name] = _class
    _class.__module__ = f"{__name__}.{_name.lower()}"
    _module = sys.modules[_class.__module__] = types.ModuleType(_class.__module__, _class.__doc__)
    setattr(_module, _name, _class)
del _class, _module

from . import lr_scheduler, swa_utils  # noqa: E402
