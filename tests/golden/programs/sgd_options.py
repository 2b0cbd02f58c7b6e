# %% One valley, many ways down: every argument of SGD
# The loss is a stretched bowl; all arithmetic is element by element, so every digit is fixed.
import torch

scale = torch.tensor([1.0, 4.0, 0.25])
start = [2.0, -1.5, 3.0]


def bowl(p):
    return (scale * p * p).sum() / 2


def descend(steps, **options):
    p = torch.tensor(start, requires_grad=True)
    opt = torch.optim.SGD([p], **options)
    for _ in range(steps):
        opt.zero_grad()
        bowl(p).backward()
        opt.step()
    return p, opt


for options in [
    dict(lr=0.1),
    dict(lr=0.1, momentum=0.9),
    dict(lr=0.1, momentum=0.9, dampening=0.5),
    dict(lr=0.1, momentum=0.9, nesterov=True),
    dict(lr=0.1, weight_decay=0.01),
    dict(lr=0.1, momentum=0.8, dampening=0.1, weight_decay=0.05),
    dict(lr=0.05, momentum=0.95, nesterov=True, weight_decay=1e-3),
]:
    p, opt = descend(12, **options)
    print(options)
    print("  ", p.tolist(), bowl(p).item())

# %% Going up: maximize turns the sign of the gradient
p = torch.tensor([0.1, -0.2], requires_grad=True)
opt = torch.optim.SGD([p], lr=0.1, momentum=0.5, maximize=True)
for step in range(5):
    opt.zero_grad()
    hill = -((p - 1) ** 2).sum()
    hill.backward()
    opt.step()
    print(step, p.tolist(), hill.item())

# %% What the optimizer keeps between steps
p, opt = descend(3, lr=0.1, momentum=0.9)
print(opt)
print(opt.state[p]["momentum_buffer"])
print(sorted(opt.state_dict()["param_groups"][0]))
print(opt.defaults)
plain = descend(3, lr=0.1)[1]
print(len(plain.state), plain.state_dict()["state"])

# %% zero_grad drops the gradient, or fills it with zeros when asked
p = torch.tensor([1.0, 2.0], requires_grad=True)
opt = torch.optim.SGD([p], lr=0.5)
(p ** 2).sum().backward()
print(p.grad)
opt.zero_grad(set_to_none=False)
print(p.grad)
opt.zero_grad()
print(p.grad)
opt.step()  # nothing to do without a gradient
print(p)

# %% Without zero_grad gradients add up
for k in range(3):
    (p * p).sum().backward()
    print(k, p.grad.tolist())

# %% A closure is evaluated with gradients and its loss is handed back
p = torch.tensor([4.0], dtype=torch.float64, requires_grad=True)
opt = torch.optim.SGD([p], lr=0.3)


def closure():
    opt.zero_grad()
    loss = (p - 1) ** 2 / 3
    loss.backward()
    return loss


for _ in range(3):
    print(opt.step(closure).item(), p.item())

# %% A learning rate given as a tensor
q = torch.tensor([1.0, -1.0], requires_grad=True)
lr = torch.tensor(0.25)
opt = torch.optim.SGD([q], lr=lr)
for _ in range(2):
    opt.zero_grad()
    (q ** 3).sum().backward()
    opt.step()
    lr.mul_(0.5)
    print(q.tolist(), opt.param_groups[0]["lr"])
q
