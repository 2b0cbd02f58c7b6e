"""Names that are not here: loaded now, or what is said of them."""
from ._later import LATER, find


def describe_missing(place, name, owner):
    """The text of an AttributeError: whether PyTorch has the name, or nobody."""
    if not name.startswith("_"):
        from ._torch_names import NAMES  # only needed for errors

        if name in NAMES[place].split():
            full = name if not place else f"{'torch.' if place == 'Tensor' else ''}{place}.{name}"
            return f"Downhill does not have {full} (yet)"
    return f"{owner} has no attribute '{name}'"


def guard(module, place):
    """Gives a module a __getattr__ that says so, and that loads what is loaded when it is first used."""
    if "__getattr__" in vars(module):
        return
    later = LATER.get(place, {})

    def missing(name):
        if name in later:
            found = vars(module)[name] = find(place, name)
            return found
        if name == "__all__" and later:  # asked for by `from module import *`
            return [known for known in listed() if not known.startswith("_") and later.get(known, place)]
        raise AttributeError(describe_missing(place, name, f"module '{place}'"))

    def listed():
        return sorted({*vars(module), *later})

    module.__getattr__ = missing
    if later:
        module.__dir__ = listed
