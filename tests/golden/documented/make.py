"""Writes expected.json: what every program of this folder prints in real PyTorch, with correctly rounded square roots.

    /path/to/venv/bin/python make.py        (PyTorch 2.13.0, CPU)"""
import json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..')]

import torch
from programs.make import correct_square_roots
from run import printed, programs

torch.set_num_threads(1)
correct_square_roots()
texts = {}
for name, code in programs():
    if name in texts:
        sys.exit(f'{name}: twice')
    texts[name] = printed(code)
    last = texts[name].rstrip().rsplit('\n', 1)[-1]
    if 'Error: ' in last:
        sys.exit(f'{name}: {last}')
with open(os.path.join(HERE, 'expected.json'), 'w') as f:
    json.dump({'torch': torch.__version__, 'square roots': 'correctly rounded', 'texts': texts}, f, indent=1)
    f.write('\n')
print(len(texts), 'programs')
