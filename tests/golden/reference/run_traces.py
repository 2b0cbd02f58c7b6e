"""Runs the cases of optim_traces.json for the optimizers that are there, gradients given, and prints JSON: for each
case its name, and the first thing that differs (null: every bit of every step and of the state is PyTorch's)."""
import json, os

import torch

FOLDER = os.path.dirname(os.path.abspath(__file__))
BOUNDS = {'Adafactor': 1e-6, 'Muon': 1e-2}  # relative: optim_spec.md, "What cannot be pinned to the bit"


def tensor(numbers, case):
    dtype = getattr(torch, case['dtype'])
    return torch.tensor([float.fromhex(n) for n in numbers], dtype=dtype).reshape(case['shape'])


def bits(t):
    return [float(v).hex() for v in t.detach().reshape(-1).tolist()]


def same(ours, theirs, bound):
    if not bound:
        return ours == theirs
    a, b = [[float.fromhex(n) for n in numbers] for numbers in (ours, theirs)]
    return max(abs(x - y) for x, y in zip(a, b)) <= bound * max(map(abs, b))


def first_difference(case):
    options = {k: tuple(v) if isinstance(v, list) else v for k, v in case['kwargs'].items()}
    p = tensor(case['p0'], case).requires_grad_(True)
    optimizer = getattr(torch.optim, case['optimizer'])([p], **options)
    for step, (grad, expected) in enumerate(zip(case['grads'], case['trace']), 1):
        p.grad = tensor(grad, case)
        optimizer.step()
        if not same(bits(p), expected, BOUNDS.get(case['optimizer'])):
            return f'step {step}: {bits(p)}, PyTorch {expected}'
    state = {k: bits(v) for k, v in optimizer.state[p].items() if v is not None} if p in optimizer.state else {}
    if case['optimizer'] in BOUNDS:
        wrong = list(state) != list(case['state'])
    else:
        wrong = state != case['state']
    if wrong:
        return f"state: {state}, PyTorch {case['state']}"
    return None


def main():
    with open(os.path.join(FOLDER, 'optim_traces.json')) as f:
        cases = [c for c in json.load(f)['cases'] if hasattr(torch.optim, c['optimizer'])]
    out = []
    for case in cases:
        name = f"{case['optimizer']} {case['dtype']} {json.dumps(case['kwargs'])}"
        try:
            out.append([name, first_difference(case)])
        except Exception as error:
            out.append([name, f'{type(error).__name__}: {error}'])
    print(json.dumps(out))


main()
