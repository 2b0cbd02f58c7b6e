"""Lines."""
from .artist import Line2D

__all__ = ["Line2D"]
