"""What NumPy has and Downhill does not: the text of the AttributeError."""
import os

_names = {}


def _load():
    path = os.path.join(os.path.dirname(__file__), "_names.txt")
    with open(path, encoding="utf-8") as file:
        for line in file:
            module, _, names = line.partition(":")
            if names:
                _names[module] = frozenset(names.split())


def describe(module, name):
    """Why a module does not have a name."""
    if not _names:
        _load()
    if name in _names.get(module, ()):
        return f"Downhill does not have {module}.{name} (yet)"
    return f"module '{module}' has no attribute '{name}'"


def has_method(name):
    """Whether NumPy's arrays have a method or attribute."""
    if not _names:
        _load()
    return name in _names["numpy.ndarray"]
