"""Quantiles, histograms, means without NaN, covariances, differences, areas and places in sorted numbers."""
import warnings

import torch

inf, nan = float("inf"), float("nan")
a = torch.tensor([[3.0, -1.0, 2.0, 0.25], [0.5, 4.0, -2.5, 1.0], [1.5, 0.0, 7.0, -3.0]])
b = torch.arange(24.0).reshape(2, 3, 4).sin()
missing = torch.tensor([[1.0, nan, 3.0], [2.0, 0.0, 1.0], [nan, nan, 5.0], [nan, nan, nan]])
q = torch.tensor([0.0, 0.3, 0.5, 1.0])
v = torch.tensor([1.0, 2.5, 4.0, 8.0])
whole = torch.tensor([[7, -7, 5, 5], [0, 2, 5, -1]])
scalar = torch.tensor(1.5)

RESULTS = """
torch.quantile(a, 0.3); a.quantile(q); torch.quantile(a, 0.5, 1); a.quantile(q, dim=0)
torch.quantile(a, q, -1, keepdim=True); a.quantile(0.7, keepdim=True); torch.quantile(b, q, 1).shape
torch.quantile(b, 0.25, dim=-2, keepdim=True); torch.quantile(missing, 0.5); missing.quantile(0.5, 0)
missing.quantile(q, 1); torch.nanquantile(missing, 0.5); missing.nanquantile(0.5, 0); missing.nanquantile(q, dim=1)
torch.nanquantile(missing, 0.4, 1, True); torch.quantile(scalar, 0.5)
torch.quantile(a.double(), torch.tensor(0.1).double()).item(); a.t().quantile(0.6, 0)
torch.quantile(a, torch.tensor(0.1)); torch.quantile(a, 1.0); torch.quantile(torch.ones(1), q); torch.nanmean(missing)
missing.nanmean(1); missing.nanmean(0, True); torch.nanmean(missing, (0, 1)); missing.nansum()
torch.nansum(missing, 0); missing.nansum(dim=(-1,), keepdim=True); torch.nansum(whole, 1); torch.nansum(scalar)
torch.histc(a); torch.histc(a, 5); torch.histc(a, bins=4, min=-1, max=3); a.histc(3, 0, 2)
torch.histc(torch.ones(3), 4); torch.histc(b, 7); torch.histc(a.double(), 3)
torch.histc(torch.tensor([1.0, nan, 2.0]), 2, 0, 3); torch.histogram(a, 4); torch.histogram(a, 4, range=(-1.0, 3.0))
torch.histogram(a, v); a.histogram(3, density=True); torch.histogram(v, 2, weight=torch.tensor([1.0, 2.0, 3.0, 4.0]))
torch.histogram(b, 5).hist; torch.histogram(v, 2).bin_edges; torch.cov(a); a.t().cov(); torch.cov(v)
torch.cov(a, correction=0); torch.cov(scalar); torch.cov(whole); torch.cov(a, fweights=torch.tensor([1, 2, 0, 3]))
torch.cov(a, aweights=v); torch.cov(a[0]); torch.cov(a, fweights=torch.tensor([1, 2, 0, 3]), aweights=v, correction=0)
torch.corrcoef(a); v.corrcoef(); torch.corrcoef(a.t()); torch.corrcoef(b[0].double()); torch.diff(v); torch.diff(a)
a.diff(dim=0); torch.diff(a, 2); a.diff(n=5); torch.diff(whole); torch.diff(a > 0); a.diff(n=0)
torch.diff(v, prepend=torch.tensor([0.0])); torch.diff(a, dim=0, append=v.reshape(1, 4)); torch.diff(b, 1, -2).shape
torch.trapezoid(v); torch.trapezoid(a); torch.trapezoid(a, dx=0.5); torch.trapezoid(a, v); torch.trapz(a, v)
torch.trapezoid(a, dim=0); torch.trapezoid(a, torch.tensor([0.0, 1.0, 3.0]), dim=0)
torch.trapezoid(a, a.abs().cumsum(1)); torch.trapezoid(torch.ones(2, 0)); torch.trapezoid(b, v).shape
torch.trapz(v, dx=2); torch.cumulative_trapezoid(v); torch.cumulative_trapezoid(a, v)
torch.cumulative_trapezoid(a, dx=0.25, dim=0); torch.cumulative_trapezoid(b, v)
torch.bucketize(torch.tensor([0.0, 1.0, 2.5, 9.0, nan]), v); torch.bucketize(a, v, right=True)
torch.bucketize(2.5, v); torch.bucketize(whole, torch.tensor([0, 5])); torch.searchsorted(v, a)
torch.searchsorted(v, 4.0, right=True); torch.searchsorted(v, a, side="right")
torch.bucketize(2.5, v, out_int32=True); torch.searchsorted(v, a, out_int32=True)
torch.searchsorted(a.sort(1).values, torch.tensor([[0.0], [1.0], [7.0]]), out_int32=True)
torch.searchsorted(a.sort(1).values, torch.tensor([[0.0], [1.0], [7.0]]))
torch.searchsorted(a, torch.tensor([[0.0, 2.0], [1.0, 0.5], [7.0, 1.5]]), sorter=a.argsort(1))
torch.searchsorted(v, scalar)
"""
ERRORS = """
torch.quantile(a, 1.5); torch.quantile(a, torch.tensor([0.5, 2.0])); torch.quantile(whole, 0.5)
torch.quantile(a, 0.5, 3); torch.quantile(torch.ones(0), 0.5); torch.quantile(a, q.double()); torch.quantile(a, a)
torch.nanquantile(a, -0.5); torch.quantile(a, 0.5, interpolation="best"); torch.nanmean(whole); torch.histc(whole)
torch.histc(a, 0); torch.histc(a, 3, 2, 1); torch.histc(torch.tensor([inf, 1.0])); torch.cov(b); torch.cov(a > 0)
torch.corrcoef(b); torch.diff(scalar); torch.diff(a, -1); torch.diff(a, dim=2); torch.diff(a, prepend=v)
torch.trapezoid(a, v[:2]); torch.bucketize(v, a); torch.searchsorted(a, torch.ones(2, 2))
torch.searchsorted(v, a, side="up"); torch.nansum(a, 2); torch.searchsorted(v, a, right=True, side="left")
torch.searchsorted(a, 2.0)
"""
GRADIENTS = """
torch.quantile(w, 0.3); w.quantile(q, 1); w.quantile(0.6, 0, True); w.nanquantile(q, 0); torch.nanmean(w, 1)
w.nanmean(); w.nansum(0); w.nansum(1, True); torch.cov(w.double()); torch.corrcoef(w); torch.diff(w, 2)
w.diff(dim=0, prepend=w[:1]); torch.trapezoid(w, v); torch.trapezoid(w, dx=0.3, dim=0)
torch.cumulative_trapezoid(w, w); w.quantile(q, 0, interpolation="midpoint")
w.quantile(q, 0, interpolation="nearest"); w.nanquantile(0.2, 1)
"""


def each(text):
    return [s.strip() for line in text.strip().splitlines() for s in line.split(";")]


warnings.simplefilter("ignore")
for source in each(RESULTS):
    print(source, "->", eval(source))
for way in ("linear", "lower", "higher", "midpoint", "nearest"):
    print(way, a.quantile(q, interpolation=way), a.quantile(q, 1, interpolation=way))
    print(missing.nanquantile(q, 1, interpolation=way), missing.quantile(q, 1, interpolation=way))
for source in each(ERRORS):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
for source in each(GRADIENTS):
    for data in (a, torch.where(a > 3, nan, a)):
        w = data.clone().requires_grad_()
        result = eval(source)
        weights = torch.linspace(0.1, 1.3, result.numel()).reshape(result.shape)
        first, = torch.autograd.grad((result * result * weights).sum(), w, create_graph=True)
        print(source, "->", first.detach(), torch.autograd.grad((first * first).nansum(), w)[0])
print(type(torch.nansum(w).grad_fn).__name__)
