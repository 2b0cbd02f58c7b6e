"""numpy.linalg: what of it is here."""
from ._linear import norm

__all__ = ["norm"]


def __getattr__(name):
    from ._missing import describe

    raise AttributeError(describe("numpy.linalg", name))
