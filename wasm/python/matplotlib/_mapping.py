"""Numbers shown as colours: what scatter(c=...), imshow, contours and fig.colorbar share."""
from . import colors as _colors


class Mapping:
    """Numbers, their scale and their map."""

    def __init__(self, values, cmap=None, norm=None, vmin=None, vmax=None):
        self.cmap = _colors.colormap(cmap)
        if isinstance(norm, str):
            norm = {"log": _colors.LogNorm, "linear": _colors.Normalize}[norm]()
        self.norm = norm or _colors.Normalize()
        if vmin is not None:
            self.norm.vmin = float(vmin)
        if vmax is not None:
            self.norm.vmax = float(vmax)
        self.set_array(values)

    def set_array(self, values):
        """Other numbers on the same scale."""
        self.values = values
        self.norm.autoscale_None(values)

    def shades(self):
        """The colour of each number."""
        return [_colors.described(self.cmap.rgba(place)) for place in self.norm(self.values)]

    def bytes(self):
        """Red, green, blue and opacity of each number, as bytes."""
        known = {}
        out = bytearray()
        for place in self.norm(self.values):
            step = -1 if place != place else min(max(int(place * self.cmap.N), 0), self.cmap.N - 1)
            if step not in known:
                known[step] = bytes(round(v * 255) for v in self.cmap.rgba(place))
            out += known[step]
        return bytes(out)

    def bar(self):
        """What a colour bar shows: colours from below to above, and the numbers at both ends."""
        shades = [_colors.described(self.cmap.rgba((i + 0.5) / 64)) for i in range(64)]
        lo, hi = self.norm.vmin or 0.0, self.norm.vmax if self.norm.vmax is not None else 1.0
        return {"colors": shades, "lo": lo, "hi": hi, "log": isinstance(self.norm, _colors.LogNorm)}


class Mapped:
    """What artists with a mapping answer."""

    _mapping = None

    @property
    def cmap(self):
        return self._mapping.cmap

    @property
    def norm(self):
        return self._mapping.norm

    def get_cmap(self):
        return self._mapping.cmap

    def set_cmap(self, cmap):
        self._mapping.cmap = _colors.colormap(cmap)

    def set_clim(self, vmin=None, vmax=None):
        norm = self._mapping.norm
        norm.vmin, norm.vmax = norm.vmin if vmin is None else vmin, norm.vmax if vmax is None else vmax

    def get_clim(self):
        return self._mapping.norm.vmin, self._mapping.norm.vmax

    def bar(self):
        return self._mapping.bar()
