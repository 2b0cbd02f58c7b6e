"""torch.device and torch.cuda: everything lies on the CPU."""

_TYPES = ("cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, mps, "
          "meta, hpu, mtia, privateuseone")


class device:
    """Where a tensor lies. Other devices can be named, but only the CPU holds tensors."""

    __slots__ = ("type", "index")
    __module__ = "torch"

    def __init__(self, type="cpu", index=None):
        if isinstance(type, device):
            type, index = type.type, type.index
        if not isinstance(type, str):
            name = type.__class__.__name__
            wrong = f"      didn't match because some of the arguments have invalid types: (!{name}!)\n"
            raise TypeError(f"device() received an invalid combination of arguments - got ({name}), but expected "
                            f"one of:\n * (torch.device device)\n{wrong} * (str type, int index = -1)\n")
        name, colon, number = type.partition(":")
        if name not in _TYPES.split(", "):
            raise RuntimeError(f"Expected one of {_TYPES} device type at start of device string: {name}")
        if colon:
            if not number.isdigit():
                raise RuntimeError(f"Invalid device string: '{type}'")
            index = int(number)
        self.type = name
        self.index = index

    def __repr__(self):
        return f"device(type='{self.type}')" if self.index is None else \
            f"device(type='{self.type}', index={self.index})"

    def __str__(self):
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other):
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self):
        return hash((self.type, self.index))

    def __reduce__(self):
        return device, (self.type, self.index)

    def __enter__(self):
        check_device(self)
        return self

    def __exit__(self, *error):
        return None


CPU = device("cpu")


def check_device(wanted):
    """Raises unless tensors can lie there."""
    if wanted is None or wanted is CPU:
        return
    wanted = device(wanted) if not isinstance(wanted, device) else wanted
    if wanted.type == "cuda":
        raise AssertionError("Torch not compiled with CUDA enabled")
    if wanted.type != "cpu":
        raise RuntimeError(f"Downhill has no device '{wanted}': everything runs on the CPU")
