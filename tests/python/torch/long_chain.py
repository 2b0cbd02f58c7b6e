"""A graph of a million nodes in a row: built, run backward, freed, without a deep stack."""
import torch

x = torch.tensor(1.0, requires_grad=True)
y = x
for _ in range(1_000_000):
    y = y + 1
y.backward()
print(y, x.grad)
y = x
for _ in range(1_000_000):
    y = y + 1
del y
print("freed unused")
