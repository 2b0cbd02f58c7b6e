"""torch.accelerator: there is none, and it says so."""


def is_available():
    """Whether there is an accelerator: there is not."""
    return False


def current_accelerator(check_available=False):
    """The accelerator's device: None."""


def device_count():
    """The number of accelerators: none."""
    return 0
