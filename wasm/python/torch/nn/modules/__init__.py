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

# Programs ask for the base by its place in PyTorch: isinstance(m, nn.modules.batchnorm._BatchNorm).
from . import _batchnorm, batchnorm  # noqa: E402

batchnorm._BatchNorm, batchnorm._NormBase = _batchnorm._BatchNorm, _batchnorm._NormBase
