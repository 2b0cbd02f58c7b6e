"""Runs the cases of steps.txt in the torch at hand and compares them with PyTorch's numbers. The last line printed is JSON:
{scheduler: {options: [steps equal in every bit, steps, largest distance in ulp]}}."""
import json, os, struct, sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FOLDER)

import torch
from cases import run


def fixtures():
    with open(os.path.join(FOLDER, 'steps.txt')) as f:
        lines = [line.rstrip('\n') for line in f if not line.startswith('#')]
    for head, numbers in zip(lines[::2], lines[1::2]):
        name, kind, mode, *text = head.split(' ', 3)
        width = 4 if kind == 'SGD2' else 2
        flat = []
        for word in numbers.split():
            flat.append(flat[-width] if word == '.' else float.fromhex(word))
        yield name, kind, mode, text[0] if text else '', [flat[i:i + width] for i in range(0, len(flat), width)]


def distance(a, b):
    ordered = [i if i >= 0 else -(1 << 63) - i for i in struct.unpack('<2q', struct.pack('<2d', a, b))]
    return abs(ordered[0] - ordered[1])


def main():
    table = {}
    for name, kind, mode, text, rows in fixtures():
        counts = table.setdefault(name, {}).setdefault(text, [0, 0, 0])
        ours = run(torch, name, kind, mode, text)
        if len(ours) != len(rows):
            raise SystemExit(f'{name} {kind} {mode} {text}: {len(ours)} steps, PyTorch {len(rows)}')
        for new, wanted in zip(ours, rows):
            counts[0] += new == wanted
            counts[1] += 1
            counts[2] = max(counts[2], *map(distance, new, wanted))
    print(json.dumps(table))


main()
