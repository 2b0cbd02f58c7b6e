"""numpy: element-wise functions beyond the everyday ones. (Digits of logarithms and the like differ by machine.)"""
import warnings

import numpy as np


def attempt(f):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)
    for one in said:
        print("  ", one.category.__name__, one.message)


x = np.array([-2.5, -1.0, -0.0, 0.0, 0.3, 1.0, 7.25])
for name in ("exp2", "cbrt", "tan", "arctan", "sinh", "cosh", "arcsinh", "deg2rad", "radians", "rad2deg", "degrees", "sinc",
             "signbit", "isneginf", "isposinf", "nan_to_num"):
    f = getattr(np, name)
    print(name, np.round(f(x) + 0.0, 11), f(x).dtype, repr(f(np.float32(0.0))), repr(f(1)) if name in ("cbrt", "signbit") else "",
          f(np.ones((2, 1), dtype=np.float32)).dtype, f(np.array([1, 2])).dtype, f([[0.0]]).shape)
for name in ("log2", "log10"):
    print(name, np.round(getattr(np, name)([0.1, 1, 10, 1024, 1e300]), 11), getattr(np, name)(np.array([1, 100])).dtype)
print(np.log2(8), np.log10([1, 10, 100, 1000]), np.log2(np.array([1, 2, 4])), np.exp2([0, 1, -1]), np.asin is np.arcsin, np.atan2 is np.arctan2)
print(np.round(np.arcsin([-1, 0, 0.5]), 11), np.round(np.arccos([-1, 0, 1]), 11), np.round(np.arctanh([0.5, -0.5]), 11), np.round(np.arccosh([1, 2]), 11))
print(np.arctan2([1, -1, 0], [0, 1, -1]).round(11), np.arctan2(1, [1, 2]).round(11), np.hypot(3, [4, 0]), np.hypot([[3], [5]], [4, 12]))
print(np.copysign([1, -2], -1), np.heaviside([-1.5, 0, 2], 0.5), np.fmax([1, np.nan], [np.nan, 2]), np.fmin([1.0, np.nan], [3, np.nan]))
print(np.fmax([1, 5], 3), np.gcd(12, [18, 7]), np.lcm(4, 6), np.float_power([2, 4], [3, 0.5]), np.divmod([7, -7], 3), np.divmod(7.5, 2))
print(np.modf([1.5, -2.25]), np.logaddexp(0, [0, 1]).round(12), np.logaddexp(1000, 1000).round(9), np.logaddexp(-np.inf, -np.inf))
print(np.nan_to_num([np.nan, np.inf, -np.inf, 1]), np.nan_to_num([np.nan, np.inf], nan=-1, posinf=9), np.nan_to_num(np.float32(np.inf)))
print(np.tan(x, out=np.zeros(7)).round(9), np.log2(8, dtype=np.float32), np.signbit(-0.0), np.deg2rad(180) == np.pi, np.degrees(np.pi))
for f in ("log10(0)", "log2(-1)", "log10([1.0, 0])", "arcsin(2)", "arccos([0.5, 3])", "arctanh(1)", "arctanh(2)", "arccosh(0.5)",
          "sinh(1000)", "sinh([-1000.0, 0])", "cosh(-1000)", "exp2(2000)", "tan(np.inf)", "arctan(np.inf)", "sinh(np.nan)",
          "log2(np.inf)", "hypot(np.inf, np.nan)", "arctan2([1, 2], [1, 2, 3])", "signbit([-1, 2])", "cbrt(27).round(9)"):
    print(f, end=": ")
    attempt(lambda: eval("np." + f))
print(np.finfo(float), np.finfo(np.float32).eps, np.finfo(float).eps, np.finfo(np.float64).tiny, np.finfo(np.float32).max, np.finfo("float32"))
print(np.iinfo(int), np.iinfo(np.int64).max, np.finfo(np.float32(1)).bits, repr(np.finfo(float)), repr(np.finfo(np.float32)), np.finfo(float).resolution, repr(np.finfo(np.float32).min))
print(np.issubdtype(np.float32, np.floating), np.issubdtype(int, np.floating), np.issubdtype(np.zeros(1).dtype, np.number), np.issubdtype(float, np.integer))
print(np.result_type(np.int64, np.float32), np.promote_types("float32", "float64"), np.result_type(np.ones(1, bool), np.ones(1, int)))
attempt(lambda: np.finfo(int))
attempt(lambda: np.iinfo(float))
