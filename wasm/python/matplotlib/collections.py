"""Many of a kind in one artist: points, lines, arrows."""
from . import colors as _colors
from ._values import each, in_json, vector
from .artist import Artist, dash, marker_of


class Points(Artist):
    """A scatter plot: each point with a size (in points squared) and a colour of its own."""

    zorder = 1

    def __init__(self, x, y, sizes, colors, marker, edge=None, width=None, mapping=None, **rest):
        super().__init__(**rest)
        self._x, self._y, self._sizes, self._colors = x, y, sizes, colors
        self._marker, self._edge, self._width, self._mapping = marker_of(marker) or "o", _colors.described(edge), width, mapping

    def set_offsets(self, offsets):
        """New points, one [x, y] each."""
        rows = [vector(row) for row in offsets]
        self._x, self._y = [r[0] for r in rows], [r[1] for r in rows]

    def get_offsets(self):
        import numpy as np

        return np.array(list(zip(self._x, self._y)))

    def set_color(self, c):
        self._colors = [_colors.described(c)]

    def set_sizes(self, sizes):
        self._sizes = vector(sizes)

    def extent(self, x, y):
        x.add(self._x)
        y.add(self._y)

    def describe(self):
        n = len(self._x)
        colors = self._colors if self._mapping is None else self._mapping.shades()
        return self._common(kind="points", x=in_json(self._x), y=in_json(self._y), marker=self._marker, edge=self._edge,
                            width=self._width, colors=colors if len(colors) == 1 else each(colors, n),
                            sizes=self._sizes if len(self._sizes) == 1 else each(self._sizes, n))

    def swatch(self):
        found = self.describe()
        return {**found, "x": [], "y": [], "colors": found["colors"][:1], "sizes": found["sizes"][:1]}


class Segments(Artist):
    """Many separate lines: hlines, vlines, the bars of errors, stems."""

    def __init__(self, pieces, color="C0", linewidth=None, linestyle=None, **rest):
        super().__init__(**rest)
        self._pieces, self._width, self._dash = pieces, linewidth, dash(linestyle)
        self._colors = [_colors.described(c) for c in (color if isinstance(color, list) else [color])]

    def extent(self, x, y):
        for x0, y0, x1, y1 in self._pieces:
            x.add([x0, x1])
            y.add([y0, y1])

    def describe(self):
        return self._common(kind="segments", pieces=[in_json(p) for p in self._pieces], colors=self._colors,
                            width=1.5 if self._width is None else float(self._width), dash=self._dash)

    def swatch(self):
        return {**self.describe(), "pieces": []}


class Arrows(Artist):
    """A field of arrows: places, and what they reach over, in data's units."""

    def __init__(self, x, y, u, v, color="k", width=None, **rest):
        super().__init__(**rest)
        self._x, self._y, self._u, self._v, self._color, self._width = x, y, u, v, _colors.described(color), width

    def extent(self, x, y):
        x.add(self._x)
        y.add(self._y)

    def describe(self):
        return self._common(kind="arrows", x=in_json(self._x), y=in_json(self._y), u=in_json(self._u), v=in_json(self._v),
                            color=self._color)
