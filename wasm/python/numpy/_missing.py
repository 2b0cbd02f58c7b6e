"""What NumPy has and Downhill does not: the text of the AttributeError."""


def _names(place):
    from ._names import NAMES  # only needed for errors

    return NAMES[place].split()


def describe(module, name):
    """Why a module does not have a name."""
    if not name.startswith("_") and name in _names(module):
        return f"Downhill does not have {module}.{name} (yet)"
    return f"module '{module}' has no attribute '{name}'"


def has_method(name, owner="numpy.ndarray"):
    """Whether NumPy's arrays, or objects of another class, have a method or attribute."""
    return name in _names(owner)
