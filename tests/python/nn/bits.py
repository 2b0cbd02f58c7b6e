"""Layers that are PyTorch's in every bit (its kernels for 256-bit vectors, on several threads): digests of all numbers."""
import hashlib

import torch
import torch.nn.functional as F


def digest(t):
    return hashlib.sha256(" ".join(v.hex() for v in t.detach().flatten().tolist()).encode()).hexdigest()[:12]


for dtype in (torch.float32, torch.float64):
    for shape, groups in (((10, 6, 11), 3), ((40, 8), 2), ((5, 8, 4, 3), 4), ((4, 32, 5, 5), 2), ((3, 12, 31), 3), ((2, 5, 9), 5)):
        torch.manual_seed(0)
        x, w, b = (torch.rand(s, dtype=dtype, requires_grad=True) for s in (shape, shape[1:2], shape[1:2]))
        y = F.group_norm(x, groups, w, b)
        y.backward(torch.rand(shape, dtype=dtype) - 0.5)
        print("group_norm", dtype, shape, groups, *(digest(t) for t in (y, x.grad, w.grad, b.grad)))

# Direct convolutions, up to the limit of fused products (math/matmul.h): several images; groups of whole blocks, or of one channel and one map each.
for image, weight, options in (((2, 3, 9), (4, 3, 3), {"stride": 2}), ((3, 1, 12, 12), (8, 1, 3, 3), {"padding": 1}),
                               ((2, 3, 10, 9), (5, 3, 3, 2), {"stride": (2, 1), "dilation": (1, 2)}),
                               ((2, 20, 7, 7), (12, 20, 3, 3), {"padding": 1}), ((2, 16, 6, 6), (16, 8, 3, 3), {"groups": 2}),
                               ((2, 8, 6, 6), (8, 1, 3, 3), {"groups": 8}), ((1, 6, 14, 14), (4, 6, 5, 5), {})):
    torch.manual_seed(0)
    x, w = (torch.randn(s, requires_grad=True) for s in (image, weight))
    run = F.conv1d if len(image) == 3 else F.conv2d
    y = run(x, w, torch.randn(weight[0]), **options)
    y.backward(torch.randn(y.shape))
    inside = "stride" not in options and "groups" not in options
    print("conv", image, weight, options, digest(y), digest(x.grad) if inside else "")
