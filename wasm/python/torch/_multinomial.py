"""torch.multinomial: indices drawn by their weights. The draws are PyTorch's."""
import math
import struct

import _dh

from . import _ops, creation
from ._dtypes import float32, float64, int64
from .random import fill


def multinomial(input, num_samples, replacement=False, *, generator=None):
    """num_samples indices of each row, drawn with probabilities as the elements are to each other."""
    creation.check_input("multinomial", input)
    _check(input, num_samples, replacement)
    weights = input.detach()
    if not weights.numel():
        return creation.zeros(*input.shape[:-1], num_samples, dtype=int64)
    if replacement and num_samples > 1:
        return _with_replacement(weights, num_samples, generator)
    if not bool((weights.max() < math.inf) & (weights.min() >= 0)):
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    _check_sum((weights.sum(-1) == 0).any())
    race = weights / creation.empty_like(weights).exponential_(1, generator=generator)
    return race.argmax(-1, True) if num_samples == 1 else _ops.topk(race, num_samples).indices


def _check(input, num_samples, replacement):
    if input.dim() not in (1, 2):
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if not input.dtype.is_floating_point:
        raise RuntimeError("multinomial only supports floating-point dtypes for input, got: "
                           f"{creation.scalar_name(input)}")
    if num_samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and num_samples > input.size(-1):
        raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")


def _check_sum(is_zero):
    if is_zero:
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")


def _with_replacement(weights, num_samples, generator):
    """Each draw is a number of [0, 1), looked up among the sums of the weights so far."""
    rows = [_drawn(row, num_samples, generator) for row in weights.reshape(-1, weights.size(-1)).unbind(0)]
    return _ops.stack(rows).reshape(*weights.shape[:-1], num_samples)


def _drawn(row, num_samples, generator):
    sums, total = [], 0.0
    for weight in row.tolist():
        if not weight >= 0:
            raise RuntimeError("invalid multinomial distribution (encountering probability entry < 0)")
        if weight == math.inf:
            raise RuntimeError("invalid multinomial distribution (encountering probability entry = infinity or NaN)")
        total += weight
        total = struct.unpack("f", struct.pack("f", total))[0] if row.dtype is float32 else total
        sums.append(total)
    _check_sum(not total > 0)
    limits = (creation.tensor(sums, dtype=row.dtype) / total).to(float64)
    draws = fill(creation.empty(num_samples, dtype=float64), _dh.UNIFORM, 0, 1, generator)
    return (limits < draws.unsqueeze(1)).sum(1)


__all__ = ["multinomial"]
