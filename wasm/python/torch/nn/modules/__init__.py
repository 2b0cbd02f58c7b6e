"""The modules, as torch.nn names them."""
from . import _generated
from ._generated import *
from .container import ModuleDict, ModuleList, Sequential
from .module import Module
from .parameter_container import ParameterDict, ParameterList

__all__ = [
    "Module", "ModuleDict", "ModuleList", "ParameterDict", "ParameterList", "Sequential",
    *_generated.__all__,
]
