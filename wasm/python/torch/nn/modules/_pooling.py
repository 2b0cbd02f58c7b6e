"""The bases of pooling layers: no stride is the window's size."""
from .module import Module


class _PoolNd(Module):
    __module__ = "torch.nn.modules.pooling"

    def __init__(self, kernel_size, stride, padding):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding


class _MaxPoolNd(_PoolNd):
    __module__ = "torch.nn.modules.pooling"


class _AvgPoolNd(_PoolNd):
    __module__ = "torch.nn.modules.pooling"


class _AvgPool1d(_AvgPoolNd):
    __module__ = "torch.nn.modules.pooling"

    def __init__(self, kernel_size, stride, padding):
        def single(value):
            return tuple(value) if isinstance(value, (tuple, list)) else (value,)

        super().__init__(single(kernel_size), None if stride is None else single(stride), single(padding))
