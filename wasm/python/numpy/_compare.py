"""Whether arrays are equal, or nearly."""
from . import _core, _reduce, _ufuncs
from ._array import asarray, result
from ._core import FLOAT32


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Where |a - b| <= atol + rtol * |b|."""
    a, b = asarray(a), asarray(b)
    if _core.code(b._t) < FLOAT32:
        b = b.astype(float)
    near = _ufuncs.less_equal(_ufuncs.absolute(a - b), atol + rtol * _ufuncs.absolute(b))
    near = (near & _ufuncs.isfinite(b)) | (a == b)
    if equal_nan:
        near = near | (_ufuncs.isnan(a) & _ufuncs.isnan(b))
    return result(asarray(near)._t)


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether `isclose` is true everywhere."""
    return bool(_reduce.all(isclose(a, b, rtol, atol, equal_nan)))


def array_equal(a1, a2, equal_nan=False):
    """Whether shape and elements are the same."""
    a, b = asarray(a1), asarray(a2)
    if a.shape != b.shape:
        return False
    same = a == b
    if equal_nan:
        same = same | (_ufuncs.isnan(a) & _ufuncs.isnan(b))
    return bool(_reduce.all(same))
