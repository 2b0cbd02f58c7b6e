"""torch.nn: modules, losses and their functions."""
from . import functional, init, modules, parameter, utils
from .parameter import Parameter

__all__ = ["Parameter", "functional", "init", "modules", "parameter", "utils", *modules.__all__]

globals().update((_name, getattr(modules, _name)) for _name in modules.__all__)
