"""NumPy's names of arguments, which PyTorch takes beside its own: axis for dim, keepdims for keepdim."""
import functools


def numpy_names(function):
    """The function, which takes those names as well."""

    @functools.wraps(function)
    def named(*args, axis=None, keepdims=None, **kwargs):
        if axis is not None:
            kwargs["dim"] = axis
        if keepdims is not None:
            kwargs["keepdim"] = keepdims
        return function(*args, **kwargs)

    return named
