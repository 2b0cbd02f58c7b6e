"""Products of vectors and matrices, with the digits of NumPy's BLAS where they can be said."""
from . import _core
from ._array import asarray, ndarray, result, wrap
from ._core import BOOL, FLOAT32, FLOAT64, INT64, op
from ._dtypes import promote

# Up to so many terms a product of matrices is summed in order with fused multiply-adds, term by term. (So does
# OpenBLAS, but for a single last row of eight terms or more.)
_FUSED_TERMS = 32


def _mismatch(name, size, expected):
    return ValueError(f"{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
                      f"(n?,k),(k,m?)->(n?,m?) (size {size} is different from {expected})")


def matmul_tensor(a, b):
    """a @ b as a tensor; both are arrays."""
    for position, operand in enumerate((a, b)):
        if operand.ndim == 0:
            raise ValueError(f"matmul: Input operand {position} does not have enough dimensions (has 0, gufunc "
                             "core with signature (n?,k),(k,m?)->(n?,m?) requires 1)")
    if a.shape[-1] != b.shape[0 if b.ndim == 1 else -2]:
        raise _mismatch("matmul", b.shape[0 if b.ndim == 1 else -2], a.shape[-1])
    code = promote(_core.code(a._t), _core.code(b._t))
    if code == BOOL:
        whole = matmul_tensor(a.astype(int), b.astype(int))
        return op("ne", whole, _core.from_values([0], (), INT64))
    x, y = _core.cast(a._t, code), _core.cast(b._t, code)
    if a.ndim > 2 or b.ndim > 2:
        return _batched(wrap(x), wrap(y))
    if code == FLOAT64:
        digits = _like_blas(x, y)
        if digits is not None:
            return digits
    return op("matmul", x, y)


def _like_blas(x, y):
    """float64 products in the order of additions that OpenBLAS takes on today's x86 machines."""
    terms = x.shape[-1]
    if x.dim() == 2 and terms == 2 and x.shape[0] > 1 and x.stride()[1] == 1 and y.numel() == 2:
        # Rows of two: the second product is rounded, the first joins it in a fused multiply-add.
        vector = y if y.dim() == 1 else y[:, 0]
        second = op("mul", x[:, 1], vector[1])
        made = op("addcmul", second, x[:, 0], vector[0])
        return made if y.dim() == 1 else op("unsqueeze", made, 1)
    if x.dim() == 2 and y.dim() == 2 and x.shape[0] > 1 and y.shape[1] > 1 and 0 < terms <= _FUSED_TERMS:
        made = op("mul", x[:, 0:1], y[0:1, :])
        for k in range(1, terms):
            made = op("addcmul", made, x[:, k:k + 1], y[k:k + 1, :])
        return made
    return None


def _batched(a, b):
    """Stacks of matrices: product by product."""
    from ._shape import broadcast_to, stack
    from ._operands import broadcast_shape

    if b.ndim == 1:
        return wrap(_batched(a, b.reshape(-1, 1))).squeeze(-1)._t
    if a.ndim == 1:
        return wrap(_batched(a.reshape(1, -1), b)).squeeze(-2)._t
    shape = broadcast_shape(a.shape[:-2], b.shape[:-2])
    a = broadcast_to(a, shape + a.shape[-2:]).reshape(-1, *a.shape[-2:])
    b = broadcast_to(b, shape + b.shape[-2:]).reshape(-1, *b.shape[-2:])
    parts = [wrap(matmul_tensor(x, y)) for x, y in zip(a, b)]
    return stack(parts).reshape(*shape, *parts[0].shape)._t


def matmul(x1, x2, /):
    """The matrix product x1 @ x2."""
    return result(matmul_tensor(asarray(x1), asarray(x2)))


def dot(a, b):
    """The inner product of vectors, the product of matrices."""
    a, b = asarray(a), asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    if b.ndim <= 2:
        if a.shape[-1] != b.shape[0]:
            axis = len(b.shape) - 1 if b.ndim == 1 else 0
            raise ValueError(f"shapes {_text(a.shape)} and {_text(b.shape)} not aligned: {a.shape[-1]} (dim "
                             f"{a.ndim - 1}) != {b.shape[0]} (dim {axis})")
        if a.ndim > 2:
            flat = dot(a.reshape(-1, a.shape[-1]), b)
            return flat.reshape(a.shape[:-1] + b.shape[1:])
        return result(matmul_tensor(a, b))
    raise NotImplementedError("Downhill does not have numpy.dot of a stack of matrices (yet)")


def _text(shape):
    return "(" + ",".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


ndarray.dot = dot


def outer(a, b):
    """All products of an element of a with one of b."""
    return asarray(a).reshape(-1, 1) * asarray(b).reshape(1, -1)


def inner(a, b):
    """The inner product over the last dimensions."""
    a, b = asarray(a), asarray(b)
    return dot(a, b if b.ndim < 2 else b.T)


def vdot(a, b):
    """The inner product of all elements."""
    return dot(asarray(a).ravel(), asarray(b).ravel())


def norm(x, ord=None, axis=None, keepdims=False):
    """The length of a vector, or of a matrix taken as one."""
    from . import _reduce, _ufuncs

    x = asarray(x)
    if _core.code(x._t) < FLOAT32:
        x = x.astype(float)
    if ord is None and axis is None:
        flat = x.ravel()
        length = _ufuncs.sqrt(dot(flat, flat))
        return length.reshape((1,) * x.ndim) if keepdims else length
    if axis is None and x.ndim != 1:
        raise NotImplementedError("Downhill does not have numpy.linalg.norm(ord=...) of matrices (yet)")
    size = _ufuncs.absolute(x)
    if ord in (None, 2):
        return _ufuncs.sqrt(_reduce.sum(x * x, axis, keepdims=keepdims))
    if ord == 1:
        return _reduce.sum(size, axis, keepdims=keepdims)
    if ord in (float("inf"), float("-inf")):
        return (_reduce.max if ord > 0 else _reduce.min)(size, axis, keepdims=keepdims)
    return _ufuncs.power(_reduce.sum(_ufuncs.power(size, ord), axis, keepdims=keepdims), 1 / ord)
