"""Lines: through points, and across the axes."""
import math

from . import colors as _colors
from ._values import in_json, vector
from .artist import Artist, dash, marker_of


class Line2D(Artist):
    """A line through points, markers on them, or both."""

    def __init__(self, xdata, ydata, linewidth=None, linestyle=None, color=None, marker=None, markersize=None,
                 markerfacecolor=None, markeredgecolor=None, markeredgewidth=None, drawstyle="default", where=None, **rest):
        from . import rcParams

        super().__init__(**rest)
        self.set_data(xdata, ydata)
        self._width = rcParams["lines.linewidth"] if linewidth is None else float(linewidth)
        self._dash, self._color, self._marker = dash(linestyle), _colors.described(color), marker_of(marker)
        self._size = rcParams["lines.markersize"] if markersize is None else float(markersize)
        self._fill, self._edge = _colors.described(markerfacecolor), _colors.described(markeredgecolor)
        self._steps = where or (drawstyle.removeprefix("steps").removeprefix("-") or "pre" if drawstyle.startswith("steps") else None)

    def set_data(self, x, y=None):
        """New points."""
        if y is None:
            x, y = x
        self._x, self._y = vector(x), vector(y)

    def set_xdata(self, x):
        self._x = vector(x)

    def set_ydata(self, y):
        self._y = vector(y)

    def get_xdata(self, orig=True):
        import numpy as np

        return np.array(self._x)

    def get_ydata(self, orig=True):
        import numpy as np

        return np.array(self._y)

    def get_data(self, orig=True):
        return self.get_xdata(), self.get_ydata()

    def get_color(self):
        return self._color

    def set_color(self, color):
        self._color = _colors.described(color)

    def get_linewidth(self):
        return self._width

    def set_linewidth(self, w):
        self._width = float(w)

    def set_linestyle(self, ls):
        self._dash = dash(ls)

    def set_marker(self, marker):
        self._marker = marker_of(marker)

    def set_markersize(self, sz):
        self._size = float(sz)

    def extent(self, x, y):
        x.add(self._x)
        y.add(self._y)

    def _stepped(self):
        if not self._steps or len(self._x) < 2:
            return self._x, self._y
        xs, ys = self._x[:1], self._y[:1]
        for x0, x1, y0, y1 in zip(self._x, self._x[1:], self._y, self._y[1:]):
            middle = {"pre": x0, "post": x1, "mid": (x0 + x1) / 2}[self._steps]
            xs += [middle, middle, x1]
            ys += [y0, y1, y1]
        return xs, ys

    def describe(self):
        x, y = self._stepped()
        return self._common(kind="line", x=in_json(x), y=in_json(y), color=self._color, width=self._width, dash=self._dash,
                            marker=self._marker, size=self._size if self._marker else None, fill=self._fill, edge=self._edge)

    def swatch(self):
        return {k: v for k, v in self.describe().items() if k not in "xy"}


class Rule(Artist):
    """A line across the axes, or a stripe: axhline, axvline, axhspan, axvspan. Ends are shares of the axes."""

    def __init__(self, axis, at, to=None, start=0.0, end=1.0, color="C0", linewidth=None, linestyle=None, facecolor=None,
                 edgecolor=None, **rest):
        super().__init__(**rest)
        self._axis, self._at, self._to, self._ends = axis, float(at), None if to is None else float(to), (start, end)
        self._color, self._width, self._dash = _colors.described(facecolor or color), linewidth, dash(linestyle)
        if to is not None and rest.get("zorder") is None:
            self.zorder = 1

    def set_color(self, color):
        self._color = _colors.described(color)

    def has_place(self):
        return math.isfinite(self._at) and (self._to is None or math.isfinite(self._to))

    def extent(self, x, y):
        (x if self._axis == "x" else y).add([self._at] if self._to is None else [self._at, self._to])

    def describe(self):
        from . import rcParams

        width = rcParams["lines.linewidth"] if self._width is None else float(self._width)
        return self._common(kind="rule", axis=self._axis, at=self._at, to=self._to, ends=self._ends, color=self._color,
                            width=width, dash=self._dash)
