"""Colour maps by name: cm.viridis(0.5), cm.get_cmap("viridis")."""
from .colors import Colormap, Normalize, colormap as _colormap
from ._values import vector as _vector


def get_cmap(name=None, lut=None):
    """A colour map."""
    made = _colormap(name)
    return made if lut is None else made.resampled(lut)


class ScalarMappable:
    """A scale and a map, as fig.colorbar takes them."""

    def __init__(self, norm=None, cmap=None):
        self.norm, self.cmap, self.axes = norm or Normalize(), get_cmap(cmap), None

    def set_array(self, A):
        """The numbers that the scale is for."""
        if A is not None:
            self.norm.autoscale_None(_vector(A))

    def set_clim(self, vmin=None, vmax=None):
        """The scale's limits."""
        self.norm.vmin = self.norm.vmin if vmin is None else vmin
        self.norm.vmax = self.norm.vmax if vmax is None else vmax

    def to_rgba(self, x, alpha=None):
        """The colours of numbers."""
        one = isinstance(x, (int, float))
        colors = [self.cmap(place, alpha) for place in self.norm(_vector(x))]
        return colors[0] if one else colors


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return _colormap(name)
    except ValueError:
        raise AttributeError(f"module 'matplotlib.cm' has no attribute '{name}'") from None


__all__ = ["Colormap", "ScalarMappable", "get_cmap"]
