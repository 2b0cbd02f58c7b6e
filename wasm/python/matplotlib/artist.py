"""What is drawn on axes: each artist describes itself to the page."""

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
