"""Real PyTorch's learning rates: steps.txt, and the cases of lr_traces.json (../../shared/reference) in the same form.

    pip install torch==2.13.0
    python3 make_steps.py          rewrites steps.txt beside this file
Two lines a case: scheduler, optimizer, mode and options; then learning rate and momentum of each group, before the first step
and after each, as hexadecimal floats; "." is the number that stood there the step before."""
import os

import torch
from cases import all_cases, run

HERE = os.path.dirname(os.path.abspath(__file__))


def number(value):
    text = float(value).hex()
    mantissa, power = text.split('p')
    return (mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa) + 'p' + power


def line(case):
    rows = run(torch, *case)
    before = [[None] * len(rows[0]), *rows]
    return ' '.join('.' if new == old else number(new) for row, last in zip(rows, before) for new, old in zip(row, last))


with open(os.path.join(HERE, 'steps.txt'), 'w') as f:
    f.write(f'# Written by make_steps.py with torch {torch.__version__}.\n')
    for case in all_cases():
        f.write(' '.join(case).rstrip() + '\n' + line(case) + '\n')
