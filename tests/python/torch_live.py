"""Whatever a program does, the core's live handles come back to where they were. Downhill's own test.

Prints one line per case: its name and how many handles it left behind.
"""
import copy
import gc
import pickle
import sys

import _dh
import torch
from torch import nn, optim

CASES = []


def case(function):
    CASES.append(function)
    return function


@case
def arithmetic():
    a, b = torch.ones(3), torch.arange(3.0)
    for _ in range(50):
        c = (a + b) * 2 - 1 / (b + 1)
        c += a
        (c > 1) & (c < 2), c @ c, -c, c.sum().item(), c.max(0), c.tolist(), c.shape, c.T


@case
def indexing():
    x = torch.zeros(4, 4)
    x[0], x[1:3, ::2], x[..., None], x[x > 0], x[[0, 1]], x[torch.tensor([1])], x[True]
    x[0] = 1
    x[1:, 1] = torch.ones(3)
    x[[0, 2]] = 5
    x[x > 0] += 1
    list(x), [v.item() for v in x[0]]


@case
def graphs():
    x = torch.ones(3, requires_grad=True)
    y = x
    for _ in range(1000):
        y = y * 1.001 + 0.1
    y.sum().backward()
    z = (x**2).sum()
    first = torch.autograd.grad(z, x, create_graph=True)[0]
    first.sum().backward()
    node = z.grad_fn
    while node.next_functions:
        node = node.next_functions[0][0]
    node.variable.grad.zero_()
    w = x * 1
    w[0] *= 3
    w.sum().backward()


@case
def never_run_backward():
    x = torch.ones(3, requires_grad=True)
    y = (x**2).exp().sum()
    y.retain_grad()
    y.grad_fn.next_functions


@case
def hooks():
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    handles = [x.register_hook(lambda g: g * 2), y.register_hook(lambda g: None)]
    y.sum().backward()
    for handle in handles:
        handle.remove()


@case
def functions():
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 2

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * 2 + 0 * x

    x = torch.ones(2, requires_grad=True)
    Double.apply(x).sum().backward()


@case
def errors():
    x = torch.ones(2, requires_grad=True)
    for source in ("x + torch.ones(3)", "x @ torch.ones(5)", "x[5]", "x[0, 0]", "(x * 2).backward()", "torch.cat([x, 1])",
                   "x.add_(1)", "x.view(7)", "torch.ones(2).sum(4)", "torch.tensor([[1], [1, 2]])", "x.__setitem__(0, torch.ones(3))",
                   "torch.stack([x, torch.ones(3)])", "x[[0, 9]]", "torch.autograd.grad(x.sum(), torch.ones(1))"):
        try:
            eval(source, {"torch": torch, "x": x})
            raise AssertionError(f"{source} raised nothing")
        except (RuntimeError, IndexError, TypeError, ValueError):
            pass


@case
def failing_hook():
    x = torch.ones(2, requires_grad=True)

    def bad(g):
        raise KeyError

    y = x * 2
    handle = y.register_hook(bad)
    try:
        y.sum().backward()
    except KeyError:
        pass
    handle.remove()
    assert torch.is_grad_enabled()


@case
def copies():
    x = torch.ones(2, requires_grad=True)
    (x * 2).sum().backward()
    copy.deepcopy(x), copy.copy(x.detach()), pickle.loads(pickle.dumps(x)), x.numpy if 0 else x.data, x.detach().numpy()
    torch.from_numpy(x.detach().numpy()).add_(1)


@case
def optimizers():
    for kind, options in ((optim.SGD, {"momentum": 0.9}), (optim.Adam, {"amsgrad": True}), (optim.AdamW, {}),
                          (optim.RMSprop, {"centered": True, "momentum": 0.5}), (optim.Adagrad, {})):
        model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
        optimizer = kind(model.parameters(), lr=0.01, **options)
        for _ in range(3):
            optimizer.zero_grad()
            model(torch.ones(4, 2)).pow(2).mean().backward()
            optimizer.step()
        optimizer.load_state_dict(copy.deepcopy(optimizer.state_dict()))


@case
def random_numbers():
    g = torch.Generator().manual_seed(1)
    torch.rand(3, generator=g), torch.randn(20), torch.randperm(5), torch.normal(torch.zeros(2), 1.0)


def left(function):
    function()
    gc.collect()
    start = _dh.live()
    for _ in range(3):
        function()
        gc.collect()
    return _dh.live() - start


def counted(objects):
    """How many of the objects that every tensor refers to drift in their reference counts, over all cases.

    Python's own caches move None's count by some tens; a reference lost or kept at each call adds up to hundreds.
    """
    gc.collect()
    before = [sys.getrefcount(o) for o in objects]
    for _ in range(5):
        for function in CASES:
            function()
    gc.collect()
    return sum(abs(sys.getrefcount(o) - count) > 200 for o, count in zip(objects, before))


for function in CASES:
    print(function.__name__, left(function))
print("reference counts", counted([torch.Tensor, nn.Parameter, torch.Size, _dh.TensorBase, None, True, NotImplemented,
                                   torch.float32, torch.int64, tuple, dict, int, float]))
