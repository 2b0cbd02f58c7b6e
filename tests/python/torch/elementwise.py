"""Element-wise functions that are seldom used: values at the edges of their domains, dtypes, gradients, in place."""
import warnings

import torch

inf, nan = float("inf"), float("nan")
a = torch.tensor([[0.3, -0.7, 0.9], [0.15, -0.25, 0.6]])
b = torch.tensor([[1.3, 2.7, 4.9], [0.35, -2.25, -0.6]])
edges = torch.tensor([0.0, -0.0, 1.0, -1.0, 2.0, -2.5, inf, -inf, nan])
other = torch.tensor([0.0, -0.0, 0.0, 2.0, -1.0, 0.5, inf, 1.0, 1.0])
whole = torch.tensor([[3, -3, 0], [7, -8, 1]])
truth = a > 0
degrees = torch.tensor([0.0, 30.0, 45.0, -90.0, 180.0])

UNARY = ("acos acosh arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh cosh deg2rad digamma erfc "
         "exp2 lgamma log10 log2 logit nan_to_num rad2deg sgn signbit sinc sinh tan").split()
PAIRS = "arctan2 atan2 copysign fmod hypot logaddexp xlogy".split()
RESULTS = """
torch.frac(edges); torch.frac(b); b.frac(); torch.log2(torch.tensor([8.0, 0.125])).tolist(); a.deg2rad()
torch.rad2deg(torch.tensor([0.5, -1.0])); torch.deg2rad(degrees); torch.logit(a, 0.2); a.logit(eps=0.2)
torch.sinc(whole); torch.nan_to_num(edges, 7.0); torch.nan_to_num(edges, posinf=1.0, neginf=-1.0)
edges.nan_to_num(nan=2, posinf=3); torch.nan_to_num(edges.double()); torch.log2(torch.tensor(2)); torch.exp2(whole)
torch.sgn(whole); torch.log10(truth); torch.atan2(a, b); a.atan2(b[0])
torch.atan2(whole, whole.t()[:1].flatten()[:1]); torch.hypot(a, torch.tensor(2.0)); torch.fmod(whole, 3)
torch.fmod(whole, -4); torch.fmod(b, 0.5); torch.fmod(b, torch.tensor([1.0, -2.0, 3.0]))
torch.fmod(whole, torch.tensor([2.0, 2.5, 3.0])); b.fmod(2); torch.fmod(torch.tensor(7), torch.tensor(4))
torch.copysign(b, -1); torch.copysign(whole, -0.0); torch.copysign(b, a); torch.xlogy(a, 2); torch.xlogy(2, b)
torch.xlogy(whole, whole); torch.xlogy(a, torch.tensor([0.0, 1.0, nan])); torch.heaviside(edges, torch.tensor(0.5))
torch.heaviside(a, b); torch.heaviside(whole, torch.tensor([5])); a.heaviside(torch.tensor([0.25]))
torch.logaddexp(a, b); a.logaddexp(b[1])
torch.logaddexp(torch.tensor([1000.0, -1000.0]), torch.tensor([1000.5, -999.0]))
torch.isin(whole, torch.tensor([3, 7])); torch.isin(whole, torch.tensor([3, 7]), invert=True); torch.isin(whole, 3)
torch.isin(3, whole); torch.isin(a, torch.tensor([])); torch.atan2(a.double(), b); torch.hypot(a, b.double())
torch.special.expit(a); torch.special.erf(a); torch.special.logsumexp(a, 1); torch.special.xlogy(a, b)
torch.special.entr(edges); torch.special.xlog1py(a, b); torch.special.gammaln(b); torch.special.psi(b)
torch.special.digamma(a); torch.special.log1p(a); torch.special.expm1(a); torch.special.exp2(a); torch.special.erfc(a)
torch.special.sinc(a); torch.special.logit(a); torch.special.softmax(a, 0); torch.special.log_softmax(a, 1)
torch.special.round(b); torch.log2(torch.ones(0, 2)); torch.atan2(torch.ones(0), torch.ones(1)); torch.tan(a.t())
torch.lgamma(torch.tensor([0.5, 3.0, 100.0, -0.5])); torch.digamma(torch.tensor([0.1, 10.0, -0.3, 1e5]))
torch.log2(a.double().abs()).tolist()[0][0]; hasattr(torch, "log3"); hasattr(a, "log3"); "log2" in dir(torch)
"atan2_" in dir(torch.Tensor); torch.Tensor.log2(b[0])
"""
ERRORS = """
torch.frac(whole); torch.log2(2.0); torch.fmod(whole, 0); torch.heaviside(a, whole); torch.atan2(a, torch.ones(2))
torch.logaddexp(a, torch.ones(2, 2)); torch.hypot(b, torch.ones(4, 2, 3, 2)); a.no_such_name; torch.no_such_name
"""
GRADIENTS = """
w.acos(); w.asin(); w.atan(); w.atanh(); (w + 2).acosh(); w.asinh(); w.cosh(); w.sinh(); w.tan(); w.deg2rad()
w.rad2deg(); w.digamma(); w.erfc(); w.exp2(); w.lgamma(); w.abs().log10(); w.abs().log2(); w.abs().logit()
w.logit(0.2); w.sgn(); w.nan_to_num(); w.sinc(); w.frac(); torch.atan2(w, b); torch.atan2(b, w); torch.atan2(w[0], w)
torch.hypot(w, b); torch.hypot(w, w[1]); w.copysign(b); w.copysign(-1); torch.fmod(w, 0.4); torch.fmod(b, w)
torch.xlogy(w, w.abs()); torch.xlogy(2, w.abs()); torch.xlogy(w, 3.0); torch.logaddexp(w, b)
torch.logaddexp(w, w[:, :1]); torch.special.entr(w.abs())
"""


def each(text):
    return [s.strip() for line in text.strip().splitlines() for s in line.split(";")]


warnings.simplefilter("ignore")
for name in UNARY:
    for data in (a, b, edges, whole, truth):
        print(name, getattr(torch, name)(data))
    print(getattr(a, name)())
    if name != "signbit":
        print(getattr(b.clone(), name + "_")())
for name in PAIRS:
    print(name, getattr(torch, name)(edges, other), getattr(torch, name)(other, edges))
    print(getattr(a, name)(b))
for source in each(RESULTS):
    print(source, "->", eval(source))
for source in each(ERRORS):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        text = str(error) if "no_such" not in source else ""
        print(source, "->", type(error).__name__, text)
for source in each(GRADIENTS):
    w = a.clone().requires_grad_()
    result = eval(source)
    weights = torch.linspace(0.1, 1.3, result.numel()).reshape(result.shape)
    first, = torch.autograd.grad((result * weights).sum(), w, create_graph=True)
    print(source, "->", type(result.grad_fn).__name__, first.detach())
    if first.requires_grad and "digamma" not in source:
        print(torch.autograd.grad((first * weights).sum(), w, allow_unused=True)[0] + 0)
w = torch.tensor([0.0, 1.0, -1.0, 0.5, nan, inf], requires_grad=True)
for make in (torch.sinc, torch.nan_to_num, torch.logit, lambda x: torch.xlogy(x, x), lambda x: torch.copysign(x, -2)):
    print(torch.autograd.grad(make(w).sum(), w))
w = torch.tensor([0.2, 0.4], requires_grad=True)
x = w * 1
x.atan_().mul_(3).fmod_(0.5)
print(x.detach(), torch.autograd.grad(x.sum(), w))
try:
    w.tan_()
except RuntimeError as error:
    print(error)
