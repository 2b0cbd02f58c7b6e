"""Attention, Gumbel's softmax, pixels and channels, bilinear forms: values, gradients, errors."""
import torch
import torch.nn.functional as F

attention = F.scaled_dot_product_attention
torch.manual_seed(3)
torch.set_printoptions(sci_mode=False)
q, k, v = torch.randn(2, 2, 3, 4), torch.randn(2, 2, 5, 4), torch.randn(2, 2, 5, 3)
truth = torch.tensor([[True, False, True, True, False], [False] * 5, [True] * 5])
added = torch.linspace(-1, 1, 15).reshape(3, 5)
pixels = torch.arange(16.0).reshape(1, 4, 2, 2)
weight, bias = torch.randn(2, 4, 3), torch.tensor([0.5, -1.0])

RESULTS = """
attention(q, k, v); attention(q[0, 0], k[0, 0], v[0, 0]); attention(q, k, v, attn_mask=truth)
attention(q, k, v, added); attention(q, k, v, is_causal=True); attention(q, k, v, scale=0.3)
attention(k, q, q, is_causal=True); attention(q.double(), k.double(), v.double())
attention(q, k[:, :1], v[:, :1], enable_gqa=True); F.pixel_shuffle(pixels, 2); F.pixel_shuffle(pixels[0], 1).shape
F.pixel_unshuffle(pixels, 2).flatten(); F.pixel_unshuffle(F.pixel_shuffle(pixels, 2), 2).equal(pixels)
F.bilinear(q, v[:, :, :3], weight); F.bilinear(q[0, 0], v[0, 0, :3], weight, bias)
F.bilinear(q[0, 0, 0], v[0, 0, 0], weight, bias); F.gumbel_softmax(q[0]); F.gumbel_softmax(q[0], tau=0.5, hard=True)
F.gumbel_softmax(q[0, 0], dim=0); torch.rand(2); hasattr(F, "pixel_shuffle"); "gumbel_softmax" in dir(F)
"""
ERRORS = """
F.pixel_shuffle(pixels[0, 0], 2); F.pixel_shuffle(pixels, 3); F.pixel_shuffle(pixels, 0); F.pixel_unshuffle(pixels, 3)
F.pixel_unshuffle(pixels[0, 0], 1); F.bilinear(q, v, weight); F.bilinear(v[:, :, :3], v, weight)
F.bilinear(q, v[0], weight); attention(q, k, v, attn_mask=added, is_causal=True)
"""
GRADIENTS = """
attention(w, k, v); attention(q, w[:, :, :2], w[:, :, 1:]); attention(w, w, w, is_causal=True)
F.bilinear(w, v[:, :, :3], weight); attention(w, k, v, truth); F.pixel_shuffle(w.reshape(1, 4, 3, 4), 2)
"""


def each(text):
    return [s.strip() for line in text.strip().splitlines() for s in line.split(";")]


for source in each(RESULTS):
    print(source, "->", eval(source))
for source in each(ERRORS):
    try:
        print(source, "->", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
for source in each(GRADIENTS):
    w = q.clone().requires_grad_()
    result = eval(source)
    weights = torch.linspace(0.1, 1.3, result.numel()).reshape(result.shape)
    print(source, "->", torch.autograd.grad((result * weights).sum(), w)[0])
torch.manual_seed(8)
w = torch.zeros(2, 3, requires_grad=True)
hard = F.gumbel_softmax(w, tau=0.7, hard=True)
print(hard.detach(), torch.autograd.grad((hard * q[0, 0, :2, :3]).sum(), w)[0])
