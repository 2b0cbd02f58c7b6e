# %% Three clouds of points, told apart by a ReLU network
import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(42)
centers = torch.tensor([[0.0, 2.0], [-2.0, -1.0], [2.0, -1.0]])
labels = torch.cat([torch.arange(3)] * 20)
points = centers[labels] + 0.7 * torch.randn(60, 2)
print(points.shape, labels[:9], labels.dtype)
print(points[:4])


class Classifier(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(2, hidden), nn.ReLU())
        self.head = nn.Linear(hidden, 3)

    def forward(self, x):
        return self.head(self.body(x))


model = Classifier(12)
model

# %% Train in shuffled batches
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.AdamW(model.parameters(), lr=0.02)
for epoch in range(6):
    order = torch.randperm(60)
    total = 0.0
    for start in range(0, 60, 15):
        batch = order[start : start + 15]
        optimizer.zero_grad()
        loss = criterion(model(points[batch]), labels[batch])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch)
    print(f"epoch {epoch} mean loss {total / 60:.4f}")

# %% How many are right?
with torch.no_grad():
    logits = model(points)
guess = logits.argmax(dim=1)
right = (guess == labels)
print(f"{right.sum().item()} of {len(labels)}", right.float().mean())
print([int((guess[labels == k] == k).sum()) for k in range(3)])

# %% Probabilities
probability = F.softmax(logits, dim=1)
print(probability[:3])
print(torch.allclose(probability.sum(1), torch.ones(60)))
best, which = probability.max(dim=1)
print(which[:10], (best > 0.5).all())

# %% Cross entropy by hand
picked = F.log_softmax(logits, dim=1)[torch.arange(60), labels]
print(f"{-picked.mean().item():.5f} {criterion(logits, labels).item():.5f}")

# %% Its other reductions and its gradient
scores = torch.tensor([[1.0, 2.0, 0.5], [0.0, 0.0, 3.0]], requires_grad=True)
truth = torch.tensor([1, 0])
for reduction in ("mean", "sum", "none"):
    print(reduction, F.cross_entropy(scores, truth, reduction=reduction))
F.cross_entropy(scores, truth).backward()
print(scores.grad)

# %% Errors of use
for bad in (
    lambda: criterion(scores, torch.tensor([0, 3])),
    lambda: criterion(scores, torch.tensor([0, 1, 2])),
    lambda: criterion(scores, torch.tensor([0.0, 1.0])),
    lambda: model(torch.ones(5, 3)),
):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, "|", error)
