"""Where axes begin and end, and the levels of contours, by matplotlib's rules."""
import math

_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
MARGIN = 0.05


class Extent:
    """What lies on an axis so far: the smallest and the largest, and edges that no margin may follow."""

    def __init__(self):
        self.lo, self.hi, self.positive = math.inf, -math.inf, math.inf
        self.sticky = set()

    def add(self, values, sticky=()):
        """More values; infinities and NaN are not drawn and count for nothing."""
        for v in values:
            if math.isfinite(v):
                self.lo, self.hi = min(self.lo, v), max(self.hi, v)
                if 0 < v < self.positive:
                    self.positive = v
        self.sticky.update(sticky)

    def limits(self, scale, margin=MARGIN):
        """(low, high) of an axis that shows it all."""
        if scale == "log":
            return self._logarithmic(margin)
        if self.lo > self.hi:
            return 0.0, 1.0
        lo, hi = nonsingular(self.lo, self.hi)
        if scale == "symlog":
            return lo - (hi - lo) * margin, hi + (hi - lo) * margin
        room = (hi - lo) * margin
        below = lo if any(math.isclose(lo, s, rel_tol=0, abs_tol=1e-9 * (hi - lo)) for s in self.sticky) else lo - room
        above = hi if any(math.isclose(hi, s, rel_tol=0, abs_tol=1e-9 * (hi - lo)) for s in self.sticky) else hi + room
        # A margin does not step over an edge that sticks.
        for s in self.sticky:
            below = s if below < s <= lo else below
            above = s if hi <= s < above else above
        return below, above

    def _logarithmic(self, margin):
        if not 0 < self.hi < math.inf:
            return 1.0, 10.0
        lo, hi = min(self.positive, self.hi), self.hi
        if lo == hi:
            return 10.0 ** math.floor(math.log10(lo) - 1e-9), 10.0 ** math.ceil(math.log10(hi) + 1e-9)
        room = math.log10(hi / lo) * margin
        return lo / 10 ** room, hi * 10 ** room


def nonsingular(lo, hi, expander=0.05, tiny=1e-15):
    """Two limits that are not one."""
    if lo == hi == 0:
        return -expander, expander
    if hi - lo <= max(abs(lo), abs(hi)) * tiny:
        return (lo - expander * abs(lo), hi + expander * abs(hi)) if lo or hi else (-expander, expander)
    return lo, hi


def nice(lo, hi, bins):
    """Round numbers from lo to hi, at most `bins` intervals, one below and one above included."""
    lo, hi = nonsingular(lo, hi, 1e-13, 1e-14)
    if hi - lo == 0:
        hi = lo + 1
    span = hi - lo
    scale = 10.0 ** math.floor(math.log10(span / bins))
    offset = 0.0
    mean = (lo + hi) / 2
    if abs(mean) / span >= 100:
        offset = math.copysign(10.0 ** math.floor(math.log10(abs(mean))), mean)
    low, high = lo - offset, hi - offset
    steps = [s * scale for s in (*(0.1 * s for s in _STEPS[:-1]), *_STEPS, 20)]
    fits = [s for s in steps if s >= span / bins * (1 - 1e-12)]
    for step in fits or steps[-1:]:
        first = math.floor(low / step + 1e-10)
        last = math.ceil(high / step - 1e-10)
        if last - first <= bins + 1:
            break
    return [(first + i) * step + offset for i in range(last - first + 1)]


def contour_levels(lo, hi, levels):
    """The levels of a contour plot: those given, or about as many round ones as asked for (7)."""
    if levels is not None and not isinstance(levels, int):
        return sorted(float(v) for v in levels)
    found = nice(lo, hi, (7 if levels is None else levels) + 1)
    # One below what there is, and one above it.
    under = [i for i, v in enumerate(found) if v < lo]
    over = [i for i, v in enumerate(found) if v > hi]
    return found[under[-1] if under else 0:over[0] + 1 if over else len(found)]


def logarithmic_levels(lo, hi):
    """Powers of ten from below lo to above hi."""
    first, last = math.ceil(math.log10(lo) - 1e-9) - 1, math.floor(math.log10(hi) + 1e-9) + 1
    return [10.0 ** e for e in range(first, last + 1)]
