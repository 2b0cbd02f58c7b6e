"""torch.backends.cudnn: switches that may be set, and change nothing."""
enabled = True
deterministic = False
benchmark = False
benchmark_limit = 10
allow_tf32 = True


def is_available():
    """Whether cuDNN can be used: it cannot."""
    return False


def version():
    """There is none."""
