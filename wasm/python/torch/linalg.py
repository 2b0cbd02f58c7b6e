"""torch.linalg: norms, systems of linear equations, symmetric eigenvalues. LAPACKs differ in the last digits, and so
does this."""
from . import _ops


class _LinAlgError(RuntimeError):
    """A matrix that is singular."""

    __module__ = "torch._C"


LinAlgError = _LinAlgError


def solve(A, B, *, left=True, out=None):
    """X with A @ X = B; left=False: with X @ A = B."""
    if left:
        return _ops._linalg_solve(A, B)
    if B.dim() < 2 or B.shape[-1] != A.shape[-1]:
        sizes = "x".join(map(str, B.shape[-2:] if B.dim() > 1 else (*B.shape, 1)))
        raise RuntimeError("linalg.solve: Incompatible shapes of A and B for the equation XA = B "
                           f"({A.shape[-2]}x{A.shape[-1]} and {sizes})")
    return _ops._linalg_solve(A.mT, B.mT).mT


def inv(A, *, out=None):
    """The inverse of a matrix."""
    return _ops.inverse(A)


def det(A, *, out=None):
    """The determinant of a matrix."""
    return _ops.det(A)


def eigh(A, UPLO="L", *, out=None):
    """Eigenvalues of a symmetric matrix, smallest first, and its eigenvectors (whose signs are anybody's)."""
    from . import _eigh

    return _eigh.eigh(A, UPLO)


def eigvalsh(A, UPLO="L", *, out=None):
    """Eigenvalues of a symmetric matrix, smallest first."""
    return eigh(A, UPLO)[0]


def vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None, out=None):
    """sum(abs(x) ** ord) ** (1 / ord) over all elements, or over dimensions."""
    if isinstance(ord, str):
        raise TypeError(f"linalg_vector_norm(): argument 'ord' (position 2) must be Number, not {type(ord).__name__}")
    dim = (dim,) if isinstance(dim, int) else dim
    return _ops._vector_norm(x, ord, dim, keepdim, dtype=dtype)


def norm(A, ord=None, dim=None, keepdim=False, *, out=None, dtype=None):
    """The norm of a vector; of a matrix, the Frobenius norm."""
    dims = (dim,) if isinstance(dim, int) else dim
    if ord is None or (ord != "fro" and (len(dims) if dims is not None else A.dim()) == 1):
        if isinstance(ord, str):
            raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
        return vector_norm(A, 2 if ord is None else ord, dims, keepdim, dtype=dtype)
    return matrix_norm(A, ord, (-2, -1) if dims is None else dims, keepdim, dtype=dtype)


def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None, out=None):
    """The norm of matrices: 'fro', or the largest (smallest) sum of absolute values by column (1, -1) or row (inf,
    -inf). Those that ask for singular values are not here."""
    if isinstance(ord, str) and ord not in ("fro", "nuc"):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    if len(dim) != 2:
        raise RuntimeError(f"linalg.matrix_norm: dim must be a 2-tuple. Got {' '.join(map(str, dim))}")
    if ord == "fro":
        return vector_norm(A, 2, dim, keepdim, dtype=dtype)
    if ord not in (1, -1, float("inf"), float("-inf")):
        raise NotImplementedError(f"Downhill does not have linalg.matrix_norm with ord={ord!r} (yet)")
    rows, columns = (d % A.dim() for d in dim)
    summed, rest = (rows, columns) if abs(ord) == 1 else (columns, rows)
    sums = vector_norm(A, 1, summed, True, dtype=dtype)
    extreme = vector_norm(sums, float("inf") if ord > 0 else float("-inf"), rest, True)
    return extreme if keepdim else extreme.squeeze(rows).squeeze(columns - 1 if columns > rows else columns)
