"""torch.backends.mps: there is no Metal here."""


def is_available():
    """Whether MPS can be used: it cannot."""
    return False


def is_built():
    """Whether this torch was built for it: it was not."""
    return False
