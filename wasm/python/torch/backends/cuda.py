"""torch.backends.cuda: switches that may be set, and change nothing."""


class _Products:
    allow_tf32 = False


matmul = _Products()


def is_built():
    """Whether this torch was built for CUDA: it was not."""
    return False
