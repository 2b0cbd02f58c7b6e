"""What every optimizer of the schema does over 200 steps, by real PyTorch: parity.txt (the cases) and parity.bin
(parameters at every tenth step), beside this file.

    /path/to/torch/python make_parity.py [schema.json]      schema: build/generated/schema.json

The cases are derived from the schema: each optimizer with its defaults over several shapes, with each option at
another value, and with extreme gradients, in float32 and float64. A new optimizer of torch.optim gets its cases here
without a line; one that torch does not have needs its rule in OWN. Gradients come from a counter hash that the tests
compute too. Square roots are correctly rounded (see ../reference/optim_oracle.py)."""
import json
import os
import struct
import sys

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
STEPS, EVERY = 200, 10
SHAPES = [(), (1,), (7,), (3, 5), (6, 8), 'transposed']
FEW = [(7,), (6, 8)]
# Options that change nothing on a CPU, or the way of computing only.
LEFT_OUT = {'foreach', 'capturable', 'differentiable', 'fused'}
# Values where the slider's range does not say enough, and options that need another one to matter.
VALUES = {'lr': 0.05, 'weight_decay': 0.1, 'momentum': 0.9, 'dampening': 0.3, 'betas': (0.8, 0.95), 'etas': (0.4, 1.3),
          'step_sizes': (1e-3, 1.0), 'initial_accumulator_value': 0.2, 't0': 50.0, 'lambd': 0.01, 'eps': 1e-4,
          'ns_steps': 3, 'adjust_lr_fn': 'match_rms_adamw', 'beta2_decay': -0.5, 'd': 2.0, 'lr_decay': 0.1,
          'momentum_decay': 0.02, 'rho': 0.8, 'alpha': 0.8}
NEEDS = {'nesterov': {'momentum': 0.9}, 'dampening': {'momentum': 0.9}, 'decoupled_weight_decay': {'weight_decay': 0.1}}
# Options with other values for one optimizer only.
OTHER = {('Adafactor', 'eps'): (1e-5, 1e-2), ('Muon', 'nesterov'): False}


def ieee_sqrt_(t):
    with torch.no_grad():
        return t.copy_(torch.from_numpy(np.asarray(np.sqrt(t.detach().numpy()))))


torch.Tensor.sqrt = lambda t: ieee_sqrt_(t.detach().clone())
torch.Tensor.sqrt_ = ieee_sqrt_


class Lion(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0, maximize=False):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay, maximize=maximize))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group['params']:
                m = self.state[p].setdefault('exp_avg', torch.zeros_like(p))
                g = -p.grad if group['maximize'] else p.grad
                p.mul_(1 - group['lr'] * group['weight_decay'])
                p.add_(m.lerp(g, 1 - group['betas'][0]).sign(), alpha=-group['lr'])
                m.lerp_(g, 1 - group['betas'][1])


OWN = {'Lion': Lion}


def uniform(seed, i):
    """In [0, 1), as ../../../tests/core/optim/parity_test.cpp has it."""
    mask = 0xffffffff
    h = (i + seed * 0x9E3779B9) & mask
    h ^= h >> 16
    h = h * 0x85ebca6b & mask
    h ^= h >> 13
    h = h * 0xc2b2ae35 & mask
    h ^= h >> 16
    return h / 2 ** 32


def numbers(seed, count, dtype):
    return torch.tensor([2 * uniform(seed, i) - 1 for i in range(count)], dtype=torch.float64).to(dtype)


def gradient(step, count, dtype, extreme):
    if extreme and step in EXTREMES:
        return torch.full((count,), EXTREMES[step], dtype=torch.float64).to(dtype)
    return numbers(1000 + step, count, dtype)


EXTREMES = {20: 0.0, 40: 1e-30, 41: 1e-30, 60: 1e18, 180: float('inf'), 190: float('nan')}


def start(shape, dtype):
    if shape == 'transposed':
        return numbers(7, 24, dtype).reshape(4, 6).t().requires_grad_(True)
    count = int(np.prod(shape)) if shape else 1
    return numbers(7, count, dtype).reshape(shape).requires_grad_(True)


def option_sets(optimizer):
    fields = {f['name']: f for f in optimizer['fields'] if f['name'] not in LEFT_OUT}
    yield {}, SHAPES, False
    yield {'lr': VALUES['lr']}, FEW, True
    for name, field in fields.items():
        kind = field['kind']
        value = OTHER.get((optimizer['name'], name), VALUES.get(name, True if kind == 'bool' else None))
        if name == 'lr' or value is None:
            continue
        yield {'lr': VALUES['lr'], name: value, **{k: v for k, v in NEEDS.get(name, {}).items() if k in fields}}, FEW, False


def literal(v):
    return ','.join(map(literal, v)) if isinstance(v, tuple) else str(v).lower() if isinstance(v, bool) else str(v)


def fnv(h, data):
    for word in struct.unpack(f'<{len(data) // 4}I', data):
        h = (h ^ word) * 0x100000001b3 & 0xffffffffffffffff
    return h


def raw(t):
    return t.detach().contiguous().numpy().tobytes()


def run(cls, options, shape, dtype, extreme, out):
    p = start(shape, dtype)
    optimizer = cls([p], **options)
    h = 0xcbf29ce484222325
    for step in range(1, STEPS + 1):
        p.grad = gradient(step, p.numel(), dtype, extreme).reshape(p.shape)
        optimizer.step()
        h = fnv(h, raw(p))
        if step % EVERY == 0:
            out += raw(p)
    for name in sorted(optimizer.state[p]):
        if isinstance(optimizer.state[p][name], torch.Tensor):
            h = fnv(h, raw(optimizer.state[p][name]))
    return h


def main():
    schema = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, '../../../build/generated/schema.json')
    optimizers = json.load(open(schema))['optimizers']
    lines, out = [], bytearray()
    for optimizer in optimizers:
        name = optimizer['name']
        cls = OWN.get(name) or getattr(torch.optim, name, None)
        if optimizer.get('whole') or name == 'SparseAdam':  # closures: whole_test.cpp; no sparse gradients
            continue
        for options, shapes, extreme in option_sets(optimizer):
            for dtype in (torch.float32, torch.float64):
                for shape in shapes:
                    if name == 'Muon' and shape not in ((3, 5), (6, 8), 'transposed'):
                        continue
                    at = len(out)
                    h = run(cls, options, shape, dtype, extreme, out)
                    shown = ';'.join(f'{k}={literal(v)}' for k, v in options.items())
                    size = 'transposed' if shape == 'transposed' else 'x'.join(map(str, shape))
                    lines.append(f"{name}|{shown}|{str(dtype)[6:]}|{size}|{int(extreme)}|{at}|{h:016x}")
    with open(os.path.join(HERE, 'parity.txt'), 'w') as f:
        f.write(f'# made by make_parity.py with torch {torch.__version__}: optimizer | options | dtype | shape | '
                f'extreme gradients | place in parity.bin | hash of all {STEPS} steps and the state\n')
        f.write('\n'.join(lines) + '\n')
    with open(os.path.join(HERE, 'parity.bin'), 'wb') as f:
        f.write(out)
    print(len(lines), 'cases,', len(out), 'bytes')


main()
