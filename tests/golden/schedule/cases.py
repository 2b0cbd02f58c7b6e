"""The cases of steps.txt: every learning-rate scheduler with its options, on several optimizers."""

STEPS = 60
# Learning rate, momentum and groups of what is scheduled. A tensor's rate is filled, in float32.
OPTIMIZERS = ('SGD', 'Adam', 'SGD2', 'tensor')
# `step(epoch)` in this order, after the constructor's first step.
EPOCHS = (1, 2, 5, 3, 0, 7, 11, 12, 13, 30, 29, 59, 60, 4)

OPTIONS = {
    'StepLR': ['step_size=3', 'step_size=4 gamma=0.5', 'step_size=1 gamma=0.97', 'step_size=7 gamma=1.1'],
    'MultiStepLR': ['milestones=3,8,8,12 gamma=0.5', 'milestones=30,10', 'milestones=1,2,3,4,5,6 gamma=0.9'],
    'ConstantLR': ['', 'factor=0.5 total_iters=4', 'factor=0.1 total_iters=30', 'factor=1.0 total_iters=1'],
    'LinearLR': ['', 'start_factor=0.1 end_factor=0.8 total_iters=7', 'start_factor=1.0 end_factor=0.01 total_iters=40',
                 'start_factor=0.7 total_iters=50'],
    # A whole gamma: its powers are whole in Python, past 64 bits too.
    'ExponentialLR': ['gamma=0.9', 'gamma=0.999', 'gamma=1.02', 'gamma=3'],
    'PolynomialLR': ['', 'total_iters=10 power=2.0', 'total_iters=45 power=0.5', 'total_iters=60 power=3'],
    'CosineAnnealingLR': ['T_max=10', 'T_max=5 eta_min=0.01', 'T_max=60', 'T_max=17 eta_min=0.001'],
    'CosineAnnealingWarmRestarts': ['T_0=4', 'T_0=3 T_mult=2 eta_min=0.001', 'T_0=7 T_mult=3', 'T_0=60 eta_min=0.01'],
    'CyclicLR': ['base_lr=0.01 max_lr=0.1 step_size_up=4', 'base_lr=0.01 max_lr=0.1 step_size_up=4 step_size_down=2 mode=triangular2',
                 'base_lr=0.01 max_lr=0.1 step_size_up=4 mode=exp_range gamma=0.9',
                 'base_lr=0.001 max_lr=0.03 step_size_up=13 step_size_down=8 base_momentum=0.7 max_momentum=0.99',
                 'base_lr=0.02 max_lr=0.05 step_size_up=6 cycle_momentum=False mode=triangular2'],
    'OneCycleLR': ['max_lr=0.1 total_steps=60', 'max_lr=0.1 epochs=6 steps_per_epoch=10 pct_start=0.25 anneal_strategy=linear',
                   'max_lr=0.1 total_steps=60 three_phase=True', 'max_lr=0.03 total_steps=70 three_phase=True anneal_strategy=linear',
                   'max_lr=0.5 total_steps=65 pct_start=0.1 div_factor=10.0 final_div_factor=100.0 base_momentum=0.8 max_momentum=0.9',
                   'max_lr=0.1 total_steps=60 cycle_momentum=False'],
    'SWALR': ['swa_lr=0.05', 'swa_lr=0.01 anneal_epochs=30', 'swa_lr=0.2 anneal_epochs=8 anneal_strategy=linear',
              'swa_lr=0.05 anneal_epochs=0'],
    # Functions by name: below, and in tests/core/schedule/steps_test.cpp.
    'LambdaLR': ['lr_lambda=decay', 'lr_lambda=thirds'],
    'MultiplicativeLR': ['lr_lambda=constant'],
    'ReduceLROnPlateau': ['patience=2', 'patience=1 factor=0.5 cooldown=2 min_lr=0.01', 'mode=max patience=2',
                          'patience=2 threshold=0.01 threshold_mode=abs', 'mode=max patience=3 threshold_mode=abs cooldown=1'],
    'SequentialLR': ['warm_up'],
    'ChainedScheduler': ['warm_up'],
}
NO_EPOCHS = ('OneCycleLR', 'ReduceLROnPlateau', 'SequentialLR', 'ChainedScheduler')

FUNCTIONS = {'decay': lambda e: 0.95 ** e, 'thirds': lambda e: e // 3, 'constant': lambda e: 0.95}
METRICS = [1., .9, .95, .95, .9, .9, .9, .9, .5, .5, .5, .5, .5, .5, .5, .5, .4999, .5, .5, .5, .5, .5, .5, .5]


def value(text):
    if text in FUNCTIONS:
        return FUNCTIONS[text]
    if ',' in text:
        return [value(part) for part in text.split(',')]
    try:
        return eval(text, {'__builtins__': {}})
    except NameError:
        return text


def options(text):
    return {name: value(rest) for name, rest in (part.split('=') for part in text.split() if '=' in part)}


def all_cases():
    """(scheduler, optimizer, 'steps' or 'epochs', options as text)"""
    for name, sets in OPTIONS.items():
        for text in sets:
            for optimizer in OPTIMIZERS:
                if optimizer == 'tensor' and name in ('ReduceLROnPlateau', 'SequentialLR', 'ChainedScheduler'):
                    continue
                yield name, optimizer, 'steps', text
            if name not in NO_EPOCHS:
                yield name, 'SGD', 'epochs', text


def run(torch, name, kind, mode, text):
    """Lists of the groups' learning rates and momenta, before the first step and after each."""
    import warnings
    from torch.optim import lr_scheduler, swa_utils
    warnings.simplefilter('ignore')
    p = [torch.zeros(1, requires_grad=True) for _ in range(2)]
    lr = torch.tensor(0.1) if kind == 'tensor' else 0.1
    if kind == 'Adam':
        optimizer = torch.optim.Adam(p[:1], lr=lr)
    else:
        groups = [{'params': p[:1]}, {'params': p[1:], 'lr': 0.2}] if kind == 'SGD2' else p[:1]
        optimizer = torch.optim.SGD(groups, lr=lr, momentum=0.9)
    if name in ('SequentialLR', 'ChainedScheduler'):
        parts = [lr_scheduler.ConstantLR(optimizer, factor=.1, total_iters=3), lr_scheduler.ExponentialLR(optimizer, gamma=.9)]
        made = (lr_scheduler.SequentialLR(optimizer, parts, milestones=[4]) if name == 'SequentialLR'
                else lr_scheduler.ChainedScheduler(parts))
    else:
        made = getattr(swa_utils if name == 'SWALR' else lr_scheduler, name)(optimizer, **options(text))
    rows = []

    def note():
        rows.append([])
        for group in optimizer.param_groups:
            rows[-1] += [float(group['lr']), float(group['momentum'] if 'momentum' in group else group['betas'][0])]

    note()
    for k in EPOCHS if mode == 'epochs' else METRICS if name == 'ReduceLROnPlateau' else range(STEPS):
        optimizer.step()
        made.step(*([k] if mode == 'epochs' or name == 'ReduceLROnPlateau' else []))
        note()
    return rows
