"""torch.multinomial and exponential_ draw what PyTorch draws; the switches that cells with a seed set."""
import random

import torch

probabilities = torch.tensor([0.1, 0.2, 0.3, 0.4])
table = torch.tensor([[1.0, 2.0, 0.0, 5.0], [0.5, 0.5, 3.0, 0.1], [0.0, 0.0, 1.0, 0.0]])
nan, inf = float("nan"), float("inf")

DRAWS = """
torch.multinomial(probabilities, 1); torch.multinomial(probabilities, 3); torch.multinomial(probabilities, 4)
torch.multinomial(probabilities, 1, replacement=True); torch.multinomial(probabilities, 12, replacement=True)
probabilities.multinomial(2); torch.multinomial(table, 1); torch.multinomial(table[:2], 3)
torch.multinomial(table, 5, True)
torch.multinomial(probabilities.double(), 2); torch.multinomial(probabilities.double(), 9, True)
torch.multinomial(table.t(), 2, True); torch.multinomial(table.t().contiguous().t(), 1)
torch.multinomial(table[:, ::3] + 0.5, 2); torch.multinomial(torch.ones(1), 1); torch.multinomial(torch.ones(0, 3), 2)
torch.multinomial(torch.rand(50), 50); torch.multinomial(torch.rand(300), 40)
torch.multinomial(torch.rand(1000), 25, replacement=True)
torch.multinomial(torch.softmax(torch.randn(65), 0), num_samples=1)
[torch.multinomial(torch.softmax(torch.randn(1, 27), dim=1), num_samples=1, replacement=True).item() for _ in range(12)]
torch.multinomial(torch.tensor([0.0, 1.0, 0.0]), 3)
torch.multinomial(probabilities, 5, True, generator=torch.Generator().manual_seed(2147483647))
torch.multinomial(probabilities, 1, generator=torch.Generator().manual_seed(3))
torch.empty(5).exponential_().tolist(); torch.empty(3).exponential_(2).tolist()
torch.empty(2, 3).exponential_(lambd=0.5).tolist(); torch.empty(4, dtype=torch.float64).exponential_(1.5).tolist()
torch.empty(40).exponential_().sum(); torch.empty(3, 2).t().exponential_().tolist()
torch.empty(4)[::2].exponential_().tolist(); torch.empty(2).exponential_(inf); torch.empty(0).exponential_()
torch.empty(3).exponential_(generator=torch.Generator().manual_seed(1)).tolist()
"""
ERRORS = """
torch.multinomial(torch.zeros(3), 1); torch.multinomial(probabilities, 0); torch.multinomial(probabilities, 5)
torch.multinomial(torch.ones(1, 1, 1), 1); torch.multinomial(torch.tensor(1.0), 1)
torch.multinomial(torch.tensor([1, 2]), 1); torch.multinomial(torch.tensor([1.0, -1.0]), 1)
torch.multinomial(torch.tensor([1.0, nan]), 1); torch.multinomial(torch.tensor([1.0, inf]), 1)
torch.multinomial(torch.tensor([1.0, -1.0]), 3, True); torch.multinomial(torch.tensor([1.0, nan]), 3, True)
torch.multinomial(torch.tensor([1.0, inf]), 3, True); torch.multinomial(torch.zeros(2), 3, True)
torch.multinomial(torch.zeros(2, 2), 1); torch.multinomial(torch.tensor([[1.0, 0.0], [0.0, 0.0]]), 3, True)
torch.multinomial([0.5, 0.5], 1)
torch.ones(2).exponential_(0); torch.ones(2).exponential_(-1.5); torch.ones(2, dtype=torch.int64).exponential_()
torch.ones(2).exponential_(nan); torch.ones(2, requires_grad=True).exponential_()
"""


def each(text):
    return [s.strip() for line in text.strip().splitlines() for s in line.split(";")]


def seed_everything(seed):
    random.seed(seed)
    torch.manual_seed(seed)
    torch.cuda.manual_seed(seed)
    torch.cuda.manual_seed_all(seed)
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
    torch.backends.cudnn.enabled = False
    return torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark, torch.backends.cudnn.enabled


for seed, source in enumerate(each(DRAWS)):
    torch.manual_seed(seed)
    print(source, "->", eval(source), torch.rand(1).item())
for source in each(ERRORS):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
print(torch.backends.cudnn.benchmark, torch.backends.cudnn.deterministic)
print(seed_everything(42), torch.rand(2))
torch.backends.cuda.matmul.allow_tf32 = True
print(torch.backends.cuda.matmul.allow_tf32, torch.backends.mps.is_available(), torch.backends.mps.is_built())
print("cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu")
import torch.backends.cudnn as cudnn  # noqa: E402

cudnn.benchmark = True
print(torch.backends.cudnn.benchmark)
counts = torch.bincount(torch.multinomial(probabilities, 10000, replacement=True))
print(counts)
