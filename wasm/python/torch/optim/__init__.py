"""torch.optim: the built-in optimizers (generated from the core's schema) and their base class."""
from . import optimizer
from .optimizer import Optimizer
