"""Writes float32.zip and float64.zip, and the like for the other tables of run.py's SETS: every number that the
variants give in real PyTorch, packed (run.py) and compressed; member `operator/variant/forward` or
`operator/variant/grad NAME`. The zip's comment names PyTorch's vectors, on which orders of additions depend.

    /path/to/venv/bin/python make.py [layers_ ...]        (all, or the tables named; PyTorch 2.13.0 on x86-64; square roots made correctly rounded first)"""
import os, sys, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..')]

import torch
from programs.make import correct_square_roots

torch.set_num_threads(1)
correct_square_roots()

from run import SETS, pack, run_variant


def one_nan(data):
    """NaNs carry bits that mean nothing: keep one pattern."""
    for i, v in enumerate(data):
        if v != v:
            data[i] = float('nan')
    return pack(data)


def write(dtype, path, table):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        z.comment = f'PyTorch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}'.encode()
        for name, variants in table:
            numbers = [0, 0]
            for k, variant in enumerate(variants):
                for part, data in run_variant(name, variant, dtype).items():
                    numbers[part != 'forward'] += len(data)
                    z.writestr(zipfile.ZipInfo(f'{name}/{k}/{part}'), one_nan(data), zipfile.ZIP_DEFLATED, 9)
            print(f'{dtype} {name:18} {numbers[0]:6} values, {numbers[1]:6} gradients')
    print(path, os.path.getsize(path))


for start in sys.argv[1:] or SETS:
    for dtype in ('float32', 'float64'):
        write(dtype, os.path.join(HERE, start + dtype + '.zip'), SETS[start])
