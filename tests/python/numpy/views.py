"""Writing: through views, slices, masks and lists; in place; what is refused."""
import numpy as np


def attempt(f):
    try:
        print("ok", f())
    except Exception as e:
        print(type(e).__name__, e)


def assign(a, key, value):
    a[key] = value
    return a


a = np.arange(12).reshape(3, 4)
view = a[1:, ::2]
view[0, 0] = 100
print(a)
view += 1
print(a, view)
a.T[0, 2] = -1
a.reshape(-1)[5] = -5
a.ravel()[6] = -6
print(a)
copied = a.copy()
copied[:] = 0
flat = a.flatten()
flat[:] = 7
print(a, copied)
a[0] = [1, 2, 3, 4]
a[:, 1] = 9
a[1, 1:3] = [5, 6]
a[-1] = 2.9
print(a)
a[a > 5] = 0
a[[0, 2], [0, 1]] = [70, 80]
a[..., -1] = [[1], ][0][0]
print(a)
a[::-1, 0] = [1, 2, 3]
print(a)
a[:] = a[::-1]
print(a)
b = np.arange(5.0)
b[1:] = b[:-1]
print(b)
b[[0, 0, 1]] += 1
print(b)
b[b > 2] *= 10
b[2] += 0.5
print(b)
b -= b.mean()
b *= 2
b /= 4
b **= 2
print(b)
c = np.ones(3, dtype=int)
c += 2
c *= 3
c //= 2
print(c)
attempt(lambda: c.__iadd__(1.5))
attempt(lambda: c.__itruediv__(2))
attempt(lambda: assign(c, 0, 2.7))
attempt(lambda: assign(c, slice(None), [1, 2]))
attempt(lambda: assign(c, 5, 1))
attempt(lambda: assign(c, [0, 1], [1, 2, 3]))
attempt(lambda: assign(np.zeros((2, 3)), slice(None), np.ones((3, 2))))
attempt(lambda: assign(np.zeros((2, 3)), 0, np.ones((1, 3))))
attempt(lambda: np.ones(3).__iadd__(np.ones((2, 3))))
f = np.zeros(2, dtype=np.float32)
f += 0.1
f += np.float64(0.1)
print(f, f.dtype)
m = np.zeros((2, 2), dtype=bool)
m[0] = [1, 0]
m |= np.eye(2, dtype=bool)
print(m)
z = np.zeros((2, 3))
z[:, :] = np.arange(3)
z[0, ...] = 5
z[None, 1, None] = 8
z.fill(1)
z[1] = z[0] + 1
z.T[...] *= 2
print(z, z.sum(axis=0), z[z.sum(axis=1) > 8])
o = np.empty(3)
np.add([1, 2, 3], 1, out=o)
print(o)
s = np.array([3, 1, 2])
s.sort()
print(s)
s.shape = (3, 1)
print(s)
e = np.arange(3)
for i, v in enumerate(e):
    e[i] = v * 2
print(e, [int(v) for v in e])
x = y = np.ones(2)
x = x + 1
y += 1
print(x is y, x, y)
