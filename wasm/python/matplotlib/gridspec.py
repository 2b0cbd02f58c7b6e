"""Places on a figure."""
from .figure import GridSpec

__all__ = ["GridSpec"]
