"""One axis: its scale, limits, ticks and label."""
import math

from . import _limits
from ._values import vector
from .text import turned

_SCALES = ("linear", "log", "symlog", "logit", "asinh")


class Axis:
    """What both directions have. Axes that share it see the same limits."""

    def __init__(self, name):
        self.name, self.owners = name, []
        self.reset()

    def reset(self):
        """As it was made."""
        self.label, self.color, self.scale, self.given, self.margin = "", None, "linear", (None, None), _limits.MARGIN
        self.ticks = self.labels = self.turn = None
        self.categories = {}

    def places(self, names):
        """Where categories stand: at 0, 1, 2, in the order in which they came."""
        names = [names] if isinstance(names, str) else names
        found = [float(self.categories.setdefault(str(n), len(self.categories))) for n in names]
        self.set_ticks(list(range(len(self.categories))), list(self.categories))
        return found

    def set_scale(self, value):
        if value not in _SCALES:
            raise ValueError(f"{value!r} is not a valid value for scale; supported values are "
                             + ", ".join(repr(s) for s in _SCALES))
        if value in ("logit", "asinh"):
            raise NotImplementedError(f"Downhill does not have the scale {value!r} (yet)")
        self.scale = value

    def set_limits(self, low=None, high=None):
        now = self.given
        for v in (low, high):
            if v is not None and not math.isfinite(float(v)):
                raise ValueError("Axis limits cannot be NaN or Inf")
        self.given = (now[0] if low is None else float(low), now[1] if high is None else float(high))
        return self.limits()

    def limits(self):
        """(first, last): those that were set, else those of what is drawn."""
        if None not in self.given:
            low, high = self.given
            return (low, high) if low != high else _limits.nonsingular(low, high)
        extent = _limits.Extent()
        other = _limits.Extent()
        for axes in self.owners:
            for drawn in axes._artists:
                drawn.extent(*((extent, other) if self.name == "x" else (other, extent)))
        found = extent.limits(self.scale, self.margin)
        return tuple(f if g is None else g for f, g in zip(found, self.given))

    def set_ticks(self, ticks, labels=None, minor=False):
        if minor:
            return
        self.ticks = vector(ticks)
        if labels is not None:
            self.set_labels(labels)

    def set_labels(self, labels):
        self.labels = [t.get_text() if hasattr(t, "get_text") else str(t) for t in labels]

    def set_rotation(self, rotation):
        """Turns the words at the ticks, in degrees against the clock."""
        if rotation is not None:
            self.turn = turned(rotation)

    def set_visible(self, b):
        if not b:
            self.ticks, self.label = [], ""

    def get_major_locator(self):
        return self

    def _taken(self, *args, **keywords):
        """The page places ticks itself."""

    set_major_locator = set_minor_locator = set_major_formatter = set_minor_formatter = _taken
    set_ticks_position = set_label_position = tick_right = tick_left = tick_top = tick_bottom = _taken

    def describe(self):
        lo, hi = self.limits()
        made = {"label": self.label, "lo": lo, "hi": hi, "scale": self.scale, "ticks": self.ticks, "labels": self.labels,
                "color": self.color, "turn": self.turn}
        return {k: v for k, v in made.items() if v is not None}


class TickLabels(list):
    """The words at the ticks, as one: what get_xticklabels() gives."""

    def __init__(self, axis):
        super().__init__([self])
        self._axis = axis

    def set(self, rotation=None, **properties):
        self._axis.set_rotation(rotation)

    def set_rotation(self, rotation):
        self._axis.set_rotation(rotation)

    set_fontsize = set_color = set_visible = set_horizontalalignment = set_ha = lambda self, *args, **keywords: None


class Spines:
    """The four edges, which some programs hide: spines['top'].set_visible(False)."""

    def __init__(self):
        self._edges = {name: Spine() for name in ("left", "right", "bottom", "top")}

    def __getitem__(self, name):
        if isinstance(name, (list, tuple)):
            return _Several([self._edges[n] for n in name])
        if isinstance(name, slice):
            return _Several(list(self._edges.values()))
        return self._edges[name]

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._edges:
            raise AttributeError(name)
        return self._edges[name]

    def __iter__(self):
        return iter(self._edges)

    def keys(self):
        return self._edges.keys()

    def values(self):
        return self._edges.values()

    def items(self):
        return self._edges.items()

    def hidden(self):
        return [name for name, edge in self._edges.items() if not edge.visible]


class Spine:
    """One edge."""

    def __init__(self):
        self.visible = True

    def set_visible(self, b):
        self.visible = bool(b)

    set_color = set_linewidth = set_position = set_bounds = lambda self, *args, **keywords: None


class _Several:
    def __init__(self, edges):
        self._edges = edges

    def set_visible(self, b):
        for edge in self._edges:
            edge.set_visible(b)

    set_color = set_linewidth = set_position = lambda self, *args, **keywords: None
