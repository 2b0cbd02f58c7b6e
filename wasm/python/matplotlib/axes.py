"""Axes: a rectangle with two scales, and what is drawn in it."""

from . import colors as _colors
from . import rcParams
from ._axis import Axis, Spines, TickLabels
from ._fields import Fields
from ._plots import Container, Plots
from .artist import named
from .collections import Points
from .lines import Line2D
from .patches import Patch
from .text import Text, points


class Axes(Plots, Fields):
    """One plot of a figure."""

    def __init__(self, figure, place, sharex=None, sharey=None, twin_of=None, twin=None):
        self.figure, self._place = figure, place
        self._x = sharex._x if sharex is not None else Axis("x")
        self._y = sharey._y if sharey is not None else Axis("y")
        self._twin_of, self._twin = twin_of, twin  # twin: 'x' shares x, and has a y axis on the right
        self.spines = Spines()
        self.transAxes, self.transData = "axes", "data"
        self._join()
        self.clear()

    def _join(self):
        self._x.owners.append(self)
        self._y.owners.append(self)

    def clear(self):
        """Takes everything off."""
        self._artists, self._colors_used, self._title, self._legend, self._colorbars = [], {}, {}, None, []
        self._grid, self._aspect, self._framed, self._image, self._cycle = None, "auto", True, None, None
        for axis in (self._x, self._y):
            if axis.owners[0] is self:
                axis.reset()

    cla = clear

    # ---- colours and artists ------------------------------------------------------------------------

    def _next_color(self, kind="line"):
        # Lines and areas count each for themselves, as in matplotlib.
        owner = self._twin_of or self
        n = owner._colors_used.get(kind, 0)
        owner._colors_used[kind] = n + 1
        cycle = owner._cycle or rcParams["axes.prop_cycle"].by_key()["color"]
        return cycle[n % len(cycle)]

    def set_prop_cycle(self, *args, color=None, **keywords):
        """Other colours for what is drawn from now on; None begins anew."""
        if len(args) == 2 and args[0] == "color":
            color = args[1]
        elif args and hasattr(args[0], "by_key"):
            color = args[0].by_key()["color"]
        self._cycle = None if color is None else list(color)
        self._colors_used = {}

    def _add(self, artist):
        artist.axes, artist.figure = self, self.figure
        self._artists.append(artist)
        return artist

    def add_artist(self, a):
        """Draws an artist that was made elsewhere."""
        return self._add(a)

    add_patch = add_line = add_artist

    def _current_image(self, image):
        self._image = self.figure._image = image

    @property
    def lines(self):
        return [a for a in self._artists if isinstance(a, Line2D)]

    @property
    def patches(self):
        return [a for a in self._artists if isinstance(a, Patch)]

    @property
    def images(self):
        return [a for a in self._artists if type(a).__name__ == "Image"]

    get_lines = lambda self: self.lines  # noqa: E731

    # ---- words ----------------------------------------------------------------------------------------

    def set_title(self, label, fontdict=None, loc="center", pad=None, **keywords):
        """The words above."""
        keywords = {**(fontdict or {}), **named(keywords)}
        self._title[loc or "center"] = str(label)
        self._title["size"] = points(keywords.get("fontsize"))
        self._title["color"] = _colors.described(keywords.get("color"))

    def get_title(self, loc="center"):
        return self._title.get(loc, "")

    def set_xlabel(self, xlabel, fontdict=None, labelpad=None, **keywords):
        self._x.label = str(xlabel)

    def set_ylabel(self, ylabel, fontdict=None, labelpad=None, **keywords):
        self._y.label = str(ylabel)
        self._y.color = _colors.described(named(keywords).get("color"))

    def get_xlabel(self):
        return self._x.label

    def get_ylabel(self):
        return self._y.label

    def text(self, x, y, s, fontdict=None, **keywords):
        """Words at a place."""
        keywords = {**(fontdict or {}), **named(keywords)}
        coords = keywords.pop("transform", None)
        return self._add(Text(x, y, s, coords="axes" if coords == "axes" else "data", **keywords))

    def annotate(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, **keywords):
        """Words about a place, with an arrow to it."""
        keywords = named(keywords)
        coords = "axes" if xycoords == "axes fraction" else "data"
        offset = textcoords in ("offset points", "offset pixels") and xytext is not None
        place = xy if xytext is None or offset else xytext
        at = "axes" if textcoords == "axes fraction" else coords
        arrow = None
        if arrowprops is not None and xytext is not None:
            given = named(arrowprops)
            shade = given.get("color") or given.get("edgecolor") or given.get("facecolor") or "k"
            arrow = {"x": float(xy[0]), "y": float(xy[1]), "color": _colors.described(shade),
                     "width": float(given.get("linewidth", 1.2)), "head": "-" != given.get("arrowstyle", "->")}
        by = tuple(map(float, xytext)) if offset else None
        return self._add(Text(*place, text, coords=at, arrow=arrow, offset=by, **keywords))

    def legend(self, *args, handles=None, labels=None, loc=None, title=None, ncol=1, ncols=None, fontsize=None, **keywords):
        """Which line is which: legend(), legend(labels), legend(handles, labels)."""
        if len(args) == 1 and labels is None:
            handles, labels = (args[0], None) if args[0] and not isinstance(args[0][0], str) else (handles, args[0])
        elif len(args) == 2:
            handles, labels = args
        if handles is None:
            handles = self._drawn() if labels is not None else self.get_legend_handles_labels()[0]
        handles = [h[0] if isinstance(h, (list, tuple)) and not isinstance(h, Container) else h for h in handles]
        names = [h.get_label() for h in handles] if labels is None else list(labels)
        self._legend = {"handles": list(zip(handles, map(str, names))), "loc": loc, "title": title, "columns": ncols or ncol}
        return Legend(self)

    def _drawn(self):
        return [a for a in self._artists if isinstance(a, (Line2D, Points, Patch))]

    def get_legend_handles_labels(self):
        """What has a label, and its label."""
        found = [a for a in self._artists if a.get_label() and not str(a.get_label()).startswith("_")]
        return found, [a.get_label() for a in found]

    def get_legend(self):
        return Legend(self) if self._legend else None

    # ---- scales ---------------------------------------------------------------------------------------

    def set_xlim(self, left=None, right=None, *, xmin=None, xmax=None, auto=False, emit=True):
        return self._x.set_limits(*_pair(left, right, xmin, xmax))

    def set_ylim(self, bottom=None, top=None, *, ymin=None, ymax=None, auto=False, emit=True):
        return self._y.set_limits(*_pair(bottom, top, ymin, ymax))

    def get_xlim(self):
        return self._x.limits()

    def get_ylim(self):
        return self._y.limits()

    set_xbound, set_ybound, get_xbound, get_ybound = set_xlim, set_ylim, get_xlim, get_ylim

    def set_xscale(self, value, **keywords):
        self._x.set_scale(value)

    def set_yscale(self, value, **keywords):
        self._y.set_scale(value)

    def get_xscale(self):
        return self._x.scale

    def get_yscale(self):
        return self._y.scale

    def set_xticks(self, ticks, labels=None, *, minor=False, rotation=None, **keywords):
        self._x.set_ticks(ticks, labels, minor)
        self._x.set_rotation(rotation)

    def set_yticks(self, ticks, labels=None, *, minor=False, **keywords):
        self._y.set_ticks(ticks, labels, minor)

    def set_xticklabels(self, labels, rotation=None, **keywords):
        self._x.set_labels(labels)
        self._x.set_rotation(rotation)

    def set_yticklabels(self, labels, **keywords):
        self._y.set_labels(labels)

    def get_xticklabels(self, **keywords):
        return TickLabels(self._x)

    def get_yticklabels(self, **keywords):
        return TickLabels(self._y)

    def tick_params(self, axis="both", labelrotation=None, rotation=None, **keywords):
        """Of the ticks' looks only the rotation of words below the axes is the program's."""
        if axis in ("both", "x"):
            self._x.set_rotation(labelrotation if rotation is None else rotation)

    def invert_xaxis(self):
        self._x.set_limits(*reversed(self.get_xlim()))

    def invert_yaxis(self):
        self._y.set_limits(*reversed(self.get_ylim()))

    def margins(self, *margins, x=None, y=None, tight=True):
        """The room beside the data, as a share of it."""
        x, y = (margins * 2)[:2] if margins else (x, y)
        self._x.margin = self._x.margin if x is None else x
        self._y.margin = self._y.margin if y is None else y

    def autoscale(self, enable=True, axis="both", tight=None):
        """Forgets limits that were set."""
        for one in (self._x, self._y):
            if enable and axis in ("both", one.name):
                one.given = (None, None)
                one.margin = 0.0 if tight else one.margin

    def relim(self, visible_only=False):
        """Limits always follow what is drawn."""

    autoscale_view = relim
    minorticks_on = minorticks_off = ticklabel_format = set_facecolor = set_axisbelow = lambda self, *args, **keywords: None

    def axis(self, arg=None, /, **limits):
        """axis('off'), axis('equal'), axis([left, right, bottom, top]); gives the limits."""
        if arg in ("off", False):
            self._framed = False
        elif arg in ("on", True):
            self._framed = True
        elif arg in ("equal", "scaled", "image", "square"):
            self._aspect = "equal"
            if arg == "image":
                self.autoscale(tight=True)
        elif arg == "tight":
            self.autoscale(tight=True)
        elif arg == "auto":
            self._aspect = "auto"
        elif arg is not None:
            left, right, bottom, top = arg
            self.set_xlim(left, right)
            self.set_ylim(bottom, top)
        if limits:
            self.set_xlim(limits.get("xmin"), limits.get("xmax"))
            self.set_ylim(limits.get("ymin"), limits.get("ymax"))
        return (*self.get_xlim(), *self.get_ylim())

    def set_axis_off(self):
        self._framed = False

    def set_axis_on(self):
        self._framed = True

    def set_aspect(self, aspect, adjustable=None, anchor=None, share=False):
        self._aspect = "auto" if aspect == "auto" else "equal"

    def set_box_aspect(self, aspect=None):
        self._aspect = "auto" if aspect is None else "square"

    def grid(self, visible=None, which="major", axis="both", **keywords):
        """Lines at the ticks."""
        on = bool(keywords) or (not self._grid if visible is None else bool(visible))
        self._grid = axis if on else ""

    def set(self, **properties):
        """set(xlabel="k", ylim=(0, 1)) is set_xlabel("k") and set_ylim((0, 1))."""
        for name, value in properties.items():
            setter = getattr(self, f"set_{name}", None)
            if setter is None:
                raise AttributeError(f"Axes.set() got an unexpected keyword argument {name!r}")
            setter(value)

    def twinx(self):
        """Axes over these with the same x, and y on the right."""
        return self.figure._put(Axes(self.figure, self._place, sharex=self, twin_of=self._twin_of or self, twin="x"))

    def twiny(self):
        """Axes over these with the same y, and x above."""
        return self.figure._put(Axes(self.figure, self._place, sharey=self, twin_of=self._twin_of or self, twin="y"))

    def get_figure(self):
        return self.figure

    def remove(self):
        """Takes the axes off their figure."""
        self.figure.axes.remove(self)

    @property
    def xaxis(self):
        return self._x

    @property
    def yaxis(self):
        return self._y

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(f"'Axes' object has no attribute '{name}' in Downhill (yet)")

    def describe(self):
        """The axes as JSON."""
        shown = sorted((a for a in self._artists if a.get_visible() and a.has_place()), key=lambda a: a.zorder)
        marks = [a.describe() for a in shown]
        made = {"place": self._place, "x": self._x.describe(), "y": self._y.describe(), "marks": marks, "title": self._title,
                "grid": self._wanted_grid(), "aspect": self._aspect, "framed": self._framed, "hidden": self.spines.hidden()}
        if self._legend:
            entries = [{"label": label, "swatch": _swatch(handle)} for handle, label in self._legend["handles"]]
            made["legend"] = {"entries": entries, "loc": _location(self._legend["loc"]), "title": self._legend["title"],
                              "columns": self._legend["columns"]}
        if self._colorbars:
            made["bars"] = [bar.describe() for bar in self._colorbars]
        if self._twin:
            made["twin"] = {"of": self.figure.axes.index(self._twin_of), "shares": self._twin}
        return made

    def _wanted_grid(self):
        return ("both" if rcParams["axes.grid"] else "") if self._grid is None else self._grid


class Legend:
    """What legend() gives."""

    def __init__(self, axes):
        self._axes = axes

    def remove(self):
        self._axes._legend = None

    def set_title(self, title, **keywords):
        self._axes._legend["title"] = title

    def get_texts(self):
        return []


_PLACES = ["best", "upper right", "upper left", "lower left", "lower right", "right", "center left", "center right",
           "lower center", "upper center", "center"]


def _location(loc):
    return _PLACES[loc] if isinstance(loc, int) else loc if loc in _PLACES else "best"


def _swatch(handle):
    if isinstance(handle, Container):
        handle = next((h for h in handle if h is not None), None)
    return handle.swatch() if handle is not None else {"kind": "none"}


def _pair(low, high, least, most):
    if high is None and isinstance(low, (list, tuple)) or hasattr(low, "shape") and low.shape:
        low, high = low
    return least if low is None else low, most if high is None else high


__all__ = ["Axes"]
