"""Arrays of text: made, printed, indexed, compared, written, joined; and what is refused."""
import copy
import pickle

import numpy as np

EXPRESSIONS = r"""
np.array(["cat", "dog"])
str(np.array(["cat", "dog"])), np.array("cat"), str(np.array("cat")), np.array(["", ""])
np.array(("a", "bc")), np.array([("a", "b"), ("c", "d")])
np.array(["cat", "mouse"], dtype="U2"), np.array(["a"], dtype="<U5"), np.array(["a", "b"], dtype=str)
np.array([1, 22], dtype=str), np.array([1.5, 2e20], dtype=str), np.array([True, False], dtype="U2")
np.array(["a", 1]), np.array(["a", 1.5]), np.array(["a", True]), np.array([[1, "a"], [2.5, True]])
np.array([], dtype=str), np.array([[], []], dtype=str)
np.array([a, ["x", "y", "z"]]), np.array([np.array(["a"], dtype="U5"), ["b"]]), np.array([a[0], "longer"])
np.array(["it's", 'a"b', "x\ny", "é", "日本"])
np.array(["x" * 40, "y" * 50, "z" * 30]), np.array([["x" * 40, "y" * 50], ["z" * 30, ""]])
np.array([str(i) for i in range(30)])
np.array([str(i) for i in range(2000)]), str(np.array([str(i) for i in range(2000)]))
np.array([[f"{i},{j}" for j in range(50)] for i in range(50)])
np.array([["a", "b"], ["c"]])
a.dtype, str(a.dtype), a.dtype.name, a.dtype.itemsize, a.dtype.str, a.dtype.char, a.dtype.kind, a.dtype.type
a.dtype == "<U3", a.dtype == "U3", a.dtype == str, a.dtype == np.dtype("<U4"), np.dtype(int) == a.dtype
np.dtype(str), str(np.dtype(str)), np.dtype("U5"), np.dtype(np.str_), hash(np.dtype("U3")) == hash(a.dtype)
np.issubdtype(a.dtype, np.str_), np.issubdtype(a.dtype, np.number), np.issubdtype(np.int64, np.str_)
type(a), type(a[0]), isinstance(a, np.ndarray), isinstance(a[0], str)
a.shape, a.ndim, a.size, len(a), a.itemsize, a.nbytes, a.strides, b.T.strides
len(np.array("cat"))
a[0], a[-1], a[1:], a[::-1], a[[2, 0]], a[np.array([2, 0])], a[[True, False, True]], a[a != "dog"], a[[]]
a[None], a[:, None], a[...], a[()], np.array("cat")[()], a[np.array(1)]
b[1], b[1, 0], b[:, 1], b[::-1, ::-1], b[[0, 1], [1, 0]], b[b > "b"], b[:, [True, False]]
a[5]
a[0, 0]
a["x"]
a[["x"]]
a[1.5]
a[[True, False]]
list(a), [text.upper() for text in a], "-".join(a), sorted(a, reverse=True), {a[0]: 1}, a.tolist(), b.tolist()
a[0] + "x", a[0] == "cat", f"{a[0]:>6}|{a}", a[0].item(), a[0].dtype, a[0].shape, np.str_(5), repr(np.str_("it's"))
a.item(1), np.array(["x"]).item(), b.item(2), b.item(1, 1)
a.item()
"cat" in a, "cow" in a, bool(np.array(["a"])), float(np.array("1.5")), int(np.array("3"))
bool(a)
a == "cat", a != "cat", "cat" == a, a == ["cat", "x", "owl"], a == a[::-1], a[:, None] == a, np.array("a") == "a"
a == 1, a != 1, 1 == a, a == np.arange(3), np.arange(3) == a, a == None, a != None, np.float64(1) == a
a < "d", a >= "dog", a <= ["b", "e", "z"], "d" > a
a == np.array(["a", "b"])
a == np.arange(2)
a < 1
a > np.arange(3)
a < 1.5
1 < a
a + 1
1 + a
a - 1
a - a
a + 1.5
True + a
np.arange(3) - a
np.float32(1) * a
[1, 2, 3] + a
a * 2
2 * a
a * "x"
a / 2
a // 2
a % a
a ** 2
2 ** a
a & a
a @ a
-a
~a
a + "x", "x" + a, a + a, ["1", "2", "3"] + a, np.array([["x"], ["y"]]) + a
a + np.array(["a", "b"])
a.astype("U2"), a.astype("U10"), a.astype(str), np.array(a, dtype="U2"), np.asarray(a) is a
np.array(["1", "2"]).astype(int), np.array(["1.5", " 2 "]).astype(float), np.array([["1", "2"]]).astype("float32")
np.array(["1", "2"], dtype=int), np.array(["1", "2.5"], dtype=float), np.array(["a", ""], dtype=bool)
np.array(["a", ""]).astype(bool), np.array(["2024", "7"]).astype(int).sum(), (a == "cat").astype(int)
np.array(["1.5", "x"]).astype(float)
np.array(["1.5"]).astype(int)
np.array(["1", "x"], dtype=float)
np.array([1, 22]).astype(str), np.array([1.5, 2e20, 1e-7, 3]).astype(str), np.array([True, False]).astype(str)
np.array([1.5, 0.1], dtype="f").astype(str), np.array(5).astype(str), np.array([1.5, 2]).astype("U2")
np.unique(["b", "a", "b"]), np.unique(b), np.unique(["nan", "a"]), np.unique([3.0, np.nan, np.nan])
np.unique(["b", "a", "b"], return_index=True, return_inverse=True, return_counts=True)
np.unique(b, return_inverse=True)
np.isin(a, ["cat", "x"]), np.isin(["a", "b"], ["b"], invert=True), np.setdiff1d(a, ["cat"])
np.union1d(a, ["x"]), np.intersect1d(a, ["cat", "cow"]), np.setxor1d(a, ["cat", "cow"])
np.intersect1d([True, False], [True]), np.intersect1d([1, 2], [2.0, 3.0])
np.where(a == "cat", "yes", "no"), np.where([True, False], ["a", "b"], ["ccc", "d"]), np.where(a == "cat", a, "-")
np.where(a == "cat", 1, 0), np.where([[True], [False]], a, "-")
np.where(a == "cat", "a", 0)
np.sort(["b", "c", "a"]), np.argsort(["b", "c", "a"]), np.sort(b, axis=0), np.sort(b, axis=None)
np.concatenate([a, ["horse"]]), np.concatenate([a, [1]]), np.stack([a, a]), np.hstack([a, "x"]), np.vstack([a, a])
np.append(a, "zebra"), np.repeat(a, 2), np.tile(a, 2), np.roll(a, 1), np.flip(a), np.delete(a, 1)
np.insert(a, 1, "new")
np.concatenate([np.array(["cat", "elephant"])[:1], ["x"]])
b.T, b.reshape(-1), b.reshape(4, 1), b.ravel(), b.flatten(), b.swapaxes(0, 1), a.take([0, 2]), list(b.flat)
np.squeeze(np.array([["a"]])), np.expand_dims(a, 0), np.broadcast_to(np.array("x"), (2, 2)), np.nonzero(["", "a"])
b.reshape(3)
np.full((2, 2), "x"), np.full(2, "x", dtype="U4"), np.full(2, 5, dtype=str), np.full(2, "5", dtype=int)
np.zeros(2, dtype="U3"), np.empty(2, dtype=str), np.zeros_like(a), np.full_like(a, "long one")
np.array_equal(a, ["cat", "dog", "owl"]), np.array_equal(a, [1, 2, 3]), np.shape(a), np.ndim(b), np.isscalar(a[0])
np.array([a[:0]]), np.array([a[:1], a[1:2]])[[0]], np.array([np.array(["cat", "elephant"])[:1]])
np.random.default_rng(0).choice(a), np.random.default_rng(0).choice(["x", "y", "z"], 5)
np.random.default_rng(0).permutation(a), np.random.RandomState(0).permutation(a), np.random.RandomState(1).choice(a, 4)
assign(a, 0, "elephant"), assign(a, 0, 5), assign(a, 0, 1.25), assign(a, slice(None), ["a", "b", "c"])
assign(a, [1, 0], ["a", "b"]), assign(a, a == "owl", "-"), assign(a, slice(1, None), "xyz"), assign(a, ..., a[::-1])
assign(b, (slice(None), 0), "-"), assign(b, 1, ["x", "y"]), assign(b, [[True, False], [False, True]], "z")
assign(b, (0, slice(None, None, -1)), ["1", "2"]), assign(a, slice(1, None), a[:-1])
assign([1.5, 2], 0, "3.5"), assign([1, 2], slice(None), ["4", "5"])
assign(a, slice(None), ["a", "b"])
assign(a, 5, "x")
assign([1.5, 2], 0, "x")
assign([1, 2], 0, "x")
"""


def assign(values, key, value):
    made = np.array(values)
    made[key] = value
    return made


a = np.array(["cat", "dog", "owl"])
b = np.array([["a", "bb"], ["ccc", "d"]])
for line in EXPRESSIONS.strip().splitlines():
    try:
        print(line, "->", eval(line))
    except Exception as error:
        kind = next(kind for kind in (IndexError, ValueError, TypeError) if isinstance(error, kind))
        print(line, "->", kind.__name__, error)

print(pickle.loads(pickle.dumps(b[:, 0])), copy.copy(a), copy.deepcopy(b), pickle.loads(pickle.dumps(a.dtype)))

# Views share their texts, copies do not.
c = np.array([["a", "b", "c"], ["d", "e", "f"]])
view, picked = c[:, 1], c[[0, 1]]
view[0] = "xy"
c.T[2, 1] = "!"
c.reshape(-1)[0] = "?"
picked[:] = "-"
print(c, view, picked)
c.fill("zz")
c += "more"
print(c)
d = np.array(["b", "c", "a"])
d.sort()
print(d)
d.shape = (3, 1)
print(d)
np.random.default_rng(1).shuffle(d)
print(d.tolist())
names, codes = np.unique(["red", "blue", "red", "green"], return_inverse=True)
print(names[codes], (np.eye(3)[codes]).sum(0), [str(name) for name in names])
