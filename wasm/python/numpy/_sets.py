"""Arrays as sets of their elements."""
from . import _core
from ._array import asarray, result
from ._core import BOOL
from ._order import unique
from ._shape import concatenate, from_list


def isin(element, test_elements, assume_unique=False, invert=False):
    """Where the elements are among others."""
    element = asarray(element)
    others = set(asarray(list(test_elements) if isinstance(test_elements, set) else test_elements).ravel().tolist())
    found = [(value in others) != invert for value in element.ravel().tolist()]
    return result(_core.from_values(found, element.shape, BOOL))


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    """The elements that are in both, sorted."""
    first, second = asarray(ar1).ravel(), asarray(ar2).ravel()
    both = unique(first[isin(first, second)])
    both = both.astype(concatenate([first[:0], second[:0]]).dtype)
    if not return_indices:
        return both
    return both, *(from_list([one.tolist().index(v) for v in both.tolist()]) for one in (first, second))


def union1d(ar1, ar2):
    """The elements that are in one or the other, sorted."""
    return unique(concatenate([ar1, ar2], None))


def setdiff1d(ar1, ar2, assume_unique=False):
    """The elements of the first that are not in the second, sorted."""
    first = asarray(ar1).ravel() if assume_unique else unique(ar1)
    return first[isin(first, ar2, invert=True)]


def setxor1d(ar1, ar2, assume_unique=False):
    """The elements that are in only one of both, sorted."""
    first, second = unique(ar1), unique(ar2)
    return unique(concatenate([first[isin(first, second, invert=True)], second[isin(second, first, invert=True)]]))
