"""numpy: arrays by their indices, splitting, turning, padding, functions of parts."""
import numpy as np


def attempt(f):
    try:
        print("ok", repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


a = np.arange(12).reshape(3, 4)
print(np.r_[1:4, 0, [7, 8]], np.r_[0:1:0.25], np.r_[-1:1:5j], np.r_[a, a[:1]], np.r_[1:3, 0.5], np.r_[np.zeros(2), 3], np.r_[5])
print(np.c_[[1, 2, 3], [4, 5, 6]], np.c_[a, a[:, :1]], np.c_[1, 2, 3], np.c_[np.ones(3), a], np.c_[1:4, 5:8], np.c_[[1, 2]])
print(np.s_[1:3, ::2], a[np.s_[1:, ::2]], np.index_exp[2], np.ix_([0, 2], [1, 3]), a[np.ix_([0, 2], [1, 3])], a[np.ix_([True, False, True], [1])])
print(np.mgrid[0:3, 0:2], np.mgrid[-1:1:3j, 0:1:2j], np.mgrid[0:5], *np.ogrid[0:3, 0:2], np.ogrid[0:1:3j], np.mgrid[0:1:0.5, 1:3].dtype)
print(np.tri(3), np.tri(2, 3, 1, dtype=int), np.vander([1, 2, 3]), np.vander([1, 2, 3], 2), np.vander([1.5, 2], 3, increasing=True))
print(np.indices((2, 3)), np.fromfunction(lambda i, j: i * 10 + j, (2, 3)), np.fromfunction(lambda i: i, (3,), dtype=int))
print(np.diag_indices(3), np.tril_indices(3), np.triu_indices(3, 1), np.tril_indices(2, m=3), a[np.triu_indices(3, 1, 4)])
print(np.diagonal(a), np.diagonal(a, 1), a.diagonal(-1), np.trace(a), a.trace(), np.trace(np.eye(3)), np.diagonal(np.arange(24).reshape(2, 3, 4), 0, 1, 2))
b = np.zeros((3, 3), dtype=int)
np.fill_diagonal(b, 5)
c = np.zeros((2, 3))
np.fill_diagonal(c, [1, 2])
print(b, c, np.diagflat([[1, 2], [3, 4]]), np.diag([1, 2], 1), np.diag(a), np.diag(a, -1), np.tril(a), np.triu(a, 1))
print(np.unravel_index(7, (3, 4)), np.unravel_index([0, 5, 11], (3, 4)), np.unravel_index(np.argmax(a), a.shape), np.unravel_index(2, 5), np.ravel_multi_index((1, 2), (3, 4)))
print(np.ravel_multi_index(([1, 2], [0, 3]), (3, 4)), np.flatnonzero([0, 3, 0, 5]), list(np.ndindex(2, 2)), list(np.ndindex((2,))), list(np.ndenumerate([[1, 2], [3, 4]])))
print(np.take_along_axis(a, np.argsort(-a, axis=1), axis=1), np.take_along_axis(a, np.array([[0], [1], [2]]), 1), np.take_along_axis(a, np.array([[2, 1, 0, 2]]), 0))

print(*np.array_split(np.arange(8), 3), *np.array_split(a, 2, axis=1), *np.array_split(np.arange(2), 3), *np.array_split(a, [1, 2]), *np.split(np.arange(6), 3))
print(*np.vsplit(a, 3), *np.hsplit(a, 2), *np.hsplit(np.arange(4), 2), *np.hsplit(a, [1, 3]), *np.array_split(np.arange(7), 4))
print(np.dstack([[1, 2], [3, 4]]), np.dstack([a, a]).shape, np.atleast_3d(1).shape, np.atleast_3d([1, 2]).shape, np.atleast_3d(a).shape)
print(np.broadcast_shapes((3, 1), (1, 4)), np.broadcast_shapes(3, (2, 1)), *np.broadcast_arrays([1, 2], [[3], [4]]), np.tile([1, 2], (2, 2)), np.repeat(a, 2, 1))
print(np.fliplr(a), np.flipud(a), np.rot90(a), np.rot90(a, 2), np.rot90(a, -1), np.rot90(np.arange(8).reshape(2, 2, 2), 1, (1, 2)), np.roll(a, 1), np.roll(a, -1, axis=1))
print(np.delete([1, 2, 3, 4], 1), np.delete(a, [0, 2], axis=1), np.delete(a, -1, 0), np.delete(a, slice(0, 2), 0), np.delete([1, 2, 3], [True, False, True]), np.delete(a, 5))
print(np.insert([1, 2, 3], 1, 9), np.insert([1, 2, 3], -1, [8, 9]), np.insert(a, 1, 0, axis=1), np.insert(a, 3, [7, 7, 7, 7], axis=0), np.insert([1, 2], 2, 2.7), np.insert(a, 2, 5))
print(np.pad([1, 2, 3], 2), np.pad([1, 2, 3], (1, 2), constant_values=(8, 9)), np.pad(a, 1), np.pad(a, ((0, 1), (2, 0)), constant_values=-1), np.pad([1.5], 1))
for mode in ("edge", "reflect", "symmetric", "wrap"):
    print(mode, np.pad([1, 2, 3, 4], 2, mode), np.pad(a, ((1, 1), (2, 0)), mode), np.pad([1, 2], 5, mode))
x = np.arange(6)
print(np.select([x < 2, x > 3], [x, x**2], 42), np.select([x < 2], [x]), np.apply_along_axis(sum, 0, a), np.apply_along_axis(lambda r: r[::-1], 1, a))
print(np.apply_along_axis(lambda r: r[:2] * 10, 0, a), np.apply_along_axis(np.max, 1, a), np.apply_along_axis(lambda r, k: r.sum() * k, 0, a, 3))
f = np.vectorize(lambda p, q: p - q if p > q else p + q)
print(f([1, 2, 3, 4], 2), f([[1], [5]], [1, 3]), np.vectorize(lambda v: v / 2)([1, 2]), np.vectorize(lambda v: v > 1)([1, 2]), np.vectorize(lambda v: v, otypes=[float])([1, 2]))
print(np.vectorize(lambda v: (v, v * 0.5))([1, 2]), f(3, 1), np.lexsort(([2, 1, 1], [0, 0, -1])), np.array_equiv([1, 2], [[1, 2], [1, 2]]), np.array_equiv([1, 2], [1, 2, 3]))
print(np.trim_zeros([0, 0, 1, 2, 0]), np.trim_zeros(np.array([0, 1, 0]), "f"), np.trim_zeros([0, 0]), np.meshgrid([1, 2], [3, 4])[0])
v = np.arange(6)
print(np.shares_memory(v, v[::2]), np.shares_memory(v[::2], v[1::2]), np.may_share_memory(v[::2], v[1::2]), np.shares_memory(v, v.copy()), np.may_share_memory(v[:3], v[3:]))
print(np.shares_memory(v, v.reshape(2, 3).T), np.shares_memory(v, v[[0, 1]]), np.shares_memory(v[:0], v), np.may_share_memory(v, v.ravel()))
for g in ("array_split([1, 2], 0)", "vsplit([1, 2], 2)", "hsplit(1, 2)", "split(np.arange(5), 2)", "unravel_index(12, (3, 4))", "ravel_multi_index((3, 0), (3, 4))", "fliplr([1])", "flipud(1)",
          "delete([1, 2], 5)", "insert([1, 2], 5, 0)", "select([[True]], [])", "diagonal([1, 2])", "diag(1)", "r_[a, [1, 2]]", "c_[[1, 2], [1, 2, 3]]", "fill_diagonal(np.ones(3), 1)", "broadcast_shapes((2,), (3,))",
          "vectorize(abs)([])", "broadcast_arrays([1, 2], [1, 2, 3])", "pad([1, 2], -1)", "vander([[1]])", "foo"):
    print(g, end=": ")
    attempt(lambda: eval("np." + g))
