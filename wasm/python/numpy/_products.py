"""Products of other kinds: convolution, Kronecker's, of vectors in space, along any axes, Einstein's sums."""
import math

from . import _core, _reduce
from ._array import asarray, result, wrap
from ._axes import axes_of
from ._core import BOOL
from ._grids import diagonal
from ._linear import dot
from ._shape import flip, from_list, moveaxis, take


def _window(made, size, short, mode):
    """The part of all sums of products that a mode keeps."""
    if mode == "full":
        return made
    if mode == "same":
        start = (short - 1) // 2
        return made[start:start + size]
    if mode == "valid":
        return made[short - 1:size]
    raise ValueError(f"mode must be one of 'valid', 'same', or 'full' (got '{mode}')")


def convolve(a, v, mode="full"):
    """The products of all elements, added up where their indices have the same sum."""
    a, v = (asarray(one).reshape(-1) if asarray(one).ndim == 0 else asarray(one) for one in (a, v))
    if not len(a):
        raise ValueError("a cannot be empty")
    if not len(v):
        raise ValueError("v cannot be empty")
    if len(v) > len(a):
        a, v = v, a
    code = asarray(a[:1] * v[:1])
    made = wrap(_core.empty((len(a) + len(v) - 1,), _core.code(code._t)))
    for i, factor in enumerate(v):
        made[i:i + len(a)] = (made[i:i + len(a)] | (a & factor)) if _core.code(code._t) == BOOL \
            else made[i:i + len(a)] + a * factor
    return _window(made, len(a), len(v), mode)


def correlate(a, v, mode="valid"):
    """The sums of products of a with v moved along it."""
    a, v = asarray(a), asarray(v)
    if len(v) > len(a) and mode == "same":  # the window is counted from v's side then
        return flip(_window(flip(correlate(a, v, "full")), len(v), len(a), mode)).copy()
    return convolve(a, flip(v), mode)


def kron(a, b):
    """The product of a matrix with each element of another, side by side."""
    a, b = asarray(a), asarray(b)
    dims = max(a.ndim, b.ndim)
    a, b = (one.reshape((1,) * (dims - one.ndim) + one.shape) for one in (a, b))
    spread = a.reshape([size for pair in zip(a.shape, (1,) * dims) for size in pair])
    other = b.reshape([size for pair in zip((1,) * dims, b.shape) for size in pair])
    return (spread * other).reshape([x * y for x, y in zip(a.shape, b.shape)])


def cross(a, b, axis=-1):
    """The vector at right angles to two vectors of three dimensions."""
    a, b = moveaxis(asarray(a), axis, -1), moveaxis(asarray(b), axis, -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors, but they are "
                         f"{a.shape[-1]} and {b.shape[-1]} dimensional instead.")
    after, before = from_list([1, 2, 0]), from_list([2, 0, 1])
    made = take(a, after, -1) * take(b, before, -1) - take(a, before, -1) * take(b, after, -1)
    return moveaxis(made, -1, axis)


def tensordot(a, b, axes=2):
    """The sums of products along axes of both."""
    a, b = asarray(a), asarray(b)
    if hasattr(axes, "__index__"):
        axes = list(range(a.ndim - axes, a.ndim)), list(range(axes))
    first, second = (axes_of([one] if hasattr(one, "__index__") else list(one), x.ndim)
                     for one, x in zip(axes, (a, b)))
    if [a.shape[i] for i in first] != [b.shape[i] for i in second]:
        raise ValueError("shape-mismatch for sum")
    left, right = ([i for i in range(x.ndim) if i not in used] for x, used in ((a, first), (b, second)))
    terms = math.prod(a.shape[i] for i in first)
    made = dot(a.transpose(left + list(first)).reshape(-1, terms), b.transpose(list(second) + right).reshape(terms, -1))
    return result(made.reshape([a.shape[i] for i in left] + [b.shape[i] for i in right])._t)


# --- Einstein's sums -----------------------------------------------------------------------------------------


def _terms(subscripts, count):
    """The letters of each operand, and of the result."""
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    terms = inputs.split(",")
    if "." in subscripts:
        raise NotImplementedError("Downhill does not have numpy.einsum with '...' (yet)")
    if len(terms) != count:
        raise ValueError(f"{'fewer' if count > len(terms) else 'more'} operands provided to einstein sum function than "
                         "specified in the subscripts string")
    if not arrow:
        output = "".join(sorted(c for c in set(inputs) if c.isalpha() and inputs.count(c) == 1))
    for letter in output:
        if letter not in inputs:
            raise ValueError(f"einstein sum subscripts string included output subscript '{letter}' which never "
                             "appeared in an input")
    return terms, output


def _spread(a, term, letters):
    """An operand with a dimension for each of the letters, of size 1 for those that it does not have."""
    for letter in sorted(set(term)):
        while term.count(letter) > 1:
            first = term.index(letter)
            second = term.index(letter, first + 1)
            a = diagonal(a, 0, first, second)
            term = term[:first] + term[first + 1:second] + term[second + 1:] + letter
    a = a.transpose([term.index(letter) for letter in letters if letter in term])
    sizes = iter(a.shape)
    return a.reshape([next(sizes) if letter in term else 1 for letter in letters])


def einsum(subscripts, *operands, optimize=False):
    """Sums of products over the letters that the result does not have."""
    arrays = [asarray(operand) for operand in operands]
    terms, output = _terms(subscripts, len(arrays))
    for i, (a, term) in enumerate(zip(arrays, terms)):
        if len(term) > a.ndim:
            raise ValueError(f"einstein sum subscripts string contains too many subscripts for operand {i}")
        if len(term) < a.ndim:
            raise ValueError("operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis "
                             "provided to broadcast the extra dimensions.")
    letters = output + "".join(sorted(set("".join(terms)) - set(output)))
    made = _spread(arrays[0], terms[0], letters)
    for a, term in zip(arrays[1:], terms[1:]):
        made = made * _spread(a, term, letters)
    summed = tuple(range(len(output), len(letters)))
    return result(_reduce.sum_tensor(asarray(made)._t, summed, False))
