"""numpy.random: the legacy generator and the new one, bit for bit."""
from ._state import RandomState, _global

_METHODS = ("choice", "exponential", "get_state", "normal", "permutation", "rand", "randint", "randn", "random",
            "random_sample", "ranf", "sample", "seed", "set_state", "shuffle", "standard_normal", "uniform")

for _name in _METHODS:
    globals()[_name] = getattr(_global, _name)

# Loaded when they are used.
_LATER = {"Generator": "_generator", "PCG64": "_pcg64", "SeedSequence": "_pcg64", "default_rng": "_generator"}

__all__ = ["RandomState", *_LATER, *_METHODS]


def __getattr__(name):
    if name in _LATER:
        from importlib import import_module

        found = globals()[name] = getattr(import_module(f".{_LATER[name]}", __name__), name)
        return found
    from .._missing import describe

    raise AttributeError(describe("numpy.random", name))


def __dir__():
    return [*globals(), *_LATER]
