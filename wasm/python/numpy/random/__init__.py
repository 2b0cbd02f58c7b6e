"""numpy.random: the legacy generator, bit for bit."""
from ._state import RandomState, _global

_METHODS = ("choice", "exponential", "get_state", "normal", "permutation", "rand", "randint", "randn", "random",
            "random_sample", "ranf", "sample", "seed", "set_state", "shuffle", "standard_normal", "uniform")

for _name in _METHODS:
    globals()[_name] = getattr(_global, _name)

__all__ = ["RandomState", *_METHODS]


def __getattr__(name):
    from .._missing import describe

    raise AttributeError(describe("numpy.random", name))
