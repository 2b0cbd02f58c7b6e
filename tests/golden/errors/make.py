"""Writes expected.json: what torch.optim says to arguments that it does not take, as [expression, type or null, text].

    /path/to/venv/bin/python make.py        (PyTorch 2.13.0, CPU)

Every constructor check is tried for every class by list: each option of its signature at each of the bad values below, whatever
PyTorch says to it. Then the checks that several arguments meet in, the base class's, state dicts' and schedulers'."""
import inspect, json, os

import torch

from run import PREAMBLE, raised

HERE = os.path.dirname(os.path.abspath(__file__))
BAD = {
    'lr': ['-1', '-0.5', '0', "float('nan')", 'torch.tensor([0.1, 0.2])', 'torch.tensor(-0.1)', "'fast'", 'None'],
    'betas': ['(1.0, 0.9)', '(-0.1, 0.9)', '(0.9, 1.0)', '(0.9, -0.5)', '(0, 0.999)', '(0.9, 1)', '0.9', '(0.9,)',
              '(torch.tensor(0.9), 0.999)', '(torch.tensor([0.9, 0.8]), torch.tensor(0.999))'],
    'eps': ['-1e-8', '-1'], 'weight_decay': ['-0.1', '-1'], 'momentum': ['-0.9', '-1'], 'momentum_decay': ['-0.004'],
    'rho': ['2', '-0.1'], 'lr_decay': ['-1'], 'initial_accumulator_value': ['-0.5'], 'alpha': ['-0.99'],
    'etas': ['(1.5, 1.2)', '(0.5, 0.9)', '(0, 1.2)'], 'beta2_decay': ['0.8'], 'd': ['0.5'], 'nesterov': ['True'],
    'adjust_lr_fn': ["'none'"], 'fused': ['True'], 'foreach': ['True'], 'capturable': ['True'],
}
OWN = {('Adafactor', 'eps'): ['(-1.0, 1e-3)', '(None, -1e-3)']}
TOGETHER = [
    "SGD([p], momentum=0.9, dampening=0.1, nesterov=True)", "SGD([p], fused=True, foreach=True)", "SGD([p], fused=True, differentiable=True)",
    "Adam([p], fused=True, foreach=True)", "Adam([p], fused=True, differentiable=True)", "AdamW([p], fused=True, foreach=True)",
    "Adagrad([p], fused=True, differentiable=True)", "Adam([p], lr=torch.tensor(0.1), foreach=True)",
    "Adam([p], betas=(torch.tensor(0.9), torch.tensor(0.99)), foreach=True)",
    "Adam([p], betas=(torch.tensor(0.9), torch.tensor([0.9, 0.99])))", "Adam([p], foo=1)", "SGD([p], 0.1, 0, 0, 0, False, True)",
    "Adam()", "RMSprop([p], 0.1, 0.9, 1e-8, 0, 0, False, False, None, False, False, 1)",
]
BASE = [
    "SGD(p)", "SGD([])", "SGD([1.0])", "SGD([None])", "SGD({p})", "SGD([{'params': {p}}])", "SGD([p * 2])", "SGD('ab')", "SGD(3)", "SGD(None)",
    "SGD([{'params': [p]}, {'params': [p]}])", "SGD([{'params': [p, p]}])", "SGD([{'lr': 0.1}])", "SGD([[p]])",
    "SGD([p, 1.0])", "Adam({'a': p}.items())", "SGD([('a', p), q])", "SGD([('a', p), ('b', 1.0)])",
    "SGD([('a', p)]).add_param_group({'params': [q]})", "SGD([p]).add_param_group({'params': [('b', q)]})",
    "SGD([p]).add_param_group([q])", "SGD([p]).add_param_group({'params': [p]})", "SGD([p]).add_param_group({})",
    "SGD([p]).add_param_group({'params': {q}})", "SGD([p]).add_param_group({'params': q * 2})",
    "Optimizer([p], {'lr': 0.1}).step()", 
    "SGD([p]).load_state_dict({'state': {}, 'param_groups': []})",
    "SGD([p]).load_state_dict(torch.optim.SGD([p, q]).state_dict())",
    "SGD([p]).load_state_dict({'state': {}})", "SGD([p]).load_state_dict({})",
    "Adam([p]).load_state_dict({'state': {}, 'param_groups': [{'params': [0, 1]}]})", "SGD([p], lr=0.1).foo",
    "SGD([torch.ones(2, dtype=torch.int64)]).step(1)",
]
SCHEDULERS = [
    "StepLR(1, 1)", "StepLR(o)", "StepLR(o, 1, last_epoch=3)", "LambdaLR(o, [abs, abs])", "LambdaLR(o, 3)", "MultiplicativeLR(o, [abs, abs])",
    "ConstantLR(o, factor=2.0)", "ConstantLR(o, factor=-1)", "LinearLR(o, start_factor=2.0)", "LinearLR(o, start_factor=0)",
    "LinearLR(o, end_factor=-0.1)", "ReduceLROnPlateau(o, factor=1.5)", "ReduceLROnPlateau(o, mode='foo')", "ReduceLROnPlateau(1)",
    "ReduceLROnPlateau(o, threshold_mode='foo')", "ReduceLROnPlateau(o, min_lr=[0.1, 0.2])", "ReduceLROnPlateau(o).step()",
    "CyclicLR(a, 0.1, 0.2, cycle_momentum=True)", "CyclicLR(s, 0.1, 0.2)", "CyclicLR(o, 0.1, 0.2, mode='foo')", "CyclicLR(o, [0.1, 0.2], 0.3)",
    "CyclicLR(o, 0.1, [0.1, 0.2])", "CosineAnnealingWarmRestarts(o, T_0=0)", "CosineAnnealingWarmRestarts(o, T_0=1.5)",
    "CosineAnnealingWarmRestarts(o, T_0=2, T_mult=0)", "CosineAnnealingWarmRestarts(o, T_0=2).step(-1)", "OneCycleLR(o, max_lr=0.1)", "OneCycleLR(o, max_lr=0.1, total_steps=0)",
    "OneCycleLR(o, max_lr=0.1, epochs=0, steps_per_epoch=2)", "OneCycleLR(o, max_lr=0.1, epochs=2, steps_per_epoch=-1)",
    "OneCycleLR(o, max_lr=0.1, total_steps=5, pct_start=2.0)", "OneCycleLR(o, max_lr=0.1, total_steps=5, anneal_strategy='foo')",
    "OneCycleLR(o, max_lr=[0.1, 0.2], total_steps=5)", "OneCycleLR(s, max_lr=0.1, total_steps=5)",
    "ChainedScheduler([])", "SequentialLR(o, [], [])", "PolynomialLR(1)", "ExponentialLR(o)", "MultiStepLR(o, 3)", "CosineAnnealingLR(o)",
]
SPECIAL = [
    "from torch.optim.optimizer import required; torch.optim.Optimizer([{'params': [p]}], {'lr': required})",
    "torch.optim.LBFGS([{'params': [p]}, {'params': [q]}])", "torch.optim.LBFGS([p], lr=-1)", "torch.optim.LBFGS([p]).step()",
    "torch.optim.LBFGS([p], line_search_fn='armijo').step(lambda: (p ** 2).sum())",
    "torch.optim.Muon([p])", "torch.optim.Muon([torch.ones(2, 2, 2, requires_grad=True)])",
    "torch.optim.SparseAdam([p.detach().to_sparse().requires_grad_()])",
    "p.grad = torch.ones(1); torch.optim.SparseAdam([p]).step()", "torch.optim.SparseAdam([p], lr=0)",
    "s = torch.optim.lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=2); [s.step() for _ in range(3)]",
]
LEFT_OUT = ('LBFGS',)


def expressions():
    for name in torch.optim.__all__:
        cls = getattr(torch.optim, name)
        if not (inspect.isclass(cls) and issubclass(cls, torch.optim.Optimizer)) or cls is torch.optim.Optimizer or name in LEFT_OUT:
            continue
        given = 'torch.ones(2, 2, requires_grad=True)' if name == 'Muon' else 'p'
        for option in inspect.signature(cls.__init__).parameters:
            for value in OWN.get((name, option)) or BAD.get(option, []):
                yield f'torch.optim.{name}([{given}], {option}={value})'
    yield from (f'torch.optim.{e}' for e in TOGETHER + BASE)
    yield from (f'torch.optim.lr_scheduler.{e}' for e in SCHEDULERS)
    yield from SPECIAL


def main():
    cases = [[e, *raised(e)] for e in dict.fromkeys(expressions())]
    with open(os.path.join(HERE, 'expected.json'), 'w') as f:
        f.write('{"torch": %s, "preamble": %s, "cases": [\n' % (json.dumps(torch.__version__), json.dumps(PREAMBLE)))
        f.write(',\n'.join(map(json.dumps, cases)) + '\n]}\n')
    print(len(cases), 'expressions,', sum(c[1] is not None for c in cases), 'raise')


if __name__ == '__main__':
    main()
