"""The bases of convolutions."""
from .. import functional as F
from .module import Module


def _ntuple(value, dims):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * dims


class _ConvNd(Module):
    __module__ = "torch.nn.modules.conv"
    __constants__ = ["stride", "padding", "dilation", "groups", "padding_mode", "output_padding", "in_channels",
                     "out_channels", "kernel_size"]
    transposed = False

    def __init__(self, dims, in_channels, out_channels, kernel_size, stride, padding, dilation, groups,
                 padding_mode, output_padding=0):
        super().__init__()
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        if in_channels % groups != 0:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups != 0:
            raise ValueError("out_channels must be divisible by groups")
        if isinstance(padding, str):
            if padding not in ("same", "valid"):
                raise ValueError(f"Invalid padding string {padding!r}, should be one of {{'valid', 'same'}}")
            if padding == "same" and any(s != 1 for s in _ntuple(stride, dims)):
                raise ValueError("padding='same' is not supported for strided convolutions")
        modes = {"zeros", "reflect", "replicate", "circular"}
        if padding_mode not in modes:
            raise ValueError(f"padding_mode must be one of {modes}, but got padding_mode='{padding_mode}'")
        if padding_mode != "zeros":
            raise NotImplementedError(f"padding_mode={padding_mode!r} is not in Downhill")
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride = _ntuple(kernel_size, dims), _ntuple(stride, dims)
        self.padding = padding if isinstance(padding, str) else _ntuple(padding, dims)
        self.dilation, self.groups, self.padding_mode = _ntuple(dilation, dims), groups, padding_mode
        self.output_padding = _ntuple(output_padding, dims)

    def _conv_forward(self, input, weight, bias):
        run = F.conv1d if len(self.kernel_size) == 1 else F.conv2d
        return run(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)

    def forward(self, input):
        return self._conv_forward(input, self.weight, self.bias)

    def extra_repr(self):
        text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        zeros = (0,) * len(self.kernel_size)
        if self.padding != zeros:
            text += f", padding={self.padding}"
        if self.dilation != (1,) * len(self.dilation):
            text += f", dilation={self.dilation}"
        if self.output_padding != zeros:
            text += f", output_padding={self.output_padding}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        if self.bias is None:
            text += ", bias=False"
        if self.padding_mode != "zeros":
            text += f", padding_mode={self.padding_mode}"
        return text


class _ConvTransposeNd(_ConvNd):
    __module__ = "torch.nn.modules.conv"
    transposed = True

    def __init__(self, dims, in_channels, out_channels, kernel_size, stride, padding, output_padding, groups,
                 dilation, padding_mode):
        if padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        super().__init__(dims, in_channels, out_channels, kernel_size, stride, padding, dilation, groups,
                         padding_mode, output_padding)

    def _output_padding(self, input, output_size):
        """The padding that makes a result of `output_size`, of the several that the strides allow."""
        if output_size is None:
            return self.output_padding
        dims = len(self.kernel_size)
        if len(output_size) == input.dim():
            output_size = output_size[-dims:]
        if len(output_size) != dims:
            raise ValueError(f"ConvTranspose{dims}D: for {input.dim()}D input, output_size must have {dims} or "
                             f"{input.dim()} elements (got {len(output_size)})")
        least = [(input.size(d - dims) - 1) * self.stride[d] - 2 * self.padding[d]
                 + self.dilation[d] * (self.kernel_size[d] - 1) + 1 for d in range(dims)]
        most = [s + step - 1 for s, step in zip(least, self.stride)]
        if any(not low <= s <= high for s, low, high in zip(output_size, least, most)):
            raise ValueError(f"requested an output size of {output_size}, but valid sizes range from {least} to "
                             f"{most} (for an input of {input.size()[2:]})")
        return tuple(s - low for s, low in zip(output_size, least))

    def forward(self, input, output_size=None):
        run = F.conv_transpose1d if len(self.kernel_size) == 1 else F.conv_transpose2d
        return run(input, self.weight, self.bias, self.stride, self.padding,
                   self._output_padding(input, output_size), self.groups, self.dilation)
