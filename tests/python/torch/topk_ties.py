"""Which of several equal elements topk takes, and in which order: PyTorch's selection, step by step."""
import hashlib

import torch


def digest(result):
    return hashlib.sha256(str([t.tolist() for t in result]).encode()).hexdigest()[:12]


# k * 64 <= n is one selection, the others another; with sorted=False its order shows.
for n, k in ((10, 3), (10, 10), (16, 7), (17, 7), (50, 5), (200, 3), (200, 4), (640, 10), (641, 10), (1000, 15), (1000, 16),
             (1000, 500), (4000, 3)):
    for dtype in (torch.float32, torch.float64, torch.int64):
        texts = []
        for largest in (True, False):
            for order in (True, False):
                torch.manual_seed(n + k)
                x = torch.randint(0, 5, (n,)).to(dtype)
                texts.append(digest(x.topk(k, largest=largest, sorted=order)))
        print(n, k, dtype, *texts)
x = torch.tensor([1.0, float("nan"), 2.0, float("nan"), 2.0, 0.0, -0.0])
for k in range(1, 8):
    print(x.topk(k).indices, x.topk(k, largest=False).indices, x.topk(k, sorted=False).indices)
torch.manual_seed(0)
m = torch.randint(0, 3, (4, 6)).float()
print(m.topk(2), m.topk(3, 0), m.t().topk(2, largest=False))
m.requires_grad_()
m.topk(3).values.sum().backward()
print(m.grad)
