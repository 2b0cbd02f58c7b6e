"""torch.nn.init: every function's numbers, its use of the generator, errors and warnings."""
import hashlib
import warnings

import torch
from torch import nn
from torch.nn import init


def digest(t, bits=True):
    texts = [v.hex() if bits else f"{v:.14e}" for v in t.detach().flatten().tolist()]
    return hashlib.sha256(" ".join(texts).encode()).hexdigest()[:12]


FILLS = {
    "uniform_": [(), (-1.5, 2.0)], "normal_": [(), (0.5, 0.1)],
    "trunc_normal_": [(), (0.0, 0.02), (0.0, 1.0, -0.1, 0.1), (1.0, 2.0, 0.0, 0.5), (0.0, 1.0, 1.0, 3.0)],
    "xavier_uniform_": [(), (2.0,)], "xavier_normal_": [(), (0.5,)],
    "kaiming_uniform_": [(), (0.2,), (0, "fan_out", "relu"), (0, "FAN_IN", "tanh")],
    "kaiming_normal_": [(), (0.2,), (0, "fan_out", "relu"), (0, "fan_in", "selu")],
    "sparse_": [(0.4,), (0.1, 0.5)],
}
for name, rows in FILLS.items():
    for arguments in rows:
        for dtype in (torch.float32, torch.float64):
            for shape in ((3, 5), (20, 30)) if name == "sparse_" else ((3, 5), (20, 30), (4, 3, 2, 2)):
                torch.manual_seed(7)
                t = torch.empty(shape, dtype=dtype, requires_grad=True)
                same = getattr(init, name)(t, *arguments) is t
                # Every bit, but of float64 normals: of 600 of them one is an ulp off (two where std scales it), because glibc's
                # log, cos and sin are not correctly rounded; there 15 digits.
                bits = dtype is torch.float32 or "uniform" in name or t.numel() < 600
                print(name, arguments, shape, digest(t, bits), same, t.grad_fn, f"{torch.rand(1).item():.6f}")
torch.manual_seed(3)
g = torch.Generator().manual_seed(11)
for name in ("uniform_", "normal_", "trunc_normal_", "xavier_normal_", "kaiming_uniform_"):
    print(name, digest(getattr(init, name)(torch.empty(4, 5), generator=g)))
print(torch.rand(1), digest(init.normal_(torch.empty(3)[::2])))

# Tensors that are not contiguous get their numbers in the order of memory, and normals others.
LAYOUTS = {
    "transposed": lambda dtype: torch.empty(6, 5, dtype=dtype).t(),
    "gaps": lambda dtype: torch.empty(5, 12, dtype=dtype)[:, ::2],
    "permuted": lambda dtype: torch.empty(4, 3, 5, dtype=dtype).permute(2, 0, 1),
    "column": lambda dtype: torch.empty(20, 3, dtype=dtype)[:, 1],
    "small": lambda dtype: torch.empty(3, 4, dtype=dtype).t(),
}
for layout, make in LAYOUTS.items():
    for name, arguments in (("uniform_", (-1.5, 2.0)), ("normal_", ()), ("trunc_normal_", ()), ("trunc_normal_", (0.0, 1.0, 1.0, 3.0)),
                            ("kaiming_uniform_", ()), ("orthogonal_", ())):
        for dtype in (torch.float32, torch.float64):
            torch.manual_seed(7)
            t = make(dtype)
            if t.dim() < 2 and name in ("kaiming_uniform_", "orthogonal_") or name == "orthogonal_" and t.dim() > 2:
                continue
            getattr(init, name)(t, *arguments)
            shown = [round(v, 5) + 0.0 for v in t.flatten().tolist()[:4]] if name == "orthogonal_" else digest(t)
            print(layout, name, arguments, shown, t.stride(), f"{torch.rand(1).item():.6f}")
x = torch.zeros(4, 6).t()
for like in (torch.empty_like, torch.zeros_like, torch.rand_like, torch.randn_like, lambda t: torch.full_like(t, 2.0, requires_grad=True)):
    for t in (x, x[::2], x.t()[:, None].expand(4, 3, 6), torch.zeros(2, 3, 4).permute(1, 2, 0)):
        torch.manual_seed(1)
        made = like(t)
        print(made.stride(), made.is_contiguous(), made._base is None, made.is_leaf, made.requires_grad)
        print(digest(made) if like in (torch.rand_like, torch.randn_like) else made.sum().item() if like is torch.zeros_like else "")
torch.manual_seed(2)
print(torch.nn.functional.dropout(torch.ones(3, 4).t(), 0.5), torch.empty(3, 4).t().bernoulli_(0.5), torch.empty(3, 4).t().random_(5))

print(init.eye_(torch.empty(2, 3)), init.ones_(torch.empty(2)), init.zeros_(torch.empty(2)), init.constant_(torch.empty(2), 0.3))
for shape, groups in (((3, 2, 3), 1), ((4, 2, 3, 3), 2), ((2, 3, 2), 1), ((2, 2, 1, 3, 2), 1)):
    t = init.dirac_(torch.empty(shape), groups)
    print(shape, groups, t.nonzero().tolist(), t.sum().item())

for shape, gain in (((3, 3), 1), ((5, 3), 2.0), ((3, 5), 1), ((4, 2, 3), 0.5), ((1, 4), 1), ((4, 1), 1), ((40, 25), 1)):
    for dtype in (torch.float32, torch.float64):
        torch.manual_seed(5)
        t = init.orthogonal_(torch.empty(shape, dtype=dtype, requires_grad=True), gain)
        flat = t.detach().reshape(shape[0], -1)
        square = flat @ flat.t() if flat.shape[0] <= flat.shape[1] else flat.t() @ flat
        error = (square / gain**2 - torch.eye(len(square), dtype=dtype)).abs().max().item()
        print(shape, gain, [round(v, 5) + 0.0 for v in flat.flatten().tolist()[:6]], error < 2e-6, f"{torch.rand(1).item():.6f}")

print([init.calculate_gain(*a) for a in (("linear",), ("conv2d",), ("sigmoid",), ("tanh",), ("relu",), ("leaky_relu",),
                                         ("leaky_relu", 0.2), ("leaky_relu", 1), ("selu",))])


def attempt(f, *args, **kwargs):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            result = f(*args, **kwargs)
            print("fine", tuple(result.shape) if isinstance(result, torch.Tensor) else result)
        except Exception as error:
            print(type(error).__name__, error)
    for w in seen:
        print("  warns", w.category.__name__, w.message)


attempt(init.calculate_gain, "gelu")
attempt(init.calculate_gain, "leaky_relu", True)
attempt(init.calculate_gain, "leaky_relu", "x")
for f in (init.xavier_uniform_, init.xavier_normal_, init.kaiming_uniform_, init.kaiming_normal_, init.orthogonal_, init.eye_,
          init.dirac_):
    attempt(f, torch.empty(3))
attempt(init.dirac_, torch.empty(3, 2, 2), 2)
attempt(init.sparse_, torch.empty(3), 0.5)
attempt(init.kaiming_uniform_, torch.empty(2, 2), mode="fan")
attempt(init.kaiming_normal_, torch.empty(2, 2), nonlinearity="swish")
attempt(init.kaiming_uniform_, torch.empty(0, 2))
attempt(init.kaiming_normal_, torch.empty(0, 2))
attempt(init.orthogonal_, torch.empty(0, 2))
attempt(init.trunc_normal_, torch.empty(50), 0.0, 1.0, 3.0, 4.0)
attempt(init.uniform_, torch.empty(2), 2.0, 1.0)
attempt(init.normal_, torch.empty(2), 0.0, -1.0)
attempt(init.uniform_, torch.empty(2, dtype=torch.int64))
attempt(init.normal_, torch.empty(2, dtype=torch.int64))
for name in ("uniform", "normal", "constant", "eye", "dirac", "xavier_uniform", "xavier_normal", "kaiming_uniform",
             "kaiming_normal", "orthogonal", "sparse"):
    given = {"constant": (0.5,), "sparse": (0.5,)}.get(name, ())
    attempt(getattr(init, name), torch.empty(2, 2, 3) if name == "dirac" else torch.empty(2, 2), *given)

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
for layer in net:
    if isinstance(layer, nn.Linear):
        init.xavier_uniform_(layer.weight, gain=init.calculate_gain("relu"))
        init.zeros_(layer.bias)
print(net(torch.ones(1, 4)), net[0].weight._version)
