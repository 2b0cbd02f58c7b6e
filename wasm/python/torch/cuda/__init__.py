"""torch.cuda: there is none, and it says so."""


def is_available():
    """Whether CUDA can be used: it cannot."""
    return False


def device_count():
    """The number of GPUs: none."""
    return 0


def manual_seed(seed):
    """Ignored, as in PyTorch where there is no CUDA."""


def manual_seed_all(seed):
    """Ignored, as in PyTorch where there is no CUDA."""


def synchronize(device=None):
    """There is nothing to wait for, and no CUDA."""
    raise AssertionError("Torch not compiled with CUDA enabled")


def empty_cache():
    """There is nothing to free."""


def current_device():
    """There is none."""
    raise AssertionError("Torch not compiled with CUDA enabled")


def get_device_name(device=None):
    """There is none."""
    raise AssertionError("Torch not compiled with CUDA enabled")


def memory_allocated(device=None):
    """The bytes of memory in use: none."""
    return 0


def __getattr__(name):
    if name != "amp":
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    import importlib
    return importlib.import_module(".amp", __name__)
