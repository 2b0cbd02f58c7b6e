"""Arguments in the order of PyTorch before 1.5, which still takes them: the factor first."""
import warnings

_warned = False


def older(function, keyword, names, given):
    """The arguments in today's order, with the factor last. Warns once, as PyTorch does."""
    global _warned
    if len(given) != len(names) + 1:
        raise TypeError(f"{function}() takes {len(names)} positional arguments but {len(given)} were given")
    if not _warned:
        _warned = True
        inputs = ", ".join(f"Tensor {name}" for name in names)
        warnings.warn(f"This overload of {function} is deprecated:\n\t{function}(Number {keyword}, {inputs})\n"
                      f"Consider using one of the following signatures instead:\n\t{function}({inputs}, *, "
                      f"Number {keyword} = 1)", stacklevel=3)
    return *given[1:], given[0]
