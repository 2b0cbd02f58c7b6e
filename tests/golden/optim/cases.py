"""What the optimizers are compared on: shapes, and a start and gradients that Python and C++ build alike, without PyTorch.

    hash, unit: ../ops/generator.py.  Element i of step t is number 64 t + i of stream 7; the start is step 0.
    A gradient is 4 unit - 2. Every 20th step (t % 20 == 7) it is 0, six steps later 1e-30 times as large; from step 171 on every
    tenth is 1e30 times as large in elements 3, 8, 13, ...; at 191 elements 2, 7, ... are NaN, at 195 elements 4, 9, ... are inf.
    So a single number stays finite, and a vector shows what NaN and inf do to their neighbours."""
import os, sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../ops'))
from generator import unit

STEPS = 200
EVERY = 10  # each tenth step's parameter is kept; of the others a hash
SHAPES = {'[]': (), '[1]': (1,), '[7]': (7,), '[3,5]': (3, 5), '[5,9]': (5, 9), '[3,4]t': (3, 4)}  # t: not contiguous
DTYPES = ('float32', 'float64')


def count(shape):
    n = 1
    for size in shape:
        n *= size
    return n


def numbers(t, n):
    u = unit(7, 64 * (STEPS + 1))[64 * t:64 * t + n]
    g = [4 * x - 2 for x in u]
    if t == 0:
        return g
    for i in range(n):
        if t % 20 == 7:
            g[i] = 0.0
        elif t % 20 == 13:
            g[i] *= 1e-30
        elif t > 170 and t % 10 == 5 and i % 5 == 3:
            g[i] *= 1e30
        if t == 191 and i % 5 == 2:
            g[i] = float('nan')
        if t == 195 and i % 5 == 4:
            g[i] = float('inf')
    return g


def options_of(text):
    """`lr=0.05 betas=0.8,0.95` as arguments."""
    def value(v):
        if ',' in v:
            return tuple(map(value, v.split(',')))
        return {'True': True, 'False': False, 'None': None}[v] if v in ('True', 'False', 'None') else (
            v if v[0].isalpha() else float(v) if any(c in v for c in '.e') else int(v))
    return {name: value(v) for name, v in (part.split('=') for part in text.split())}
