"""Tensors in other dtypes, on other devices, as arrays."""
import _dh

from ._device import check_device, device
from ._dtypes import DTYPES, bfloat16, dtype, float16, float32, float64, int8, int16, int32, int64, memory_format, uint8
from ._dtypes import bool as bool_dtype

_TO_COPY = _dh.op("_to_copy")
_CLASSES = {one._class: one for one in DTYPES}


def cast(tensor, wanted):
    """The tensor in that dtype: itself when it has it already."""
    return tensor if tensor.dtype is wanted else _dh.call(_TO_COPY, tensor, wanted)


class Conversion:
    """The methods of Tensor that convert."""

    __slots__ = ()

    def to(self, *args, dtype=None, device=None, non_blocking=False, copy=False, memory_format=None):
        """to(dtype), to(device), to(other): this tensor in another dtype; itself if it fits already."""
        for given in args:
            if isinstance(given, bool):
                copy = copy or given
            elif given is None:
                pass
            elif given.__class__.__name__ == "dtype" or given in (float, int, bool):
                dtype = given
            elif isinstance(given, _dh.TensorBase):
                dtype = given.dtype
            else:
                device = given
        _check_target(device)
        wanted = as_dtype(dtype, "to") or self.dtype
        if self.dtype is wanted:
            return self.clone() if copy else self
        return _dh.call(_TO_COPY, self, wanted)

    def type(self, dtype=None, non_blocking=False, **kwargs):
        """The name of this tensor's class; with a dtype or a name, the tensor in that dtype."""
        if dtype is None:
            return self.dtype._class
        if isinstance(dtype, str):
            if dtype not in _CLASSES:
                raise ValueError(f"invalid type: '{dtype}'")
            dtype = _CLASSES[dtype]
        dtype = getattr(dtype, "_dtype", dtype)  # torch.FloatTensor and the like
        return cast(self, as_dtype(dtype, "type"))

    def type_as(self, other):
        """In the dtype of another tensor."""
        return cast(self, other.dtype)

    def float(self, memory_format=None):
        """In float32."""
        return cast(self, float32)

    def double(self, memory_format=None):
        """In float64."""
        return cast(self, float64)

    def long(self, memory_format=None):
        """In int64."""
        return cast(self, int64)

    def int(self, memory_format=None):
        """In int32."""
        return cast(self, int32)

    def short(self, memory_format=None):
        """In int16."""
        return cast(self, int16)

    def char(self, memory_format=None):
        """In int8."""
        return cast(self, int8)

    def byte(self, memory_format=None):
        """In uint8."""
        return cast(self, uint8)

    def half(self, memory_format=None):
        """In float16."""
        return cast(self, float16)

    def bfloat16(self, memory_format=None):
        """In bfloat16."""
        return cast(self, bfloat16)

    def bool(self, memory_format=None):
        """In bool."""
        return cast(self, bool_dtype)

    def cpu(self, memory_format=None):
        """Itself: every tensor lies on the CPU."""
        return self

    def cuda(self, device=None, non_blocking=False, memory_format=None):
        """There is no CUDA here."""
        raise AssertionError("Torch not compiled with CUDA enabled")

    def numpy(self, *, force=False):
        """A NumPy array over the same memory."""
        if self.requires_grad:
            if not force:
                raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use "
                                   "tensor.detach().numpy() instead.")
        if self.dtype is bfloat16:
            raise TypeError("Got unsupported ScalarType BFloat16")
        from numpy._array import wrap

        return wrap(_dh.share(self))

    def __array__(self, dtype=None, copy=None):
        array = self.numpy()
        return array if dtype is None else array.astype(dtype)


def as_dtype(value, function):
    """A dtype from what stands for one; None stays None."""
    if value is None or isinstance(value, dtype):
        return value
    named = {float: float64, int: int64, bool: bool_dtype}.get(value) if isinstance(value, type) else None
    if named is None:
        raise TypeError(f"{function}(): argument 'dtype' must be torch.dtype, not {type(value).__name__}")
    return named


def _check_target(target):
    if isinstance(target, int):
        raise RuntimeError("Cannot access accelerator device when none is available.")
    if target is not None and not isinstance(target, (str, device, memory_format)):
        raise TypeError(f"to() received an invalid combination of arguments - got ({type(target).__name__})")
    if not isinstance(target, memory_format):
        check_device(target)
