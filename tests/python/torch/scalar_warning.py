"""The warning about tensors that require a gradient and become numbers: once, and only where gradients are recorded."""
import warnings

import torch

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *place: print(category.__name__, str(message).split(" (Triggered")[0])

w = torch.nn.Parameter(torch.tensor([1.0, -2.0]))
optimizer = torch.optim.LBFGS([w], line_search_fn="strong_wolfe")


def closure():
    optimizer.zero_grad()
    loss = (w ** 4).sum()
    loss.backward()
    return loss


optimizer.step(closure)
print(w)
a = torch.ones(1, requires_grad=True)
with torch.no_grad():
    print(float(a), f"{a.item():.2f}")
print("now")
print(float(a * 2))
print(float(a * 3))
