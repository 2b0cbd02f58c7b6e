"""Backward passes, hooks, modes and custom functions."""
import torch
from torch.autograd import Variable, grad


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error))


x = torch.tensor([2.0, 3.0], requires_grad=True)
y = (x**2).sum()
y.backward(retain_graph=True)
print(x.grad)
y.backward()
print(x.grad, x.grad is x.grad)
attempt(y.backward)
x.grad = None
(x * 3).backward(torch.tensor([1.0, 10.0]))
print(x.grad)
x.grad.zero_()
(x * 3).backward(gradient=torch.ones(2))
print(x.grad)
print(grad((x**3).sum(), x), grad((x**3).sum(), [x], create_graph=True)[0].requires_grad)
first = grad((x**3).sum(), x, create_graph=True)[0]
second = grad(first.sum(), x)[0]
print(first, second)
a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)
print(grad(a * 2, [a, b], allow_unused=True), grad(a * 2, [a, b], materialize_grads=True))
attempt(lambda: grad(a * 2, b))
attempt(lambda: grad(torch.ones(2, requires_grad=True) * 2, a))
attempt(lambda: grad(a * 2, torch.ones(1)))
attempt(lambda: (x * 2).backward())
attempt(lambda: (x * 2).backward(torch.ones(3)))
attempt(lambda: torch.ones(1).backward())
attempt(lambda: torch.autograd.backward([a * 2, b * 3]))
print(a.grad, b.grad)
(a * b).backward(inputs=[a])
print(a.grad, b.grad)

with torch.no_grad():
    inside = x * 2
    print(inside.requires_grad, torch.is_grad_enabled())
    with torch.enable_grad():
        print((x * 2).requires_grad)
print(torch.is_grad_enabled())


@torch.no_grad()
def quiet(t):
    return t * 2


@torch.no_grad
def bare(t):
    return t * 2


print(quiet(x).requires_grad, bare(x).requires_grad, quiet.__name__)
with torch.set_grad_enabled(False):
    print((x * 2).requires_grad)
torch.set_grad_enabled(True)
with torch.inference_mode():
    print((x * 2).requires_grad)
try:
    with torch.no_grad():
        raise ValueError("inside")
except ValueError:
    print(torch.is_grad_enabled())

seen = []
h = x * 2
h.retain_grad()
handle = h.register_hook(lambda g: seen.append(g.clone()))
double = x.register_hook(lambda g: g * 2)
x.grad = None
h.sum().backward()
print(seen, h.grad, x.grad)
handle.remove()
double.remove()
x.grad = None
(x * 2).sum().backward()
print(seen, x.grad)


def failing(g):
    raise KeyError("from a hook")


bad = x.register_hook(failing)
attempt((x * 2).sum().backward)
bad.remove()
print(torch.is_grad_enabled())
attempt(lambda: torch.ones(1).register_hook(print))


class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, grad_output):
        (result,) = ctx.saved_tensors
        return grad_output * result


class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i, factor):
        ctx.factor = factor
        return i * factor, i + factor

    @staticmethod
    def backward(ctx, one, two):
        return one * ctx.factor + two, None


x.grad = None
e = Exp.apply(x)
print(e, type(e.grad_fn).__name__, e.requires_grad)
e.sum().backward()
print(x.grad)
x.grad = None
one, two = Scale.apply(x, 5.0)
(one.sum() + (two * two).sum()).backward()
print(x.grad, one.grad_fn.name())
print(Exp.apply(torch.ones(1)).requires_grad)

v = Variable(torch.ones(1), requires_grad=True)
print(v, isinstance(v, torch.Tensor), isinstance(v, Variable))
w = torch.ones(2, requires_grad=True)
out = ((w * 2 + 1) ** 2).mean()
node = out.grad_fn
while node is not None:
    print(type(node).__name__, [(type(n).__name__, i) for n, i in node.next_functions])
    node = node.next_functions[0][0] if node.next_functions else None
leaf = (w * 2).grad_fn.next_functions[0][0]
print(leaf.variable is w, (w * 2).grad_fn is not None, out.grad_fn is out.grad_fn)
w.data = torch.tensor([5.0, 6.0])
w.data[0] = 9
print(w, w.data, w.detach().requires_grad)
with torch.no_grad():
    w -= 1
    w.add_(1).mul_(2)
print(w, w._version >= 0)
w.grad = torch.ones(2)
print(w.grad)
attempt(lambda: setattr(w, "grad", 1))
attempt(lambda: setattr(w, "grad", torch.ones(3)))
attempt(lambda: setattr(w, "requires_grad", 1))
attempt(lambda: (w * 2).requires_grad_(False))
attempt(lambda: torch.tensor([1]).requires_grad_())
attempt(lambda: torch.tensor([1], requires_grad=True))
attempt(lambda: w.add_(1))
