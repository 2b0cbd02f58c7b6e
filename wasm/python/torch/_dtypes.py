"""torch.dtype, finfo and iinfo, layouts and memory formats."""
import _dh

_SEALED = object()


class dtype:
    """The type of a tensor's elements. (The core keeps those of narrow types in wide ones.)"""

    __slots__ = ("_name", "is_floating_point", "itemsize", "_class", "is_signed", "is_complex")
    __module__ = "torch"

    def __init__(self, name=None, itemsize=0, tensor_class=None, sealed=None):
        if sealed is not _SEALED:
            raise TypeError("cannot create 'torch.dtype' instances")
        self._name = name
        self.itemsize = itemsize
        self.is_floating_point = "float" in name
        self.is_signed = name not in ("bool", "uint8")
        self.is_complex = False
        self._class = tensor_class

    def __repr__(self):
        return f"torch.{self._name}"

    def __reduce__(self):
        return self._name

    def to_complex(self):
        raise RuntimeError("Downhill has no complex numbers")


bool = dtype("bool", 1, "torch.BoolTensor", _SEALED)  # noqa: A001
int64 = long = dtype("int64", 8, "torch.LongTensor", _SEALED)
float32 = float = dtype("float32", 4, "torch.FloatTensor", _SEALED)  # noqa: A001
float64 = double = dtype("float64", 8, "torch.DoubleTensor", _SEALED)
int32 = int = dtype("int32", 4, "torch.IntTensor", _SEALED)  # noqa: A001
int16 = short = dtype("int16", 2, "torch.ShortTensor", _SEALED)
int8 = dtype("int8", 1, "torch.CharTensor", _SEALED)
uint8 = dtype("uint8", 1, "torch.ByteTensor", _SEALED)
float16 = half = dtype("float16", 2, "torch.HalfTensor", _SEALED)
bfloat16 = dtype("bfloat16", 2, "torch.BFloat16Tensor", _SEALED)

DTYPES = (bool, int64, float32, float64, int32, int16, int8, uint8, float16, bfloat16)
# The core's numbers; the lowest two bits say as which of the first four a dtype is kept.
BY_CODE = (bool, int64, float32, float64, None, int32, float16, None, None, int16, bfloat16, None, None, int8, None, None,
           None, uint8)
INDICES = (int64, int32)  # what most functions take as indices
__all__ = ("dtype", "bool", "int64", "long", "float32", "float", "float64", "double", "int32", "int", "int16", "short",
         "int8", "uint8", "float16", "half", "bfloat16", "finfo", "iinfo", "layout", "strided", "memory_format",
         "preserve_format", "contiguous_format")


class _Constant:
    __slots__ = ("_name",)
    __module__ = "torch"

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f"torch.{self._name}"

    def __reduce__(self):
        return self._name


class layout(_Constant):
    """How elements lie in memory; only strided."""

    __slots__ = ()
    __module__ = "torch"


class memory_format(_Constant):
    """An order of dimensions in memory."""

    __slots__ = ()
    __module__ = "torch"


strided = layout("strided")
preserve_format = memory_format("preserve_format")
contiguous_format = memory_format("contiguous_format")

_LIMITS = {
    "float32": (1e-6, 3.4028234663852886e38, 2.0**-23, 2.0**-126, 2.0**-149, 32),
    "float64": (1e-15, 1.7976931348623157e308, 2.0**-52, 2.0**-1022, 5e-324, 64),
    "float16": (1e-3, 65504.0, 2.0**-10, 2.0**-14, 2.0**-24, 16),
    "bfloat16": (1e-2, 3.3895313892515355e38, 2.0**-7, 2.0**-126, 2.0**-133, 16),
}


class finfo:
    """The limits of a floating-point dtype."""

    __module__ = "torch"

    def __init__(self, type=None):
        type = _dh.get_default_dtype() if type is None else type
        if not isinstance(type, dtype):
            raise TypeError(f"finfo(): argument 'type' (position 1) must be torch.dtype, not "
                            f"{type.__class__.__name__}")
        if type._name not in _LIMITS:
            raise TypeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                            "'torch.finfo'")
        self.resolution, self.max, self.eps, self.tiny, self.smallest_subnormal, self.bits = _LIMITS[type._name]
        self.min = -self.max
        self.smallest_normal = self.tiny
        self.dtype = type._name

    def __repr__(self):
        return (f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, "
                f"smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})")

    def __eq__(self, other):
        return isinstance(other, finfo) and self.dtype == other.dtype

    def __hash__(self):
        return hash(self.dtype)


class iinfo:
    """The limits of a whole-number dtype."""

    __module__ = "torch"

    def __init__(self, type):
        if not isinstance(type, dtype):
            raise TypeError(f"iinfo(): argument 'type' (position 1) must be torch.dtype, not "
                            f"{type.__class__.__name__}")
        if type is bool:
            raise TypeError("torch.bool is not supported by torch.iinfo")
        if type.is_floating_point:
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
        self.bits = 8 * type.itemsize
        self.max = 2**(self.bits - type.is_signed) - 1
        self.min = -self.max - 1 if type.is_signed else 0
        self.dtype = type._name

    def __repr__(self):
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"
