"""The inputs of the operator comparison: seeded, and made of + - x / and ldexp only, so that Python, C++ and JavaScript
build the same bits without PyTorch.

    hash(seed, i)   32 bits:  h = i + seed*0x9E3779B9; h ^= h>>>16; h *= 0x85ebca6b; h ^= h>>>13; h *= 0xc2b2ae35; h ^= h>>>16
    unit(seed, i)   a double in [0, 1) of 53 bits: (hash(seed, i) * 2^21 + (hash(seed + 1000, i) >> 11)) / 2^53

A distribution turns unit numbers into values; values are rounded to the dtype once, at the end. The first elements of an
input are the special values of its dtype, where the distribution names them; for pairs the first input runs through them
slowly ("outer") and the second fast ("inner"), so that every pair occurs."""
from array import array
from math import floor, inf, ldexp, nan

CODE = {'float32': 'f', 'float64': 'd', 'int64': 'q', 'bool': 'B'}
MASK = 0xFFFFFFFF
_streams = {}


def hashes(seed, n):
    out, start = [], seed * 0x9E3779B9
    for i in range(n):
        h = (i + start) & MASK
        h ^= h >> 16
        h = h * 0x85EBCA6B & MASK
        h ^= h >> 13
        h = h * 0xC2B2AE35 & MASK
        out.append(h ^ h >> 16)
    return out


def unit(seed, n):
    """The first n numbers of a stream."""
    known = _streams.get(seed, ())
    if len(known) < n:
        known = [(a * 2097152 + (b >> 11)) / 9007199254740992.0 for a, b in zip(hashes(seed, n), hashes(seed + 1000, n))]
        _streams[seed] = known
    return known[:n]


def specials(dtype):
    tiny, normal, largest, eps = {'float32': (2.0**-149, 2.0**-126, (2 - 2.0**-23) * 2.0**127, 2.0**-23),
                                  'float64': (5e-324, 2.0**-1022, (2 - 2.0**-52) * 2.0**1023, 2.0**-52)}[dtype]
    return [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 3.0, inf, -inf, nan, tiny, -tiny, normal, -normal, normal - tiny,
            largest, -largest, 1 + eps, 1 - eps / 2, 0.25, -0.25, 1e-4, 100.0, -100.0]


def _bounds(spread, dtype):
    return spread[dtype] if isinstance(spread, dict) else spread


def _values(kind, args, dtype, seed, n):
    u = unit(seed, n)
    if kind == 'uniform':
        low, high = _bounds(args[0], dtype)
        return [low + (high - low) * x for x in u]
    if kind in ('wide', 'positive'):  # log-uniform between two powers of two, with or without sign
        low, high = _bounds(args[0], dtype)
        sign = (lambda i: 1 - 2 * (i & 1)) if kind == 'wide' else (lambda i: 1)
        v = unit(seed + 500, n)
        return [sign(i) * ldexp(1 + x, low + floor((high - low) * y)) for i, (x, y) in enumerate(zip(u, v))]
    if kind in ('integers', 'index'):  # whole numbers from low up to high, high left out
        low, high = args[0]
        return [low + floor((high - low) * x) for x in u]
    if kind == 'coarse':  # 2048 different values: for operators that only move numbers
        return [floor(2048 * x) / 16 - 64 for x in u]
    if kind == 'ties':  # few different values
        return [floor(16 * x) / 4 - 2 for x in u]
    if kind == 'mask':
        return [int(x < 0.5) for x in u]
    raise ValueError(kind)


def values(distribution, dtype, seed, n):
    """An array('f' | 'd' | 'q' | 'B') of n values."""
    kind, *args = distribution
    place = args.pop() if args and isinstance(args[-1], str) else None
    out = _values(kind, args, dtype, seed, n)
    if place:
        s = specials(dtype)
        m = len(s)
        head = {'each': s, 'outer': [s[i // m] for i in range(m * m)], 'inner': [s[i % m] for i in range(m * m)]}[place]
        out[:len(head)] = head[:n]
    code = {'index': 'q', 'mask': 'B'}.get(kind, CODE[dtype])
    return array(code, out)
