"""Training written by hand, in the old ways and the new, and what tutorials print of it."""
import torch
import torch.nn.functional as F
from torch import optim
from torch.autograd import Variable

torch.manual_seed(1)
x = torch.linspace(-1, 1, 20).view(-1, 1)
y = 3 * x + 0.5 + 0.1 * torch.randn(20, 1)

# gradients by hand
w, b = 0.0, 0.0
for _ in range(5):
    error = w * x + b - y
    w -= 0.1 * (2 * error * x).mean().item()
    b -= 0.1 * (2 * error).mean().item()
print(w, b)

# .data, as before 0.4
w = Variable(torch.zeros(1), requires_grad=True)
b = Variable(torch.zeros(1), requires_grad=True)
for step in range(5):
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    w.data -= 0.1 * w.grad.data
    b.data = b.data - 0.1 * b.grad.data
    w.grad.data.zero_()
    b.grad = None
    if step % 2 == 0:
        print("step {}: loss {:.6f}, w {:.4f}".format(step, loss.item(), w.data[0]), loss.data)
print(w, b, w.grad, b.grad)

# no_grad
w = torch.randn(1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
for _ in range(5):
    loss = F.mse_loss(x * w + b, y)
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        b.sub_(b.grad, alpha=0.1)
        w.grad.zero_()
        b.grad.zero_()
print(w, b, w.grad, loss)

# a network by hand
torch.manual_seed(0)
w1, w2 = torch.randn(1, 4), torch.randn(4, 1)
for t in range(3):
    h = x.mm(w1)
    relu = h.clamp(min=0)
    pred = relu.mm(w2)
    loss = (pred - y).pow(2).sum().item()
    grad_pred = 2.0 * (pred - y)
    grad_w2 = relu.t().mm(grad_pred)
    grad_h = grad_pred.mm(w2.t()).clone()
    grad_h[h < 0] = 0
    w1 -= 1e-3 * x.t().mm(grad_h)
    w2 -= 1e-3 * grad_w2
    print(t, f"{loss:.3f}")

# the same with autograd agrees
w1, w2 = w1.clone().requires_grad_(), w2.clone().detach().requires_grad_(True)
loss = (F.relu(x @ w1) @ w2 - y).pow(2).sum()
grads = torch.autograd.grad(loss, (w1, w2))
print([tuple(g.shape) for g in grads], loss.item() > 0, w1.is_leaf, w2.grad)

# a learning rate that is a tensor, and one that changes in the loop
p = torch.tensor([1.0, -2.0], requires_grad=True)
opt = optim.SGD([p], lr=torch.tensor(0.1), momentum=0.5)
for i in range(4):
    opt.zero_grad()
    (p**2).sum().backward()
    opt.step()
    if i == 1:
        opt.param_groups[0]["lr"].fill_(0.01)
print(p, opt.param_groups[0]["lr"], opt.state[p]["momentum_buffer"])
opt = optim.Adam([{"params": [p]}, {"params": [w], "lr": 0.5}], lr=0.1)
for i in range(3):
    opt.zero_grad()
    ((p**2).sum() + (w**2).sum()).backward()
    opt.step()
    for group in opt.param_groups:
        group["lr"] *= 0.5
print(p, w, [g["lr"] for g in opt.param_groups], opt.state[p]["step"], opt.state[w]["exp_avg"])

# a closure, and gradients that gather over batches
losses = []


def closure():
    opt.zero_grad()
    loss = (p**2).sum()
    loss.backward()
    losses.append(loss.item())
    return loss


print(opt.step(closure), losses)
opt.zero_grad(set_to_none=False)
print(p.grad, w.grad)
for part in torch.arange(4.0).split(2):
    (p[0] * part.sum()).backward()
print(p.grad, len(losses))
history = torch.stack([p.detach().clone(), torch.zeros(2)])
print(history, history.mean(0), history.max(), p.data.sum().item(), p.tolist())
