# %% Derivatives of derivatives
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x ** 4
first, = torch.autograd.grad(y, x, create_graph=True)
second, = torch.autograd.grad(first, x, create_graph=True)
third, = torch.autograd.grad(second, x)
print(y, first, second, third)
print(first.requires_grad, third.requires_grad)

# %% All the derivatives of a polynomial
t = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
f = 3 * t ** 5 - t ** 3 + 2 * t
row = [f]
while row[-1].requires_grad:
    row.append(torch.autograd.grad(row[-1], t, create_graph=True)[0])
    if len(row) == 5:
        break
print([r.item() for r in row])

# %% The Hessian of Rosenbrock's function, row by row
def rosenbrock(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2


def hessian(fn, p):
    gradient = torch.autograd.grad(fn(p), p, create_graph=True)[0]
    rows = [torch.autograd.grad(gradient[i], p, retain_graph=True)[0] for i in range(len(p))]
    return gradient.detach(), torch.stack(rows)


p = torch.tensor([-1.5, 2.0], dtype=torch.float64, requires_grad=True)
g, H = hessian(rosenbrock, p)
print(g)
print(H)
print(torch.equal(H, H.T))

# %% Newton's method with the inverse of a 2 × 2 matrix written out
for step in range(6):
    g, H = hessian(rosenbrock, p)
    det = H[0, 0] * H[1, 1] - H[0, 1] * H[1, 0]
    move = torch.stack([H[1, 1] * g[0] - H[0, 1] * g[1], H[0, 0] * g[1] - H[1, 0] * g[0]]) / det
    with torch.no_grad():
        p -= move
    print(f"{step} {p[0].item():.10f} {p[1].item():.10f} {rosenbrock(p).item():.3e}")

# %% A gradient penalty: the loss holds the size of a gradient
w = torch.tensor([0.5, -1.0, 2.0], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.01)
for step in range(5):
    opt.zero_grad()
    loss = (w ** 3).sum()
    g, = torch.autograd.grad(loss, w, create_graph=True)
    total = loss + 0.1 * (g ** 2).sum()
    total.backward()
    opt.step()
    print(step, total.item(), w.tolist())

# %% Hessian times vector, without the Hessian
v = torch.tensor([1.0, 0.0, -1.0])
g, = torch.autograd.grad((w ** 4).sum() / 12, w, create_graph=True)
hv, = torch.autograd.grad(g, w, grad_outputs=v)
print(hv)
print(torch.allclose(hv, w.detach() ** 2 * v))

# %% backward can build a graph as well
u = torch.tensor([1.0, 2.0], requires_grad=True)
(u ** 3).sum().backward(create_graph=True)
print(u.grad.detach(), u.grad.requires_grad)
g = u.grad
u.grad = None
(g * g).sum().backward()
print(u.grad)

# %% Second derivatives of the usual functions, at one point each
functions = {
    "exp": torch.exp, "log": torch.log, "sin": torch.sin, "cos": torch.cos, "tanh": torch.tanh,
    "sigmoid": torch.sigmoid, "sqrt": torch.sqrt, "relu": torch.relu, "abs": torch.abs,
    "1/x": lambda z: 1 / z, "x^2.5": lambda z: z ** 2.5, "2^x": lambda z: 2 ** z, "x^x": lambda z: z ** z,
}
for name, fn in functions.items():
    z = torch.tensor([0.7], dtype=torch.float64, requires_grad=True)
    d1, = torch.autograd.grad(fn(z), z, create_graph=True)
    if d1.requires_grad:
        d2, = torch.autograd.grad(d1, z, allow_unused=True)
    else:
        d2 = None
    print(f"{name:8} {d1.item():.10f}", None if d2 is None else f"{d2.item():.10f}")

# %% Through softmax, a product of matrices and a mean
a = torch.tensor([[0.1, 0.2], [0.3, -0.4]], dtype=torch.float64, requires_grad=True)
s = torch.softmax(a @ a.T, dim=1)
g, = torch.autograd.grad((s * s).mean(), a, create_graph=True)
h, = torch.autograd.grad(g.sum(), a)
print([[f"{v:.10f}" for v in row] for row in g.tolist()])
print([[f"{v:.10f}" for v in row] for row in h.tolist()])
