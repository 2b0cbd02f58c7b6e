"""Floating-point errors of element-wise functions, and what is done about them: seterr and its kin."""
import contextlib
import math
import os
import warnings

from . import _core
from ._core import FLOAT32, INT64, op
from ._operands import operands

_TEXTS = {"divide": "divide by zero", "over": "overflow", "under": "underflow", "invalid": "invalid value"}
_modes = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
_HERE = (os.path.dirname(__file__) + os.sep,)

# Where a function of finite numbers is infinite: of the first operand, or of the second.
_POLES = {"divide": 1, "floor_divide": 1, "power": 0, "reciprocal": 0}
_LOGARITHMS = ("log", "log1p", "log2", "log10", "arctanh")
_WHOLE = ("floor_divide", "remainder")  # also of whole numbers
_WATCHED = {"add", "subtract", "multiply", "remainder", "exp", "exp2", "expm1", "sqrt", "sin", "cos", "tan", "arcsin",
            "arccos", "sinh", "cosh", "arccosh", "square", "reduce", *_POLES, *_LOGARITHMS}


def watch(name, tensor, *given, scalar=False):
    """The result of a function as it is; says so if it is not finite where its operands are."""
    shown = f"scalar {name}" if scalar else name
    if name in _WHOLE and _core.is_whole(_core.code(tensor)):
        if _any(op("eq", operands(given)[0][1], _core.from_values([0], (), INT64))):
            _tell("divide", shown)
    elif name in _WATCHED and _core.code(tensor) >= FLOAT32 and not math.isfinite(op("sum", tensor).tolist()):
        # One sum tells of most results that they are finite.
        for kind in _found(name, tensor, operands(given, FLOAT32)[0]):
            _tell(kind, shown)
    return tensor


def _found(name, tensor, values):
    finite, nan = op("isfinite", values[0]), op("isnan", values[0])
    for value in values[1:]:
        finite = op("logical_and", finite, op("isfinite", value))
        nan = op("logical_or", nan, op("isnan", value))
    if name == "reduce":
        finite, nan = op("all", finite), op("any", nan)
    infinite = op("logical_and", op("isinf", tensor), finite)
    poles = infinite if name in _LOGARITHMS else None
    if name in _POLES:
        zero = _core.from_values([0], (), _core.code(values[0]))
        poles = op("logical_and", infinite, op("eq", values[_POLES[name]], zero))
    if poles is not None and _any(poles):
        yield "divide"
    if _any(infinite if poles is None else op("logical_and", infinite, op("logical_not", poles))):
        yield "over"
    if _any(op("logical_and", op("isnan", tensor), op("logical_not", nan))):
        yield "invalid"


def _any(tensor):
    return op("any", tensor).tolist()


def _tell(kind, name):
    mode = _modes[kind]
    text = f"{_TEXTS[kind]} encountered in {name}"
    if mode == "warn":
        warnings.warn(text, RuntimeWarning, skip_file_prefixes=_HERE)
    elif mode == "raise":
        raise FloatingPointError(text)
    elif mode == "print":
        print(f"Warning: {text}")


def geterr():
    """What is done about each kind of floating-point error."""
    return dict(_modes)


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Say what is done about floating-point errors: ignore, warn, raise or print. Returns what was done before."""
    before = geterr()
    for kind, mode in (("divide", divide), ("over", over), ("under", under), ("invalid", invalid)):
        mode = all if mode is None else mode
        if mode is None:
            continue
        if mode not in ("ignore", "warn", "raise", "print"):
            if mode in ("call", "log"):
                raise NotImplementedError(f"Downhill does not have numpy.seterr(..., '{mode}') (yet)")
            raise ValueError(f"invalid error mode '{mode}'")
        _modes[kind] = mode
    return before


class errstate(contextlib.ContextDecorator):
    """`with errstate(over="ignore"):` sets what is done about floating-point errors for a while."""

    def __init__(self, **modes):
        self._wanted = modes

    def __enter__(self):
        self._before = seterr(**self._wanted)

    def __exit__(self, *exception):
        _modes.update(self._before)
