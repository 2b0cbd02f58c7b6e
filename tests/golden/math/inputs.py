"""The inputs of the golden cases, the same numbers as tests/core/math/inputs.h makes."""
M64 = (1 << 64) - 1


def splitmix(seed):
    """Steele, Lea and Flood's generator"""
    state = seed
    while True:
        state = (state + 0x9e3779b97f4a7c15) & M64
        z = state
        z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & M64
        z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & M64
        yield z ^ (z >> 31)


def values(seed, n):
    """n numbers in [-1, 1), multiples of 2^-23: exact in float32 and float64"""
    g = splitmix(seed)
    return [(next(g) >> 40) * 2.0 ** -23 - 1.0 for _ in range(n)]


def fold(words):
    """A hash of 64-bit words (FNV-1a, a word at a time)"""
    h = 0xcbf29ce484222325
    for w in words:
        h = ((h ^ w) * 0x100000001b3) & M64
    return h
