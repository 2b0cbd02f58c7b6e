# %% What a graph remembers
import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 2
z = (y + 1) ** 2
out = z.mean()
for t in (x, y, z, out):
    print(t.is_leaf, t.requires_grad, type(t.grad_fn).__name__)
node = out.grad_fn
while node is not None:
    print(type(node).__name__, len(node.next_functions))
    node = node.next_functions[0][0] if node.next_functions else None

# %% A second backward needs the graph kept
out.backward(retain_graph=True)
print(x.grad)
out.backward(retain_graph=True)
print(x.grad)
out.backward()
print(x.grad)
try:
    out.backward()
except RuntimeError as error:
    print(str(error)[:71])

# %% A vector needs a gradient to start from
x.grad = None
y = x ** 2
try:
    y.backward()
except RuntimeError as error:
    print(error)
y.backward(torch.tensor([1.0, 0.5, -2.0]))
print(x.grad)
x.grad.zero_()
(x ** 2).backward(gradient=torch.ones(3))
print(x.grad)

# %% Only leaves keep .grad unless asked
x.grad = None
h = x * 3
h.retain_grad()
(h ** 2).sum().backward()
print(h.grad, x.grad)

# %% detach cuts, and shares memory
d = h.detach()
d[0] = -1
print(d.requires_grad, d.is_leaf, h)
mixed = (x * x.detach()).sum()
mixed.backward()
print(x.grad - torch.tensor([18.0, 36.0, 54.0]))

# %% no_grad, enable_grad, and functions that carry it
with torch.no_grad():
    a = x * 2
    with torch.enable_grad():
        b = x * 2
    print(a.requires_grad, b.requires_grad, torch.is_grad_enabled())
print(torch.is_grad_enabled())


@torch.no_grad()
def double(t):
    return t * 2


print(double(x), double(x).requires_grad)

# %% requires_grad can be switched on and off for leaves
w = torch.ones(2)
print((w * 2).requires_grad)
w.requires_grad_()
print((w * 2).requires_grad, w)
w.requires_grad = False
print(w)

# %% autograd.grad gives gradients without filling .grad
p = torch.tensor([2.0], requires_grad=True)
q = torch.tensor([5.0], requires_grad=True)
r = torch.tensor([7.0], requires_grad=True)
s = p ** 2 * q
print(torch.autograd.grad(s, [p, q], retain_graph=True), p.grad, q.grad)
print(torch.autograd.grad(s, (p, r), allow_unused=True))

# %% Gradients are summed over the axes that broadcasting made
m = torch.zeros(2, 3, requires_grad=True)
bias = torch.zeros(3, requires_grad=True)
scalar = torch.tensor(1.0, requires_grad=True)
((m + bias) * scalar + bias).sum().backward()
print(m.grad, bias.grad, scalar.grad)

# %% One value used in two ways
v = torch.tensor(3.0, requires_grad=True)
(v * v + v).backward()
print(v.grad)
v.grad = None
k = v
for _ in range(5):
    k = k * v + 1
k.backward()
print(k, v.grad)

# %% A chain of many operations is built and freed
long = v
for _ in range(20000):
    long = long + 1
print(long)
long.backward()
del long

# %% Names of the nodes
i = torch.ones(2, 2, requires_grad=True)
nodes = [i + 1, i - 1, i * 2, i / 2, -i, i ** 2, i.exp(), i.log(), i.sin(), i.cos(), i.tanh(), i.sigmoid(), i.relu(),
         i.abs(), i.clamp(0, 1), i @ i, i[0] @ i[0], i @ i[0], i.sum(), i.sum(0), i.mean(), i.mean(1), i.max(), i.max(0)[0], i.t(),
         i.view(4), i.reshape(4, 1), i.transpose(0, 1), i.permute(1, 0), i.unsqueeze(0), i.squeeze(), i.expand(3, 2, 2),
         i[0], i[:, 1:], i[[0, 1]], i[i > 0], torch.cat([i, i]), torch.stack([i, i]), torch.where(i > 0, i, -i),
         i.softmax(0), i.log_softmax(0), i.clone(), i.to(torch.float64), 2 - i, 2 / i, 2 ** i, i ** i]
print(" ".join(type(n.grad_fn).__name__ for n in nodes))
