"""autograd.Function in all its forms: what is saved, returned, modified, refused; second derivatives."""
import re

import torch
from torch.autograd import Function
from torch.autograd.function import once_differentiable


def said(label, work):
    try:
        print(label, '->', work())
    except Exception as error:
        print(label, '->', type(error).__name__, '|', error)


x = torch.tensor([1.0, 2.0], requires_grad=True)


class Square(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        ctx.factor = 2
        return x * x

    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return ctx.factor * x * g


# %% The node is the ctx
y = Square.apply(x)
print(y, re.sub(' at 0x[0-9a-f]+', '', repr(y.grad_fn)), y.grad_fn.name(), y.grad_fn.factor)
print(y.grad_fn.saved_tensors, y.grad_fn.saved_tensors[0] is x, y.grad_fn.needs_input_grad, y.grad_fn.next_functions[0][1])
y.sum().backward()
print(x.grad)
said('again', lambda: y.sum().backward())
said('saved', lambda: y.grad_fn.saved_tensors)
said('missing', lambda: hasattr(y.grad_fn, 'nothing'))
print(Square.apply(x=x), Square.apply(torch.tensor(3.0)))

# %% Second derivatives
z = Square.apply(x).sum()
first, = torch.autograd.grad(z, x, create_graph=True)
print(first, torch.autograd.grad(first.sum(), x))


class Exp2(Function):
    @staticmethod
    def forward(ctx, x):
        y = x * x + x
        ctx.save_for_backward(y, None)
        return y

    @staticmethod
    def backward(ctx, g):
        y, nothing = ctx.saved_tensors
        return g * y if nothing is None else None


y = Exp2.apply(x)
first, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(first, torch.autograd.grad(first.sum(), x))
y = Exp2.apply(x)
y.mul_(2)
said('an output written to', lambda: y.sum().backward())
h = x * 1
y = Square.apply(h)
h.add_(1)
said('an input written to', lambda: y.sum().backward())


class Once(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3

    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return 3 * x * x * g


w = torch.ones(2, requires_grad=True)
g, = torch.autograd.grad(Once.apply(x), x, w, create_graph=True)
print(g.requires_grad, g.detach())
said('twice', lambda: g.sum().backward())
print(torch.autograd.grad(Once.apply(x).sum(), x, create_graph=True))


# %% Written in place
class Double(Function):
    @staticmethod
    def forward(ctx, x, keep=True):
        ctx.mark_dirty(x)
        x.mul_(2)
        return x if keep else x.clone()

    @staticmethod
    def backward(ctx, g):
        return 2 * g, None


said('a leaf', lambda: Double.apply(torch.ones(2, requires_grad=True)))
z = x * 1
before = z._version
w = Double.apply(z)
print(w is z, z._version - before, z)
print(torch.autograd.grad(z.sum(), x))
said('not returned', lambda: Double.apply(x * 1, False))


# %% Inputs that are returned
class Same(Function):
    @staticmethod
    def forward(ctx, x):
        return x

    @staticmethod
    def backward(ctx, g):
        return g * 3


y = Same.apply(x)
print(y is x, y._is_view(), y, torch.autograd.grad(y.sum(), x))
y = Same.apply(x)
said('in place', lambda: y.mul_(2))
plain = torch.ones(2)
print(Same.apply(plain) is plain, Same.apply(plain).requires_grad)
with torch.no_grad():
    print(Same.apply(x) is x, Same.apply(x).requires_grad)


# %% Several outputs
class Several(Function):
    @staticmethod
    def forward(ctx, x):
        a, b, i = x * 2, x * 3, x.argmax()
        ctx.mark_non_differentiable(b)
        return a, b, i, 'text'

    @staticmethod
    def backward(ctx, *gradients):
        print(gradients, ctx.needs_input_grad)
        return gradients[0] * 2


class Unfilled(Several):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return x * 2, x * 3, x.argmax(), 'text'


r = Several.apply(x)
print(r)
r[0].sum().backward()
said('not differentiable', lambda: r[1].sum().backward())
r = Unfilled.apply(x)
print(r[1].output_nr, r[2].requires_grad)
r[0].sum().backward()


# %% What backward may return
class Returns(Function):
    answer = None

    @staticmethod
    def forward(ctx, x, n):
        return x * n

    @staticmethod
    def backward(ctx, g):
        return Returns.answer


one = torch.ones(2)
for answer in [None, (one,), (one, 1), (torch.ones(3), None), (one, None, None), (one, None, one), (one, one), [one, None], (None, None)]:
    Returns.answer = answer
    said(f'{answer}', lambda: Returns.apply(x, 2).sum().backward())


# %% setup_context, vjp, and what is missing
class Apart(Function):
    @staticmethod
    def forward(x, n=2):
        return x ** n

    @staticmethod
    def setup_context(ctx, inputs, output):
        x, ctx.n = inputs
        ctx.save_for_backward(x)

    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * ctx.n * x ** (ctx.n - 1), None


class ApartSame(Apart):
    @staticmethod
    def forward(x, n=2):
        return x


class Vjp(Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def vjp(ctx, g):
        return g * 7


class Both(Vjp):
    @staticmethod
    def backward(ctx, g):
        return g


class Half(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x, 3)
        return x


print(Apart.apply(x), Apart.apply(x, n=3), torch.autograd.grad(Apart.apply(x, 3).sum(), x))
said('saved and returned', lambda: ApartSame.apply(x))
said('too many', lambda: Apart.apply(x, 2, 3))
print(torch.autograd.grad(Vjp.apply(x).sum(), x))
said('both', lambda: Both.apply(x).sum().backward())
said('no backward', lambda: type('Bare', (Function,), {'forward': staticmethod(lambda ctx, x: x * 1)}).apply(x).sum().backward())
said('no forward', lambda: Function.apply(x))
said('an instance', lambda: Square()(x))
said('a number saved', lambda: Half.apply(x))
