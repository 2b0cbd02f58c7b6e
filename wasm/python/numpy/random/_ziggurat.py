"""The ziggurat: normal and exponential numbers from layers of equal area, as NumPy's Generator draws them."""
import math
from functools import cache

_NORMAL_END, _NORMAL_AREA = 3.6541528853610088, 0.004928673233974652
_EXPONENTIAL_END = "7.69711747013104971404462804811408952334296818528283253278834867"


def _layers(x, y, area, above, scale, whole):
    """The tables of 256 layers: below which place one is inside for certain, how wide a place is, how high a layer.

    The lowest ends at x, with height y; `above(x, y)` are those of the next one.
    """
    base = whole(x * y / area * scale), float(area / y / scale)
    limits, widths, heights = [], [float(x / scale)], [float(y)]
    for _ in range(254):
        last = x
        x, y = above(x, y)
        limits.append(whole(x / last * scale))
        widths.append(float(x / scale))
        heights.append(float(y))
    return [base[0], 0, *limits[::-1]], [base[1], *widths[::-1]], [1.0, *heights[::-1]]


def _bell(x):
    y = math.exp(-0.5 * x * x)
    # Half-way between two floats but for a hair; whoever made NumPy's tables took the one above.
    return 0.6773880362187735 if y == 0.6773880362187734 else y


def _normal_layer(x, y):
    x = math.sqrt(-2.0 * math.log(_NORMAL_AREA / x + y))
    return x, _bell(x)


@cache
def _normal_layers(single):
    """NumPy's tables for normals, made in rounded doubles as those were; widths below 0 follow those above."""
    limits, widths, heights = _layers(_NORMAL_END, _bell(_NORMAL_END), _NORMAL_AREA, _normal_layer, 2.0**52, round)
    if single:
        limits, widths = [round(k / 2**29) for k in limits], [w * 2.0**29 for w in widths]
        widths, heights = ([_single(v) for v in values] for values in (widths, heights))
    return limits * 2, widths + [-w for w in widths], heights


@cache
def _exponential_layers():
    """NumPy's tables for exponentials: these were made with many digits."""
    from decimal import Decimal, localcontext

    def layer(x, y):
        y += area / x
        return -y.ln(), y

    with localcontext() as context:
        context.prec = 27
        end = Decimal(_EXPONENTIAL_END)
        height = (-end).exp()
        area = (end + 1) * height
        return _layers(end, height, area, layer, Decimal(2)**53, lambda place: int(place / 2) * 2)


def _single(value):
    """The nearest float of 32 bits."""
    from .._core import _narrow

    return _narrow(value)


def _uniform(draw, single):
    return (draw() >> 8) * 2.0**-24 if single else (draw() >> 11) * 2.0**-53


def normals(draw, count, single=False):
    """So many standard normals. `draw` gives words of 64 bits, or of 32 for single precision."""
    limits, widths, heights = _normal_layers(single)
    mask = 0x7FFFFF if single else 0xFFFFFFFFFFFFF
    values = []
    append = values.append
    while len(values) < count:
        word = draw()
        layer, place = word & 0x1FF, word >> 9 & mask
        x = place * widths[layer]
        if place < limits[layer]:
            append(x)
            continue
        layer &= 0xFF
        if not layer:
            append(_tail(draw, place, single))
        elif (heights[layer - 1] - heights[layer]) * _uniform(draw, single) + heights[layer] < math.exp(-0.5 * x * x):
            append(x)
    return values


def _tail(draw, place, single):
    """A normal beyond the last layer."""
    while True:
        x = -1 / _NORMAL_END * math.log1p(-_uniform(draw, single))
        y = -math.log1p(-_uniform(draw, single))
        if y + y > x * x:
            return -(_NORMAL_END + x) if place >> 8 & 1 else _NORMAL_END + x


def exponentials(draw, count):
    """So many exponentials of mean 1. `draw` gives words of 64 bits."""
    limits, widths, heights = _exponential_layers()
    values = []
    append = values.append
    while len(values) < count:
        word = draw()
        layer, place = word >> 3 & 0xFF, word >> 11
        x = place * widths[layer]
        if place < limits[layer]:
            append(x)
        elif not layer:
            append(float(_EXPONENTIAL_END) - math.log1p(-_uniform(draw, False)))
        elif (heights[layer - 1] - heights[layer]) * _uniform(draw, False) + heights[layer] < math.exp(-x):
            append(x)
    return values
