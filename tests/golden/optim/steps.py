"""Runs one case of steps.txt in the torch at hand: 200 steps with given gradients."""
from array import array
from zlib import crc32

import torch

from cases import EVERY, SHAPES, STEPS, count, numbers, options_of

CODE = {torch.float32: 'f', torch.float64: 'd'}
_given = {}


def tensor(values, key, dtype):
    t = torch.tensor(values, dtype=getattr(torch, dtype)).reshape(SHAPES[key])
    return t.t().contiguous().t() if key.endswith('t') else t


def given(key, dtype):
    """The gradients, made once for all cases."""
    if (key, dtype) not in _given:
        n = count(SHAPES[key])
        _given[key, dtype] = [tensor(numbers(t, n), key, dtype) for t in range(1, STEPS + 1)]
    return _given[key, dtype]


def data(t):
    """The numbers of a tensor as an array, every NaN with the same bits."""
    values = t.detach().reshape(-1).tolist()
    total = sum(values)
    if total != total:
        values = [float('nan') if v != v else v for v in values]
    return array(CODE[t.dtype], values)


def run(make, key, dtype, options):
    """(a 16 bit hash of every step, a hash of all steps, every tenth step's parameter): parameter and state are hashed, the
    state in the order of its names."""
    p = tensor(numbers(0, count(SHAPES[key])), key, dtype).requires_grad_(True)
    optimizer = make([p], **options_of(options))
    hashes, kept, whole = array('H'), [], 0
    for t, gradient in enumerate(given(key, dtype), 1):
        p.grad = gradient
        optimizer.step()
        numbers_now = data(p)
        step = crc32(numbers_now.tobytes())
        for _, value in sorted(optimizer.state.get(p, {}).items()):
            if value is not None:
                step = crc32(data(value).tobytes(), step)
        hashes.append(step & 0xFFFF)
        whole = crc32(step.to_bytes(4, 'little'), whole)
        if t % EVERY == 0:
            kept.append(numbers_now)
    return hashes, whole, kept
