"""Arrays of text. The core knows numbers only: such an array is a list of texts, and an array of positions in it.

Whatever moves elements without a look at them moves the positions, so that indices, shapes and views are those of
arrays of numbers. Loaded when the first text is met.
"""
from . import _core, _dtypes, _index
from ._array import asarray, ndarray, wrap
from ._core import FLOAT16, FLOAT32, INT64
from ._operands import is_weak
from ._scalars import generic, integer
from ._shape import concatenate
from ._text_operators import TEXT_CLASS, class_of, install
from .exceptions import DTypePromotionError

# Letters that any number of a dtype may need.
_WIDTHS = {"bool": 5, "int8": 4, "int16": 6, "int32": 11, "int64": 21, "uint8": 3}
_FLOAT_WIDTH = 32
_READ = {"b": bool, "i": int, "u": int, "f": float}  # a number of a kind of dtype from its text


class str_(str):
    """A text: what indexing an array of texts returns."""

    __slots__ = ()
    __module__ = "numpy"
    shape, ndim, size = (), 0, 1
    dtype = property(lambda self: text_dtype(len(self)), doc="The dtype of an array of this text.")

    def item(self):
        """The plain Python text."""
        return str(self)

    tolist = item

    def astype(self, dtype):
        """The number that is written here, or a text."""
        return asarray(self).astype(dtype)[()]

    def __repr__(self):
        return f"np.str_({str.__repr__(self)})"


def _refuse(self):
    raise TypeError("Downhill does not do this with arrays of text (yet)")


class StrDType(_dtypes.dtype):
    """The dtype of texts of so many letters at most."""

    __slots__ = ("_width",)
    __module__ = "numpy.dtypes"
    _code = property(_refuse)  # the core has none
    name = property(lambda self: f"str{self.itemsize * 8 or ''}")
    itemsize = property(lambda self: self._width * 4)
    kind = char = property(lambda self: "U")
    str = property(lambda self: f"<U{self._width}")
    type = property(lambda self: str_)

    def __str__(self):
        return self.str

    def __repr__(self):
        return f"dtype('<U{self._width or ''}')"

    def __hash__(self):
        return hash(self.str)

    def __eq__(self, other):
        return _dtypes.is_text(other) and self._width == width_of(other)

    def __reduce__(self):
        return text_dtype, (self._width,)


def text_dtype(width):
    """The dtype of texts of so many letters; 0 where the texts are to say how many."""
    made = object.__new__(StrDType)
    made._width = width
    return made


def width_of(dtype):
    """How many letters a dtype of text has."""
    if isinstance(dtype, StrDType):
        return dtype._width
    digits = dtype.rpartition("U")[2] if isinstance(dtype, str) else ""
    return int(digits) if digits.isdigit() else 0


class TextArray(ndarray):
    """An array of texts, each cut to the width of its dtype."""

    __slots__ = ("_texts", "_at", "_width")
    __module__ = "numpy"
    _is_text = True
    _t = property(_refuse)

    @property
    def shape(self):
        """The sizes of the dimensions."""
        return self._at.shape

    @shape.setter
    def shape(self, shape):
        self._at = self._at.reshape(shape)

    dtype = property(lambda self: text_dtype(self._width), doc="The elements' dtype.")
    ndim = property(lambda self: self._at.ndim, doc="The number of dimensions.")
    size = property(lambda self: self._at.size, doc="The number of elements.")

    @property
    def strides(self):
        """Bytes between neighbours, for each dimension."""
        return tuple(step // self._at.itemsize * self.itemsize for step in self._at.strides)

    # --- elements ----------------------------------------------------------------------------------

    def __getitem__(self, key):
        at = _index.get(self._at, key)
        if isinstance(at, generic):
            return str_(self._texts[at])
        view = _view(self._texts, at, self._width)
        return view if _is_basic(key) else view.copy()

    def __setitem__(self, key, value):
        at = asarray(_index.get(self._at, key))
        if isinstance(value, str):
            for place in at.ravel().tolist():
                self._texts[place] = value[:self._width]
            return
        # The rules for shapes are those of numbers: the positions of the values are written into an array of numbers.
        value = asarray(value).astype(self.dtype)
        written = wrap(_core.filled(self.shape, -1, INT64))
        written[key] = value._at
        for place, source in zip(self._at.ravel().tolist(), written.ravel().tolist()):
            if source >= 0:
                self._texts[place] = value._texts[source]

    def tolist(self):
        """The elements as nested lists of Python texts."""
        return self._named(self._at.tolist())

    def _named(self, at):
        return [self._named(one) for one in at] if isinstance(at, list) else self._texts[at]

    def __reduce__(self):
        return from_flat, (self.ravel().tolist(), self.shape, self._width)

    def _edges(self, edge):
        return _view(self._texts, self._at._edges(edge), self._width)

    # --- other arrays of the elements ---------------------------------------------------------------

    def _moved(self, name, how):
        return _view(self._texts, self._at._moved(name, how), self._width)

    def _of(self, values, shape):
        return from_flat(values, shape, self._width)

    def copy(self, order="C"):
        """A copy with memory of its own."""
        return from_flat(self.ravel().tolist(), self.shape, self._width)

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """A copy of another width, or the numbers that are written there."""
        if _dtypes.is_text(dtype):
            width = width_of(dtype) or self._width
            return self if width == self._width and not copy else from_flat(self.ravel().tolist(), self.shape, width)
        code = _dtypes.code_of(dtype)
        read = _READ[_dtypes.by_code(code).kind]
        return wrap(_core.from_values([read(text) for text in self.flat], self.shape, code))


TextArray.__name__ = TextArray.__qualname__ = "ndarray"
install(TextArray)


def _view(texts, at, width):
    made = object.__new__(TextArray)
    made._texts, made._at, made._width = texts, at, width
    return made


def _is_basic(key):
    """Whether an index makes a view."""
    parts = key if isinstance(key, tuple) else (key,)
    return all(part is None or part is ... or isinstance(part, slice)
               or (isinstance(part, (int, integer)) and not isinstance(part, bool)) for part in parts)


# --- new arrays -----------------------------------------------------------------------------------------


def from_flat(texts, shape, width=0):
    """An array of a flat list of texts, as wide as the longest where no width is given."""
    width = width or max(map(len, texts), default=0) or 1
    at = wrap(_core.from_values(range(len(texts)), (len(texts),), INT64)).reshape(tuple(shape))
    return _view([text[:width] for text in texts], at, width)


def from_elements(values, shape, kinds, dtype):
    """An array of Python texts and numbers, with the dtypes (or their codes) that were met among them."""
    if FLOAT32 in kinds or FLOAT16 in kinds:  # their digits are lost by now
        raise TypeError("Downhill does not have short floats beside texts (yet)")
    width = width_of(dtype) if dtype is not None else max(
        width_of(kind) if _dtypes.is_text(kind) else _width_of_numbers(_dtypes.by_code(kind)) for kind in kinds)
    texts = [str(value) for value in values]
    return from_flat(texts, shape, width if dtype is not None else max([width, *map(len, texts)]))


def of_numbers(numbers, dtype):
    """The numbers of an array, written."""
    return from_flat([str(number) for number in numbers.flat], numbers.shape,
                     width_of(dtype) or _width_of_numbers(numbers.dtype))


def _width_of_numbers(dtype):
    return _WIDTHS.get(dtype.name, _FLOAT_WIDTH)


# --- several arrays together ------------------------------------------------------------------------------


def _together(arrays):
    """One list of the texts of all arrays, the positions of each in it, and the width of the widest."""
    arrays = [array.astype(str) for array in arrays]
    texts, places = [], []
    for array in arrays:
        places.append(array._at + len(texts))
        texts += array._texts
    return texts, [asarray(place) for place in places], max(array._width for array in arrays)


def joined(arrays, axis):
    """Arrays one after the other along an axis."""
    texts, places, width = _together(arrays)
    return _view(texts, concatenate(places, axis), width).copy()


def chosen(condition, x, y):
    """x where the condition is true, else y."""
    from ._ufuncs import where

    for value in (x, y):
        if is_weak(value):
            kinds = f"({TEXT_CLASS}, {class_of(value)})"
            raise DTypePromotionError(
                f"The DType {TEXT_CLASS} could not be promoted by {class_of(value)}. This means that no common DType "
                "exists for the given inputs. For example they cannot be stored in a single array unless the dtype is "
                f"`object`. The full list of DTypes is: {kinds}")
    x, y = asarray(x), asarray(y)
    texts, places, width = _together([x, y])
    return _view(texts, asarray(where(condition, *places)), width).copy()
