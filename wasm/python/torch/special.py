"""torch.special: second names of functions of torch, where these exist."""
import math

from ._derived import derived
from ._elementwise import as_float, digamma, erfc, exp2, logit, sinc
from ._elementwise import digamma as psi
from ._elementwise import lgamma as gammaln
from ._extremes import logsumexp
from ._functions import round
from ._ops import erf, expm1, log1p, log_softmax, softmax
from ._ops import sigmoid as expit
from ._pairwise import xlogy

__all__ = ["digamma", "entr", "erf", "erfc", "exp2", "expit", "expm1", "gammaln", "log1p", "log_softmax", "logit",
           "logsumexp", "psi", "round", "sinc", "softmax", "xlog1py", "xlogy"]


@derived("SpecialEntrBackward0", lambda gradient, input, result: gradient * -(1 + input.log()), keeps=True)
def _entr(input):
    return (-xlogy(input, input)).masked_fill(input < 0, -math.inf).masked_fill(input == 0, 0)


def entr(input):
    """-x log(x): 0 at 0, and -infinity below."""
    return _entr(as_float(input))


def xlog1py(input, other):
    """input * log(1 + other), and 0 where input is 0."""
    return (input * log1p(other)).masked_fill((input == 0) & ~other.isnan(), 0)
