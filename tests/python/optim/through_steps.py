"""differentiable=True and a tensor lr, for every optimizer that takes them: values after three steps, and what flows back.

Derivatives are rounded: those of Adam cancel nearly all of their digits.
"""
import inspect

import torch
from torch import optim

NAMES = ["Adadelta", "Adagrad", "Adam", "AdamW", "Adamax", "ASGD", "NAdam", "RAdam", "RMSprop", "Rprop", "SGD"]
MORE = {"SGD": {"momentum": 0.9, "dampening": 0.1}, "RMSprop": {"momentum": 0.5}, 
        "Adagrad": {"initial_accumulator_value": 0.1}}


def numbers(t):
    return t if t is None else [f"{v:.5g}" for v in t.detach().reshape(-1).tolist()]


for name in NAMES:
    cls, more = getattr(optim, name), MORE.get(name, {})
    # PyTorch's Adamax and Rprop write over what the gradients of a later step need; here they do not.
    for steps in ((1,) if name in ("Adamax", "Rprop") else (1, 3)) if "differentiable" in inspect.signature(cls).parameters else ():
        x = torch.tensor([1.0, -2.0], dtype=torch.float64, requires_grad=True)
        g = torch.tensor([0.5, 0.25], dtype=torch.float64, requires_grad=True)
        p = x.clone()
        optimizer = cls([p], lr=0.1, differentiable=True, **more)
        for step in range(steps):
            p.grad = g * (step + 1)
            optimizer.step()
        (p * p).sum().backward()
        print(name, "differentiable", steps, numbers(p), numbers(x.grad), numbers(g.grad))
    for lr in (torch.tensor(0.1), torch.tensor([0.1])):
        p = torch.tensor([1.0, -2.0], requires_grad=True)
        try:
            optimizer = cls([p], lr=lr, **more)
            for step in range(3):
                p.grad = torch.tensor([0.5, 0.25])
                optimizer.step()
                optimizer.param_groups[0]["lr"].mul_(0.5)
            print(name, "tensor lr", p.tolist(), optimizer.param_groups[0]["lr"])
        except Exception as error:
            print(name, type(error).__name__, error)

for text in ("Adam([p], betas=(torch.tensor(0.8), torch.tensor(0.95)))", "Adam([p], betas=(torch.tensor(0.8), 0.95))",
             "Adam([p], betas=(0.8, torch.tensor([0.95])))", "AdamW([p], betas=(torch.tensor(0.8), torch.tensor(0.95)))",
             "Adam([p], lr=torch.tensor(0.1), foreach=True)", "SGD([p], lr=torch.tensor([0.1, 0.2]))",
             "SGD([p], lr=torch.tensor(0.1), foreach=True)", "Adam([p], lr=float('nan'))",
             "RMSprop([p], lr=torch.tensor([0.1, 0.2]))", "Adagrad([p], lr=torch.tensor([0.1, 0.2]))",
             "RMSprop([p], lr='a')", "Adagrad([p], lr='a')", "RMSprop([p], lr=None)", "Adagrad([p], lr=None)"):
    p = torch.tensor([1.0, -2.0], requires_grad=True)
    try:
        optimizer = eval("optim." + text)
        p.grad = torch.tensor([0.5, 0.25])
        optimizer.step()
        print(text, p.tolist())
    except Exception as error:
        print(text, type(error).__name__, error)
