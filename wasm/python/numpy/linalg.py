"""numpy.linalg: norms, systems of linear equations, symmetric eigenvalues, least squares. LAPACKs differ in the last
digits, and so does this."""
from . import _core
from ._array import asarray, result, wrap
from ._core import FLOAT32, FLOAT64, op
from ._linear import norm

__all__ = ["LinAlgError", "det", "eigh", "eigvalsh", "inv", "lstsq", "norm", "solve"]


class LinAlgError(ValueError):
    """What numpy.linalg raises."""


def _matrices(*values):
    """Arrays of one floating dtype; the first holds square matrices."""
    arrays = [asarray(v) for v in values]
    for array in arrays:
        if array.ndim < 2:
            raise LinAlgError(f"{array.ndim}-dimensional array given. Array must be at least two-dimensional")
    if arrays[0].shape[-1] != arrays[0].shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    code = FLOAT32 if all(_core.code(a._t) == FLOAT32 for a in arrays) else FLOAT64
    return [_core.cast(a._t, code) for a in arrays]


def _solved(name, *tensors):
    try:
        return result(op(name, *tensors))
    except RuntimeError as error:
        if not str(error).endswith("the input matrix is singular."):
            raise
    raise LinAlgError("Singular matrix")


def solve(a, b):
    """x with a @ x = b."""
    b = asarray(b)
    vector = b.ndim == 1
    matrix, right = _matrices(a, b.reshape(-1, 1) if vector else b)
    rows, n = right.shape[-2], matrix.shape[-1]
    if rows != n:
        name, columns = ("solve1", "") if vector else ("solve", ",n")
        raise ValueError(f"{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
                         f"(m,m),(m{columns})->(m{columns}) (size {rows} is different from {n})")
    x = _solved("_linalg_solve", matrix, right)
    return x[..., 0] if vector else x


def inv(a):
    """The inverse of a matrix."""
    return _solved("inverse", *_matrices(a))


def det(a):
    """The determinant of a matrix."""
    return result(op("det", *_matrices(a)))


def eigh(a, UPLO="L"):
    """Eigenvalues of a symmetric matrix, smallest first, and its eigenvectors as columns."""
    from collections import namedtuple
    from downhill.symmetric import eigen

    array = wrap(_matrices(a)[0])
    if array.ndim > 2:
        raise NotImplementedError("Downhill does not have numpy.linalg.eigh of several matrices (yet)")
    rows = (array if UPLO.upper() == "L" else array.T).tolist()
    values, vectors = eigen(rows)
    make = namedtuple("EighResult", "eigenvalues eigenvectors")
    return make(asarray(values).astype(array.dtype), asarray(vectors).reshape(array.shape).astype(array.dtype))


def eigvalsh(a, UPLO="L"):
    """Eigenvalues of a symmetric matrix, smallest first."""
    return eigh(a, UPLO).eigenvalues


def lstsq(a, b, rcond=None):
    """(x, residuals, rank, singular values) of the x for which a @ x is nearest to b; a has full rank.

    The singular values have half of the digits: they are roots of the eigenvalues of a.T @ a.
    """
    a, b = asarray(a), asarray(b)
    if a.ndim != 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
    if a.shape[0] != b.shape[0]:
        raise LinAlgError("Incompatible dimensions")
    from ._least_squares import least_squares

    targets = (b if b.ndim == 2 else b.reshape(-1, 1)).astype(float).T.tolist()
    solved = least_squares(a.astype(float).T.tolist(), targets)
    if solved is None:
        raise NotImplementedError("Downhill does not have numpy.linalg.lstsq of matrices without full rank (yet)")
    x = asarray([column for column, _ in solved]).T
    left = [rest for _, rest in solved] if a.shape[0] > a.shape[1] else []
    singular = eigvalsh(a.T @ a)[::-1] ** 0.5
    return x if b.ndim == 2 else x[:, 0], asarray(left, dtype=float), a.shape[1], singular


def __getattr__(name):
    from ._missing import describe

    raise AttributeError(describe("numpy.linalg", name))
