"""Functions of torch.nn.functional that are seldom used without a layer around them."""
import math

import torch


def _mask(attn_mask, is_causal, query, key):
    """What is added to the scores, or None."""
    if is_causal:
        if attn_mask is not None:
            raise RuntimeError("_scaled_dot_product_attention: Explicit attn_mask should not be set when "
                               "is_causal=True")
        attn_mask = torch.ones(query.size(-2), key.size(-2), dtype=torch.bool).tril()
    if attn_mask is None or attn_mask.dtype is not torch.bool:
        return attn_mask
    return torch.zeros(attn_mask.shape, dtype=query.dtype).masked_fill(~attn_mask, -math.inf)


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None,
                                 enable_gqa=False):
    """Means of the values, weighted by the softmax of the products of queries and keys. A mask says which pairs count
    (bool), or is added to the products; rows in which none counts become 0."""
    if dropout_p:
        raise NotImplementedError("Downhill does not have scaled_dot_product_attention with dropout_p (yet)")
    if enable_gqa:
        key, value = (one.repeat_interleave(query.size(-3) // one.size(-3), -3) for one in (key, value))
    root = math.sqrt(1 / math.sqrt(query.size(-1)) if scale is None else scale)
    added = _mask(attn_mask, is_causal, query, key)
    scores = (query * root) @ (key.mT * root)
    if added is None:
        return scores.softmax(-1) @ value
    scores = scores + added
    excluded = (scores == -math.inf).all(-1, keepdim=True)
    return scores.masked_fill(excluded, 0).softmax(-1).masked_fill(excluded, 0) @ value


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """A sample of softmax(logits): the softmax of logits with noise, at the temperature tau; or (hard) the class it
    favours, with the gradient of the softmax."""
    gumbels = -torch.empty_like(logits).exponential_().log()
    soft = ((logits + gumbels) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    chosen = torch.zeros_like(logits).scatter_(dim, index, 1.0)
    return chosen - soft.detach() + soft


def pixel_shuffle(input, upscale_factor):
    """Groups of channels as blocks of pixels."""
    r = upscale_factor
    if input.dim() < 3:
        raise RuntimeError("pixel_shuffle expects input to have at least 3 dimensions, but got input with "
                           f"{input.dim()} dimension(s)")
    if r <= 0:
        raise RuntimeError(f"pixel_shuffle expects a positive upscale_factor, but got {r}")
    *batch, channels, height, width = input.shape
    if channels % (r * r):
        raise RuntimeError("pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of "
                           f"upscale_factor, but input.size(-3)={channels} is not divisible by {r * r}")
    blocks = input.reshape(-1, channels // (r * r), r, r, height, width)
    return blocks.permute(0, 1, 4, 2, 5, 3).reshape(*batch, channels // (r * r), height * r, width * r)


def pixel_unshuffle(input, downscale_factor):
    """Blocks of pixels as groups of channels."""
    r = downscale_factor
    if input.dim() < 3:
        raise RuntimeError("pixel_unshuffle expects input to have at least 3 dimensions, but got input with "
                           f"{input.dim()} dimension(s)")
    if r <= 0:
        raise RuntimeError(f"pixel_unshuffle expects a positive downscale_factor, but got {r}")
    *batch, channels, height, width = input.shape
    for name, size, place in (("height", height, 2), ("width", width, 1)):
        if size % r:
            raise RuntimeError(f"pixel_unshuffle expects {name} to be divisible by downscale_factor, but "
                               f"input.size(-{place})={size} is not divisible by {r}")
    blocks = input.reshape(-1, channels, height // r, r, width // r, r)
    return blocks.permute(0, 1, 3, 5, 2, 4).reshape(*batch, channels * r * r, height // r, width // r)


def bilinear(input1, input2, weight, bias=None):
    """x1 @ weight[k] @ x2 for each k, plus the bias."""
    if input1.dim() != input2.dim():
        raise RuntimeError("bilinear(): input dimensions do not match: got "
                           f"{input1.dim()} and {input2.dim()}")
    for dim, (size, other) in enumerate(zip(input1.shape[:-1], input2.shape[:-1])):
        if size != other:
            raise RuntimeError(f"bilinear(): input batch dimensions do not match at dim {dim}: got {size} and {other}")
    for place, one in ((1, input1), (2, input2)):
        if one.size(-1) != weight.size(place):
            raise RuntimeError(f"bilinear(): input{place} size does not match weight size: got {one.size(-1)} but "
                               f"expected {weight.size(place)}")
    rows, others = (one.reshape(-1, one.size(-1)) for one in (input1, input2))
    products = torch.einsum("ni,kij,nj->nk", rows, weight, others)
    products = products if bias is None else products + bias
    return products.reshape(*input1.shape[:-1], weight.size(0))
