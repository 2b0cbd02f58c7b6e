"""Words."""
import math

from . import colors as _colors
from .artist import Artist


class Text(Artist):
    """Words at a place in the data, or ("axes") in shares of the axes."""

    zorder = 3

    def __init__(self, x, y, text, coords="data", color=None, fontsize=None, fontweight=None, horizontalalignment="left",
                 verticalalignment="baseline", rotation=None, arrow=None, offset=None, bbox=None, fontstyle=None, family=None,
                 **rest):
        super().__init__(**rest)
        self._x, self._y, self._text, self._coords = float(x), float(y), str(text), coords
        self._color, self._size, self._weight = _colors.described(color), fontsize, fontweight
        self._align, self._arrow, self._turn = (horizontalalignment, verticalalignment), arrow, rotation
        self._offset = offset  # in points

    def has_place(self):
        arrow = self._arrow or {"x": 0.0, "y": 0.0}
        return all(map(math.isfinite, (self._x, self._y, arrow["x"], arrow["y"])))

    def get_text(self):
        return self._text

    def set_text(self, s):
        self._text = str(s)

    def set_color(self, color):
        self._color = _colors.described(color)

    def set_position(self, xy):
        self._x, self._y = map(float, xy)

    def describe(self):
        return self._common(kind="text", x=self._x, y=self._y, text=self._text, coords=self._coords, color=self._color,
                            size=points(self._size), bold=self._weight in ("bold", "heavy", "semibold", 700, 800) or None,
                            align=self._align, arrow=self._arrow, offset=self._offset, turn=turned(self._turn))


def points(size):
    """A size of type in points; names are around 10."""
    names = {"xx-small": 6, "x-small": 7, "small": 8.5, "medium": 10, "large": 12, "x-large": 14.5, "xx-large": 17.5,
             "smaller": 8.5, "larger": 12}
    if size is None or isinstance(size, (int, float)):
        return size
    if size in names:
        return names[size]
    return float(size)


def turned(rotation):
    """Degrees, against the clock."""
    return {"vertical": 90, "horizontal": None, None: None}.get(rotation, rotation)
