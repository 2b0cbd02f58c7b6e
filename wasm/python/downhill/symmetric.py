"""Small problems of linear algebra that need no speed, on lists of floats: Jacobi's eigenvalues of a symmetric matrix,
least squares by Householder's reflections."""
from math import hypot, sqrt


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
                if abs(a[p][q]) <= 1e-17 * (abs(a[p][p]) + abs(a[q][q])) * 0.01:
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


def least_squares(rows, columns):
    """[(x, the square of what is left)] for each column b, with x nearest to rows @ x = b; None without full rank."""
    height, width = len(rows), len(rows[0]) if rows else 0
    if height < width:
        return None
    a = [list(map(float, column)) for column in zip(*rows)]  # by columns: they are what is reflected
    right = [list(map(float, column)) for column in columns]
    largest = max((abs(x) for column in a for x in column), default=0.0)
    for k in range(width):
        size = sqrt(sum(x * x for x in a[k][k:]))
        if size <= 1e-13 * largest * height:
            return None
        w = a[k][k:]
        w[0] += size if w[0] >= 0 else -size
        length = sum(x * x for x in w)
        for column in a[k:] + right:
            share = 2 * sum(x * y for x, y in zip(w, column[k:])) / length
            column[k:] = [y - share * x for x, y in zip(w, column[k:])]
    return [(_back(a, b, width), sum(x * x for x in b[width:])) for b in right]


def _back(a, b, width):
    """Solves the upper triangle, whose columns are a."""
    x = [0.0] * width
    for i in reversed(range(width)):
        x[i] = (b[i] - sum(a[j][i] * x[j] for j in range(i + 1, width))) / a[i][i]
    return x
