"""Arguments of shapes that are seldom given: what PyTorch takes, and what it refuses in which words."""
import torch
import torch.nn.functional as F


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


x = torch.tensor([[1.0, 2.0], [3.0, 5.0]])
show(lambda: F.batch_norm(x, None, None, weight=torch.ones(2, 1), training=True))
show(lambda: F.batch_norm(x, None, None, bias=torch.tensor([[1.0, 2.0]]), training=True))
show(lambda: F.batch_norm(x, torch.ones(1, 2), torch.ones(2, 1), training=True))
show(lambda: F.batch_norm(x, torch.ones(1, 2), torch.ones(2), training=False))
show(lambda: torch.gather(torch.tensor([1.0, 2.0]), 0, torch.tensor(1)))
show(lambda: torch.gather(torch.tensor(4.0), 0, torch.tensor([0, 0])))
show(lambda: torch.zeros(2).scatter_add(0, torch.tensor(1), torch.tensor(5.0)))
show(lambda: torch.tensor(1.0).scatter_add(0, torch.tensor([0, 0]), torch.tensor([5.0, 6.0])))
show(lambda: F.max_pool2d(torch.ones(1, 2, 2), ()))
show(lambda: F.avg_pool2d(torch.ones(1, 2, 2), ()))
show(lambda: F.adaptive_avg_pool2d(torch.ones(1, 2, 2), ()))
show(lambda: F.max_pool2d(torch.ones(1, 2, 2), 2, padding=()))

# A transposed matrix becomes contiguous by squares of 16.
for dtype in (torch.float32, torch.float64, torch.int64, torch.bool):
    m = (torch.arange(37 * 21) % 5).reshape(21, 37).to(dtype)
    turned = m.t().contiguous()
    print(dtype, turned.is_contiguous(), turned.tolist() == [[m[i][j].item() for i in range(21)] for j in range(37)])
