"""numpy.random.default_rng: NumPy's new generator, digit for digit."""
import hashlib

import numpy as np


def attempt(f):
    try:
        print("ok", repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


def digest(values):
    flat = np.asarray(values).ravel().tolist()
    text = " ".join(v.hex() if isinstance(v, float) else str(v) for v in flat)
    return f"{len(flat)} {flat[-1]!r} {hashlib.sha1(text.encode()).hexdigest()[:16]}"


# A C library's logarithm is in 0.03 % of the normals: those beyond the last layer are left out of the digests.
def body(normals):
    return digest([v for v in np.asarray(normals).ravel().tolist() if abs(v) < 3.65])


rng = np.random.default_rng(0)
print(rng, repr(rng), rng.bit_generator.state)
for _ in range(2):
    print(rng.random(), rng.uniform(), rng.normal(), rng.standard_normal(), rng.exponential(), rng.standard_exponential())
    print(repr(rng.integers(10)), repr(rng.integers(10, dtype=int)), repr(rng.choice(5)), repr(rng.choice([1.5, 2])))
print(type(rng.random()), type(rng.normal()), type(rng.integers(3)), type(rng.choice(3)), type(rng.choice([1, 2])))
print(rng.bit_generator.state)

for seed in (0, 1, 42, 2**32 - 1, 2**32, 12345678901234567890123456789012345678901234567890, [1, 2, 3], (0,), [], True,
             [2**40, 7, 0, 5, 9], range(6), np.arange(3), np.int64(9), [[1, 2], [3]], np.random.SeedSequence(5)):
    rng = np.random.default_rng(seed)
    print(rng.random(2).tolist(), rng.integers(0, 1000, 4).tolist(), rng.normal(size=2).tolist())
same = np.random.default_rng(np.random.PCG64(42))
print(same.random(), np.random.default_rng(same) is same, np.random.Generator(np.random.PCG64(7)).random())
print(np.random.SeedSequence(5), np.random.SeedSequence([1, 2]).entropy, np.random.SeedSequence(5).generate_state(5).tolist())
print(0 <= np.random.default_rng().random() < 1, np.random.default_rng().random() != np.random.default_rng(None).random())

# Long streams: every layer of the ziggurats, and what falls beside them.
rng = np.random.default_rng(2024)
print(digest(rng.random(20000)), body(rng.standard_normal(20000)), digest(rng.standard_exponential(20000) < 7.6))
values = rng.normal(3, 0.5, 20000)
print(round(values.sum(), 6), values.mean().round(9), values.std().round(9), body((values - 3) / 0.5))
values = rng.standard_normal(20000)
print(np.abs(values[np.abs(values) > 3.65]).round(12).tolist())
values = rng.exponential(2.5, 20000)
print(digest(values[values < 19]), values[values > 19].round(11).tolist())
print(digest(rng.integers(0, 10, 20000)), digest(rng.integers(0, 2**33, 5000)), digest(rng.integers(-5, 2**31, 5001)))
print(digest(rng.integers(0, 2**32, 1001)), digest(rng.integers(-2**63, 2**63, 1000)), digest(rng.integers(-3 * 2**61, 3 * 2**61, 99)))
print(digest(rng.integers(0, 3 * 2**30, 1001)), digest(rng.integers(7, 8, 10)), rng.bit_generator.state["has_uint32"])
print(digest(rng.permutation(5000)), digest(rng.choice(300, 1000)), digest(rng.random(1001, dtype=np.float32)))
print(digest(rng.choice(20000, 3000, replace=False)), digest(rng.choice(20000, 300, replace=False)), rng.random())
singles = rng.standard_normal(5000, dtype=np.float32)
print(singles.dtype, body(singles), rng.standard_normal(dtype=np.float32), rng.random(dtype=np.float32))

# Halves of words wait for the next whole numbers, whatever is drawn in between.
rng = np.random.default_rng(3)
print(rng.integers(100), rng.bit_generator.state["has_uint32"], rng.random(), rng.integers(100), rng.integers(100, size=2))
state = rng.bit_generator.state
first = rng.integers(100, size=5).tolist(), rng.random()
rng.bit_generator.state = state
print(first == (rng.integers(100, size=5).tolist(), rng.random()), first)

rng = np.random.default_rng(11)
print(rng.random((2, 3)).tolist(), rng.random(()), rng.random(0), rng.random((2, 0)).shape, rng.random(2, dtype="f"))
print(rng.uniform(-1, 1, 3), rng.uniform(0, [1, 10]), rng.uniform([[0], [5]], 6, (2, 2)), rng.uniform(2, 2), rng.uniform(5, 9))
print(rng.normal(10, 2, (2, 2)), rng.normal([0, 100], 1), rng.normal(0, [1, 5], (2, 2)), rng.normal([1.0]), rng.normal(size=()))
print(rng.exponential(3, 2), rng.exponential([1, 100]), rng.exponential(0), rng.standard_exponential((1, 2)))
print(rng.standard_exponential(2, method="inv"), rng.normal(np.array(1.0)), rng.normal([], 1), rng.normal(loc=1, scale=0, size=2))
print(rng.integers(5, 8, (2, 3)), rng.integers(1, 6, 8, endpoint=True), rng.integers(0, 0, endpoint=True), rng.integers(2.5))
print(rng.integers([3, 300]), rng.integers([[1], [20]], [25, 60]), rng.integers(0, [5, 6], (3, 2)), rng.integers([3], dtype=int))
print(rng.integers(low=0, high=10, size=3), rng.integers(4, size=()), rng.integers(0, 10, 2, np.int64, True), rng.integers(0, size=0))

print(rng.permutation(6), rng.permutation([5, 6, 7]), rng.permutation(np.arange(6).reshape(3, 2)), rng.permutation(-1))
print(rng.permutation(np.arange(6).reshape(2, 3), axis=1), rng.permutation(np.int64(3)), rng.permutation([]), rng.permutation(1))
a, b, c = np.arange(6), [1, 2, 3, 4], np.arange(8).reshape(4, 2)
print(rng.shuffle(a), a, rng.shuffle(b), b, rng.shuffle(c), c, rng.shuffle(c, axis=1), c)
d = np.arange(10.0)[::2]
rng.shuffle(d)
print(d, rng.choice(4), rng.choice(4, 3), rng.choice([1.5, 2.5], 4), rng.choice((3, 4)), rng.choice(range(2, 5)))
print(rng.choice(10, 4, replace=False), rng.choice(5, 5, replace=False), rng.choice(10, 4, replace=False, shuffle=False))
print(rng.choice(3, 6, p=[0.1, 0.2, 0.7]), rng.choice([7, 8], p=[0.5, 0.5]), rng.choice(3, (2, 2), p=[0, 1, 0]), rng.choice(5, (2, 2)))
print(rng.choice(4, 3, replace=False, p=[0.1, 0.2, 0.3, 0.4]), rng.choice([1, 2, 3, 4], 2, False, [0.7, 0.1, 0.1, 0.1]))
print(rng.choice([[1, 2], [3, 4], [5, 6]]), rng.choice([[1, 2], [3, 4]], 3), rng.choice([[1, 2], [3, 4]], 3, axis=1))
print(rng.choice(np.arange(6).reshape(3, 2), 2, replace=False), rng.choice(0, 0), rng.choice([], 0), repr(rng.choice([1, 2], ())))
print(rng.choice(2, p=np.array([0.3, 0.7], dtype=np.float32)), rng.choice(True), rng.choice(6, 2, axis=1), rng.random())

for f in ("integers(0)", "integers(5, 5)", "integers(5, 4)", "integers(5, 4, endpoint=True)", "integers(-5)", "integers([1, 0])",
          "integers([5, 6], [1, 9])", "integers(2**63 + 1)", "integers(2**63)", "integers(-2**63 - 1, 5)", "integers(5, size=-1)",
          "integers(0, 2**63 - 1, endpoint=True)", "integers(0, 2**63, endpoint=True)", "integers(5, dtype=float)",
          "integers([1, 2], [5, 6], 3)", "integers([1, 2], [5, 6, 7])", "integers(None)", "integers('a')", "integers(5, dtype='foo')",
          "uniform(1, 0)", "uniform(0, np.inf)", "uniform([0, 1], [1, np.inf])", "uniform([0, 1], [1, 0])", "uniform(-1e308, 1e308)",
          "uniform(0, [1, 2], 3)", "normal(0, -1)", "normal(0, [1, -1])", "normal([1, 2], [1, 2, 3])", "normal(0, np.nan)",
          "normal([1, 2], 1, 3)", "normal([[1], [2]], 1, 2)", "normal(size=(2, -1))", "exponential(-1)", "exponential([1, 2], 3)",
          "random(-1)", "random(2.5)", "random('a')", "random(2, dtype=int)", "standard_normal(2, dtype=int)", "random(2, bool)",
          "standard_exponential(2, dtype=int)", "choice(0)", "choice([])", "choice(-1)", "choice(2.5)", "choice('a')", "choice(None)",
          "choice(3, 4, replace=False)", "choice(3, p=[0.5, 0.5])", "choice(2, p=[0.5, 0.6])", "choice(2, p=[-0.5, 1.5])",
          "choice(2, p=[[0.5, 0.5]])", "choice(2, p=[np.nan, 0.5])", "choice(3, 3, replace=False, p=[0.5, 0.5, 0])", "choice(3, -1)",
          "choice(2, p=0.5)", "choice([1, 2], axis=1)", "permutation(2.5)", "permutation('abc')", "permutation([[1, 2]], axis=2)",
          "shuffle((1, 2, 3))", "shuffle(5)", "shuffle([1, 2], axis=1)", "shuffle(np.arange(4), axis=1)", "shuffle(np.array(3))", "foo"):
    print(f, end=": ")
    attempt(lambda: eval("rng." + f))
for seed in ("abc", 1.5, -1, [1, -2], [1.5], {1}):
    attempt(lambda: np.random.default_rng(seed))
attempt(lambda: np.random.Generator(5))
attempt(lambda: setattr(rng.bit_generator, "state", {"bit_generator": "x"}))
attempt(lambda: setattr(rng.bit_generator, "state", 5))
print(rng.random(), rng.integers(1000))
