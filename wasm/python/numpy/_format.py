"""How arrays print: NumPy's rules, to the character.

Works on plain Python values: nested lists, a shape and a dtype name.
"""
import contextlib
import math
import struct

_DEFAULTS = {"edgeitems": 3, "threshold": 1000, "floatmode": "maxprec", "precision": 8,
             "suppress": False, "linewidth": 75, "nanstr": "nan", "infstr": "inf", "sign": "-"}
_options = dict(_DEFAULTS)


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None,
                     nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, **legacy):
    """Set how arrays print."""
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems,
             "linewidth": linewidth, "suppress": suppress, "nanstr": nanstr, "infstr": infstr,
             "sign": sign, "floatmode": floatmode}
    if formatter is not None or legacy:
        unknown = "formatter" if formatter is not None else next(iter(legacy))
        raise NotImplementedError(f"Downhill does not have numpy.set_printoptions({unknown}=...) (yet)")
    if floatmode not in (None, "fixed", "unique", "maxprec", "maxprec_equal"):
        raise ValueError("floatmode option must be one of 'fixed', 'unique', 'maxprec', or "
                         "'maxprec_equal'")
    if sign not in (None, "-", "+", " "):
        raise ValueError("sign option must be one of ' ', '+', or '-'")
    _options.update((name, value) for name, value in given.items() if value is not None)


def get_printoptions():
    """The current print options."""
    return dict(_options)


@contextlib.contextmanager
def printoptions(**options):
    """Set print options for the length of a `with` block."""
    before = get_printoptions()
    set_printoptions(**options)
    try:
        yield get_printoptions()
    finally:
        _options.clear()
        _options.update(before)


def _nearest(value, narrow):
    """The nearest number of a narrower float."""
    try:
        return struct.unpack(narrow, struct.pack(narrow, value))[0]
    except OverflowError:
        return math.inf


# --- digits of one number ----------------------------------------------------------------------------
# `narrow`: struct's letter of float32 or float16, "" of float64.


def shortest(value, narrow):
    """The fewest digits that read back as the same number: a text such as 1.5, 1e-05, 1e+16."""
    if not narrow:
        return repr(value)
    wanted = struct.pack(narrow, value)
    for digits in range(1, 10):
        text = f"{value:.{digits - 1}e}"
        try:
            if struct.pack(narrow, float(text)) == wanted:
                return text
        except OverflowError:  # rounded up beyond the largest number
            continue
    return repr(value)


def _digits(text):
    """Sign, digits without zeros at the ends, and the exponent of the first digit."""
    mantissa, _, exponent = text.lower().partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0")
    if not digits:
        return sign, "0", 0
    first = (int(exponent) if exponent else 0) + len(whole) - 1
    first -= len(whole + fraction) - len(digits)
    return sign, digits.rstrip("0") or "0", first


def positional(value, narrow, precision, unique=True):
    """Whole and fraction of a number, the fraction with at most `precision` digits and no last zeros."""
    if unique:
        sign, digits, first = _digits(shortest(value, narrow))
        if len(digits) - 1 - first <= (precision if precision is not None else len(digits)):
            if first < 0:
                return sign + "0", "0" * (-first - 1) + digits if digits != "0" else ""
            whole = digits[:first + 1].ljust(first + 1, "0")
            return sign + whole, digits[first + 1:]
        if precision is None:
            return sign + "0", "0" * (-first - 1) + digits
    whole, _, fraction = f"{value:.{precision}f}".partition(".")
    return whole, fraction.rstrip("0")


def scientific(value, narrow, precision, unique=True):
    """Whole, fraction and exponent (a number) of a number."""
    if unique:
        sign, digits, first = _digits(shortest(value, narrow))
        if precision is None or len(digits) - 1 <= precision:
            return sign + digits[0], digits[1:], first
    mantissa, _, exponent = f"{value:.{precision}e}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    return whole, fraction.rstrip("0"), int(exponent)


# From here on a dtype is written with an exponent.
LARGE = {"": 1e8, "f": 1e6, "e": 1e3}

# --- one format for all elements ------------------------------------------------------------------------


class _FloatFormat:
    def __init__(self, values, narrow):
        self.narrow = narrow
        self.mode = _options["floatmode"]
        self.precision = None if self.mode == "unique" else _options["precision"]
        self.unique = self.mode != "fixed"
        finite = [v for v in values if math.isfinite(v)]
        self.exponential = self._wants_exponent([abs(v) for v in finite if v != 0])
        self.pad_left = self.pad_right = 0
        self.zeros = 0  # fractions are filled with zeros up to so many digits
        if self.exponential and finite:
            self._fit_scientific(finite)
        elif finite:
            self._fit_positional(finite)
        if _options["sign"] == " " and not any(math.copysign(1, v) < 0 for v in finite):
            self.pad_left += 1
        self._fit_odd(values)

    def _wants_exponent(self, sizes):
        if not sizes:
            return False
        largest, smallest = max(sizes), min(sizes)
        if largest >= LARGE[self.narrow]:  # as many digits as the type is good for
            return True
        ratio, least = largest / smallest, 1e-4
        if self.narrow:  # NumPy compares in the array's own dtype
            ratio, least = _nearest(ratio, self.narrow), _nearest(least, self.narrow)
        return not _options["suppress"] and (smallest < least or ratio > 1000.0)

    def _sign(self, whole):
        return whole if whole.startswith("-") or _options["sign"] != "+" else "+" + whole

    def _fit_scientific(self, finite):
        parts = [scientific(v, self.narrow, self.precision, self.unique) for v in finite]
        self.zeros = max(len(fraction) for _, fraction, _ in parts)
        if self.mode == "fixed":
            self.zeros = self.precision
        self.exponent = max(2, max(len(str(abs(e))) for _, _, e in parts))
        self.pad_left = max(len(self._sign(whole)) for whole, _, _ in parts)
        self.pad_right = self.exponent + 2 + self.zeros

    def _fit_positional(self, finite):
        parts = [positional(v, self.narrow, self.precision, self.unique) for v in finite]
        self.pad_left = max(len(self._sign(whole)) for whole, _ in parts)
        self.pad_right = max(len(fraction) for _, fraction in parts)
        if self.mode == "fixed":
            self.pad_right = self.precision
        if self.mode in ("fixed", "maxprec_equal"):
            self.zeros = self.pad_right

    def _fit_odd(self, values):
        odd = [v for v in values if not math.isfinite(v)]
        if odd:
            room = self.pad_right + 1
            sign = _options["sign"] != "-" or any(v < 0 for v in odd)
            self.pad_left = max(self.pad_left, len(_options["nanstr"]) - room,
                                len(_options["infstr"]) + sign - room)

    def _odd(self, value):
        if value != value:
            return ("+" if _options["sign"] == "+" else "") + _options["nanstr"]
        sign = "-" if value < 0 else "+" if _options["sign"] == "+" else ""
        return sign + _options["infstr"]

    def __call__(self, value):
        if not math.isfinite(value):
            return self._odd(value).rjust(self.pad_left + self.pad_right + 1)
        if self.exponential:
            whole, fraction, exponent = scientific(value, self.narrow, self.precision, self.unique)
            if len(fraction) < self.zeros:  # filled up with the digits of the exact value
                mantissa, _, exponent = f"{value:.{self.zeros}e}".partition("e")
                whole, _, fraction = mantissa.partition(".")
                exponent = int(exponent)
            sign = "-" if exponent < 0 else "+"
            text = f"{fraction}e{sign}{abs(exponent):0{self.exponent}d}"
        else:
            whole, fraction = positional(value, self.narrow, self.precision, self.unique)
            if len(fraction) < self.zeros:
                whole, _, fraction = f"{value:.{self.zeros}f}".partition(".")
            text = fraction.ljust(self.pad_right)
        return self._sign(whole).rjust(self.pad_left) + "." + text


def _element_format(values, dims, dtype):
    if dtype.startswith("float"):
        return _FloatFormat(values, {"float32": "f", "float16": "e"}.get(dtype, ""))
    if dtype.startswith("<U"):
        return repr
    if dtype == "bool":
        return lambda value: str(value).rjust(5 if dims else 0)
    spec = "+d" if _options["sign"] == "+" else "d"
    width = max((len(format(v, spec)) for v in values), default=0)
    if _options["sign"] == " " and all(v >= 0 for v in values):
        width += 1
    return lambda value: format(value, spec).rjust(width)


# --- brackets and lines -----------------------------------------------------------------------------------


def _extend(lines, word, width, indent):
    """Put a word on the last line, or on a new one when it does not fit."""
    if len(lines[-1]) > len(indent) and len(lines[-1]) + len(word) > width:
        lines[-1] = lines[-1].rstrip()
        lines.append(indent)
    lines[-1] += word


def _nested(values, cuts, element, indent, width, separator):
    if not cuts:
        return element(values)
    edge = _options["edgeitems"]
    if len(cuts) == 1:
        words = [element(v) for v in values]
        if cuts[0]:
            words = words[:edge] + ["..."] + words[edge:]
        room = width - max(len(separator.rstrip()), 1)
        lines = [indent]
        for index, word in enumerate(words):
            _extend(lines, word, room, indent)
            if index < len(words) - 1:
                lines[-1] += separator
        text = "\n".join(lines)
    else:
        parts = [_nested(v, cuts[1:], element, indent + " ", width - 1, separator) for v in values]
        if cuts[0]:
            parts = parts[:edge] + ["..."] + parts[edge:]
        text = (separator.rstrip() + "\n" * (len(cuts) - 1)).join(indent + part for part in parts)
    return "[" + text[len(indent):] + "]"


def _flat(nested, dims):
    for _ in range(dims - 1):
        nested = [value for part in nested for value in part]
    return nested if dims else [nested]


def array2string(array, separator=" ", prefix="", suffix=""):
    """The elements of an array as text; `array` shows its edges by `_edges(items)`."""
    if array.size == 0:
        return "[]"
    edge, threshold = _options["edgeitems"], _options["threshold"]
    cuts = [False] * array.ndim
    shown = array
    if array.size > threshold:
        cuts = [size > 2 * edge for size in array.shape]
        shown = array._edges(edge)
    values = shown.tolist()
    element = _element_format(_flat(values, array.ndim), array.ndim, str(array.dtype))
    width = _options["linewidth"] - len(suffix)
    return _nested(values, cuts, element, " " + " " * len(prefix), width, separator)


def array_str(array):
    """The text of `str(array)`."""
    if array.ndim == 0:
        return str(array[()])
    return array2string(array)


def array_repr(array):
    """The text of `repr(array)`."""
    prefix = "array("
    text = prefix + array2string(array, ", ", prefix, ")")
    extras = []
    if (array.size == 0 and array.shape != (0,)) or array.size > _options["threshold"]:
        extras.append(f"shape={array.shape}")
    if array._is_text:
        extras.append(f"dtype='{array.dtype}'")
    elif array.size == 0 or str(array.dtype) not in ("bool", "int64", "float64"):
        extras.append(f"dtype={array.dtype}")
    if not extras:
        return text + ")"
    text += ","
    extra = ", ".join(extras) + ")"
    last = len(text) - (text.rfind("\n") + 1)
    return text + ("\n" + " " * len(prefix) if last + len(extra) + 1 > _options["linewidth"] else " ") + extra
