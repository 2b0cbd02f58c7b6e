# %% Arrays: making them
import numpy as np
import torch

print(np.array([1, 2, 3]), np.array([1.5, 2.0]), np.array([[1, 2], [3, 4]]))
print(np.zeros(3), np.ones((2, 2)), np.arange(5), np.arange(0, 1, 0.25), np.linspace(0, 1, 5))
print(np.eye(2), np.full((2, 3), 7.0), np.zeros((0,)))
print(np.array([True, False]), np.array(3.5), np.array([1.0, 1e10]), np.array([1e-5, 1.0]))

# %% What they say about themselves
a = np.array([[1.0, 2.5, -3.0], [4.0, 5.0, 6.0]])
print(a.shape, a.size, a.ndim, a.dtype, len(a), a.T.shape)
print(np.arange(3).dtype, np.array([1, 2.0]).dtype, np.array([True]).dtype, np.ones(2, dtype=np.float32).dtype)
a

# %% Arithmetic, element by element
b = np.array([10.0, 20.0, 30.0])
print(a + b)
print(a * 2 - 1)
print(a / b)
print(-a, a ** 2)
print(1 / b, 2 ** np.arange(4), b - a[0])
print(a > 2, (a > 2).sum(), np.abs(a))
c = a.copy()
c += 1
c *= b
print(c)

# %% Products, with lists too
print(a @ [1, 0, 2])
print(a @ b, b @ b, a @ a.T)
print(np.dot(b, b), np.array([1, 2]) @ np.array([3, 4]))
X = np.arange(6.0).reshape(3, 2)
w = [0.5, -0.25]
print(X @ w + 3)

# %% Slices are views
d = np.arange(10)
e = d[2:8:2]
e[0] = 100
print(d, e)
print(d[-3:], d[::-1], d[d > 5])
print(a[0], a[:, 1], a[1, 2], a[1][0], a[:, :2])
a[:, 0] = 0
print(a)
a[1] = [7, 8, 9]
print(a[[1, 0]], a.reshape(3, 2), a.flatten(), a.tolist())

# %% Reductions
m = np.array([[3.0, 1.0, 2.0], [9.0, 7.0, 8.0]])
print(m.sum(), m.mean(), m.max(), m.min())
print(m.sum(axis=0), m.mean(axis=1), m.max(axis=1), m.sum(axis=1, keepdims=True))
print(np.sum(m), np.mean(m), np.max(m), m.argmax(), m.argmin(axis=1), np.argmax(m, axis=0))
print(np.arange(5).sum(), np.arange(5).mean())

# %% Functions
t = np.array([0.0, 0.5, 1.0])
print(np.exp(t), np.sqrt(np.array([4.0, 9.0])), np.sin(t))
print(np.concatenate([t, t]), np.stack([t, t]), np.where(t > 0.4, t, -1.0))
print(np.pi, np.allclose(t, t + 1e-10))

# %% Random arrays
np.random.seed(3)
r = np.random.rand(2, 3)
print(r)
print(np.random.randn(3))
print(np.random.normal(10, 2, (2, 2)))
print(r.mean(), r.shape)

# %% One memory: torch.from_numpy and .numpy()
n = np.array([1.0, 2.0, 3.0])
s = torch.from_numpy(n)
s[0] = 50
n[1] = 60
print(n, s, s.dtype)
back = s.numpy()
back *= 2
print(n, s)
f = torch.ones(2, 2)
g = f.numpy()
g[0, 1] = 9
f.add_(1)
print(g, g.dtype, type(g).__name__)
print(torch.from_numpy(np.arange(3)), torch.from_numpy(np.array([1, 2], dtype=np.float32)))

# %% torch.tensor copies
h = torch.tensor(n)
n[2] = -1
print(h, n, torch.tensor(np.float64(2.5)), torch.tensor([np.float64(1.5), 2.0], dtype=torch.float64))

# %% Numbers of NumPy
v = np.float64(0.1)
print(v, v + 0.2, type(v).__name__, float(v), f"{v:.3f}")
n.sum()

# %%
n

# %% Long and wide arrays
print(np.arange(2000))
print(np.arange(30) / 7)
np.array([[0.5, 100.25], [1e-3, 2.0]])

# %% Errors
for action in (lambda: np.ones(3) + np.ones(4), lambda: np.ones(3).reshape(2, 2), lambda: np.ones(3)[5]):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, "|", error)
