"""What axes draw of grids: images, contours, colour meshes, fields of arrows."""
import base64

from . import _limits
from . import colors as _colors
from ._mapping import Mapped, Mapping
from ._values import array, each, finite, in_json, matrix, vector
from .artist import Artist, dash, named
from .collections import Arrows


class Image(Mapped, Artist):
    """A matrix of colours between four edges."""

    zorder = 0

    def __init__(self, rows, columns, pixels, extent, mapping=None, smooth=False, below=False, **rest):
        super().__init__(**rest)
        self._size, self._pixels, self._extent, self._mapping, self._smooth = (rows, columns), pixels, extent, mapping, smooth
        self._below = below  # the first row of the numbers is the lowest

    def set_data(self, A):
        """Other numbers in the same place."""
        rows = matrix(A, "Image data")
        self._size = len(rows), len(rows[0])
        self._mapping.values = [v for row in (rows[::-1] if self._below else rows) for v in row]

    def extent(self, x, y):
        left, right, bottom, top = self._extent
        x.add([left, right], [left, right])
        y.add([bottom, top], [bottom, top])

    def describe(self):
        pixels = self._pixels if self._mapping is None else self._mapping.bytes()
        return self._common(kind="image", rows=self._size[0], columns=self._size[1], extent=self._extent, smooth=self._smooth,
                            pixels=base64.b64encode(pixels).decode())


class Contours(Mapped, Artist):
    """Lines of equal height, or the areas between them."""

    zorder = 1

    def __init__(self, x, y, z, levels, filled, shades, mapping, linewidths=None, linestyles=None, **rest):
        super().__init__(**rest)
        self._x, self._y, self._z, self.levels, self._filled, self._shades = x, y, z, levels, filled, shades
        self._mapping, self._width, self._style, self._labels = mapping, linewidths, linestyles, None

    def extent(self, x, y):
        x.add(self._x, [min(self._x), max(self._x)])
        y.add(self._y, [min(self._y), max(self._y)])

    def clabel(self, levels=None, *, fontsize=None, inline=True, fmt=None, **keywords):
        """Writes the levels on their lines."""
        chosen = self.levels if levels is None else vector(levels)
        self._labels = [_level_text(v, fmt) if v in chosen else "" for v in self.levels]

    def _colors(self):
        if self._shades is not None:
            return self._shades
        places = self.levels
        if self._filled:
            places = [(a + b) / 2 for a, b in zip(self.levels, self.levels[1:])]
            if isinstance(self._mapping.norm, _colors.LogNorm):
                places = [(a * b) ** 0.5 for a, b in zip(self.levels, self.levels[1:])]
        return [_colors.described(self.cmap.rgba(p)) for p in self._mapping.norm(places)]

    def describe(self):
        n = len(self.levels)
        widths = [1.5 if v is None else float(v) for v in each(self._width, n)]
        return self._common(kind="contours", x=self._x, y=self._y, z=in_json([v for row in self._z for v in row]),
                            levels=self.levels, filled=self._filled, colors=self._colors(), widths=widths,
                            dashes=[dash(v) for v in each(self._style, n)], labels=self._labels)

    def bar(self):
        if not self._filled:
            return self._mapping.bar()
        return {"colors": self._colors(), "edges": self.levels, "lo": self.levels[0], "hi": self.levels[-1],
                "log": isinstance(self.norm, _colors.LogNorm)}


def _level_text(v, fmt):
    if callable(fmt):
        return fmt(v)
    if isinstance(fmt, dict):
        return str(fmt.get(v, ""))
    return (fmt or "%1.3g") % v if fmt is None or "%" in fmt else fmt.format(v)


class Fields:
    """The part of Axes that draws grids."""

    def imshow(self, X, cmap=None, norm=None, *, aspect=None, interpolation=None, alpha=None, vmin=None, vmax=None,
               origin=None, extent=None, **keywords):
        """A matrix as an image; with 3 or 4 values in its last dimension, those are colours."""
        a = array(X)
        if a.ndim == 3 and a.shape[-1] == 1:
            a = a.reshape(a.shape[:2])
        if a.ndim not in (2, 3) or a.ndim == 3 and a.shape[-1] not in (3, 4):
            raise TypeError(f"Invalid shape {tuple(a.shape)} for image data")
        rows, columns = a.shape[:2]
        below = origin == "lower"
        if extent is None:
            extent = (-0.5, columns - 0.5, -0.5, rows - 0.5) if below else (-0.5, columns - 0.5, rows - 0.5, -0.5)
        left, right, bottom, top = map(float, extent)
        mapping = pixels = None
        if a.ndim == 2:
            values = a.tolist()
            values = values[::-1] if below else values
            mapping = Mapping([v for row in values for v in row], cmap, norm, vmin, vmax)
        else:
            pixels = _pixels(a[::-1] if below else a, X)
        smooth = interpolation in ("bilinear", "bicubic", "gaussian", "lanczos", "spline16", "hanning")
        made = self._add(Image(rows, columns, pixels, (left, right, bottom, top), mapping, smooth, below, alpha=alpha,
                               **named(keywords)))
        self.set_aspect(aspect or "equal")
        self._x.set_limits(left, right)
        self._y.set_limits(bottom, top)
        self._current_image(made)
        return made

    def matshow(self, Z, **keywords):
        """imshow with the column's numbers above."""
        return self.imshow(Z, **keywords)

    def pcolormesh(self, *args, cmap=None, norm=None, vmin=None, vmax=None, shading=None, alpha=None, **keywords):
        """A matrix over a grid of even distances: pcolormesh(Z), pcolormesh(X, Y, Z)."""
        z = matrix(args[-1])
        xs, ys = _grid(*args[:-1], z=z, edges=True)
        mapping = Mapping([v for row in z[::-1] for v in row], cmap, norm, vmin, vmax)
        edges = xs[0], xs[-1], ys[0], ys[-1]
        made = self._add(Image(len(z), len(z[0]), None, edges, mapping, shading == "gouraud", alpha=alpha))
        self._current_image(made)
        return made

    pcolor = pcolormesh

    def contour(self, *args, **keywords):
        """Lines of equal height: contour(Z), contour(X, Y, Z), with levels after them."""
        return self._contours(args, False, **keywords)

    def contourf(self, *args, **keywords):
        """The same as areas."""
        return self._contours(args, True, **keywords)

    def _contours(self, args, filled, levels=None, colors=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None,
                  linewidths=None, linestyles=None, locator=None, extend="neither", zorder=None, **keywords):
        if len(args) in (2, 4):
            *args, levels = args
        z = matrix(args[-1])
        if len(z) < 2 or len(z[0]) < 2:
            raise TypeError(f"Input z must be at least a (2, 2) shaped array, but has shape ({len(z)}, {len(z[0])})")
        xs, ys = _grid(*args[:-1], z=z)
        lo, hi = finite([v for row in z for v in row]) or (0.0, 1.0)
        logarithmic = isinstance(norm, _colors.LogNorm) or type(locator).__name__ == "LogLocator"
        if logarithmic and norm is None:
            norm = _colors.LogNorm()
        if logarithmic and (levels is None or isinstance(levels, int)):
            positive = [v for row in z for v in row if v > 0]
            chosen = _limits.logarithmic_levels(min(positive), hi)
        else:
            chosen = _limits.contour_levels(lo, hi, levels)
        shades = None
        if colors is not None:
            many, one = len(chosen) - 1 if filled else len(chosen), _colors.is_color_like(colors)
            shades = [_colors.described(c) for c in ([colors] * many if one else each(colors, many))]
            if linestyles is None and not filled and one:  # those below 0 are dashed
                linestyles = ["dashed" if v < 0 else "solid" for v in chosen]
        mapping = Mapping(chosen, cmap, norm, vmin, vmax)
        made = self._add(Contours(xs, ys, z, chosen, filled, shades, mapping, linewidths, linestyles, alpha=alpha,
                                  zorder=zorder))
        self._current_image(made)
        return made

    def clabel(self, CS, levels=None, **keywords):
        """Writes levels on the lines of a contour plot."""
        CS.clabel(levels, **keywords)

    def quiver(self, *args, color=None, width=None, scale=None, scale_units=None, angles="uv", units="width", pivot="tail",
               alpha=None, **keywords):
        """Arrows: quiver(U, V), quiver(X, Y, U, V)."""
        u, v = map(array, args[:2] if len(args) == 2 else args[2:4])
        if len(args) == 2:
            rows, columns = u.shape
            x = [float(j) for _ in range(rows) for j in range(columns)]
            y = [float(i) for i in range(rows) for _ in range(columns)]
        else:
            x, y = array(args[0]), array(args[1])
            if x.ndim == 1 and u.ndim == 2:
                x, y = [a for _ in range(len(y)) for a in x.tolist()], [b for b in y.tolist() for _ in range(len(x))]
            else:
                x, y = x.ravel().tolist(), y.ravel().tolist()
        u, v = u.ravel().tolist(), v.ravel().tolist()
        if scale_units == "xy" or scale is None and angles == "xy":
            by = 1.0 / (scale or 1.0)
        else:
            by = self._arrow_scale(x, y, u, v)
        return self._add(Arrows(x, y, [a * by for a in u], [b * by for b in v], color or "k", width, alpha=alpha))

    def _arrow_scale(self, x, y, u, v):
        # As long as the places are apart, at the mean.
        lengths = [(a * a + b * b) ** 0.5 for a, b in zip(u, v)]
        mean = sum(lengths) / len(lengths) if lengths else 0.0
        spread = max(max(x) - min(x), max(y) - min(y)) if x else 1.0
        return 1.0 if mean == 0 else (spread or 1.0) / max(10.0, 1.8 * len(x) ** 0.5) / mean


def _pixels(a, given):
    values = a.reshape((-1, a.shape[-1])).tolist()
    kind = getattr(getattr(given, "dtype", None), "kind", "") or ("u" if "uint8" in str(getattr(given, "dtype", "")) else "f")
    most = 255.0 if kind in "iu" else 1.0
    out = bytearray()
    for pixel in values:
        out += bytes(round(min(max(v / most, 0.0), 1.0) * 255) if v == v else 0 for v in pixel)
        if len(pixel) == 3:
            out.append(255)
    return bytes(out)


def _grid(x=None, y=None, *, z, edges=False):
    """The columns' places and the rows', from vectors or from meshgrid's matrices."""
    rows, columns = len(z), len(z[0])
    if x is None:
        more = int(edges)
        return [float(i) for i in range(columns + more)], [float(i) for i in range(rows + more)]
    x, y = array(x), array(y)
    xs = x.tolist() if x.ndim == 1 else x.tolist()[0]
    ys = y.tolist() if y.ndim == 1 else [row[0] for row in y.tolist()]
    turned = x.ndim == 2 and len(xs) > 1 and xs[0] == xs[-1]
    if turned:
        raise ValueError("x and y must come from meshgrid(..., indexing='xy'): x changes along rows")
    if len(xs) not in (columns, columns + int(edges)) or len(ys) not in (rows, rows + int(edges)):
        raise TypeError(f"Dimensions of x ({len(xs)}) and y ({len(ys)}) do not fit those of z {rows, columns}")
    if edges and len(xs) == columns:
        xs = _edges(xs)
    if edges and len(ys) == rows:
        ys = _edges(ys)
    return xs, ys


def _edges(middles):
    if len(middles) == 1:
        return [middles[0] - 0.5, middles[0] + 0.5]
    between = [(a + b) / 2 for a, b in zip(middles, middles[1:])]
    return [2 * middles[0] - between[0], *between, 2 * middles[-1] - between[-1]]
