"""Choosing by probabilities."""
from bisect import bisect_right


def _cumulative(weights):
    sums, total = [], 0.0
    for weight in weights:
        total += weight
        sums.append(total)
    return [s / total for s in sums]


def weighted(weights, count, replace, uniforms):
    """So many places in a list of weights; `uniforms(n)` draws n numbers from [0, 1)."""
    weights, found = list(weights), []
    while len(found) < count:
        drawn = uniforms(count - len(found))
        for i in found:
            weights[i] = 0.0
        sums = _cumulative(weights)
        new = [bisect_right(sums, value) for value in drawn]
        found += new if replace else dict.fromkeys(new)
    return found
