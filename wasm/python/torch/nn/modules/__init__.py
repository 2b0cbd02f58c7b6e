"""The modules, as torch.nn names them."""
from . import _generated, more
from ._generated import *
from ._rnn import RNNBase, RNNCellBase
from .container import ModuleDict, ModuleList, Sequential
from .module import Module
from .more import *
from .parameter_container import ParameterDict, ParameterList

__all__ = [
    "Module", "ModuleDict", "ModuleList", "ParameterDict", "ParameterList", "Sequential",
    "RNNBase", "RNNCellBase", *_generated.__all__, *more.__all__,
]

# Programs ask for the base by its place in PyTorch: isinstance(m, nn.modules.batchnorm._BatchNorm).
from . import _batchnorm, batchnorm  # noqa: E402

batchnorm._BatchNorm, batchnorm._NormBase = _batchnorm._BatchNorm, _batchnorm._NormBase
