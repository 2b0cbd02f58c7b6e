"""Runs the cases of lr_traces.json and prints JSON: for each case its name, and the first thing that differs (null: every
number is PyTorch's)."""
import json, os, warnings

import torch
from torch.optim import lr_scheduler as S

FOLDER = os.path.dirname(os.path.abspath(__file__))
METRICS = ('num_bad', 'best', 'cooldown')
warnings.simplefilter('ignore')


def sgd(groups=1):
    p = [torch.zeros(1, requires_grad=True) for _ in range(groups)]
    given = [{'params': [q], 'lr': .1 * (i + 1)} for i, q in enumerate(p)] if groups > 1 else p
    return torch.optim.SGD(given, lr=.1, momentum=.9)


def made(case, optimizer):
    if case['scheduler'] in ('SequentialLR', 'ChainedScheduler'):
        parts = [S.ConstantLR(optimizer, factor=.1, total_iters=3), S.ExponentialLR(optimizer, gamma=.9)]
        if case['scheduler'] == 'SequentialLR':
            return S.SequentialLR(optimizer, parts, milestones=[4])
        return S.ChainedScheduler(parts)
    return getattr(S, case['scheduler'])(optimizer, **eval(case['kwargs']))


def first_difference(case):
    optimizer = sgd(case.get('groups', 1))
    scheduler = made(case, optimizer)
    for k, wanted in enumerate(case['trace']):
        if 'metric' in wanted:
            scheduler.step(wanted['metric'])
        got = {'lr': [g['lr'] for g in optimizer.param_groups], 'momentum': optimizer.param_groups[0].get('momentum')}
        if 'metric' in wanted:
            got |= {'num_bad': scheduler.num_bad_epochs, 'best': scheduler.best, 'cooldown': scheduler.cooldown_counter}
        for key in wanted.keys() & got.keys():
            if got[key] != wanted[key]:
                return f'step {k}: {key} {got[key]}, PyTorch {wanted[key]}'
        if 'metric' in wanted:
            continue
        optimizer.step()
        try:
            scheduler.step()
        except ValueError as error:
            if case['trace'][k + 1].get('error') != str(error):
                return f'step {k}: {error}'
            break
    return None


out = []
with open(os.path.join(FOLDER, 'lr_traces.json')) as f:
    for case in json.load(f)['cases']:
        try:
            out.append([f"{case['scheduler']} {case['kwargs']}", first_difference(case)])
        except Exception as error:
            out.append([case['scheduler'], f'{type(error).__name__}: {error}'])
print(json.dumps(out))
