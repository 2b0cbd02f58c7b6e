"""Sums, means, products and ranges of random data, to the last bit (functions such as exp are left out:
NumPy's own differ by machine)."""
import hashlib

import numpy as np


# Normals are not used: one in five thousand differs in its last bit, with the C library's logarithm.
def hexed(values):
    flat = np.asarray(values, dtype=float).ravel().tolist()
    text = " ".join(v.hex() for v in flat)
    return text if len(flat) < 4 else text[:60] + "… " + hashlib.sha1(text.encode()).hexdigest()[:12]


np.random.seed(7)
for shape in ((1,), (7,), (8,), (9,), (127,), (128,), (129,), (1000,), (5000,), (3, 4), (17, 5), (130, 9), (4, 300),
              (2, 3, 4), (5, 40, 13)):
    a = (np.random.rand(*shape) - 0.5) * 20
    print(shape, hexed(a.sum()), hexed(a.mean()), hexed(a.std()), hexed(a.var(ddof=1)))
    for axis in range(len(shape)):
        print("  axis", axis, hexed(a.sum(axis)), hexed(a.mean(axis)), hexed(a.std(axis)), hexed(a.cumsum(axis)))
    b = a.astype(np.float32)
    print("  float32", hexed(b.sum()), hexed(b.mean()), hexed(b.sum(axis=0)), hexed(b * 3 + 1))
    print("  strided", hexed(a[::2].sum()), hexed(a.T.sum()), hexed(a.T.sum(axis=0)), hexed(a[..., 1:].sum(axis=-1)))
    print("  arithmetic", hexed(a * a - a / 3), hexed(a**2), hexed(a**-1.0), hexed(abs(a) ** 0.5), hexed(a // 0.7),
          hexed(a % 0.7), hexed(np.prod(a[:3])))
for n in (2, 3, 5, 100):
    X = np.random.rand(n, 2) * 10
    print(n, hexed(X @ [0.77, -0.56]), hexed(X @ np.array([0.77, -0.56]) + 1.5), hexed(X @ (np.random.rand(2, 1) - 0.5)))
for m, k, n in ((2, 2, 2), (5, 3, 4), (8, 16, 9), (32, 20, 17)):
    print(m, k, n, hexed((np.random.rand(m, k) - 0.5) @ (np.random.rand(k, n) - 0.5)))
print(hexed((np.random.rand(2) - 0.5) @ (np.random.rand(2) - 0.5)), hexed((np.random.rand(2) - 0.5) @ (np.random.rand(2, 5) - 0.5)))
for args in ((0, 1, 11), (-np.pi, np.pi, 100), (0, 10, 7), (5, -3, 50), (1e-3, 1e3, 33)):
    print(args, hexed(np.linspace(*args)), hexed(np.linspace(*args, endpoint=False)))
for args in ((0, 1, 0.1), (0, 2, 0.3), (-1, 1, 0.07), (5, 0, -0.25), (1, 10)):
    print(args, hexed(np.arange(*args)))
