"""ndarray: an array over a tensor of the core. Tensors made from it share its memory."""
import math
from functools import partial
from importlib import import_module

import _dh

from . import _core, _dtypes, _format
from ._core import BOOL, FLOAT64, INT64
from ._scalars import generic, scalar


class ndarray:
    """An array of numbers of one dtype, with any number of dimensions."""

    __slots__ = ("_t", "__weakref__")
    __module__ = "numpy"
    __array_priority__ = 0.0
    _is_text = False

    def __new__(cls, shape, dtype=float):
        return wrap(_core.empty(_shape(shape), _dtypes.code_of(dtype)))

    # --- what it is --------------------------------------------------------------------------------

    @property
    def shape(self):
        """The sizes of the dimensions."""
        return tuple(self._t.shape)

    @shape.setter
    def shape(self, shape):
        self._t = self.reshape(shape)._t

    dtype = property(lambda self: _dtypes.by_code(_core.code(self._t)), doc="The elements' dtype.")
    ndim = property(lambda self: self._t.dim(), doc="The number of dimensions.")
    size = property(lambda self: self._t.numel(), doc="The number of elements.")
    itemsize = property(lambda self: self.dtype.itemsize, doc="Bytes of an element.")
    nbytes = property(lambda self: self.size * self.itemsize, doc="Bytes of all elements.")
    T = property(lambda self: self.transpose(), doc="The transposed array, a view.")
    flat = property(lambda self: iter(self.ravel()), doc="An iterator over all elements.")
    real = property(lambda self: self)

    @property
    def strides(self):
        """Bytes between neighbours, for each dimension."""
        return tuple(step * self.itemsize for step in self._t.stride())

    def __len__(self):
        if not self.ndim:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __iter__(self):
        if not self.ndim:
            raise TypeError("iteration over a 0-d array")
        return (self[i] for i in range(len(self)))

    def __getattr__(self, name):
        if name in ("diagonal", "searchsorted", "trace"):  # whose modules load when they are used
            return partial(getattr(import_module(__package__), name), self)
        from ._missing import has_method
        if not name.startswith("_") and has_method(name):
            raise AttributeError(f"Downhill does not have numpy.ndarray.{name} (yet)")
        raise AttributeError(f"'numpy.ndarray' object has no attribute '{name}'")

    # --- out of it ---------------------------------------------------------------------------------

    def tolist(self):
        """The elements as nested lists of Python numbers."""
        return self._t.tolist()

    def item(self, *index):
        """One element as a Python number."""
        if index:
            key = index[0] if len(index) == 1 else index
            found = self.ravel()[key] if isinstance(key, int) and self.ndim != 1 else self[key]
            return found.item()
        if self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self.reshape(-1).tolist()[0]

    def tobytes(self):
        """The elements as bytes, in row-major order."""
        return _core.to_bytes(self._t)

    def __bool__(self):
        if self.size > 1:
            raise ValueError("The truth value of an array with more than one element is ambiguous. "
                             "Use a.any() or a.all()")
        if self.size == 0:
            raise ValueError("The truth value of an empty array is ambiguous. Use `array.size > 0` to "
                             "check that an array is not empty.")
        return bool(self.item())

    def _number(self):
        if self.ndim:
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return self.item()

    def __float__(self):
        return float(self._number())

    def __int__(self):
        return int(self._number())

    def __index__(self):
        if self.ndim or not _core.is_whole(_core.code(self._t)):
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return self.item()

    def __complex__(self):
        return complex(self._number())

    def __format__(self, spec):
        if self.ndim == 0:
            return format(self.item(), spec)
        if spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return str(self)

    def __contains__(self, value):
        return bool((self == value).any())

    def __array__(self, dtype=None, copy=None):
        return self if dtype is None else self.astype(dtype)

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        return self.copy()

    def __reduce__(self):
        return _rebuild, (bytes(_dh.to_bytes(self._t)), self.shape, _core.code(self._t))

    __hash__ = None

    def __repr__(self):
        return _format.array_repr(self)

    def __str__(self):
        return _format.array_str(self)

    def _moved(self, name, how):
        """What an operator of the core makes of it that moves elements without a look at them."""
        return wrap(_core.op(name, self._t, how))

    def _of(self, values, shape):
        """A new array of the same dtype, of a flat list of values."""
        return wrap(_core.from_values(values, shape, _core.code(self._t)))

    def _edges(self, edge):
        """The elements that are printed of a large array."""
        from ._shape import concatenate
        shown = self
        for axis, size in enumerate(self.shape):
            if size > 2 * edge:
                place = (slice(None),) * axis
                shown = concatenate([shown[(*place, slice(0, edge))], shown[(*place, slice(size - edge, None))]],
                                    axis)
        return shown

    # --- copies --------------------------------------------------------------------------------------

    def copy(self, order="C"):
        """A copy with memory of its own."""
        return wrap(_core.clone(self._t))

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """A copy of another dtype."""
        if _dtypes.is_text(dtype):
            from ._text import of_numbers
            return of_numbers(self, dtype)
        code = _dtypes.code_of(dtype)
        if code == _core.code(self._t):
            return self.copy() if copy else self
        return wrap(_core.cast(self._t, code))

    def fill(self, value):
        """Set all elements."""
        self[...] = value


def wrap(tensor):
    """An array over a tensor of the core."""
    made = object.__new__(ndarray)
    made._t = tensor
    return made


def result(tensor):
    """An array, or a scalar where there is one element without dimensions."""
    if tensor.dim():
        return wrap(tensor)
    return scalar(tensor.tolist(), _core.code(tensor))


def _rebuild(data, shape, code):
    return wrap(_core.from_kept(data, shape, code))


def _shape(shape):
    """A shape as a tuple of ints."""
    if hasattr(shape, "__index__"):
        shape = (shape,)
    if isinstance(shape, float) or not hasattr(shape, "__iter__"):
        raise TypeError(f"expected a sequence of integers or a single integer, got '{shape}'")
    sizes = []
    for size in shape:
        if not hasattr(size, "__index__"):
            raise TypeError(f"'{type(size).__name__}' object cannot be interpreted as an integer")
        if int(size) < 0:
            raise ValueError("negative dimensions are not allowed")
        sizes.append(int(size))
    return tuple(sizes)


# --- from Python data ---------------------------------------------------------------------------------


def _walk(data, sizes, depth, flat, codes):
    """Take nested sequences apart: all elements into `flat`, their dtypes' codes into `codes`."""
    if isinstance(data, ndarray) and data.ndim:
        codes.add(_kind(data))
        data, codes = data.tolist(), set()  # its elements' own types do not count
    elif isinstance(data, _dh.TensorBase) and data.dim():
        codes.add(_core.code(_plain(data)))
        data, codes = data.tolist(), set()
    if isinstance(data, (list, tuple, range)):
        if len(sizes) == depth:
            if flat:
                raise _Ragged(depth)
            sizes.append(len(data))
        elif len(data) != sizes[depth]:
            raise _Ragged(depth)
        for item in data:
            _walk(item, sizes, depth + 1, flat, codes)
        return
    if depth != len(sizes):
        raise _Ragged(depth)
    if isinstance(data, (generic, ndarray, _dh.TensorBase)):
        if isinstance(data, _dh.TensorBase):
            _plain(data)
        codes.add(data._code if isinstance(data, generic) else _kind(data))
        data = data.item()
    elif isinstance(data, str):
        codes.add(str)
    elif isinstance(data, bool):
        codes.add(BOOL)
    elif isinstance(data, int):
        codes.add(INT64)
    elif isinstance(data, float):
        codes.add(FLOAT64)
    else:
        name = {type(None): "object"}.get(type(data), type(data).__name__)
        raise TypeError(f"Downhill does not have arrays of dtype '{name}' (yet)")
    flat.append(data)


def _kind(data):
    """The code of the dtype of an array or tensor; of an array of text, the dtype."""
    if isinstance(data, ndarray):
        return data.dtype if data._is_text else _core.code(data._t)
    return _core.code(data)


class _Ragged(Exception):
    pass


def _listed(data):
    """Other iterable containers as lists; everything else as it is."""
    if isinstance(data, (list, tuple, range, str, dict, set)) or not hasattr(data, "__len__"):
        return data
    return list(data) if hasattr(data, "__getitem__") and not hasattr(data, "dim") else data


def from_data(data, dtype=None):
    """A new array of nested sequences, numbers, texts, arrays and tensors."""
    sizes, flat, codes = [], [], set()
    try:
        _walk(_listed(data), sizes, 0, flat, codes)
    except _Ragged as error:
        depth = error.args[0]
        shape = tuple(sizes[:depth])
        shown = f"({shape[0]},)" if len(shape) == 1 else str(shape)
        raise ValueError("setting an array element with a sequence. The requested array has an "
                         f"inhomogeneous shape after {depth} dimensions. The detected shape was "
                         f"{shown} + inhomogeneous part.") from None
    texts = any(map(_dtypes.is_text, codes))
    if _dtypes.is_text(dtype) or (texts and dtype is None):
        from ._text import from_elements
        return from_elements(flat, sizes, codes, dtype)
    if dtype is not None:
        code = _dtypes.code_of(dtype)
        if code == BOOL:
            flat = [bool(v) for v in flat]
        elif _core.is_whole(code):
            flat = [int(v) for v in flat]
        elif texts:
            flat = [float(v) for v in flat]
    else:
        code = FLOAT64 if not codes else None
        for one in codes:
            code = one if code is None else _dtypes.promote(code, one)
    return wrap(_core.from_values(flat, sizes, code))


def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0):
    """An array of nested sequences, numbers or arrays; always a copy by default."""
    if isinstance(object, ndarray):
        made = object.astype(dtype, copy=bool(copy)) if dtype is not None else object.copy() if copy else object
    elif isinstance(object, _dh.TensorBase):
        t = _plain(object)
        made = wrap(_core.cast(t, _dtypes.code_of(dtype)) if dtype is not None else t)
        made = made.copy() if copy and made._t is t else made
    else:
        made = from_data(object, dtype)
    if made.ndim < ndmin:
        made = made.reshape((1,) * (ndmin - made.ndim) + made.shape)
    return made


def _plain(tensor):
    if tensor.requires_grad:
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use "
                           "tensor.detach().numpy() instead.")
    return tensor


def asarray(a, dtype=None, order=None):
    """The array itself where it is one of that dtype, else a new one."""
    return array(a, dtype, copy=False)


def product(sizes):
    """The number of elements of a shape."""
    return math.prod(sizes)
