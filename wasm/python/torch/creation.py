"""Functions that make tensors from data and from numbers alone."""
import math

import _dh

from . import _ops
from ._conversion import as_dtype, cast
from ._device import check_device
from ._dtypes import DTYPES
from ._dtypes import bool as bool_dtype
from ._dtypes import dtype as dtype_class
from ._dtypes import float64, int64

_TENSOR = "Tensor out = None, torch.dtype dtype = None, torch.layout layout = None, torch.device device = None, " \
          "bool pin_memory = False, bool requires_grad = False"
_NO_OUT = _TENSOR.replace("Tensor out = None, ", "")
RANDOM_FORMS = (f"tuple of ints size, *, torch.Generator generator, {_TENSOR}", f"tuple of ints size, *, {_TENSOR}")
RANDINT_FORMS = (f"int high, tuple of ints size, *, torch.Generator generator, {_TENSOR}",
                 f"int high, tuple of ints size, *, {_TENSOR}",
                 f"int low, int high, tuple of ints size, *, torch.Generator generator, {_TENSOR}",
                 f"int low, int high, tuple of ints size, *, {_TENSOR}")
NORMAL_FORMS = ("Tensor mean, Tensor std, *, torch.Generator generator = None, Tensor out = None",
                "Tensor mean, float std = 1, *, torch.Generator generator = None, Tensor out = None",
                "float mean, Tensor std, *, torch.Generator generator = None, Tensor out = None",
                f"float mean, float std, tuple of ints size, *, torch.Generator generator = None, {_TENSOR}")
_LINSPACE_FORMS = tuple(f"{start} start, {end} end, int steps, *, {_TENSOR}" for start, end in
                        (("Tensor", "Tensor"), ("Number", "Tensor"), ("Tensor", "Number"), ("Number", "Number")))
_ARANGE_FORMS = (f"Number end, *, {_TENSOR}", f"Number start, Number end, *, {_NO_OUT}",
                 f"Number start, Number end, Number step = 1, *, {_TENSOR}")


def type_name(value):
    """A value's type as PyTorch names it."""
    cls = type(value)
    if cls.__module__.partition(".")[0] == "numpy":
        return f"numpy.{cls.__name__}"
    return f"torch.{cls.__name__}" if cls.__name__ in ("Size", "dtype", "device") else cls.__name__


def scalar_name(tensor):
    """The dtype as errors name it: Float, Long."""
    return tensor.type().rpartition(".")[2].removesuffix("Tensor")


def invalid_combination(name, args, forms, named=()):
    """The text for arguments that fit no signature."""
    given = ", ".join([*map(type_name, args), *(f"{name}={type_name(named[name])}" for name in named)])
    listed = "".join(f" * ({form})\n" for form in forms)
    return (f"{name}() received an invalid combination of arguments - got ({given}), but expected one of:\n"
            f"{listed}")


def check_input(name, input):
    if not isinstance(input, _dh.TensorBase):
        raise TypeError(f"{name}(): argument 'input' (position 1) must be Tensor, not {type_name(input)}")


def _as_size(name, size, position=1):
    """A tuple of whole numbers from what was given as sizes."""
    if len(size) == 1 and isinstance(size[0], (tuple, list)):
        size = size[0]
    for index, one in enumerate(size):
        if type(one) is int or (hasattr(type(one), "__index__") and not isinstance(one, bool)):
            continue
        if index == 0:
            raise TypeError(f"{name}(): argument 'size' (position {position}) must be tuple of ints, not "
                            f"{type_name(one)}")
        raise TypeError(f"{name}(): argument 'size' failed to unpack the object at pos {index + 1} with error "
                        f"\"type must be tuple of ints,but got {type_name(one)}\"")
    return tuple(map(int, size))


def _checked(name, size, dtype, device):
    """Sizes and dtype (None: the default), or PyTorch's error."""
    if dtype is not None and not isinstance(dtype, dtype_class):
        dtype = as_dtype(dtype, name)
    if device is not None:
        check_device(device)
    sizes = _as_size(name, size)
    for one in sizes:
        if one < 0:
            if name == "zeros":
                raise RuntimeError("zeros: Dimension size must be non-negative.")
            raise RuntimeError(f"Trying to create tensor with negative dimension {one}: {list(sizes)}")
    return sizes, dtype


def _filled(name, size, value, dtype, device, requires_grad):
    sizes, dtype = _checked(name, size, dtype, device)
    made = _ops._full(sizes, value, dtype=dtype or _dh.get_default_dtype())
    return require(made) if requires_grad else made


def _given(name, size, named):
    sizes = named.pop("size", None)
    if named:
        raise TypeError(f"{name}() got an unexpected keyword argument '{next(iter(named))}'")
    if sizes is None and not size:
        raise TypeError(f'{name}() missing 1 required positional arguments: "size"')
    return size if sizes is None else (sizes,)


def zeros(*size, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False, **named):
    """A tensor of zeros."""
    return _filled("zeros", _given("zeros", size, named), 0, dtype, device, requires_grad)


def ones(*size, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False, **named):
    """A tensor of ones."""
    return _filled("ones", _given("ones", size, named), 1, dtype, device, requires_grad)


def empty(*size, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False,
          memory_format=None, **named):
    """A tensor whose values do not matter (zeros here)."""
    return _filled("empty", _given("empty", size, named), 0, dtype, device, requires_grad)


def empty_of(name, size, dtype, device, requires_grad):
    """`empty` for another function, which errors name."""
    return _filled(name, size, 0, dtype, device, requires_grad)


def full(size, fill_value, *, out=None, dtype=None, layout=None, device=None, requires_grad=False,
         pin_memory=False):
    """One value everywhere; the dtype follows the value."""
    if not isinstance(size, (tuple, list)):
        raise TypeError(f"full(): argument 'size' (position 1) must be tuple of ints, not {type_name(size)}")
    if isinstance(fill_value, _dh.TensorBase):
        fill_value = fill_value.item()
    if not isinstance(fill_value, (int, float)):
        raise TypeError(f"full(): argument 'fill_value' (position 2) must be Number, not {type_name(fill_value)}")
    if dtype is None:
        dtype = (bool_dtype if isinstance(fill_value, bool) else int64 if isinstance(fill_value, int)
                 else _dh.get_default_dtype())
    return _filled("full", (size,), fill_value, dtype, device, requires_grad)


def _from_inside(sizes, strides):
    """Dimensions from the innermost in memory to the outermost: PyTorch's insertion sort (infer_dense_strides), in
    which strides of 0 do not tell."""
    order = list(range(len(sizes)))[::-1]
    for i in range(1, len(order)):
        at = i
        for j in range(i - 1, -1, -1):
            x, y = strides[order[j]], strides[order[at]]
            if x == 0 or y == 0 or (x == y and sizes[order[j]] <= sizes[order[at]]):
                continue
            if x < y:
                break
            order[j], order[at] = order[at], order[j]
            at = j
    return order


def _like(name, input, value, dtype, device, requires_grad):
    """The dimensions lie in memory as those of `input` do (torch.preserve_format)."""
    check_input(name, input)
    if input.is_contiguous():
        return _filled(name, (input.shape,), value, dtype or input.dtype, device, requires_grad)
    order = _from_inside(input.shape, input.stride())[::-1]
    made = _filled(name, ([input.shape[d] for d in order],), value, dtype or input.dtype, device, False)
    made = made.permute([order.index(d) for d in range(len(order))]).data  # no view of another tensor
    return require(made) if requires_grad else made


def zeros_like(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """Zeros in the shape and dtype of another tensor."""
    return _like("zeros_like", input, 0, dtype, device, requires_grad)


def ones_like(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """Ones in the shape and dtype of another tensor."""
    return _like("ones_like", input, 1, dtype, device, requires_grad)


def empty_like(input, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """A tensor in the shape and dtype of another, whose values do not matter."""
    return _like("empty_like", input, 0, dtype, device, requires_grad)


def full_like(input, fill_value, *, dtype=None, layout=None, device=None, requires_grad=False, memory_format=None):
    """One value in the shape and dtype of another tensor."""
    return _like("full_like", input, fill_value, dtype, device, requires_grad)


def _number(name, argument, position, value):
    if isinstance(value, _dh.TensorBase) or (hasattr(value, "item") and not isinstance(value, (int, float))):
        value = value.item()
    if not isinstance(value, (int, float)):
        raise TypeError(f"{name}(): argument '{argument}' (position {position}) must be Number, not "
                        f"{type_name(value)}")
    return value


def arange(*args, start=None, end=None, step=None, out=None, dtype=None, layout=None, device=None,
           requires_grad=False, pin_memory=False):
    """arange(end), arange(start, end, step=1): evenly spaced numbers, without the end."""
    given = list(args)
    if end is None and given:
        end = given.pop(0) if len(given) == 1 or start is not None else given.pop(1)
    if end is None or len(given) > 2:
        raise TypeError(invalid_combination("arange", args, _ARANGE_FORMS))
    if start is None and given:
        start = given.pop(0)
    if step is None and given:
        step = given.pop(0)
    one = start is None
    end = _number("arange", "end", 1 if one else 2, end)
    start = 0 if one else _number("arange", "start", 1, start)
    step = 1 if step is None else _number("arange", "step", 3, step)
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    check_device(device)
    if dtype is None:
        whole = not any(isinstance(value, float) for value in (start, end, step))
        dtype = int64 if whole else _dh.get_default_dtype()
    made = _ops._arange(start, end, step, dtype=as_dtype(dtype, "arange"))
    return require(made) if requires_grad else made


def linspace(*args, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False,
             **named):
    """linspace(start, end, steps): evenly spaced numbers, both ends included."""
    names = ("start", "end", "steps")
    values = dict(zip(names, args), **named)
    if len(args) > 3 or set(values) != set(names) or not hasattr(values["steps"], "__index__"):
        raise TypeError(invalid_combination("linspace", args, _LINSPACE_FORMS))
    values["steps"] = int(values["steps"])
    start, end = (_number("linspace", name, at + 1, values[name]) for at, name in enumerate(names[:2]))
    if values["steps"] < 0:
        raise RuntimeError("number of steps must be non-negative")
    check_device(device)
    made = _ops._linspace(start, end, values["steps"],
                          dtype=as_dtype(dtype, "linspace") or _dh.get_default_dtype())
    return require(made) if requires_grad else made


def logspace(start, end, steps, base=10.0, *, out=None, dtype=None, layout=None, device=None,
             requires_grad=False, pin_memory=False):
    """base to the powers of linspace(start, end, steps)."""
    wanted = as_dtype(dtype, "logspace") or _dh.get_default_dtype()
    exponents = linspace(start, end, steps, dtype=float64).tolist()
    return tensor([math.pow(base, exponent) for exponent in exponents], dtype=wanted, device=device,
                  requires_grad=requires_grad)


def eye(n, m=None, *, out=None, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False):
    """Ones on the diagonal of a matrix of zeros."""
    for position, (name, value) in enumerate((("n", n), ("m", m)), 1):
        if not hasattr(value, "__index__") and (name == "n" or value is not None):
            raise TypeError(f"eye(): argument '{name}' (position {position}) must be int, not {type_name(value)}")
    columns = n if m is None else m
    made = _filled("eye", ((n, columns),), 0, dtype, device, False)
    count = min(n, columns)
    if count:
        diagonal = arange(count)
        made[diagonal, diagonal] = 1
    return require(made) if requires_grad else made


# --- from data -----------------------------------------------------------------------------------------


def tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False):
    """A new tensor with a copy of the data: numbers, nested lists, arrays, tensors."""
    if dtype is not None and not isinstance(dtype, dtype_class):
        dtype = as_dtype(dtype, "tensor")
    if device is not None:
        check_device(device)
    if isinstance(data, _dh.TensorBase):
        _warn_copy(data)
        made = data.detach().clone()
        made = made if dtype is None else cast(made, dtype)
    elif hasattr(type(data), "_t"):  # an ndarray
        made = cast_array(_storage(data), dtype)
    else:
        made = _dh.from_data(data, dtype)
    return require(made) if requires_grad else made


def _warn_copy(source):
    import warnings

    warnings.warn("To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
                  "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).",
                  UserWarning, stacklevel=3)


def cast_array(array, dtype):
    """A copy of an array's storage as a tensor."""
    copied = _ops.clone(array)
    return copied if dtype is None else cast(copied, dtype)


def require(made):
    """Requires a gradient, in the words of the functions that make tensors."""
    if not made.dtype.is_floating_point:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    return made.requires_grad_()


def as_tensor(data, dtype=None, device=None):
    """The data as a tensor, without a copy where possible."""
    check_device(device)
    if isinstance(data, _dh.TensorBase):
        return data if dtype is None else cast(data, as_dtype(dtype, "as_tensor"))
    if hasattr(type(data), "_t"):
        made = from_numpy(data)
        return made if dtype is None else cast(made, as_dtype(dtype, "as_tensor"))
    return tensor(data, dtype=dtype)


asarray = as_tensor


def scalar_tensor(s, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """A number as a tensor, a float unless dtype says otherwise."""
    return tensor(s, dtype=dtype or _dh.get_default_dtype(), device=device, requires_grad=requires_grad)


_ARRAYS = ("float64, float32, float16, complex64, complex128, int64, int32, int16, int8, uint64, uint32, uint16, "
           "uint8, and bool.")


def from_numpy(ndarray):
    """A tensor over the memory of a NumPy array."""
    import numpy

    if not isinstance(ndarray, numpy.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(ndarray).__name__})")
    return _storage(ndarray).detach()


def _storage(array):
    """The core's tensor of an array of numbers."""
    if array._is_text:
        raise TypeError("can't convert np.ndarray of type numpy.str_. The only supported types are: " + _ARRAYS)
    return array._t


# --- the old constructors -----------------------------------------------------------------------------------


def legacy_tensor(cls, args, dtype=None):
    """torch.Tensor(2, 3) and torch.Tensor([1, 2]): sizes, or data."""
    dtype = dtype or _dh.get_default_dtype()
    if not args:
        made = empty(0, dtype=dtype)
    elif len(args) == 1 and isinstance(args[0], _dh.TensorBase):
        made = args[0].detach()
        if made.dtype is not dtype:
            raise TypeError(f"expected {made.dtype._class} (got {dtype._class})")
    elif len(args) == 1 and not isinstance(args[0], int):
        data = args[0]
        if isinstance(data, (str, float)) or data is None:
            raise TypeError(f"new(): invalid data type '{type(data).__name__}'" if isinstance(data, str) else
                            f"new(): data must be a sequence (got {type(data).__name__})")
        made = empty(data, dtype=dtype) if type(data).__name__ == "Size" else tensor(data, dtype=dtype)
    else:
        made = empty(*args, dtype=dtype)
    from ._tensor import Tensor

    return made if cls is Tensor or cls is None else Tensor._make_subclass(cls, made)


class _LegacyType(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, _dh.TensorBase) and instance.dtype is cls._dtype

    def __call__(cls, *args, **kwargs):
        return legacy_tensor(None, args, cls._dtype)

    def __repr__(cls):
        return f"<class '{cls._dtype._class}'>"


def _legacy(name, dtype):
    return _LegacyType(name, (), {"_dtype": dtype, "__module__": "torch", "dtype": dtype})


(BoolTensor, LongTensor, FloatTensor, DoubleTensor, IntTensor, ShortTensor, CharTensor, ByteTensor, HalfTensor,
 BFloat16Tensor) = (_legacy(one._class.removeprefix("torch."), one) for one in DTYPES)
