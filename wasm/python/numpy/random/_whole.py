"""Whole numbers and orders from random bits, as NumPy's Generator draws them."""


def bounded(bits, span, count):
    """So many numbers from 0 to `span`: the upper parts of products, but for the few too many (Lemire)."""
    if not span:
        return [0] * count
    size = 32 if span < 1 << 32 else 64
    draw = bits.source(count, size)
    mask, choices = (1 << size) - 1, span + 1
    surplus = (mask - span) % choices
    values = []
    for _ in range(count):
        product = draw() * choices
        while product & mask < surplus:
            product = draw() * choices
        values.append(product >> size)
    return values


def shuffled(bits, values):
    """A list put in random order, in place: swaps from the end, with places below a mask that fit."""
    draw = bits.source(max(len(values) - 1, 0), 32)
    for i in range(len(values) - 1, 0, -1):
        mask = (1 << i.bit_length()) - 1
        j = draw() & mask
        while j > i:
            j = draw() & mask
        values[i], values[j] = values[j], values[i]
    return values


def _swapped(bits, values, first):
    """The same with Lemire's numbers, from the end down to `first`."""
    for i in range(len(values) - 1, first - 1, -1):
        j = bounded(bits, i, 1)[0]
        values[i], values[j] = values[j], values[i]
    return values


def distinct(bits, population, count, shuffle):
    """So many different numbers below `population`."""
    if population > 10000 and count > population // (50 if shuffle else 20):
        return _swapped(bits, list(range(population)), max(population - count, 1))[population - count:]
    found = {}  # Floyd's algorithm; a dict keeps the order
    for top in range(population - count, population):
        value = bounded(bits, top, 1)[0]
        found[top if value in found else value] = None
    return _swapped(bits, list(found), 1) if shuffle else list(found)
