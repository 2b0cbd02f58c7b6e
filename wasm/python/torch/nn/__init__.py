"""torch.nn: modules, losses and their functions."""
from . import functional, init, modules, parameter
from .modules import *
from .modules import Module
from .parameter import Parameter
