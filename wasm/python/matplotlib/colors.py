"""Colours, and the scales that turn numbers into them."""
import math
import re

from ._color_names import CSS, LISTS, MAPS

BASE = dict(b=(0, 0, 1), g=(0, 0.5, 0), r=(1, 0, 0), c=(0, 0.75, 0.75), m=(0.75, 0, 0.75), y=(0.75, 0.75, 0), k=(0, 0, 0),
            w=(1, 1, 1))
TABLEAU = dict(zip("blue orange green red purple brown pink gray olive cyan".split(), re.findall("......", LISTS["tab10"])))
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")


def _numbers(color):
    """A name, or digits, as (r, g, b, a) in [0, 1]; None where it is neither."""
    name = color.lower() if len(color) > 1 else color
    if re.fullmatch(r"C\d+", color):
        return _numbers("#" + list(TABLEAU.values())[int(color[1:]) % 10])
    if color in BASE:
        return (*map(float, BASE[color]), 1.0)
    own = name.removeprefix("tab:").replace("grey", "gray") if name.startswith("tab:") else ""
    digits = CSS.get(name) or TABLEAU.get(own)
    if not digits and _HEX.fullmatch(color):
        digits = color[1:] if len(color) > 5 else "".join(2 * c for c in color[1:])
    if digits:
        return tuple(int(digits[i:i + 2], 16) / 255 for i in range(0, len(digits), 2)) + (1.0,) * (len(digits) == 6)
    try:
        gray = float(color)
    except ValueError:
        return None
    return (gray, gray, gray, 1.0) if 0 <= gray <= 1 else None


def to_rgba(c, alpha=None):
    """Red, green, blue and opacity, each in [0, 1]."""
    if isinstance(c, tuple) and len(c) == 2 and isinstance(c[0], str):
        c, alpha = c[0], c[1] if alpha is None else alpha
    if isinstance(c, str):
        rgba = (0.0, 0.0, 0.0, 0.0) if c.lower() == "none" else _numbers(c)
        if rgba is None:
            raise ValueError(f"Invalid RGBA argument: {c!r}")
        if c.lower() == "none":
            return rgba
    else:
        try:
            rgba = tuple(float(v) for v in c)
        except TypeError:
            raise ValueError(f"Invalid RGBA argument: {c!r}") from None
        if len(rgba) not in (3, 4):
            raise ValueError("RGBA sequence should have length 3 or 4")
        if not all(0 <= v <= 1 for v in rgba):
            raise ValueError("RGBA values should be within 0-1 range")
        rgba = rgba if len(rgba) == 4 else (*rgba, 1.0)
    return rgba if alpha is None else (*rgba[:3], float(alpha))


def to_rgb(c):
    """Red, green and blue."""
    return to_rgba(c)[:3]


def to_hex(c, keep_alpha=False):
    """'#rrggbb', with the opacity's digits if they are asked for."""
    return "#" + "".join(f"{round(v * 255):02x}" for v in to_rgba(c)[:4 if keep_alpha else 3])


def is_color_like(c):
    """Whether a colour can be made of it."""
    try:
        to_rgba(c)
    except (TypeError, ValueError):
        return False
    return True


def described(c):
    """A colour as the page gets it. Those of the cycle and the basic ones follow its theme, so they keep their names."""
    if c is None:
        return None
    if isinstance(c, str):
        name = c.lower()
        if re.fullmatch(r"C\d+", c) or c in BASE or name in ("none", "black", "white", "gray", "grey"):
            return {"black": "k", "white": "w", "grey": "gray"}.get(name, c if c[0] == "C" else name)
        if name.startswith("tab:"):
            to_rgba(c)
            return name.replace("grey", "gray")
    red, green, blue, alpha = to_rgba(c)
    if alpha == 0 and isinstance(c, str):
        return "none"
    return to_hex((red, green, blue, alpha), keep_alpha=alpha < 1)


class Normalize:
    """Numbers from vmin to vmax become 0 to 1; limits that are None are those of the first numbers."""

    def __init__(self, vmin=None, vmax=None, clip=False):
        self.vmin, self.vmax, self.clip = vmin, vmax, clip

    def autoscale_None(self, values):
        """Takes limits from the numbers where there are none."""
        some = [v for v in values if math.isfinite(v) and self._fits(v)]
        if self.vmin is None and some:
            self.vmin = min(some)
        if self.vmax is None and some:
            self.vmax = max(some)

    def _fits(self, v):
        return True

    def _place(self, v):
        span = self.vmax - self.vmin
        return 0.0 if span == 0 else (v - self.vmin) / span

    def __call__(self, value):
        values = [value] if isinstance(value, (int, float)) else list(value)
        self.autoscale_None(values)
        places = [self._place(v) if self._fits(v) else math.nan for v in values]
        return places[0] if isinstance(value, (int, float)) else places


class LogNorm(Normalize):
    """The same on a logarithmic scale; numbers that are not above 0 have no place."""

    def _fits(self, v):
        return v > 0

    def _place(self, v):
        span = math.log(self.vmax / self.vmin)
        return 0.0 if span == 0 else math.log(v / self.vmin) / span


class Colormap:
    """Numbers from 0 to 1 as colours; below and above are the ends', and no number is transparent."""

    def __init__(self, name, colors, steps=None):
        self.name, self._colors = name, colors
        self.N = steps or 256

    def rgba(self, place):
        """The colour (r, g, b, a) at a place in [0, 1]."""
        if math.isnan(place):
            return 0.0, 0.0, 0.0, 0.0
        step = min(max(int(place * self.N), 0), self.N - 1)
        at = step / (self.N - 1) * (len(self._colors) - 1) if self.N > 1 else 0.0
        i = min(int(at), len(self._colors) - 2) if len(self._colors) > 1 else 0
        low, high, f = self._colors[i], self._colors[min(i + 1, len(self._colors) - 1)], at - i
        return (*(a + (b - a) * f for a, b in zip(low, high)), 1.0)

    def __call__(self, X, alpha=None):
        """The colour of a number, or an array of those of several; whole numbers count the map's colours."""
        import numpy as np

        if isinstance(X, (int, float)):
            return self._one(X, alpha)
        values = np.asarray(X)
        whole = values.dtype.kind in "iu"
        flat = [self._one(int(v) if whole else float(v), alpha) for v in values.ravel().tolist()]
        return np.array(flat).reshape((*values.shape, 4))

    def _one(self, v, alpha):
        place = (v + 0.5) / self.N if isinstance(v, int) and not isinstance(v, bool) else v
        rgba = self.rgba(place)
        return rgba if alpha is None else (*rgba[:3], alpha)

    def reversed(self, name=None):
        """The same colours from the other end."""
        return Colormap(name or self.name + "_r", self._colors[::-1], self.N)

    def resampled(self, lutsize):
        """The same with another number of colours."""
        return Colormap(self.name, self._colors, lutsize)


class ListedColormap(Colormap):
    """A list of colours."""

    def __init__(self, colors, name="from_list", N=None):
        super().__init__(name, [to_rgb(c) for c in colors], N or len(colors))
        self.colors = list(colors)


class LinearSegmentedColormap(Colormap):
    """Made by from_list."""

    @staticmethod
    def from_list(name, colors, N=256, gamma=1.0):
        """Colours at even distances, with what lies between."""
        return LinearSegmentedColormap(name, [to_rgb(c) for c in colors], N)


def _digits(text):
    return [to_rgb("#" + d) for d in re.findall("......", text)]


def colormap(name):
    """A map by its name, or itself; None is the default one."""
    from . import rcParams

    if isinstance(name, Colormap):
        return name
    name = name or rcParams["image.cmap"]
    plain = name.removesuffix("_r")
    known = {n.lower(): n for n in MAPS} | {"grey": "gray", "binary": "Greys"}
    if plain in LISTS:
        made = ListedColormap(_digits(LISTS[plain]), plain)
    elif plain.lower() in known:
        made = Colormap(known[plain.lower()], _digits(MAPS[known[plain.lower()]]))
    else:
        raise ValueError(f"{name!r} is not a valid value for cmap; supported values are "
                         + ", ".join(repr(n) for n in sorted([*MAPS, *LISTS])))
    return made.reversed() if name.endswith("_r") else made
