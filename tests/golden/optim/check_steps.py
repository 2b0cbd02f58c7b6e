"""Runs the cases of steps.txt in the torch at hand and compares them with PyTorch's bits in steps.bin. The last line printed is
JSON: {"cases": {optimizer: count}, "wrong": [what is outside bounds.txt], "missing": [optimizers that are not here],
"table": {optimizer: {options: {dtype: [steps equal in every bit, steps, largest distance in ulp]}}}}. The steps count over the
shapes; a step is equal when parameter and state are; the distance is of every tenth step's parameters."""
import json, os, sys
from array import array

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FOLDER)

import torch
from cases import EVERY, SHAPES, STEPS, count
from steps import run

FORMAT = {'float32': ('f', 'i', 31), 'float64': ('d', 'q', 63)}


def optimizer_named(name):
    try:
        import downhill.optim
    except ImportError:
        import references
        return getattr(torch.optim, name, None) or getattr(references, name, None)
    return getattr(torch.optim, name, None) or getattr(downhill.optim, name, None)


def fixtures():
    """(optimizer, dtype, shape, options, hash of all, hashes, kept)"""
    with open(os.path.join(FOLDER, 'steps.bin'), 'rb') as f, open(os.path.join(FOLDER, 'steps.txt')) as index:
        for line in index:
            if line.startswith('#'):
                continue
            name, dtype, key, *options = line.rstrip('\n').split(' ', 3)
            whole = int.from_bytes(f.read(4), 'little')
            hashes = array('H', f.read(2 * STEPS))
            size = 4 if dtype == 'float32' else 8
            kept = [array(FORMAT[dtype][0], f.read(size * count(SHAPES[key]))) for _ in range(STEPS // EVERY)]
            yield name, dtype, key, options[0] if options else '', whole, hashes, kept


def bounds():
    with open(os.path.join(FOLDER, 'bounds.txt')) as f:
        rows = [line.split() for line in f if line[0] != '#']
    return {(name, dtype): float(bound) for name, dtype, _, bound in rows}


def ordered(data, dtype):
    _, code, bits = FORMAT[dtype]
    low = -(1 << bits)
    return [i if i >= 0 else low - i for i in array(code, data.tobytes())]


def ulps(ours, theirs, dtype):
    if ours == theirs and ours.tobytes() == theirs.tobytes():
        return 0
    largest = 0
    for a, b, x, y in zip(ordered(ours, dtype), ordered(theirs, dtype), ours, theirs):
        nans = (x != x) + (y != y)
        largest = max(largest, 0 if nans == 2 else 2**53 if nans else abs(a - b))
    return largest


def relative(ours, theirs):
    size = max((abs(y) for y in theirs if y == y and abs(y) < 1e300), default=0)
    off = 0.0
    for x, y in zip(ours, theirs):
        if x != y and (x == x or y == y):
            off = max(off, abs(x - y)) if abs(x - y) < 1e300 else float('inf')
    return off / size if off else 0.0


def main():
    allowed, wrong, missing, cases, table = bounds(), [], set(), {}, {}
    for name, dtype, key, options, whole, hashes, kept in fixtures():
        cls = optimizer_named(name)
        if cls is None:
            missing.add(name)
            continue
        cases[name] = cases.get(name, 0) + 1
        where = f'{name} {dtype} {key} {options}'
        try:
            our_hashes, our_whole, our_kept = run(cls, key, dtype, options)
        except Exception as error:
            wrong.append(f'{where}: {type(error).__name__}: {error}')
            continue
        equal = sum(a == b for a, b in zip(hashes, our_hashes))
        distance = max(ulps(a, b, dtype) for a, b in zip(our_kept, kept))
        row = table.setdefault(name, {}).setdefault(options, {}).setdefault(dtype, [0, 0, 0])
        row[:] = row[0] + equal, row[1] + STEPS, max(row[2], distance)
        if (name, dtype) in allowed:
            off = max(map(relative, our_kept, kept))
            if not off <= allowed[name, dtype]:
                wrong.append(f'{where}: {off:.2g} relative, bound {allowed[name, dtype]}')
        elif whole != our_whole:
            first = next((t for t, (a, b) in enumerate(zip(hashes, our_hashes), 1) if a != b), None)
            wrong.append(f'{where}: first differs at step {first}; {equal} of {STEPS} equal, {distance} ulp')
    print(json.dumps({'cases': cases, 'wrong': wrong, 'missing': sorted(missing), 'table': table}))


main()
