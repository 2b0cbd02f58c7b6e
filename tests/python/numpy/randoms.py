"""numpy.random: the legacy generator, digit for digit."""
import numpy as np


def attempt(f):
    try:
        print("ok", f())
    except Exception as e:
        print(type(e).__name__, e)


np.random.seed(0)
print(repr(np.random.rand()), repr(np.random.normal(0, 12)), repr(np.random.randn()), repr(np.random.randint(5)))
print(np.random.rand(3).tolist(), np.random.rand(2, 3).tolist())
print(np.random.randn(3).tolist(), np.random.randn(2, 2).tolist())
print(np.random.normal(5, 2, 4).tolist(), np.random.normal(size=(2, 2)).tolist(), np.random.normal([0, 10], [1, 0.1]).tolist())
print(np.random.normal(0, [1, 2], (3, 2)).tolist())
print(np.random.uniform(-1, 1, 3).tolist(), repr(np.random.uniform()), np.random.uniform(0, [1, 2]).tolist())
print(np.random.random(2).tolist(), np.random.random_sample((1, 2)).tolist(), np.random.standard_normal(2).tolist())
print(np.random.randint(10, size=5), np.random.randint(5, 8, (2, 3)), np.random.randint(0, 2**40, 3), repr(np.random.randint(3)))
print(np.random.permutation(6), np.random.permutation([5, 6, 7]), np.random.permutation(np.arange(6).reshape(3, 2)))
a = np.arange(5)
np.random.shuffle(a)
print(a)
b = [1, 2, 3, 4]
np.random.shuffle(b)
print(b)
c = np.arange(6).reshape(3, 2)
np.random.shuffle(c)
print(c)
print(np.random.choice(5), np.random.choice(5, 3), np.random.choice([1.5, 2.5], 4), repr(np.random.choice([1.5, 2.5])))
print(np.random.choice(10, 4, replace=False), np.random.choice(3, 5, p=[0.1, 0.2, 0.7]), np.random.choice(5, (2, 2)))
print(np.random.choice(4, 3, replace=False, p=[0.1, 0.2, 0.3, 0.4]))
print(np.random.exponential(2, 3).tolist(), repr(np.random.exponential()))
np.random.seed([1, 2, 3])
print(np.random.rand(2).tolist())
r = np.random.RandomState(42)
print(r.rand(2).tolist(), r.randn(2).tolist(), r.randint(0, 100, 5), r.permutation(4))
state = np.random.get_state()
first = np.random.randn(3)
np.random.set_state(state)
print((np.random.randn(3) == first).all())
np.random.seed(9999)
X = np.random.rand(100, 2) * 10
y = X @ [0.77, -0.56] + np.random.normal(0, 12)
print(X.size, y.size, X[:2].tolist(), y[:3].tolist(), y.sum(), y.mean(), y.std(), X.shape, y.dtype)
attempt(lambda: np.random.seed(-1))
attempt(lambda: np.random.seed([]))
attempt(lambda: np.random.normal(0, -1))
attempt(lambda: np.random.choice(3, 5, replace=False))
attempt(lambda: np.random.choice([]))
attempt(lambda: np.random.choice(0))
attempt(lambda: np.random.choice(2, p=[0.5, 0.6]))
attempt(lambda: np.random.choice(2, p=[1.0]))
attempt(lambda: np.random.choice([[1, 2]]))
attempt(lambda: np.random.randint(5, 5))
attempt(lambda: np.random.foo)
