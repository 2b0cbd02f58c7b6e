"""torch.autograd.functional, torch.func and gradcheck."""
import torch
from torch.autograd import functional as A
from torch.func import functional_call, grad, grad_and_value, hessian, jacfwd, jacrev, jvp, stack_module_state, vjp, vmap


def said(label, work):
    try:
        print(label, '->', work())
    except Exception as error:
        print(label, '->', type(error).__name__, '|', error)


x, y = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([0.5, -1.0, 2.0])


def cube(x):
    return x ** 3


def total(x):
    return (x ** 3).sum()


def two(x, y):
    return x * x * y, (x + 2 * y).sum()


def mixed(x, y):
    return (x * x * y).sum()


# %% Products
print(A.vjp(cube, x, torch.ones(3)), A.jvp(cube, x, torch.ones(3)))
print(A.vjp(total, x), A.vjp(mixed, (x, y)))
print(A.vjp(two, (x, y), (torch.ones(3), torch.tensor(1.0))))
print(A.jvp(two, (x, y), (torch.ones(3), y)))
print(A.hvp(total, x, y), A.vhp(total, x, y))
print(A.hvp(mixed, (x, y), (y, x)), A.vhp(mixed, (x, y), (y, x)))
print(A.jvp(lambda t: t * x, torch.tensor(2.0)))

# %% Matrices
print(A.jacobian(cube, x))
print(A.jacobian(two, (x, y)))
print(A.jacobian(cube, x, vectorize=True), A.jacobian(cube, x, vectorize=True, strategy='forward-mode'))
print(A.hessian(total, x))
print(A.hessian(mixed, (x, y)), A.hessian(lambda x: x.sum(), x))
q = x.clone().requires_grad_()
made = A.jacobian(cube, q, create_graph=True)
made.sum().backward()
print(made.requires_grad, q.grad, A.hessian(total, q, create_graph=True).requires_grad, A.jacobian(cube, q).requires_grad)

# %% What is refused
for label, work in {
    'no v': lambda: A.vjp(cube, x),
    'no v, jvp': lambda: A.jvp(cube, x),
    'shape of v': lambda: A.vjp(cube, x, torch.ones(2)),
    'length of v': lambda: A.jvp(two, (x, y), torch.ones(3)),
    'entry of v': lambda: A.jvp(two, (x, y), (x, torch.ones(2))),
    'a number': lambda: A.vjp(cube, 3.0),
    'a list': lambda: A.jacobian(cube, (x, 3)),
    'output': lambda: A.jacobian(lambda x: 3, x),
    'strict, constant': lambda: A.jacobian(lambda x: y, x, strict=True),
    'strict, unused': lambda: A.jacobian(lambda x, y: x * 2, (x, y), strict=True),
    'strict, linear': lambda: A.hessian(lambda x: x.sum(), x, strict=True),
    'strict, vhp': lambda: A.vhp(lambda x: x.sum(), x, y, strict=True),
    'not scalar': lambda: A.hessian(cube, x),
    'two outputs': lambda: A.hvp(lambda x: (x.sum(), x.sum()), x, y),
    'strategy': lambda: A.jacobian(cube, x, strategy='sideways'),
    'strict, vectorize': lambda: A.jacobian(cube, x, strict=True, vectorize=True),
    'forward, create_graph': lambda: A.jacobian(cube, x, create_graph=True, strategy='forward-mode'),
}.items():
    said(label, work)

# %% torch.func
print(grad(total)(x), grad_and_value(total)(x), grad(lambda t: grad(lambda t: t ** 4)(t))(torch.tensor(2.0)))
print(grad(mixed, argnums=1)(x, y), grad(mixed, argnums=(0, 1))(x, y), grad(mixed, argnums=-1)(x, y))
print(grad(lambda p: (p['a'] * p['b']).sum())({'a': x, 'b': y}))
print(grad(lambda x: (total(x), x * 2), has_aux=True)(x), grad_and_value(lambda x: (total(x), x + 1), has_aux=True)(x))
value, times = vjp(cube, x)
print(value, times(torch.ones(3)), times(y))
value, times = vjp(mixed, x, y)
print(value, times(torch.tensor(1.0)))
print(vjp(lambda x: (cube(x), x - 1), x, has_aux=True)[2], vjp(two, x, y)[1]((x, torch.tensor(2.0))))
print(jvp(cube, (x,), (y,)), jvp(mixed, (x, y), (y, x)))
print(jacrev(cube)(x), jacfwd(cube)(x))
print(jacrev(two, argnums=(0, 1))(x, y), jacrev(two)(x, y), jacfwd(mixed, argnums=1)(x, y))
print(hessian(total)(x), jacrev(jacrev(total))(x), hessian(mixed, argnums=1)(x, y))
print(jacrev(lambda x: {'c': cube(x)})(x), jacfwd(lambda x: (cube(x), x.sum()), has_aux=True)(x))
w = torch.tensor(3.0, requires_grad=True)
g = grad(lambda x: (w * x * x).sum())(x)
print(g.requires_grad, grad(total)(q).requires_grad, grad(total)(x).requires_grad, torch.autograd.grad(g.sum(), w))
with torch.no_grad():
    print(grad(total)(q), vjp(cube, q)[1](y))

# %% vmap
rows = torch.arange(6.0).reshape(2, 3)
print(vmap(total)(rows), vmap(grad(total))(rows), vmap(lambda a, b: a * b, in_dims=(0, None))(rows, y))
print(vmap(lambda c: c.sum(), in_dims=1)(rows), vmap(cube, out_dims=1)(rows), vmap(lambda a: (a.sum(), a * 2))(rows))
print(vmap(vmap(lambda a: a * 2))(rows), vmap(lambda d: d['a'] + 1, in_dims=({'a': 0},))({'a': rows}))
print(vmap(jacrev(cube))(rows).shape, vmap(torch.dot)(rows, rows), vmap(cube, chunk_size=1)(rows))
for label, work in {
    'sizes': lambda: vmap(torch.add)(rows, x),
    'dims': lambda: vmap(total, in_dims=2)(rows),
    'none': lambda: vmap(total, in_dims=None)(rows),
    'number': lambda: vmap(lambda a: 3)(rows),
    'random': lambda: vmap(lambda a: a + torch.rand(1))(rows),
    'randomness': lambda: vmap(total, randomness='some')(rows),
    'scalar': lambda: grad(cube)(x),
    'no tensor': lambda: grad(lambda x: 3.0)(x),
    'a float': lambda: grad(total)(3.0),
    'argnum': lambda: grad(total, argnums=1)(x),
    'aux': lambda: grad(total, has_aux=True)(x),
    'argnums': lambda: grad(mixed, argnums=(0, 0))(x, y),
    'empty': lambda: grad(mixed, argnums=())(x, y),
    'integers': lambda: vjp(lambda x: x.argmax(), x),
    'primals': lambda: jvp(cube, x, y),
    'chunks': lambda: jacrev(cube, chunk_size=0),
}.items():
    said(label, work)

# %% Modules as functions
layer = torch.nn.Linear(3, 2)
with torch.no_grad():
    layer.weight.copy_(rows)
    layer.bias.copy_(torch.tensor([1.0, -1.0]))
params = dict(layer.named_parameters())
print(functional_call(layer, params, x).detach(), functional_call(layer, {'bias': torch.zeros(2)}, (x,)).detach())
print(grad(lambda p: functional_call(layer, p, (x,)).sum())({k: v.detach() for k, v in params.items()}))
print(layer.bias is params['bias'], functional_call(layer, ({'weight': rows}, {'bias': torch.zeros(2)}), x))
said('twice', lambda: functional_call(layer, ({'bias': x}, {'bias': x}), x))
said('kind', lambda: functional_call(layer, 3, x))
stacked, buffers = stack_module_state([layer, layer])
print({k: (v.shape, v.requires_grad, v.is_leaf) for k, v in stacked.items()}, buffers)
print(vmap(lambda p, x: functional_call(layer, p, (x,)), (0, None))(stacked, x).detach())

# %% gradcheck, anomalies, and autograd.grad itself
d = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(lambda t: t ** 3, d), torch.autograd.gradgradcheck(lambda t: t ** 3, (d,)))
print(torch.autograd.gradcheck(lambda t: t.detach() + 0 * t, d, raise_exception=False))
said('nothing to check', lambda: torch.autograd.gradcheck(cube, (x,)))


class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g * 3


try:
    torch.autograd.gradcheck(Wrong.apply, d)
except torch.autograd.gradcheck.__globals__['GradcheckError'] as error:
    print(type(error).__name__, str(error).splitlines()[0])
n = torch.tensor([0.0, 1.0], requires_grad=True)
with torch.autograd.set_detect_anomaly(True):
    print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
    said('nan', lambda: (n.abs() * torch.tensor([0.0, 1.0]) / n).sum().backward())
print(torch.is_anomaly_enabled())
a, b = torch.tensor(2.0, requires_grad=True), torch.tensor(3.0, requires_grad=True)
said('unused', lambda: torch.autograd.grad(a * a, [a, b]))
print(torch.autograd.grad(a * a, [a, b], allow_unused=True), torch.autograd.grad(a * a, [a, b], materialize_grads=True))
said('both', lambda: torch.autograd.grad(a * a, [a, b], allow_unused=False, materialize_grads=True))
print(torch.autograd.grad([a * b, a + b], [a, b], [torch.tensor(2.0), None]), torch.autograd.grad(a * b, a, create_graph=True))
said('shape', lambda: torch.autograd.grad(a * b, a, torch.ones(2)))
said('count', lambda: torch.autograd.grad([a * b], a, [torch.tensor(1.0), None]))
said('type', lambda: torch.autograd.grad(a * b, a, [1.0]))
said('not differentiable', lambda: torch.autograd.grad(a * b, x))
said('empty', lambda: torch.autograd.backward(a * b, inputs=[]))
said('vector', lambda: torch.autograd.backward(a * x))
torch.autograd.backward([a * b, a + b], [torch.tensor(2.0), None])
print(a.grad, b.grad)
torch.autograd.backward(a * b, inputs=[a])
torch.autograd.backward(a * b, inputs={'b': b})
print(a.grad, b.grad)
