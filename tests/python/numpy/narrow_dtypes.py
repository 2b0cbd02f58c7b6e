"""int32, int16, int8, uint8 and float16 of NumPy, and their way to torch and back."""
import pickle

import numpy as np
import torch


def attempt(run):
    try:
        return run()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


NAMES = ("bool", "int64", "int32", "int16", "int8", "uint8", "float32", "float64", "float16")
for name in NAMES:
    kind = np.dtype(name)
    print(kind, repr(kind), kind.kind, kind.char, kind.str, kind.itemsize, [str(np.promote_types(name, other)) for other in NAMES])
    a = np.array([[1, 2], [3, 4]], dtype=name)
    print(repr(a), a.dtype, a.nbytes, a.tobytes(), repr(a[0, 0]), repr(np.array([], dtype=name)), pickle.loads(pickle.dumps(a)).dtype)
    t = torch.from_numpy(a)
    print(t, t.dtype, repr(t.numpy()), torch.tensor(a).dtype, torch.tensor(a[0, 0]), torch.as_tensor(a).dtype, np.asarray(t).dtype)
for name in NAMES[2:6]:
    a = np.array([5, 6, 7], dtype=name)
    print((a + 1).dtype, (a + a).dtype, (a / 2).dtype, (a + 1.5).dtype, (a + np.arange(3)).dtype, a // 2, a % 4, a ** 2, a > 5)
    print(repr(a.max()), a.mean(), a.std(), np.sort(a)[::-1], np.sqrt(a[:2].astype("int32")), np.arange(9)[a], repr(np.iinfo(name)))
    print(repr(a.astype(float)), np.issubdtype(a.dtype, np.integer), np.zeros(2, name), np.ones((1, 2), name), np.arange(3, dtype=name))
print(np.array([100], np.int8) + np.array([100], np.int8), np.array([-1, 2, 300]).astype(np.uint8), np.array([3e2, -1.5]).astype(np.int8))
print(attempt(lambda: np.int8(300)), attempt(lambda: np.array([300], dtype=np.int8)), attempt(lambda: np.array([1], np.uint8) - 300),
      attempt(lambda: np.uint8(-1)), np.array([1, 2], np.uint8) - np.uint8(3))


def in_place(dtype, other):
    a = np.array([1, 2], dtype=dtype)
    a += np.array([1, 2], dtype=other)
    return repr(a)


print(in_place("int32", "int64"), attempt(lambda: in_place("uint8", "int8")), attempt(lambda: in_place("int16", "float16")))
f = np.float16
for values in ([1.5, 2000.0], [1e-4], [0.1, 0.2], [65504.0, 1.0], [1 / 3, -7.0], [1e6, np.nan]):
    a = np.array(values, dtype=f)
    print(repr(a), a, a * f(0.1), (a * 0.5).dtype, a.tolist())
print(repr(f(0.1)), f(2000), f(65504), f(1e-5), np.array([1, 2], f).sum(), np.array([1, 2], f).mean().dtype, f(0.1) + f(0.2))
t = torch.zeros(3, dtype=torch.int16)
t.numpy()[1] = 7
print(t, torch.from_numpy(np.array([1, 2], dtype=np.uint8)) + 255, np.intc, np.half, np.short, np.ubyte)
