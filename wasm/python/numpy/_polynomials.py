"""Polynomials: coefficients, the highest power first."""
import math
import re

from . import _core
from ._array import asarray, ndarray, result, wrap
from ._grids import vander
from ._least_squares import least_squares
from ._products import convolve
from ._shape import concatenate


def polyval(p, x):
    """The values of a polynomial."""
    if isinstance(x, poly1d):
        made = poly1d([0])
    else:
        x = asarray(x)
        made = x * 0
    for coefficient in asarray(p):
        made = made * x + coefficient
    return made if isinstance(made, poly1d) else result(asarray(made)._t)


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """The coefficients of the polynomial that fits points best, by least squares."""
    x, y = asarray(x) * 1.0, asarray(y) * 1.0
    if deg < 0:
        raise ValueError("expected deg >= 0")
    if x.ndim != 1:
        raise TypeError("expected 1D vector for x")
    if x.size == 0:
        raise TypeError("expected non-empty vector for x")
    if not 1 <= y.ndim <= 2:
        raise TypeError("expected 1D or 2D array for y")
    if len(x) != len(y):
        raise TypeError("expected x and y to have same length")
    if full or cov:
        raise NotImplementedError("Downhill does not have numpy.polyfit(full=True) and (cov=True) (yet)")
    weights = 1.0 if w is None else asarray(w, float)
    columns = [(column * weights).tolist() for column in vander(x, deg + 1).T]
    targets = [(target * weights).tolist() for target in y.reshape(len(x), -1).T]
    sizes = [math.sqrt(math.fsum(v * v for v in column)) for column in columns]
    columns = [[v / (size or 1.0) for v in column] for column, size in zip(columns, sizes)]
    solved = least_squares(columns, targets)
    if solved is None:
        raise NotImplementedError("Downhill does not have numpy.polyfit of too few different points (yet)")
    found = [[v / size for v, size in zip(one, sizes)] for one, _ in solved]
    return asarray(found).T.copy() if y.ndim == 2 else asarray(found[0])


def polyder(p, m=1):
    """The derivative of a polynomial."""
    coefficients = asarray(p)
    for _ in range(m):
        powers = asarray(range(len(coefficients) - 1, 0, -1), int)
        coefficients = coefficients[:-1] * powers
    return poly1d(coefficients) if isinstance(p, poly1d) else coefficients


def polyint(p, m=1):
    """The integral of a polynomial, 0 at 0."""
    coefficients = asarray(p) * 1.0
    for _ in range(m):
        powers = asarray(range(len(coefficients), 0, -1), int)
        coefficients = concatenate([coefficients / powers, [0.0]])
    return poly1d(coefficients) if isinstance(p, poly1d) else coefficients


def polyadd(a1, a2):
    """The sum of two polynomials."""
    a, b = asarray(a1).reshape(-1), asarray(a2).reshape(-1)
    size = max(len(a), len(b))
    zeros = [wrap(_core.empty((size - len(one),), _core.code(one._t))) for one in (a, b)]
    made = concatenate([zeros[0], a]) + concatenate([zeros[1], b])
    return poly1d(made) if isinstance(a1, poly1d) or isinstance(a2, poly1d) else made


def polysub(a1, a2):
    """The difference of two polynomials."""
    return polyadd(a1, poly1d(-asarray(a2)) if isinstance(a2, poly1d) else -asarray(a2))


def polymul(a1, a2):
    """The product of two polynomials."""
    made = convolve(asarray(a1).reshape(-1), asarray(a2).reshape(-1))
    return poly1d(made) if isinstance(a1, poly1d) or isinstance(a2, poly1d) else made


class poly1d:
    """A polynomial that can be called."""

    __module__ = "numpy"
    __array_priority__ = 1.0
    __hash__ = None

    def __init__(self, c_or_r, r=False, variable=None):
        if r:
            raise NotImplementedError("Downhill does not have numpy.poly1d of roots (yet)")
        coefficients = c_or_r.coeffs if isinstance(c_or_r, poly1d) else asarray(c_or_r).reshape(-1)
        first = next((i for i, v in enumerate(coefficients.tolist()) if v), max(len(coefficients) - 1, 0))
        self.coeffs = coefficients[first:].copy() if coefficients.size else asarray([0])
        self.variable = variable or getattr(c_or_r, "variable", "x")

    c = coef = coefficients = property(lambda self: self.coeffs, doc="The coefficients, the highest power first.")
    o = order = property(lambda self: len(self.coeffs) - 1, doc="The highest power.")

    def __call__(self, val):
        return polyval(self.coeffs, val)

    def __array__(self, dtype=None, copy=None):
        return asarray(self.coeffs, dtype)

    def __len__(self):
        return self.order

    def __iter__(self):
        return iter(self.coeffs)

    def __getitem__(self, power):
        return self.coeffs[self.order - power] if 0 <= power <= self.order else self.coeffs[:1][0] * 0

    def __repr__(self):
        return f"poly1d({repr(self.coeffs)[6:-1]})"

    def __str__(self):
        return _raised(_written(self.coeffs.tolist(), self.variable))

    def __eq__(self, other):
        return isinstance(other, poly1d) and self.coeffs.tolist() == other.coeffs.tolist()

    def __neg__(self):
        return poly1d(-self.coeffs)

    def __add__(self, other):
        return poly1d(polyadd(self.coeffs, _coefficients(other)))

    def __sub__(self, other):
        return poly1d(polysub(self.coeffs, _coefficients(other)))

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        return poly1d(polymul(self.coeffs, _coefficients(other)))

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other):
        return poly1d(self.coeffs / other)

    def __pow__(self, power):
        made = poly1d([1])
        for _ in range(power):
            made = made * self
        return made

    def deriv(self, m=1):
        """The derivative."""
        return poly1d(polyder(self.coeffs, m))

    def integ(self, m=1):
        """The integral, 0 at 0."""
        return poly1d(polyint(self.coeffs, m))


def _coefficients(other):
    return other.coeffs if isinstance(other, (poly1d, ndarray)) and hasattr(other, "coeffs") else asarray(other)


def _written(coefficients, variable):
    """The terms, with ** before powers."""
    text = ""
    for power, coefficient in zip(range(len(coefficients) - 1, -1, -1), coefficients):
        number = "%.4g" % coefficient
        if number == "0":
            continue
        term = number if not power else f"{number} {variable}" + (f"**{power}" if power > 1 else "")
        joined = f"{text} - {term[1:]}" if term.startswith("-") else f"{text} + {term}"
        text = joined if text else term
    return text or "0"


def _raised(text, wrap=70):
    """The powers in a line of their own above the terms."""
    at, above, below, out = 0, "", "", " "
    for match in re.finditer(r"\*\*([0-9]*)", text):
        part, power = text[at:match.start()], match[1]
        at = match.end()
        terms, powers = part + " " * (len(power) - 1), " " * (len(part) - 1) + power
        if len(below) + len(terms) > wrap or len(above) + len(powers) > wrap:
            out += above + "\n" + below + "\n "
            above, below = powers, terms
        else:
            below += terms
            above += powers
    return out + above + "\n" + below + text[at:]
