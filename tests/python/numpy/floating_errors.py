"""Floating-point errors: what warns, in which words, and what errstate and seterr say is done."""
import warnings

import numpy as np

big, small, zero = np.array([1e200, 2.0]), np.array([1.0, 0.0]), np.float64(0)
x = np.float64(1e200)
single = np.array([1e30], dtype=np.float32)

RESULTS = """
x**3; x * x; x * x - x * x; x + np.inf - np.inf; 1 / zero; zero / zero; -1 / zero; zero**-1.0; np.float64(1) // 0; np.float64(1) % 0
big**2; big * big; big * big - big * big; small / 0; 1 / small; small // 0; small % 0; small**-1.0; big + big; single * single; single**2
np.exp(1000.0); np.exp(big); np.expm1(big); np.log(zero); np.log(-1.0); np.log(small); np.log1p(-1.0); np.log1p(-small); np.sqrt(-1.0)
np.sqrt(-small); np.square(big); np.reciprocal(small); np.power(0.0, -1); np.power(small, -1.0); np.power(-2.0, 0.5); np.sin(np.inf)
np.cos(-np.inf); np.tanh(np.inf); np.multiply(big, big); np.divide(1, small); np.add(np.inf, -np.inf); np.subtract(np.inf, np.inf)
np.array([1e308, 1e308]).sum(); np.array([np.inf, -np.inf]).sum(); np.array([np.nan, 1.0]).sum(); np.array([np.inf, 1.0]).sum()
np.nan + 1; np.array([np.nan]) * 2; np.array([np.inf]) + 1; np.maximum(big, np.nan); np.array([np.inf]) > 1; -np.array([np.inf]); np.abs(-np.inf)
np.array([1, 2]) // 0; np.array([1, 2]) % np.array([0, 1]); np.reciprocal(np.array([1, 2, -2])); np.isnan(zero / zero); np.mean([])
np.average([[1, 2], [3, 4]], axis=0, weights=[1, 3]); np.average([[1, 2], [3, 4]], axis=1, weights=[[1, 3], [1, 1]])
np.average([[1, 2], [3, 4]], weights=[1, 3]); np.average([[1, 2], [3, 4]], axis=0, weights=[1, 3, 4]); np.average([1, 2, 4], weights=[1, 1, 2])
np.sum([1.0, 2, 4], where=[True, False, True]); np.arange(4).sum(where=np.arange(4) > 1); np.array([single, single]).dtype; np.array([single[0], 1.0]).dtype
np.array([[1, 2], np.array([3, 4])]).dtype; np.array([np.array([True]), np.array([False])]).dtype
"""


def show(expression):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            shown = repr(eval(expression))
        except Exception as error:
            shown = f"{type(error).__name__}: {error}"
    # What mean() and its kin divide by inside is theirs.
    texts = [f"{w.category.__name__}: {w.message}" for w in caught if "scalar divide" not in str(w.message)
             or "/" in expression]
    print(expression, "->", " | ".join([shown, *texts]))


for line in RESULTS.strip().splitlines():
    for expression in line.split("; "):
        show(expression)

print(np.geterr())
with np.errstate(over="ignore", divide="raise"):
    show("x * x")
    show("1 / zero")
    show("zero / zero")
    print(np.geterr())
show("x * x")
print(np.seterr(all="ignore"))
show("x * x")
show("zero / zero")
print(np.seterr(all="raise"))
for expression in ("x * x", "big * big", "np.log(zero)", "np.sqrt(-small)", "zero / zero"):
    show(expression)
np.seterr(over="warn", invalid="warn", divide="warn")
show("np.seterr(all='loudly')")


@np.errstate(over="ignore")
def quiet():
    return x * x


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(quiet(), len(caught))
big *= big
print(big)

# Gradient descent that diverges says so once, at its line.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    w = np.float64(3.0)
    for _ in range(12):
        w = w - 0.5 * 4 * w**3
print(w, *[f"{c.category.__name__} {c.message}" for c in caught], sep="\n")
