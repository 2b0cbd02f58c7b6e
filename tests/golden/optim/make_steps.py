"""Writes steps.txt and steps.bin: 200 steps of every optimizer of torch.optim, for every option that changes something at a
value that is not its default, and the pairs below, in every dtype and shape of cases.py.

    /path/to/venv/bin/python make_steps.py        (PyTorch 2.13.0, CPU; square roots made correctly rounded first)

The optimizers and their options come from the signatures of torch.optim: a new class or option without a value here ends
the script. steps.txt names a case per line: optimizer, dtype, shape, options. steps.bin holds for each case, little-endian:
the hash of all steps (4 bytes), each step's hash (2 bytes), every tenth step's parameter in its dtype (steps.py)."""
import inspect, os, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))

import torch
import references
from cases import DTYPES, SHAPES
from programs.make import correct_square_roots
from steps import run

torch.set_num_threads(1)
correct_square_roots()

# Not by given gradients: closures (LBFGS) and sparse gradients (SparseAdam) have tests of their own.
LEFT_OUT = ('Optimizer', 'LBFGS', 'SparseAdam')
NO_EFFECT = ('params', 'foreach', 'fused', 'capturable', 'differentiable', 'self')
VALUES = {
    'lr': ['0.05'], 'betas': ['0.8,0.95'], 'eps': ['0.001'], 'weight_decay': ['0.1'], 'momentum': ['0.9'],
    'dampening': ['0.3'], 'nesterov': ['True'], 'maximize': ['True'], 'amsgrad': ['True'], 'centered': ['True'],
    'decoupled_weight_decay': ['True'], 'momentum_decay': ['0.01'], 'rho': ['0.8'], 'lr_decay': ['0.01'],
    'initial_accumulator_value': ['0.5'], 'alpha': ['0.6'], 'etas': ['0.4,1.3'], 'step_sizes': ['0.0001,0.5'],
    'lambd': ['0.01'], 't0': ['50'], 'beta2_decay': ['-0.7'], 'd': ['2.0'],
    'ns_coefficients': ['3.0,-3.2,1.2'], 'ns_steps': ['3'],
    'adjust_lr_fn': ['original', 'match_rms_adamw'],
}
OWN = {('Adafactor', 'eps'): ['0.0001,0.01', 'None,0.01'], ('Muon', 'nesterov'): ['False']}
NEEDS = {('SGD', 'dampening'): 'momentum=0.9 ', ('SGD', 'nesterov'): 'momentum=0.9 ',
         ('*', 'decoupled_weight_decay'): 'weight_decay=0.1 '}
PAIRS = ('momentum weight_decay', 'momentum maximize', 'amsgrad weight_decay', 'amsgrad maximize', 'centered momentum',
         'centered weight_decay', 'weight_decay maximize', 'lr weight_decay', 'lr_decay initial_accumulator_value',
         't0 lambd', 't0 weight_decay', 'betas eps', 'nesterov weight_decay', 'rho eps')


def optimizers():
    """[(name, class)]: torch.optim's, and those of downhill.optim, from references.py."""
    every = [(name, getattr(torch.optim, name)) for name in torch.optim.__all__ if name not in LEFT_OUT]
    classes = [(n, c) for n, c in every if inspect.isclass(c) and issubclass(c, torch.optim.Optimizer)]
    return classes + [(n, c) for n, c in vars(references).items() if inspect.isclass(c) and c.__module__ == 'references']


def option_sets(name, cls):
    options = [o for o in inspect.signature(cls.__init__).parameters if o not in NO_EFFECT]

    def texts(option):
        if (name, option) not in OWN and option not in VALUES:
            sys.exit(f'{name}: no value for the option {option}; add one to VALUES')
        needs = NEEDS.get((name, option)) or NEEDS.get(('*', option), '')
        return [f'{needs}{option}={v}' for v in OWN.get((name, option)) or VALUES[option]]

    sets = [''] + [t for o in options for t in texts(o)]
    for pair in PAIRS:
        first, second = pair.split()
        if first in options and second in options:
            sets.append(f'{texts(first)[0]} {texts(second)[0]}')
    return sets


def shapes_of(name):
    return [s for s, size in SHAPES.items() if name != 'Muon' or len(size) == 2]


def main():
    begun, cases = time.time(), 0
    with open(os.path.join(HERE, 'steps.txt'), 'w') as index, open(os.path.join(HERE, 'steps.bin'), 'wb') as values:
        index.write(f'# Written by make_steps.py with torch {torch.__version__}, square roots correctly rounded.\n')
        for name, cls in optimizers():
            for options in option_sets(name, cls):
                for dtype in DTYPES:
                    for key in shapes_of(name):
                        hashes, whole, kept = run(cls, key, dtype, options)
                        index.write(f'{name} {dtype} {key} {options}'.rstrip() + '\n')
                        for part in (whole.to_bytes(4, 'little'), hashes, *kept):
                            values.write(part if isinstance(part, bytes) else part.tobytes())
                        cases += 1
            print(f'{name:10} {cases} cases, {values.tell()} bytes, {time.time() - begun:.0f} s')


if __name__ == '__main__':
    main()
