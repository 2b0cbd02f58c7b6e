"""What is said of names that are not here."""


def describe_missing(place, name, owner):
    """The text of an AttributeError: whether PyTorch has the name, or nobody."""
    if not name.startswith("_"):
        from ._torch_names import NAMES  # only needed for errors

        if name in NAMES[place].split():
            full = name if not place else f"{'torch.' if place == 'Tensor' else ''}{place}.{name}"
            return f"Downhill does not have {full} (yet)"
    return f"{owner} has no attribute '{name}'"


def guard(module, place):
    """Gives a module a __getattr__ that says so."""
    if "__getattr__" in vars(module):
        return

    def missing(name):
        raise AttributeError(describe_missing(place, name, f"module '{place}'"))

    module.__getattr__ = missing
