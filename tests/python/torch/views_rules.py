"""Which views may be written to, what is recorded of parts, and gradients through writes into views."""
import torch


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


def make():
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    return x, x * 1


# --- views made without gradients ------------------------------------------------------------------------------
x, y = make()
with torch.no_grad():
    v, w = y[:2], x[:2]
print(v.requires_grad, v.is_leaf, v.grad_fn, v._is_view(), v._base is y, v, w)
attempt(lambda: v.mul_(2))
attempt(lambda: w.mul_(2))
attempt(lambda: v[:1].mul_(2))
print((v * 3).grad_fn.next_functions)
x, y = make()
with torch.no_grad():
    v = y[:2]
    v.mul_(2)
print(y, y._version, v)
x, y = make()
with torch.no_grad():
    v = y[:2]
y.mul_(2)
print(v.requires_grad)
attempt(lambda: v.grad_fn)
attempt(lambda: v * 2)
plain = torch.zeros(3)
with torch.no_grad():
    v = plain[:2]
attempt(lambda: v.add_(1))
attempt(lambda: v.copy_(x[:2]))

# --- views that are leaves themselves ----------------------------------------------------------------------------
base = torch.zeros(3)
v = base[:2].requires_grad_()
attempt(lambda: v.add_(1))
base.add_(1)
print(v, v.is_leaf, v._version)
x, y = make()
base.mul_(y)
print(v, base)

# --- detached --------------------------------------------------------------------------------------------------------
x, y = make()
d = y.detach()
d.mul_(2)
print(d._version, y._version, d._is_view(), y.grad_fn.name())
with torch.no_grad():
    v = y.detach()[:2]
print(v.mul_(2), v.requires_grad, y)

# --- parts -------------------------------------------------------------------------------------------------------------
x = torch.arange(12.0).reshape(4, 3).requires_grad_()
for parts in (x.unbind(), x.unbind(1), x.split(3), x.split([1, 3]), x.chunk(3), x.tensor_split(3), x.hsplit(3), x.vsplit(2),
              torch.split(x, 2, dim=1), torch.unbind(x, dim=-1), torch.chunk(x, 2, 1), x.tensor_split((1, 2), dim=1),
              x.split_with_sizes([2, 2])):
    print(type(parts).__name__, [(tuple(p.shape), p.grad_fn.name(), p.output_nr) for p in parts],
          parts[0].grad_fn is parts[-1].grad_fn)
    loss = sum((p * (i + 1)).sum() for i, p in enumerate(parts[1:]))
    print(torch.autograd.grad(loss, x)[0].tolist())
rows = [row for row in x]
print([r.grad_fn.name() for r in rows], rows[0].grad_fn is rows[3].grad_fn)
a, b, c, d = x
print(b, d.output_nr, b.grad_fn.next_functions[0][0].name())
g, = torch.autograd.grad((x.unbind()[1] ** 3).sum(), x, create_graph=True)
print(torch.autograd.grad(g.sum(), x)[0].tolist())
print(len(torch.zeros(100, 2).unbind()), len(list(torch.zeros(100))), torch.zeros(0, 3).unbind(), torch.zeros(0, 3).chunk(2))
x, y = make()
for parts in ("unbind()", "split(1)", "chunk(3)", "split([1, 2])", "tensor_split(3)"):
    for of in ("x", "y", "torch.zeros(3)"):
        first = eval(f"{of}.{parts}")[0]
        attempt(lambda: first.mul_(2))
        attempt(lambda: first.mul_(x[0]))
x, y = make()
first = y.unbind()[0]
with torch.no_grad():
    first.mul_(2)
attempt(lambda: first.grad_fn)
x, y = make()
first = y.split(2)[0]
attempt(lambda: first[:1].mul_(2))
y.mul_(2)
attempt(lambda: first + 1)

number, matrix = torch.tensor(1.0), torch.rand(4, 3)
attempt(lambda: torch.unbind(number))
attempt(lambda: matrix.unbind(5))
attempt(lambda: matrix.split(-1))
attempt(lambda: matrix.split(0))
attempt(lambda: matrix.split([1, 1]))
attempt(lambda: matrix.split([5, -1]))
attempt(lambda: matrix.chunk(0))
attempt(lambda: matrix.tensor_split(0))
attempt(lambda: number.split(1))
attempt(lambda: number.chunk(1))
attempt(lambda: number.tensor_split(1))
attempt(lambda: matrix.hsplit(2))
attempt(lambda: list(number))

# --- gradients of gradients through writes into views ------------------------------------------------------------------
x = torch.tensor([0.5, 2.0], requires_grad=True)
for name in ("exp_", "tanh_", "sigmoid_", "sqrt_", "relu_", "reciprocal_", "square_"):
    y = x * 1
    getattr(y[:1], name)()
    g, = torch.autograd.grad((y * y).sum(), x, create_graph=True)
    h, = torch.autograd.grad((g * g).sum(), x)
    print(name, [round(v, 5) for v in g.tolist()], [round(v, 4) for v in h.tolist()], y.grad_fn.name())
v = (x * 1)[:1]
attempt(lambda: torch.autograd.grad(v.exp_().mul_(x[1]), x, create_graph=True))
v = (x * 1)[:1]
v.mul_(x[1]).exp_()
g, = torch.autograd.grad(v, x, create_graph=True)
print([round(v, 4) for v in torch.autograd.grad(g.sum(), x)[0].tolist()])
x, y = make()
v = y[1:]
v.mul_(x[:2])
v.add_(y[0])
print(v, y, v.grad_fn.name(), y.grad_fn.name())
y.sum().backward()
print(x.grad)
# a view of a leaf that a step changed
w = torch.ones(3, requires_grad=True)
v = w[:2]
with torch.no_grad():
    w.add_(1)
print(v)
v.sum().backward()
print(w.grad)
