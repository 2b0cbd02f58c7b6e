"""numpy: quantiles, covariances, counts, histograms, sets."""
import warnings

import numpy as np


def attempt(f):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)
    for one in said:
        print("  ", one.category.__name__, one.message)


rng = np.random.default_rng(5)
a = rng.normal(size=(4, 7)).round(3)
n = np.where(a > 1, np.nan, a)
print(repr(np.percentile(a, 30)), np.percentile(a, [0, 25, 50, 75, 100]), np.quantile(a, 0.9), np.quantile(a, [[0.1, 0.5]]))
print(np.percentile(a, 40, axis=0), np.percentile(a, [10, 90], axis=1), np.percentile(a, 50, axis=1, keepdims=True).shape)
print(np.quantile(a, 0.25, axis=(0, 1)), np.percentile([1, 2, 3, 4], 50), np.percentile([5], 20), np.percentile(range(11), 95))
print(repr(np.percentile(np.array([1, 2, 4], np.float32), 30)), float(np.percentile(np.float32([0.1, 0.7, 0.9]), 40)).hex(), np.quantile(np.array([1, 2, 4], np.float32), [0.3]), np.percentile(n, 50))
for method in ("lower", "higher", "midpoint"):
    print(method, np.percentile(a, [5, 50, 77], axis=0, method=method), np.quantile([1, 2, 3], 0.5, method=method))
print(np.median(a), np.median(a, axis=0), np.median([1, 2, 3, 4]))
print(np.nansum(n), np.nanmean(n), np.nanmean(n, axis=0), np.nanstd(n).round(12), np.nanvar(n, axis=1, ddof=1).round(12), np.nanmax(n), np.nanmin(n, axis=1))
print(np.nanmedian(n), np.nanmedian(n, axis=0), np.nanpercentile(n, 30), np.nanpercentile(n, [20, 60], axis=1).round(12), np.nanargmax(n), np.nanargmin(n, axis=0))
print(np.nanprod([2, np.nan, 3]), np.nansum([[1, np.nan], [2, 3]], axis=0, keepdims=True), np.nanmean([1, 2]), np.nanquantile(n, 0.5), np.nansum([1, 2]))

print(np.cov(a).round(12).tolist(), np.cov(a, rowvar=False).shape, repr(np.cov([1, 2, 4]).round(12)), np.cov([1, 2, 4], [3, 1, 5]).round(12))
print(np.corrcoef(a).round(12).tolist(), np.corrcoef([1, 2, 3], [1, 5, 4]).round(12), np.corrcoef(a[:, 0], a[:, 1])[0, 1].round(12))
print(np.cov(a, bias=True).round(12)[0], np.cov(a, ddof=3).round(12)[1], np.cov(a.T, a.T[:1], rowvar=True).shape, np.corrcoef([1, 2, 3]))

k = rng.integers(0, 6, 40)
print(np.bincount(k), np.bincount(k, minlength=9), np.bincount([0, 2, 2], weights=[0.5, 1, 2]), np.bincount([]), np.bincount(k).dtype)
print(np.unique(k), np.unique(k, return_counts=True), np.unique([3.5, 1, 3.5], return_index=True, return_inverse=True))
for args in ((a,), (a, 4), (k,), (k, 6), (a, [-1, 0, 0.5, 2]), (k, np.arange(7)), ([1, 1, 1],), ([], 3), (a, 5, (-1, 1)), (k, 3, (0, 10))):
    print(*np.histogram(*args), np.histogram(*args)[0].dtype, np.histogram(*args)[1].dtype)
print(*np.histogram(a, 4, density=True), *np.histogram(k, [0, 1, 5], weights=k * 0.5), *np.histogram([1, 2, 3, 4], 2, weights=[1, 2, 3, 4]))
big = rng.random(2000)
print(np.histogram(big, 50)[0].tolist(), np.histogram(np.float32([0.1, 0.2, 0.7, 1]), 3), np.histogram_bin_edges(k, 4), np.histogram(np.arange(0, 1, 0.1))[0])
print(*np.histogram2d([0.1, 0.5, 0.9, 0.5], [1, 2, 3, 2], bins=2), np.histogram2d([1, 2], [1, 2], bins=[[0, 1, 2], [0, 3]])[0], np.histogram2d(big, big, (3, 2))[0])
print(np.digitize([0.5, 1, 2.5, 9], [1, 2, 3]), np.digitize([1, 2.5], [1, 2, 3], right=True), np.digitize([2.5, 0], [3, 2, 1]), repr(np.digitize(2, [1, 2, 3])))
print(np.searchsorted([1, 2, 2, 3], [2, 0, 5]), np.searchsorted([1, 2, 2, 3], 2, side="right"), repr(np.searchsorted([1, 2], 1.5)), np.arange(5).searchsorted([3]))
print(np.linspace(np.float32(0.1), np.float32(1), 4), np.linspace(np.float32(0.1), 1, 4).dtype, np.float32([0.1, 2]), np.int64([1.5, 2]))
print(np.searchsorted([3, 1, 2], [2, 3], sorter=[1, 2, 0]), np.searchsorted([1.0, np.nan], np.nan))

print(np.isin([1, 2, 3], [2, 5]), np.isin([[1], [9]], [9, 1.0]), np.isin(2, [1, 2]), np.isin([1, 2], [2], invert=True), np.isin([1, 2], []))
print(np.intersect1d([3, 1, 2, 3], [3, 2, 7]), np.union1d([2, 1], [5, 2]), np.setdiff1d([3, 1, 2, 1], [2]), np.setxor1d([1, 2, 3], [3, 4]))
print(np.intersect1d([1, 2.5], [2.5, 3]), np.intersect1d([3, 1, 2], [2, 3], return_indices=True), np.setdiff1d([3, 1, 1], [9], assume_unique=True))

for f in ("percentile(a, 101)", "quantile(a, -0.1)", "percentile(a, [50, np.nan])", "nanmean([np.nan])", "nanmax([np.nan, np.nan])", "nanargmax([np.nan])",
          "cov([1.0])", "bincount([-1, 2])", "bincount(np.array([[1]]))", "bincount(np.array([0.5]))", "bincount([1], minlength=-1)", "bincount([1, 2], weights=[1])",
          "histogram([1, 2], 0)", "histogram([1, 2], 2.5)", "histogram([1, 2], [2, 1])", "histogram([1, 2], [[1]])", "histogram([1, np.nan])",
          "histogram([1, 2], range=(2, 1))", "histogram([1], range=(0, np.inf))", "digitize([1], [1, 3, 2])", "searchsorted([1], 1, side='x')",
          "percentile([], 50)", "nansum([np.nan])", "nanmedian([np.nan, 1])", "cov([[[1]]])"):
    print(f, end=": ")
    attempt(lambda: eval("np." + f))
