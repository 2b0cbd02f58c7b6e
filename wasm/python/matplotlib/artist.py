"""What is drawn on axes: each artist describes itself to the page."""
import math

from . import colors as _colors
from ._values import each, in_json, vector

_DASHES = {"-": "solid", "solid": "solid", "--": "dashed", "dashed": "dashed", "-.": "dashdot", "dashdot": "dashdot",
           ":": "dotted", "dotted": "dotted", "None": "none", "none": "none", " ": "none", "": "none"}
_MARKERS = "o . , s ^ v < > D d x + * p h X P | _ H 8 1 2 3 4".split()
# What artists take and the page does by itself.
_NO_MATTER = ("transform clip_on rasterized picker antialiased antialiaseds solid_capstyle solid_joinstyle dash_capstyle gid url "
              "snap animated fillstyle hatch capstyle joinstyle in_layout").split()
_ALIASES = dict(c="color", lw="linewidth", ls="linestyle", ms="markersize", mfc="markerfacecolor", mec="markeredgecolor",
                mew="markeredgewidth", fc="facecolor", ec="edgecolor", linewidths="linewidth", edgecolors="edgecolor",
                facecolors="facecolor", ha="horizontalalignment", va="verticalalignment", size="fontsize",
                weight="fontweight", dashes="linestyle", colors="color", linestyles="linestyle", fontfamily="family")


def named(keywords):
    """Keyword arguments under their long names."""
    return {_ALIASES.get(k, k): v for k, v in keywords.items()}


def dash(style):
    """A line style as the page knows it."""
    if isinstance(style, tuple):  # (offset, (on, off, ...))
        return "solid" if len(style) < 2 or not style[1] else "dashed"
    if style is None:
        return "solid"
    if style not in _DASHES:
        raise ValueError(f"{style!r} is not a valid value for ls.")
    return _DASHES[style]


def marker_of(marker):
    """A marker as the page knows it; None draws none."""
    if marker in (None, "None", "none", " ", ""):
        return None
    if marker not in _MARKERS:
        raise ValueError(f"Unrecognized marker style {marker!r}")
    return marker


class Artist:
    """Something drawn. `describe()` gives it as JSON."""

    axes = None
    zorder = 2

    def __init__(self, label=None, alpha=None, zorder=None, visible=True, **rest):
        for name in rest:
            if name not in _NO_MATTER:
                raise AttributeError(f"{type(self).__name__}.set() got an unexpected keyword argument {name!r}")
        self._label, self._alpha, self._visible = None if label is None else str(label), alpha, visible
        if zorder is not None:
            self.zorder = zorder

    def get_label(self):
        return self._label

    def set_label(self, s):
        self._label = None if s is None else str(s)

    def set_alpha(self, alpha):
        self._alpha = alpha

    def set_visible(self, b):
        self._visible = bool(b)

    def get_visible(self):
        return self._visible

    def set_zorder(self, level):
        self.zorder = level

    def set(self, **properties):
        """set(color="r") is set_color("r"), and so on."""
        for name, value in named(properties).items():
            setter = getattr(self, f"set_{name}", None)
            if setter is None:
                raise AttributeError(f"{type(self).__name__}.set() got an unexpected keyword argument {name!r}")
            setter(value)

    def remove(self):
        """Takes it off its axes."""
        if self.axes is not None:
            self.axes._artists.remove(self)
            self.axes = None

    def extent(self, x, y):
        """Adds what it covers to the extents of both axes."""

    def has_place(self):
        """Whether it stands anywhere: not at NaN."""
        return True

    def swatch(self):
        """How a legend shows it."""
        return self.describe()

    def _common(self, **more):
        more["alpha"] = self._alpha
        return {k: v for k, v in more.items() if v is not None}


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


class Rule(Artist):
    """A line across the axes, or a stripe: axhline, axvline, axhspan, axvspan. Ends are shares of the axes."""

    def __init__(self, axis, at, to=None, start=0.0, end=1.0, color="C0", linewidth=None, linestyle=None, facecolor=None,
                 edgecolor=None, **rest):
        super().__init__(**rest)
        self._axis, self._at, self._to, self._ends = axis, float(at), None if to is None else float(to), (start, end)
        self._color, self._width, self._dash = _colors.described(facecolor or color), linewidth, dash(linestyle)
        if to is not None:
            self.zorder = rest.get("zorder") or 1

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


Line2D.__module__ = "matplotlib.lines"  # as they are known, and printed
for _shape in (Patch, Rectangle, Ellipse, Circle, Polygon):
    _shape.__module__ = "matplotlib.patches"
Text.__module__ = "matplotlib.text"
