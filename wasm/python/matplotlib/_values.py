"""What programs hand to plots, as plain lists of floats."""
import math

import numpy as np


def is_text(v):
    """Whether these are names of categories."""
    if isinstance(v, str):
        return True
    try:
        return len(v) > 0 and isinstance(v[0], str)
    except (TypeError, KeyError, IndexError):
        return False


def array(v):
    """Anything with numbers in it (lists, ranges, tensors, arrays, lists of tensors) as an array of floats."""
    if isinstance(v, (map, filter, zip, set, dict)) or type(v).__name__ in ("dict_keys", "dict_values"):
        v = list(v)
    return np.asarray(v, dtype=float)


def vector(v):
    """A list of floats; one number is a list of one."""
    if isinstance(v, (int, float)):
        return [float(v)]
    if type(v) in (list, tuple, range) and all(type(x) in (int, float) for x in v):
        return [float(x) for x in v]
    return array(v).ravel().tolist()


def columns(v):
    """The lines that one argument of plot stands for: a vector's one, or each column's of a matrix."""
    if type(v) in (list, tuple, range) and all(type(x) in (int, float) for x in v):
        return [[float(x) for x in v]]
    a = array(v)
    if a.ndim < 2:
        return [a.ravel().tolist()]
    if a.ndim > 2:
        raise ValueError(f"x and y can be no greater than 2D, but have shapes {a.shape}")
    return a.T.tolist()


def matrix(v, what="Input z"):
    """A list of rows."""
    a = array(v)
    if a.ndim != 2:
        raise TypeError(f"{what} must be 2D, not {a.ndim}D")
    return a.tolist()


def finite(values):
    """(smallest, largest) of the numbers among them, or None."""
    some = [v for v in values if math.isfinite(v)]
    return (min(some), max(some)) if some else None


def in_json(values):
    """A list for JSON: NaN and infinities are null, for they are not drawn."""
    return [v if math.isfinite(v) else None for v in values]


def each(values, n):
    """One value for all, or one for each of n."""
    if isinstance(values, (str, int, float)) or values is None:
        return [values] * n
    values = list(values)
    return [values[i % len(values)] for i in range(n)] if values else [None] * n
