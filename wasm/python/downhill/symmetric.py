"""Eigenvalues of small symmetric matrices by Jacobi's rotations, on lists of floats."""
from math import hypot


def eigen(rows):
    """(eigenvalues, smallest first; eigenvectors as columns) of a symmetric matrix, of which the lower half counts."""
    n = len(rows)
    a = [[float(rows[max(i, j)][min(i, j)]) for j in range(n)] for i in range(n)]
    v = [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(60):  # sweeps; a handful are enough
        off = sum(abs(a[i][j]) for i in range(n) for j in range(i))
        if not off > 1e-300:
            break
        for p in range(n):
            for q in range(p + 1, n):
                if abs(a[p][q]) <= 1e-19 * (abs(a[p][p]) + abs(a[q][q])):  # a rotation would change nothing
                    a[p][q] = a[q][p] = 0.0
                else:
                    _rotate(a, v, p, q)
    order = sorted(range(n), key=lambda i: a[i][i])
    return [a[i][i] for i in order], [[row[i] for i in order] for row in v]


def _rotate(a, v, p, q):
    """The rotation that makes a[p][q] zero."""
    theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
    t = (1 if theta >= 0 else -1) / (abs(theta) + hypot(1, theta))
    c = 1 / hypot(1, t)
    s = t * c
    for row in a:
        row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
    a[p], a[q] = ([c * x - s * y for x, y in zip(a[p], a[q])], [s * x + c * y for x, y in zip(a[p], a[q])])
    a[p][q] = a[q][p] = 0.0
    for row in v:
        row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
