"""Optimizers that ask for further evaluations (LBFGS): small problems x options x dtypes, ten steps each, in the torch at hand.

    /path/to/venv/bin/python closures.py --write        writes closures.json (PyTorch 2.13.0; square roots correctly rounded)

Without --write it compares and prints JSON: [[case, what differs or null], ...], or null where LBFGS is not there. Up to four
numbers PyTorch's dot products have one order (optim_spec.md), so that every bit is compared: loss, parameter, evaluations."""
import json, os, sys

import torch

FOLDER = os.path.dirname(os.path.abspath(__file__))
STEPS = 10
PROBLEMS = {
    'bowl': ([4.0, -3.0], lambda x: x[0] * x[0] + 3 * (x[1] * x[1])),
    'rosenbrock': ([-1.2, 1.0], lambda x: (1 - x[0]) * (1 - x[0]) + 100 * ((x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]))),
    'double well': ([0.3, -0.2], lambda x: (x[0] * x[0] - 1) * (x[0] * x[0] - 1) + x[0] * x[1] + x[1] * x[1]),
    'cliff': ([0.5, 0.5], lambda x: x[0] / (x[1] - 0.25) + x[1] * x[1]),  # no minimum: infinities and NaN must not crash
}
OPTIONS = [{}, {'lr': 0.5}, {'max_iter': 4}, {'max_iter': 5, 'max_eval': 3}, {'history_size': 2, 'max_iter': 4}, {'tolerance_grad': 1e-2},
           {'tolerance_change': 1e-3}, {'line_search_fn': 'strong_wolfe'}, {'line_search_fn': 'strong_wolfe', 'max_iter': 3},
           {'line_search_fn': 'strong_wolfe', 'lr': 0.1, 'history_size': 3}]


def bits(t):
    return [float(v).hex() for v in t.detach().reshape(-1).tolist()]


def run(problem, dtype, options):
    """A line per step: loss, parameter, evaluations so far."""
    start, f = PROBLEMS[problem]
    x = torch.tensor(start, dtype=getattr(torch, dtype), requires_grad=True)
    optimizer = torch.optim.LBFGS([x], **options)

    def closure():
        optimizer.zero_grad()
        loss = f(x)
        loss.backward()
        return loss

    lines = []
    for _ in range(STEPS):
        loss = optimizer.step(closure)
        state = optimizer.state[x]
        lines.append([*bits(loss), *bits(x), state['func_evals'], state['n_iter']])
    return lines


def cases():
    return [(p, d, o) for p in PROBLEMS for o in OPTIONS for d in ('float32', 'float64')]


def difference(case, wanted):
    try:
        lines = run(*case)
    except Exception as error:
        return f'{type(error).__name__}: {error}'
    for step, (ours, theirs) in enumerate(zip(lines, wanted), 1):
        if ours != theirs:
            return f'step {step}: {ours}, PyTorch {theirs}'


def main():
    path = os.path.join(FOLDER, 'closures.json')
    if '--write' in sys.argv:
        sys.path.insert(0, os.path.join(FOLDER, '..'))
        from programs.make import correct_square_roots
        correct_square_roots()
        traces = [run(*case) for case in cases()]
        with open(path, 'w') as f:
            f.write('{"torch": "%s", "traces": [\n' % torch.__version__ + ',\n'.join(map(json.dumps, traces)) + '\n]}\n')
        print(len(traces), 'cases')
        return
    with open(path) as f:
        traces = json.load(f)['traces']
    if not hasattr(torch.optim, 'LBFGS'):
        print('null')
        return
    print(json.dumps([[f'{p} {d} {json.dumps(o)}', difference((p, d, o), t)] for (p, d, o), t in zip(cases(), traces)]))


main()
