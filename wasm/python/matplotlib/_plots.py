"""What axes draw of points and numbers: lines, scatter plots, bars, histograms, areas."""
import re

from . import colors as _colors
from ._mapping import Mapped, Mapping
from ._values import array, columns, each, is_text, vector
from .artist import named
from .collections import Points, Segments
from .lines import Line2D, Rule
from .patches import Patch, Rectangle

_FORMAT = re.compile(r"(?P<color>C\d|[bgrcmykw])|(?P<dash>--|-\.|-|:)|(?P<marker>[.,ov^<>12348spP*hH+xXDd|_])")


def format_of(text):
    """A format such as 'r--o' as keyword arguments."""
    if _colors.is_color_like(text) and not re.fullmatch(r"[\d.]+", text):
        return {"color": text}
    found, at = {}, 0
    while at < len(text):
        match = _FORMAT.match(text, at)
        if not match:
            raise ValueError(f"{text!r} is not a valid format string (unrecognized character {text[at]!r})")
        kind = match.lastgroup
        if kind in found:
            raise ValueError(f"{text!r} is not a valid format string (two {'linestyle' if kind == 'dash' else kind} symbols)")
        found[kind] = match[0]
        at = match.end()
    made = {k: found[k] for k in ("color", "marker") if k in found}
    if "dash" in found:
        made["linestyle"] = found["dash"]
    elif "marker" in found:
        made["linestyle"] = "None"
    return made


class _Scatter(Mapped, Points):
    pass


class Plots:
    """The part of Axes that draws."""

    def plot(self, *args, data=None, scalex=True, scaley=True, **keywords):
        """Lines and markers: plot(y), plot(x, y), plot(x, y, 'r--'), plot(x, y, x2, y2, ...)."""
        keywords = named(keywords)
        if data is not None:
            args = [data[a] if isinstance(a, str) and a in data else a for a in args]
        args, lines = list(args), []
        label = keywords.pop("label", None)
        while args:
            given = [args.pop(0)]
            if args and not isinstance(args[0], str):
                given.append(args.pop(0))
            form = format_of(args.pop(0)) if args and isinstance(args[0], str) else {}
            xs, ys = self._pairs(*given)
            if len(xs) != len(ys) and len(xs) != 1 and len(ys) != 1:
                raise ValueError(f"x and y can have the same number of columns, but have {len(xs)} and {len(ys)}")
            n = max(len(xs), len(ys))
            labels = list(label) if isinstance(label, (list, tuple)) and n > 1 else [label] * n
            for k in range(n):
                x, y = xs[k % len(xs)], ys[k % len(ys)]
                if len(x) != len(y):
                    raise ValueError("x and y must have same first dimension, but have shapes "
                                     f"({len(x)},) and ({len(y)},)")
                lines.append(self._line(x, y, **{**form, **keywords}, label=labels[k]))
        return lines

    def _pairs(self, first, second=None):
        if second is None:
            ys = columns(first)
            return [[float(i) for i in range(len(ys[0]))]], ys
        xs = [self._x.places(first)] if is_text(first) else columns(first)
        return xs, [self._y.places(second)] if is_text(second) else columns(second)

    def _line(self, x, y, color=None, **keywords):
        if color is None:
            color = self._next_color()
        return self._add(Line2D(x, y, color=color, **keywords))

    def semilogy(self, *args, **keywords):
        """plot with a logarithmic y axis."""
        self.set_yscale("log")
        return self.plot(*args, **_without(keywords, "base", "basey", "nonpositive"))

    def semilogx(self, *args, **keywords):
        """plot with a logarithmic x axis."""
        self.set_xscale("log")
        return self.plot(*args, **_without(keywords, "base", "basex", "nonpositive"))

    def loglog(self, *args, **keywords):
        """plot with two logarithmic axes."""
        self.set_xscale("log")
        return self.semilogy(*args, **keywords)

    def step(self, x, y, *args, where="pre", **keywords):
        """plot as a staircase."""
        return self.plot(x, y, *args, where=where, **keywords)

    def scatter(self, x, y, s=None, c=None, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None,
                linewidths=None, *, edgecolors=None, label=None, **keywords):
        """Points; `c` is a colour, a colour for each, or numbers that `cmap` turns into colours."""
        keywords = named(keywords)
        x = self._x.places(x) if is_text(x) else vector(x)
        y = self._y.places(y) if is_text(y) else vector(y)
        if len(x) != len(y):
            raise ValueError("x and y must be the same size")
        sizes = [36.0] if s is None else [v if v >= 0 else 0.0 for v in vector(s)]
        if len(sizes) not in (1, len(x)):
            raise ValueError("s must be a scalar, or float array-like with the same size as x and y")
        colors, mapping = self._scatter_colors(keywords.pop("color", c), len(x), (cmap, norm, vmin, vmax))
        edge = None if edgecolors in (None, "face") else edgecolors
        width = keywords.pop("linewidth", linewidths)
        made = self._add(_Scatter(x, y, sizes, colors, marker or "o", edge=keywords.pop("edgecolor", edge), width=width,
                                  mapping=mapping, label=label, alpha=alpha, **_without(keywords, "facecolor", "rasterized")))
        if mapping:
            self._current_image(made)
        return made

    def _scatter_colors(self, c, n, scale):
        if c is None:
            return [self._next_color()], None
        if isinstance(c, str) or isinstance(c, tuple) and len(c) in (3, 4) and n not in (3, 4):
            return [_colors.described(c)], None
        if is_text(c):
            return [_colors.described(one) for one in each(c, n)], None
        values = array(c)
        if values.ndim == 2 and values.shape[-1] in (3, 4):
            return [_colors.described(tuple(row)) for row in values.tolist()], None
        values = values.ravel().tolist()
        if len(values) != n:
            raise ValueError(f"'c' argument has {len(values)} elements, which is inconsistent with 'x' and 'y' with size {n}.")
        return [], Mapping(values, *scale)

    # ---- bars -----------------------------------------------------------------------------------

    def bar(self, x, height, width=0.8, bottom=None, *, align="center", tick_label=None, yerr=None, **keywords):
        """Upright bars."""
        return self._bars(x, height, width, bottom, align, True, tick_label, yerr, keywords)

    def barh(self, y, width, height=0.8, left=None, *, align="center", tick_label=None, xerr=None, **keywords):
        """Lying bars."""
        return self._bars(y, width, height, left, align, False, tick_label, xerr, keywords)

    def _bars(self, places, lengths, thick, start, align, upright, names, errors, keywords):
        keywords = named(keywords)
        axis = self._x if upright else self._y
        places = axis.places(places) if is_text(places) else vector(places)
        lengths = vector(lengths)
        n = max(len(places), len(lengths))
        places, lengths = each(places, n), each(lengths, n)
        thick, start = each(vector(thick), n), each(vector(0.0 if start is None else start), n)
        colors = keywords.pop("color", None)
        colors = [self._next_color()] * n if colors is None else \
            [colors] * n if _colors.is_color_like(colors) else each(colors, n)
        label, ecolor, capsize = keywords.pop("label", None), keywords.pop("ecolor", "k"), keywords.pop("capsize", 0)
        labels = each(label, n) if isinstance(label, (list, tuple)) else [label] + [None] * (n - 1)
        boxes = []
        for k in range(n):
            low = places[k] - thick[k] / 2 if align == "center" else places[k]
            corner = (low, start[k]) if upright else (start[k], low)
            size = (thick[k], lengths[k]) if upright else (lengths[k], thick[k])
            sticky = {"sticky_y" if upright else "sticky_x": [start[k]]}
            boxes.append(self._add(Rectangle(corner, *size, facecolor=colors[k], label=labels[k], **sticky, **keywords)))
        if names is not None:
            axis.set_ticks(places, list(names))
        if errors is not None:
            middle = [b + v for b, v in zip(start, lengths)]
            along = {"yerr": errors} if upright else {"xerr": errors}
            points = (places, middle) if upright else (middle, places)
            self.errorbar(*points, **along, linestyle="none", ecolor=ecolor, capsize=capsize)
        return Container(boxes, label)

    def hist(self, x, bins=None, range=None, density=False, weights=None, cumulative=False, bottom=None, histtype="bar",
             align="mid", orientation="vertical", rwidth=None, log=False, color=None, label=None, stacked=False, **keywords):
        """A histogram; several of them for a list of lists."""
        import numpy as np

        several = isinstance(x, (list, tuple)) and x and not isinstance(x[0], (int, float)) and array(x[0]).ndim > 0
        sets = [vector(v) for v in x] if several else [vector(v) for v in columns(x)]
        colors = list(color) if isinstance(color, (list, tuple)) and not _colors.is_color_like(color) else [color] * len(sets)
        labels = list(label) if isinstance(label, (list, tuple)) else [label] + [None] * (len(sets) - 1)
        everything = [v for one in sets for v in one]
        if bins is None or isinstance(bins, (int, str)):
            bins = np.histogram_bin_edges(everything, 10 if bins is None else bins, range)
        edges = vector(bins)
        made, counts, base = [], [], [0.0] * (len(edges) - 1)
        filled = histtype in ("bar", "barstacked", "stepfilled")
        share = 1 if stacked or histtype != "bar" else len(sets)
        for k, one in enumerate(sets):
            n = np.histogram(one, bins=edges, density=density, weights=weights)[0].tolist()
            n = [float(v) for v in n]
            if cumulative:
                n = np.cumsum([v * (b - a) if density else v for v, a, b in zip(n, edges, edges[1:])]).tolist()
            counts.append(np.array(n))
            shade = self._next_color() if colors[k % len(colors)] is None else colors[k % len(colors)]
            if not filled:
                xs = [e for e in edges for _ in (0, 1)]
                ys = [0.0, *(v for v in n for _ in (0, 1)), 0.0]
                made.append(self._line(xs, ys, color=shade, label=labels[k], **named(keywords)))
                continue
            widths = [(b - a) / share * (rwidth or 1) for a, b in zip(edges, edges[1:])]
            middles = [a + (b - a) * ((k if share > 1 else 0) + 0.5) / share for a, b in zip(edges, edges[1:])]
            draw = self.bar if orientation == "vertical" else self.barh
            made.append(draw(middles, n, widths, base if stacked else None, color=shade, label=labels[k], **keywords))
            if stacked:
                base = [a + b for a, b in zip(base, n)]
        if log:
            self.set_yscale("log") if orientation == "vertical" else self.set_xscale("log")
        one = len(sets) == 1
        return counts[0] if one else counts, np.array(edges), made[0] if one else made

    # ---- areas and rules --------------------------------------------------------------------------

    def fill_between(self, x, y1, y2=0, where=None, step=None, interpolate=False, **keywords):
        """The area between two curves."""
        return self._between(x, y1, y2, where, keywords, upright=True)

    def fill_betweenx(self, y, x1, x2=0, where=None, step=None, interpolate=False, **keywords):
        """The same beside a vertical axis."""
        return self._between(y, x1, x2, where, keywords, upright=False)

    def _between(self, along, low, high, where, keywords, upright):
        keywords = named(keywords)
        along = vector(along)
        low, high = each(vector(low), len(along)), each(vector(high), len(along))
        keywords.setdefault("color", keywords.pop("facecolor", None) or self._next_color("patch"))
        made, run = [], []
        shown = [True] * len(along) if where is None else [bool(v) for v in vector(where)]
        for k, on in enumerate([*shown, False]):
            if on:
                run.append(k)
            elif run:
                there = [(along[i], low[i]) for i in run] + [(along[i], high[i]) for i in reversed(run)]
                a, b = [p[0] for p in there], [p[1] for p in there]
                made.append(self._add(Patch(*((a, b) if upright else (b, a)), **keywords)))
                keywords.pop("label", None)
                run = []
        return made[0] if made else None

    def fill(self, x, y, color=None, **keywords):
        """The area inside a closed line."""
        return [self._add(Patch(x, y, facecolor=color or self._next_color("patch"), **named(keywords)))]

    def axhline(self, y=0, xmin=0, xmax=1, **keywords):
        """A line across."""
        return self._add(Rule("y", y, None, xmin, xmax, **named(keywords)))

    def axvline(self, x=0, ymin=0, ymax=1, **keywords):
        """A line from below to above."""
        return self._add(Rule("x", x, None, ymin, ymax, **named(keywords)))

    def axhspan(self, ymin, ymax, xmin=0, xmax=1, **keywords):
        """A stripe across."""
        return self._add(Rule("y", ymin, ymax, xmin, xmax, **named(keywords)))

    def axvspan(self, xmin, xmax, ymin=0, ymax=1, **keywords):
        """An upright stripe."""
        return self._add(Rule("x", xmin, xmax, ymin, ymax, **named(keywords)))

    def hlines(self, y, xmin, xmax, colors=None, linestyles="solid", *, label="", **keywords):
        """Lines across, each from its xmin to its xmax."""
        ys = vector(y)
        pieces = [[a, v, b, v] for v, a, b in zip(ys, each(vector(xmin), len(ys)), each(vector(xmax), len(ys)))]
        return self._add(Segments(pieces, colors or "C0", linestyle=linestyles, label=label, **named(keywords)))

    def vlines(self, x, ymin, ymax, colors=None, linestyles="solid", *, label="", **keywords):
        """Upright lines, each from its ymin to its ymax."""
        xs = vector(x)
        pieces = [[v, a, v, b] for v, a, b in zip(xs, each(vector(ymin), len(xs)), each(vector(ymax), len(xs)))]
        return self._add(Segments(pieces, colors or "C0", linestyle=linestyles, label=label, **named(keywords)))

    def errorbar(self, x, y, yerr=None, xerr=None, fmt="", *, ecolor=None, elinewidth=None, capsize=None, label=None, **keywords):
        """Points with the reach of their errors."""
        form = {**(format_of(fmt) if fmt and fmt.lower() != "none" else {}), **named(keywords)}
        if fmt.lower() == "none":
            form["linestyle"] = "none"
        line = self._line(vector(x), vector(y), label=label, **form)
        shade = ecolor or line.get_color()
        pieces = [[a, b - low, a, b + high] for a, b, (low, high) in zip(line._x, line._y, _reach(yerr, len(line._x)))]
        pieces += [[a - low, b, a + high, b] for a, b, (low, high) in zip(line._x, line._y, _reach(xerr, len(line._x)))]
        bars = self._add(Segments(pieces, shade, linewidth=elinewidth))
        return Container([line, bars], label)

    def stem(self, *args, linefmt="C0-", markerfmt="C0o", basefmt="C3-", bottom=0, label=None, **keywords):
        """Points on upright lines."""
        x, y = ([float(i) for i in range(len(vector(args[0])))], vector(args[0])) if len(args) == 1 else map(vector, args[:2])
        stems = self._add(Segments([[a, bottom, a, b] for a, b in zip(x, y)], format_of(linefmt).get("color", "C0")))
        heads = self._line(x, y, label=label, **format_of(markerfmt))
        foot = self._add(Segments([[min(x), bottom, max(x), bottom]], format_of(basefmt).get("color", "C3"))) if x else None
        return Container([heads, stems, foot], label)


class Container(tuple):
    """What bar, errorbar and stem give: the artists that belong together."""

    def __new__(cls, artists, label=None):
        made = super().__new__(cls, artists)
        made._label = label
        return made

    @property
    def patches(self):
        return list(self)

    def get_label(self):
        return self._label

    def remove(self):
        for one in self:
            if one is not None:
                one.remove()


def _reach(errors, n):
    if errors is None:
        return []
    a = array(errors)
    if a.ndim == 2:
        return list(zip(*a.tolist()))
    return [(v, v) for v in each(a.ravel().tolist(), n)]


def _without(keywords, *names):
    return {k: v for k, v in keywords.items() if k not in names}


__all__ = ["Plots", "Container", "format_of"]
