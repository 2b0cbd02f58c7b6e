"""Hooks that run once a leaf has its gradient: an optimizer step within backward."""
import torch
from torch import nn


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error))


x = torch.ones(2, requires_grad=True)
y = x * 2
attempt(lambda: y.register_post_accumulate_grad_hook(print))
attempt(lambda: torch.ones(2).register_post_accumulate_grad_hook(print))
x.register_hook(lambda g: print("gradient", g))
first = x.register_post_accumulate_grad_hook(lambda leaf: print("leaf", leaf is x, leaf.grad))
second = x.register_post_accumulate_grad_hook(lambda leaf: print("and then", leaf.grad))
y.sum().backward()
first.remove()
(x * 3).sum().backward()
print(x.grad, torch.autograd.grad((x * 3).sum(), x))
second.remove()
wrong = x.register_post_accumulate_grad_hook(lambda leaf: 5)
attempt(lambda: (x * 3).sum().backward())
wrong.remove()
for answer in (lambda leaf: leaf, lambda leaf: leaf.grad, lambda leaf: leaf.sum()):
    wrong = x.register_post_accumulate_grad_hook(answer)
    attempt(lambda: (x * 3).sum().backward())
    wrong.remove()


def fails(leaf):
    raise ValueError("no more")


x.register_post_accumulate_grad_hook(fails)
attempt(lambda: (x * 3).sum().backward())
print(x.grad)

# A step in the middle of the backward pass, so that no gradient stays.
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
optimizers = {p: torch.optim.Adam([p], lr=0.1) for p in model.parameters()}


def step(parameter):
    optimizers[parameter].step()
    optimizers[parameter].zero_grad()


for p in model.parameters():
    p.register_post_accumulate_grad_hook(step)
data = torch.randn(8, 3)
for _ in range(5):
    loss = model(data).square().mean()
    loss.backward()
    print(f"{loss.item():.5f}", [p.grad for p in model.parameters()])
