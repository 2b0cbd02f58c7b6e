"""Least squares by Householder's reflections, on lists of floats: small problems that need no speed."""
import math


def _reflect(columns, k, others):
    """The reflection that puts column k of a matrix into its first k + 1 rows."""
    tail = columns[k][k:]
    length = math.copysign(math.sqrt(math.fsum(v * v for v in tail)), -tail[0])
    tail[0] -= length
    square = math.fsum(v * v for v in tail)
    for column in others if square else ():
        share = 2.0 * math.fsum(v * c for v, c in zip(tail, column[k:])) / square
        for i, v in enumerate(tail, k):
            column[i] -= share * v
    return length


def least_squares(columns, targets):
    """[(what the columns are to be multiplied with to come nearest to a target, the square of what is left)], one for
    each target; None where the columns depend on each other. Overwrites both."""
    count, height = len(columns), len(targets[0])
    if height < count:
        return None
    diagonal = [_reflect(columns, k, columns[k + 1:] + targets) for k in range(count)]
    sizes = [abs(v) for v in diagonal]
    if min(sizes, default=1.0) <= height * 2.0**-52 * max(sizes, default=0.0):
        return None
    made = []
    for target in targets:
        solution = [0.0] * count
        for k in reversed(range(count)):
            rest = math.fsum([target[k], *(-columns[j][k] * solution[j] for j in range(k + 1, count))])
            solution[k] = rest / diagonal[k] + 0.0
        made.append((solution, math.fsum(v * v for v in target[count:])))
    return made
