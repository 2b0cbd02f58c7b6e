# %% Writing an optimizer of one's own
import torch
from torch.optim import Optimizer


class SignDescent(Optimizer):
    """Steps of fixed length along the sign of a running mean."""

    def __init__(self, params, lr=0.01, beta=0.9, decay=0.0):
        if lr <= 0:
            raise ValueError(f"lr must be positive, got {lr}")
        super().__init__(params, dict(lr=lr, beta=beta, decay=decay))

    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if len(state) == 0:
                    state["count"] = 0
                    state["mean"] = torch.zeros_like(p)
                state["count"] += 1
                mean = state["mean"]
                mean.mul_(group["beta"]).add_(p.grad, alpha=1 - group["beta"])
                p.mul_(1 - group["lr"] * group["decay"])
                direction = torch.where(mean > 0, torch.ones_like(p), -torch.ones_like(p))
                p.add_(direction, alpha=-group["lr"])
        return loss


# %% It trains like any other
w = torch.tensor([1.0, -2.0, 0.03], requires_grad=True)
opt = SignDescent([w], lr=0.1, decay=0.01)
for step in range(20):
    opt.zero_grad()
    loss = (w ** 2).sum()
    loss.backward()
    opt.step()
    if step % 5 == 4:
        print(step + 1, loss.item(), w.tolist())

# %% Its groups, defaults and state are ordinary dictionaries
print(opt.defaults)
print(opt)
print(opt.state[w])
print(opt.state_dict())

# %% A second group with its own options
v = torch.tensor([[5.0]], requires_grad=True)
opt.add_param_group({"params": [v], "lr": 1.0})
print(opt.param_groups[1]["lr"], opt.param_groups[1]["beta"])
opt.zero_grad()
loss = (w ** 2).sum() + (v ** 2).sum()
loss.backward()
opt.step()
print(w.tolist(), v)

# %% With a closure
def closure():
    opt.zero_grad()
    loss = (w ** 2).sum() + (v ** 2).sum() / 2
    loss.backward()
    return loss


for _ in range(3):
    print(opt.step(closure))

# %% One more: momentum written out by hand equals SGD's, bit for bit
class HandMomentum(Optimizer):
    def __init__(self, params, lr, momentum):
        super().__init__(params, {"lr": lr, "momentum": momentum})

    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if "buffer" not in self.state[p]:
                    self.state[p]["buffer"] = p.grad.detach().clone()
                else:
                    self.state[p]["buffer"].mul_(group["momentum"]).add_(p.grad)
                p.data.add_(self.state[p]["buffer"], alpha=-group["lr"])


ends = []
for make in (lambda ps: HandMomentum(ps, 0.03, 0.8), lambda ps: torch.optim.SGD(ps, lr=0.03, momentum=0.8)):
    p = torch.tensor([1.1, -0.7, 2.9, 0.1], requires_grad=True)
    o = make([p])
    for _ in range(30):
        o.zero_grad()
        ((p ** 2 - 1) ** 2).sum().backward()
        o.step()
    ends.append(p)
    print(p.tolist())
print(torch.equal(ends[0], ends[1]))

# %% A wrong argument is the class's own business; an empty list is torch's
for make in (lambda: SignDescent([w], lr=-1), lambda: SignDescent([]), lambda: SignDescent(w), lambda: SignDescent([w], lr=0.1, warm=True)):
    try:
        make()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, "|", error)
issubclass(SignDescent, torch.optim.Optimizer)
