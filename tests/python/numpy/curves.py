"""numpy: spacings, slopes, fits, polynomials, interpolation, products."""
import numpy as np


def attempt(f):
    try:
        print("ok", repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


print(np.logspace(0, 3, 4), np.logspace(0, 2, 3, base=2), np.logspace(-3, 0, 4).tolist(), np.logspace(0, 1, 5, endpoint=False).round(12), np.logspace(1, 2, 2, dtype=int))
print(np.geomspace(1, 1000, 4), np.geomspace(2, 32, 5).round(12), np.geomspace(-1, -100, 3), np.geomspace(1, 256, 9, dtype=int), np.geomspace(1, 8, 3, endpoint=False).round(12))
print(np.logspace(0, 1, 0), np.geomspace(5, 50, 1), len(np.logspace(0, 1)), np.geomspace(100, 1, 3))

f = np.array([1, 2, 4, 7, 11, 16])
x = np.array([0.0, 1, 1.5, 3.5, 4, 6])
print(np.gradient(f), np.gradient(f, 2), np.gradient(f, x), np.gradient(f * 1.0, edge_order=2), np.gradient(f, x, edge_order=2), np.gradient(f, np.arange(6)))
print(np.gradient(np.sin(np.linspace(0, 3, 7)), 0.5).round(12), np.gradient([1, 3]), np.gradient(np.float32([1, 2, 4])).dtype)
g = np.arange(12).reshape(3, 4) ** 2
print(type(np.gradient(g)), *np.gradient(g), np.gradient(g, axis=0), *np.gradient(g, 2.0, [0, 1, 3, 4]), np.gradient(g, axis=-1, edge_order=2))
print(np.trapezoid([1, 2, 3]), np.trapezoid([1, 2, 3], [4, 6, 8]), np.trapezoid([1, 2, 3], dx=2), np.trapezoid(g, axis=0), np.trapezoid(g, [0, 1, 3, 4]), np.ediff1d([1, 4, 9]))
print(np.interp(2.5, [1, 2, 3], [3, 2, 0]), np.interp([0, 1, 1.5, 2.72, 3.14], [1, 2, 3], [3, 2, 0]), np.interp(5, [1, 2], [3, 4], left=-1, right=-2))
print(np.interp([-180, 170, 365], [5, 190, 350], [5, 10, 3], period=360), np.interp([0, 9], [1, 2], [3, 4], left=-1), np.interp([[1.5]], [1, 2], [0, 8]), np.interp(np.nan, [1, 2], [3, 4]))
t = np.random.default_rng(1).random(500) * 9
print(np.interp(t, np.arange(10.0), np.sqrt(np.arange(10.0))).sum().round(9), repr(np.interp(1, [1], [7])))

rng = np.random.default_rng(3)
t = np.linspace(-2, 5, 40)
y = 0.5 * t**3 - 2 * t + 1 + rng.normal(0, 0.3, 40)
print(np.polyfit(t, y, 3).round(9), np.polyfit(t, y, 1).round(9), np.polyfit(t, y, 0).round(9), np.polyfit(t, y, 6).round(8))
print(np.polyfit([1, 2, 3], [2, 4, 6], 1).round(9) + 0.0, np.allclose(np.polyfit([0, 1, 2, 3], [1, 2, 9, 28], 3), [1, 0, 0, 1], rtol=1e-12, atol=1e-12), np.polyfit(t, np.stack([y, t], 1), 1).round(9) + 0.0)
print(np.polyfit(t, y, 2, w=1 / (1 + t**2)).round(9), np.allclose(np.polyfit(np.arange(10.0, 20), 3 * np.arange(10.0, 20) ** 2 - 5, 2), [3, 0, -5]))
print(np.polyval([3, 0, 1], 5), np.polyval([1, 2], [1, 2.5]), np.polyval(np.polyfit(t, y, 3), [0, 1]).round(9), np.polyval([], 2), np.polyval([2], np.ones((2, 2))))
p = np.poly1d([1, -2, 3])
print(p, repr(p), p(2), p([1, 2]), p.order, p.c, p.deriv(), p.integ(), p[2], p[0], p[7], len(p), list(p), p == np.poly1d([0, 1, -2, 3]))
print(p + 1, p * p, p - np.poly1d([1, 0]), 2 * p, -p, p / 2, p**2, 1 - p, np.poly1d([0.5, 0, 0, -1.25]), np.poly1d([0]), np.poly1d([5.0]), np.poly1d([1, 0]))
print(np.poly1d(np.polyfit([0, 1, 2], [1, 3, 7], 2).round(6)), np.poly1d([1e-7, 12345.678, 2]), np.poly1d(range(1, 14)), np.poly1d([1, 2], variable="z"))
print(np.polyder([1, 2, 3]), np.polyint([3, 2, 1]), np.polyadd([1, 2], [9, 5, 4]), np.polysub([1, 2], [1]), np.polymul([1, 2], [1, -2]), np.polyder([1, 2, 3], 2))

for mode in ("full", "same", "valid"):
    print(np.convolve([1, 2, 3], [0, 1, 0.5], mode), np.convolve([1, 2, 3, 4], [1, -1], mode), np.convolve([1, 2], [1, 2, 3, 4, 5], mode), np.correlate([1, 2, 3, 4], [0, 1, 0.5], mode))
print(np.correlate([1, 2, 3], [0, 1, 0.5]), np.convolve(np.ones(3), np.ones(3) / 3, "valid"), np.convolve([True, False, True], [True, True]))
print(np.kron([1, 10], [1, 2, 3]), np.kron(np.eye(2, dtype=int), [[1, 2], [3, 4]]), np.cross([1, 2, 3], [4, 5, 6]), np.cross([[1, 0, 0], [0, 1, 0]], [0, 0, 1]))
print(np.tensordot(g, g.T, 1), np.tensordot(g, g), np.tensordot(np.ones((2, 3, 4)), np.ones((4, 3, 5)), axes=([1, 2], [1, 0])), np.tensordot([1, 2], [3, 4], 0))
h, m = np.arange(24).reshape(2, 3, 4), np.arange(9).reshape(3, 3)
print(np.einsum("ij,jk->ik", g, g.T), np.einsum("ij,jk", m, g), np.einsum("ii", m), np.einsum("ii->i", m), np.einsum("ji", g), np.einsum("ij->", g), np.einsum("i,i", [1, 2], [3, 4]))
print(np.einsum("i,j->ij", [1, 2], [3, 4.5]), np.einsum("bij,bjk->bik", h, h.transpose(0, 2, 1)), np.einsum("ijk->kj", h), np.einsum("ij,ij->i", g, g), np.einsum("i,ij,j", [1, 2, 3], m, [1, 0, 1]), np.einsum("iij->j", np.arange(12).reshape(2, 2, 3)))
print(np.piecewise([-2.0, 0, 3], [np.array([True, False, False])], [lambda v: -v, 7]), np.piecewise(x, [x < 1, x > 3], [0, lambda v: v * 2, -1]), np.piecewise(f, [f > 3], [5]))
for f in ("einsum('ij,jk', m)", "einsum('i', m, m)", "einsum('i', m)", "einsum('ijk', m)", "einsum('i->j', [1])", "piecewise([1], [[True], [True]], [1])", "geomspace(0, 1)", "logspace(0, 1, -1)", "gradient([1])", "gradient([1, 2], [1])", "gradient([1, 2], 1, 2)", "gradient([1, 2, 3], edge_order=3)", "gradient([1, 2], edge_order=2)",
          "interp(1, [], [])", "interp(1, [1, 2], [1])", "interp(1, [1, 2], [1, 2], period=0)", "polyfit([1, 2], [1], 1)", "polyfit([], [], 1)", "polyfit([1], [1], -1)", "polyfit([[1]], [1], 0)",
          "polyfit([1, 2], [[[1]], [[2]]], 0)", "convolve([], [1])", "convolve([1], [])", "tensordot([1, 2], [1, 2, 3], 1)", "vander([[1]])"):
    print(f, end=": ")
    attempt(lambda: eval("np." + f))
