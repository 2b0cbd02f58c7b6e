"""Expressions of NumPy, one a line, and what they print; errors by type and text."""
import copy
import pickle
import warnings

import numpy as np

warnings.simplefilter("ignore")
EXPRESSIONS = r"""
np.array([1, 2, 3])
np.array([1, 2.5])
np.array([True, False])
np.array([[1, 2], [3, 4]])
np.array([1, 2], dtype=float)
np.array([1.5, 2], dtype=int)
np.array([1, 2], dtype=np.float32)
np.array([0, 2], dtype=bool)
np.array((1, 2))
np.array(range(3))
np.array(5), np.array(2.5), np.array(True)
str(np.array(5)), str(np.array(2.5))
np.array([[1, 2], [3]])
np.array([1, [2, 3]])
np.array([[1, 2], [3, 4]], ndmin=3)
np.array([np.array([1, 2]), np.array([3, 4])])
np.array([np.float64(1), np.int64(2)])
np.array([])
np.array([[]])
np.array([[], []]).shape
np.asarray([1, 2]) is not None
(lambda a: np.asarray(a) is a)(np.array([1]))
(lambda a: np.array(a) is a)(np.array([1]))
np.zeros(3), np.zeros((2, 3)), np.zeros((0, 3)), np.zeros(())
np.ones(3), np.ones((2, 2), dtype=int), np.ones(2, bool)
np.full((2, 2), 7), np.full(2, 7.5), np.full(2, 7, dtype=float)
np.eye(3), np.eye(2, 3), np.eye(3, k=1), np.identity(2)
np.arange(5), np.arange(2, 5), np.arange(0, 1, 0.1), np.arange(5, 0, -1), np.arange(3.0), np.arange(0)
np.arange(1, 2, 0.3), np.arange(0, 10, 3), np.arange(3, dtype=float)
np.linspace(0, 1, 5), np.linspace(0, 1, 5, endpoint=False), np.linspace(2, 3, 1), np.linspace(0, 1, 0)
np.linspace(-1, 1, 7), np.linspace(0, 10, 3, dtype=int), np.linspace(0, 1, 5, retstep=True)
np.linspace(0, 1).sum(), np.linspace(-5, 5, 100)[37]
np.zeros_like(np.array([1, 2])), np.ones_like([1.5, 2]), np.full_like(np.ones(2), 3), np.empty_like([1, 2]).shape
np.zeros(-1)
np.zeros(1.5)
np.array([1, 2]) + 1, np.array([1, 2]) + 1.5, 1 - np.array([1, 2]), 2 / np.array([1, 2]), 2 ** np.array([1, 2])
np.array([1.5, 2]) * 2, np.array([1.5, 2]) ** 2, np.array([1.5, 2]) ** 0.5, np.array([1.5, 2]) ** -1
np.array([7, -7]) // 2, np.array([7, -7]) % 3, np.array([7.5, -7.5]) // 2, np.array([7.5, -7.5]) % 2
np.array([7, 8]) // 0, np.array([7, 8]) % 0
np.array([4.0, -4.0]) % 2, np.array([4.0, -4.0]) % -2, np.float64(-4) % 2, [1, 2] * np.int64(2)
np.array([1, 2]) ** 3, np.array([1, 2]) / 2
np.array([1, 2]) ** -1
np.array([1, 2], dtype=np.float32) * 2.5, np.array([1, 2], dtype=np.float32) * np.float64(2)
np.array([1, 2], dtype=np.float32) + np.array([1, 2]), np.array([1, 2], dtype=np.float32) + np.ones(2)
np.array([True]) + True, np.array([True, False]) * 3, np.array([True, False]) + 0.5
np.array([True]) - True
-np.array([True])
-np.array([1, -2]), +np.array([1]), abs(np.array([-1.5, 2])), ~np.array([True, False]), ~np.array([5])
np.array([1, 2]) & 1, np.array([True, False]) | np.array([False, False]), np.array([5]) ^ 3
np.array([1.5]) & 1
np.array([1, 2]) == np.array([1, 3]), np.array([1, 2]) != 1, np.array([1, 2]) < 1.5, np.array([1, 2]) >= 2
np.array([1, 2]) == None
np.array([1, 2]) + None
np.array([1, 2]) + "a"
np.array([1.0, 2]) + [1, 2], [1, 2] + np.array([1.0, 2]), (1, 2) * np.array([1, 2])
np.ones((2, 3)) + np.ones(4)
np.ones((2, 3)) * np.ones((2, 1)) + np.arange(3)
np.array([1, 2]) == np.array([1, 2, 3])
np.ones((2, 3)) @ np.ones(2)
np.ones((2, 3)) @ np.ones((2, 2))
np.ones((2, 3)) @ [1, 2, 3], [1, 2] @ np.ones((2, 3)), np.array([1, 2]) @ np.array([3, 4])
np.ones((2, 3)) @ 2
np.array([[1, 2], [3, 4]]) @ np.array([[1, 2], [3, 4]]), np.array([[1, 2], [3, 4]]) @ [0.77, -0.56]
np.ones((2, 2, 3)) @ np.ones((3, 2)), np.ones((2, 2, 3)) @ np.ones(3), (np.ones((5, 2, 3)) @ np.ones((5, 3, 4))).shape
np.dot([1, 2], [3, 4]), np.dot(np.eye(2), [1, 2]), np.dot(2, [1, 2]), np.outer([1, 2], [3, 4]), np.inner([1, 2], [3, 4])
np.dot(np.ones((2, 3)), np.ones(2))
np.matmul(np.eye(2), [1, 2]), np.vdot([[1, 2]], [[3, 4]])
np.exp(0), np.exp([0, 1]), np.log([1, 2]), np.sqrt(4), np.sqrt([1.0, 2]), np.sin(0.0), np.cos(np.array([0.0]))
np.exp(np.array([1], dtype=np.float32)).dtype, np.tanh(0.0), np.log1p(0), np.expm1(0)
np.abs(-1), np.abs([-1.5]), np.absolute(np.array(-2)), np.sign([-2, 0, 3]), np.sign([-2.5, 0, np.nan]), np.square(3)
np.floor([1.5, -1.5]), np.ceil([1.5, -1.5]), np.rint([0.5, 1.5, 2.5]), np.trunc([-1.5, 1.5]), np.round(2.567, 2)
np.round([1.234, 5.678], 1), np.around([15.5, 25], -1), np.round([1, 2]), np.array([1.26]).round(1)
np.maximum([1, 5], [3, 2]), np.minimum(3, [1, 5]), np.maximum(1.5, 2), np.clip([1, 5, 10], 2, 6), np.array([1.5, 9]).clip(2, 3)
np.where([True, False], [1, 2], [3, 4]), np.where(np.array([1, 5]) > 2, 1.5, 0), np.where([1, 0, 1])
np.where([True, False], 1, [[3.5, 4], [5, 6]])
np.add(1, 2), np.subtract([1, 2], 1), np.multiply(2, [1, 2]), np.divide(1, 2), np.power(2, 3), np.power([1.0, 2], 2)
np.greater([1, 2], 1), np.logical_and([True, False], [True, True]), np.logical_not([0, 1]), np.equal(1, 1)
np.isnan([1, np.nan]), np.isinf([1, np.inf]), np.isfinite([1.0, np.inf, np.nan]), np.isnan(np.nan)
np.sum([1, 2, 3]), np.sum([[1.5, 2], [3, 4]], axis=0), np.sum(np.ones((2, 3)), axis=1, keepdims=True), np.sum([])
np.array([[1, 2], [3, 4]]).sum(), np.array([[1, 2], [3, 4]]).sum(-1), np.array([True, True]).sum()
np.sum(np.ones((2, 3, 4)), axis=(0, 2)), np.ones((2, 3)).sum(axis=0, dtype=int)
np.zeros((2, 3)).sum(5)
np.mean([1, 2]), np.mean([[1, 2], [3, 4]], axis=0), np.array([1, 2, 4]).mean(), np.ones(3, dtype=np.float32).mean()
np.var([1, 2, 4]), np.std([1, 2, 4]), np.std([1, 2, 4], ddof=1), np.array([[1, 2], [5, 9]]).std(axis=0), np.var([1, 2], ddof=1)
np.max([1, 5, 2]), np.min([[1, 5], [2, 0]], axis=0), np.array([[1, 5], [2, 0]]).max(1), np.max([1.0, np.nan])
np.array([]).max()
np.array([]).argmax()
np.argmax([1, 5, 2]), np.argmin([[3, 1], [0, 2]]), np.argmax([[3, 1], [0, 2]], axis=1), np.array([2, 1]).argmin()
np.prod([1, 2, 3]), np.prod([[1.5, 2], [3, 4]], axis=0), np.cumsum([1, 2, 3]), np.cumsum([[1, 2], [3, 4]], axis=1)
np.cumprod([1, 2, 3]), np.median([3, 1, 2]), np.median([1, 2, 3, 4]), np.median([[1, 5], [2, 0]], axis=0), np.ptp([1, 5])
np.any([0, 1]), np.all([0, 1]), np.array([[1, 0], [1, 1]]).all(axis=0), np.array([[0, 0], [1, 1]]).any(axis=1)
np.count_nonzero([1, 0, 2]), np.average([1, 2], weights=[3, 1]), np.diff([1, 4, 9]), np.diff([[1, 4, 9]], axis=1)
np.arange(6).reshape(2, 3), np.arange(6).reshape((3, -1)), np.arange(6).reshape(-1), np.arange(6).reshape(2, 3).T
np.arange(6).reshape(4, 2)
np.arange(6).reshape(-1, -1)
np.arange(6).reshape(2, 3, order="F")
np.arange(6).reshape(2, 3).ravel(), np.arange(4).reshape(2, 2).flatten(), np.ravel([[1, 2], [3, 4]])
np.arange(24).reshape(2, 3, 4).transpose(2, 0, 1).shape, np.transpose(np.ones((2, 3))).shape, np.swapaxes(np.ones((2, 3)), 0, 1).shape
np.transpose(np.ones((2, 3)), (0,))
np.squeeze(np.ones((1, 2, 1))), np.expand_dims([1, 2], 0), np.expand_dims([1, 2], -1), np.ones((1, 2)).squeeze(0)
np.squeeze(np.ones((1, 2)), 1)
np.concatenate([[1, 2], [3.5]]), np.concatenate([np.ones((1, 2)), np.zeros((2, 2))]), np.concatenate([[[1], [2]], [[3], [4]]], axis=1)
np.concatenate([np.ones(2), np.ones((2, 2))])
np.concatenate([np.ones((2, 2)), np.ones((2, 3))])
np.concatenate([])
np.stack([[1, 2], [3, 4]]), np.stack([[1, 2], [3, 4]], axis=1), np.vstack([[1, 2], [3, 4]]), np.hstack([[1, 2], [3]])
np.stack([np.ones(2), np.ones(3)])
np.hstack([[[1], [2]], [[3], [4]]]), np.column_stack([[1, 2], [3, 4]]), np.append([1, 2], [3, 4]), np.append([[1]], [[2]], axis=0)
np.split(np.arange(6), 3), np.split(np.arange(6), [2, 5]), np.tile([1, 2], 2), np.tile([1, 2], (2, 2)), np.repeat([1, 2], 2)
np.repeat([[1, 2], [3, 4]], 2, axis=0), np.repeat([1, 2], [1, 3]), np.flip([1, 2, 3]), np.roll([1, 2, 3], 1), np.take([5, 6, 7], [0, 2])
np.sort([3, 1, 2]), np.argsort([3, 1, 2]), np.sort([[3, 1], [2, 0]], axis=0), np.unique([3, 1, 3]), np.sort([2, np.nan, 1])
np.unique([3, 1, 3], return_counts=True), np.unique([3, 1, 3], return_index=True, return_inverse=True)
np.diag([1, 2]), np.diag([[1, 2], [3, 4]]), np.diag([1, 2], 1), np.tril(np.ones((2, 2))), np.triu(np.ones((2, 2)))
np.meshgrid([1, 2], [3, 4, 5]), np.nonzero([[1, 0], [0, 2]]), np.argwhere([0, 3]), np.broadcast_to([1, 2], (2, 2))
np.broadcast_to([1, 2], (3,))
np.arange(5)[1], np.arange(5)[-1], np.arange(5)[1:3], np.arange(5)[::2], np.arange(5)[::-1], np.arange(5)[-2:], np.arange(5)[3:1]
np.arange(5)[10:], np.arange(5)[3:0:-1], np.arange(12).reshape(3, 4)[::-1, ::-2]
np.arange(6).reshape(2, 3)[1], np.arange(6).reshape(2, 3)[1, 2], np.arange(6).reshape(2, 3)[:, 1], np.arange(6).reshape(2, 3)[..., 0]
np.arange(6).reshape(2, 3)[None].shape, np.arange(3)[:, np.newaxis], np.arange(6).reshape(2, 3)[1, ...], np.array(5)[()], np.array(5)[...]
np.arange(5)[[0, 2]], np.arange(5)[np.array([True, False, True, False, True])], np.arange(6).reshape(2, 3)[[0, 1], [1, 2]]
np.arange(24).reshape(2, 3, 4)[0, :, [1, 2]].shape, np.arange(24).reshape(2, 3, 4)[:, [0, 1], 1].shape, np.arange(6).reshape(2, 3)[[1]]
np.arange(6).reshape(2, 3)[np.array([[True, False, True], [False, True, False]])], np.arange(6)[np.arange(6) > 3]
np.arange(5)[5]
np.arange(5)[-6]
np.arange(5)[1, 2]
np.arange(5)[1.5]
np.arange(5)["a"]
np.arange(5)[[1, 7]]
np.arange(5)[[1.5]]
np.ones(3)[np.array([True, False])]
np.array(5)[0]
np.arange(5)[::0]
np.arange(5)[np.int64(2)], np.arange(5)[np.array(2)], np.arange(5)[np.array([[0, 1], [2, 3]])]
len(np.array(5))
list(np.array(5))
len(np.ones((2, 3))), list(np.arange(2)), [r.tolist() for r in np.eye(2)]
np.ones((2, 3)).shape, np.ones((2, 3)).size, np.ones((2, 3)).ndim, np.ones((2, 3)).dtype, np.ones((2, 3)).nbytes, np.ones((2, 3)).strides
np.ones(2).dtype, repr(np.ones(2).dtype), np.dtype("float32"), np.dtype(int).name, np.dtype(bool).itemsize, np.ones(2).dtype == np.float64
np.ones(2).dtype == "float64", np.dtype(float).type, np.dtype("i8").kind, np.float32, np.int64, np.bool_
np.dtype("foo")
np.array([1.7, -1.7]).astype(int), np.array([0, 2]).astype(bool), np.array([1, 2]).astype("float32"), np.array([1.5]).astype(np.float64)
np.arange(3).tolist(), np.array(2.5).item(), np.array([2.5]).item(), np.arange(6).reshape(2, 3).tolist(), np.arange(6).item(2)
np.arange(3).item()
float(np.array(2.5)), int(np.array([2][0])), bool(np.array([0])), float(np.float32(0.1)), int(np.int64(7))
bool(np.array([1, 2]))
float(np.array([1, 2]))
np.array([1, 2]).foo
np.foo
hasattr(np, "foo"), hasattr(np.ones(1), "foo"), 2 in np.array([1, 2])
np.float64(2.5), np.float64(1) + 1, np.float64(3) / 2, np.float64(2) ** 0.5, 1 - np.float64(0.5), -np.float64(2), abs(np.float64(-2))
np.float64(7) // 2, np.float64(7) % 4, np.float64(1) < 2, np.float64(1) == 1, np.float64(2) * np.array([1, 2]), np.float64(1) / 0
np.int64(3), np.int64(3) + 1, np.int64(7) // 2, np.int64(3) / 2, np.int64(3) * 1.5, np.int64(2) ** 3, np.int64(3) == 3, -np.int64(3)
np.float32(0.1), np.float32(3) * 1.5, np.float32(3) * np.float64(1), np.float32(1) / 3, np.float32(1e10), np.float32(1e-5), np.float32(16777217)
np.bool_(True), np.True_ if hasattr(np, "True_") else 0, np.bool_(1) & False, not np.bool_(False)
str(np.float64(2.5)), f"{np.float64(2.567):.2f}", f"{np.int64(3):>5}", f"{np.float32(0.1)}", "%.3f" % np.float64(1.5), round(np.float64(2.567), 1)
[np.float64(1.0), np.int64(2)], {"a": np.float32(1.5)}, (np.bool_(False),)
np.float64(2.5).item(), np.float64(2.5).dtype, np.float64(2.5).shape, np.int64(3).item(), np.float64(2.5).is_integer(), np.float64(2).astype(int)
isinstance(np.float64(1), float), isinstance(np.int64(1), int), isinstance(np.float64(1), np.floating), hash(np.int64(5)) == hash(5)
np.float64("1.5"), np.float64(np.inf), np.float64(np.nan), np.float64(-0.0), np.float64(1e16), np.float64(1e-5), np.float64(123456789.123)
range(10)[np.int64(3)], [1, 2, 3][np.int64(1)], max(np.array([1.5, 2.5])), sum(np.array([1, 2])), sorted(np.array([3, 1]))
np.pi, np.e, np.inf, np.nan, np.newaxis
np.allclose([1, 2], [1, 2.0000001]), np.isclose([1.0, 2], [1.1, 2]), np.array_equal([1, 2], [1, 2]), np.array_equal([1], [1, 2])
np.linalg.norm([3, 4]), np.linalg.norm([[1, 2], [3, 4]]), np.linalg.norm([[3, 4], [6, 8]], axis=1), np.linalg.norm([1, -2], 1), np.linalg.norm([1, -2], np.inf)
np.shape([[1, 2]]), np.ndim([[1]]), np.size([[1, 2]]), np.isscalar(3)
copy.deepcopy(np.arange(3)), pickle.loads(pickle.dumps(np.arange(3.0))), pickle.loads(pickle.dumps(np.float64(1.5)))
np.arange(6).reshape(2, 3).min(axis=(0, 1)), np.ones((2, 3)).mean(axis=(0, 1)), np.ones((2, 3)).max(axis=1, keepdims=True)
np.array([[1.0, 2], [3, 4]]).T @ np.array([1.0, 2])
np.ones((2, 0)).sum(), np.ones((2, 0)).sum(axis=1), np.ones((0, 2)).mean(axis=1)
np.array([1e-10, 1.5]), np.array([1e10, 1]), np.array([0.1, 100.0]), np.array([1, np.nan, np.inf, -np.inf]), np.arange(2000), np.zeros((40, 40))
np.array([[0.123456789, 123.456], [1e-3, 5]]), np.array([1/3], dtype=np.float32), str(np.array([0.1, 2])), np.array([[True], [False]])
np.array2string(np.array([1.5, 2])), np.array_repr(np.array([1])), np.array_str(np.array([1]))
""".strip().split("\n")

NAMES = {"np": np, "copy": copy, "pickle": pickle}
for expression in EXPRESSIONS:
    try:
        text = repr(eval(expression, NAMES))
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
    print(f">>> {expression}\n{text}")
