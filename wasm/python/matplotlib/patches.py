"""Areas: shapes, and what lies between curves."""
import math

from . import colors as _colors
from ._values import in_json, vector
from .artist import Artist, dash


class Patch(Artist):
    """An area inside a line."""

    zorder = 1

    def __init__(self, x, y, facecolor=None, edgecolor=None, linewidth=None, linestyle=None, color=None, fill=True, sticky_y=(),
                 sticky_x=(), **rest):
        super().__init__(**rest)
        self._x, self._y, self._sticky = vector(x), vector(y), (sticky_x, sticky_y)
        self._face = _colors.described("none" if not fill else facecolor if facecolor is not None else color)
        if self._face is None:
            self._face = "C0"
        self._edge = _colors.described(edgecolor if edgecolor is not None else color if not fill else None)
        self._width, self._dash = linewidth, dash(linestyle)

    def get_facecolor(self):
        return _colors.to_rgba(self._face)

    def set_facecolor(self, color):
        self._face = _colors.described(color)

    set_color = set_facecolor

    def set_edgecolor(self, color):
        self._edge = _colors.described(color)

    def extent(self, x, y):
        x.add(self._x, self._sticky[0])
        y.add(self._y, self._sticky[1])

    def describe(self):
        return self._common(kind="area", x=in_json(self._x), y=in_json(self._y), color=self._face, edge=self._edge,
                            width=self._width, dash=self._dash if self._dash != "solid" else None)

    def swatch(self):
        return {**self.describe(), "x": [], "y": []}


class Rectangle(Patch):
    """A box: one corner, width and height."""

    def __init__(self, xy, width, height, angle=0.0, **rest):
        (x, y), self._box = xy, (width, height)
        super().__init__([x, x + width, x + width, x], [y, y, y + height, y + height], **rest)

    def get_height(self):
        return self._box[1]

    def get_width(self):
        return self._box[0]

    def get_x(self):
        return self._x[0]

    def get_y(self):
        return self._y[0]

    def get_xy(self):
        return self._x[0], self._y[0]


class Ellipse(Patch):
    """An ellipse around a centre."""

    def __init__(self, xy, width, height, angle=0, **rest):
        turn = math.radians(angle)
        ts = [2 * math.pi * k / 96 for k in range(96)]
        points = [(width / 2 * math.cos(t), height / 2 * math.sin(t)) for t in ts]
        super().__init__([xy[0] + u * math.cos(turn) - v * math.sin(turn) for u, v in points],
                         [xy[1] + u * math.sin(turn) + v * math.cos(turn) for u, v in points], **rest)


class Circle(Ellipse):
    """A circle around a centre."""

    def __init__(self, xy, radius=5, **rest):
        super().__init__(xy, 2 * radius, 2 * radius, **rest)


class Polygon(Patch):
    """Corners, one [x, y] each."""

    def __init__(self, xy, *, closed=True, **rest):
        rows = [vector(row) for row in xy]
        super().__init__([r[0] for r in rows], [r[1] for r in rows], **rest)
