"""Learning-rate schedulers beyond their documented use: resuming, lists for groups, warnings, classes of one's own, copies."""
import copy, pickle, warnings

import torch
from torch import nn
from torch.optim import lr_scheduler, swa_utils
from torch.optim.lr_scheduler import *

warnings.simplefilter('always')


def sgd(groups=1, lr=0.1, **options):
    p = [nn.Parameter(torch.zeros(1)) for _ in range(groups)]
    return torch.optim.SGD([{'params': [q], 'lr': lr * (i + 1)} for i, q in enumerate(p)], lr=lr, **options)


def told(function, *args, **kwargs):
    """What it raises, or the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            print(function(*args, **kwargs))
        except Exception as error:
            print(type(error).__name__, error)
    for warning in caught:
        print(warning.category.__name__, warning.message)


def rates(scheduler, steps):
    optimizer = scheduler.optimizer
    for _ in range(steps):
        optimizer.step()
        scheduler.step()
        print([g['lr'] for g in optimizer.param_groups], scheduler.get_last_lr(), scheduler.last_epoch)


print(sorted(lr_scheduler.__all__), sorted(swa_utils.__all__))
print(StepLR, swa_utils.SWALR, LRScheduler.__module__, lr_scheduler._LRScheduler.__name__)

# The order of calls, and what is only for within a step.
optimizer = sgd()
scheduler = ExponentialLR(optimizer, 0.5)
told(scheduler.step)
told(scheduler.step)
told(scheduler.get_lr)
told(scheduler.step, 1)
optimizer.step = lambda: None
told(StepLR(sgd(), 2).step)
told(LRScheduler, sgd())
told(StepLR, 3, 2)
told(StepLR, sgd())

# Resuming.
told(StepLR, sgd(), 2, last_epoch=4)
optimizer = sgd(2)
for group in optimizer.param_groups:
    group['initial_lr'] = 0.5
for cls, args in ((StepLR, (2,)), (MultiStepLR, ([5, 7],)), (ExponentialLR, (0.5,)), (CosineAnnealingLR, (10, 0.01)),
                  (LinearLR, ()), (PolynomialLR, (8, 2.0))):
    resumed = cls(optimizer, *args, last_epoch=4)
    print(cls.__name__, resumed.base_lrs, resumed.get_last_lr())
    rates(resumed, 2)

# Ints stay ints, tensors stay the same tensor.
optimizer = sgd(lr=1)
scheduler = MultiStepLR(optimizer, [2, 3, 3], gamma=2)
rates(scheduler, 4)
told(scheduler.step, 9)
print(optimizer.param_groups[0]['lr'])
rate = torch.tensor(0.25, dtype=torch.float64)
optimizer = torch.optim.Adam([nn.Parameter(torch.zeros(1))], lr=rate)
scheduler = LinearLR(optimizer, start_factor=0.5, total_iters=3)
rates(scheduler, 3)
print(optimizer.param_groups[0]['lr'] is rate, scheduler.base_lrs, scheduler.get_last_lr()[0] is rate)

# Lists for groups, and the momentum.
optimizer = sgd(2, momentum=0.5)
scheduler = CyclicLR(optimizer, base_lr=[0.1, 0.2], max_lr=[1.0, 2.0], step_size_up=2, base_momentum=[0.5, 0.6], max_momentum=[0.8, 0.9])
rates(scheduler, 3)
print([g['momentum'] for g in optimizer.param_groups], {k: v for k, v in optimizer.param_groups[1].items() if k != 'params'})
told(CyclicLR, optimizer, [0.1], 1.0)
told(OneCycleLR, optimizer, max_lr=[0.1, 0.2, 0.3], total_steps=4)
told(OneCycleLR, torch.optim.Adagrad([nn.Parameter(torch.zeros(1))]), max_lr=0.1, total_steps=4)
optimizer = torch.optim.AdamW([nn.Parameter(torch.zeros(1))], lr=0.1)
scheduler = OneCycleLR(optimizer, max_lr=0.1, epochs=2, steps_per_epoch=3, pct_start=0.5)
rates(scheduler, 6)
print(optimizer.param_groups[0]['betas'], scheduler.total_steps)
told(scheduler.step)


class Scale:
    def __init__(self, by):
        self.by = by

    def __call__(self, x):
        return 1 / (self.by * x + 1)


for mode in ('cycle', 'iterations'):
    scheduler = CyclicLR(sgd(), 0.1, 1.0, step_size_up=2, step_size_down=1, scale_fn=Scale(3), scale_mode=mode, cycle_momentum=False)
    rates(scheduler, 5)
    state = scheduler.state_dict()
    print(sorted(state), state['_scale_fn_custom'])
    other = CyclicLR(sgd(), 0.5, 2.0, scale_fn=Scale(9), cycle_momentum=False)
    other.load_state_dict(state)
    print(other.scale_fn(2), other.total_size, other.get_last_lr())

# Classes of one's own.
class Halves(LRScheduler):
    def get_lr(self):
        return [group['lr'] / 2 if self.last_epoch % 2 else group['lr'] for group in self.optimizer.param_groups]


class Quiet(StepLR):
    def get_lr(self):
        return [rate + 1 for rate in super().get_lr()]


rates(Halves(sgd(2)), 3)
rates(Quiet(sgd(), 2), 3)

# Within each other.
optimizer = sgd()
warm = SequentialLR(optimizer, [LinearLR(optimizer, 0.1, total_iters=2),
                                ConstantLR(optimizer, 0.5, 2), ExponentialLR(optimizer, 0.9)], [2, 5])
rates(warm, 8)
print(sorted(warm.state_dict()), warm.state_dict()['_milestones'])
told(SequentialLR, optimizer, [StepLR(optimizer, 1)], [1, 2])
told(SequentialLR, optimizer, [], [])
told(SequentialLR, optimizer, [ReduceLROnPlateau(optimizer)], [])
told(ChainedScheduler, [])
told(ChainedScheduler, [3])
optimizer = sgd()
chained = ChainedScheduler([ConstantLR(optimizer, 0.5, 3), StepLR(optimizer, 2)], optimizer=optimizer)
rates_of = [chained.get_last_lr()]
for _ in range(5):
    optimizer.step()
    chained.step()
    rates_of.append(chained.get_last_lr())
print(rates_of)

# Between two steps, and backwards.
optimizer = sgd()
scheduler = CosineAnnealingWarmRestarts(optimizer, T_0=2, T_mult=2)
for epoch in (0, 0.5, 1.75, 2, 5.25, 6, 13.9, 1):
    scheduler.step(epoch)
    print(epoch, optimizer.param_groups[0]['lr'], scheduler.T_cur, scheduler.T_i, scheduler.last_epoch)
told(scheduler.step, -1)
told(CosineAnnealingWarmRestarts, optimizer, 2.5)
told(CosineAnnealingWarmRestarts, optimizer, 2, eta_min='x')

# Divisions by zero.
for made in (lambda: ConstantLR(sgd(), 0.0, 1), lambda: CosineAnnealingLR(sgd(), 0)):
    scheduler = made()
    scheduler.optimizer.step()
    try:
        scheduler.step()
    except ZeroDivisionError as error:
        print(type(error).__name__)

# The number that is watched.
optimizer = sgd(2)
scheduler = ReduceLROnPlateau(optimizer, patience=0, min_lr=[0.01, 0.1], factor=0.5)
for metric in (1.0, torch.tensor(1.0), 2, float('nan'), 0.5):
    scheduler.step(metric)
    print(scheduler.get_last_lr(), scheduler.best, scheduler.num_bad_epochs, scheduler.in_cooldown)
print(scheduler.state_dict())
told(ReduceLROnPlateau, optimizer, 'other')
told(ReduceLROnPlateau, optimizer, threshold_mode='other')
told(ReduceLROnPlateau, optimizer, min_lr=[1])
told(ReduceLROnPlateau, optimizer, factor=1.0)
optimizer.add_param_group({'params': nn.Parameter(torch.zeros(1))})
told(scheduler.step, 9)
told(scheduler.step, 9)

# Functions.
told(LambdaLR, sgd(2), [lambda k: k])
told(MultiplicativeLR, sgd(), 3)
scheduler = LambdaLR(sgd(2), [Scale(2), lambda k: 0.5 ** k])
rates(scheduler, 2)
print(scheduler.state_dict())

# Copies.
optimizer = sgd()
scheduler = StepLR(optimizer, 2)
rates(scheduler, 3)
again = copy.deepcopy(scheduler.state_dict())
other = StepLR(sgd(), 9, gamma=0.7)
other.load_state_dict(again)
print(other.state_dict() == scheduler.state_dict(), other.step_size, other.gamma)
print(pickle.loads(pickle.dumps(scheduler.state_dict())))

# Averages.
model = nn.Sequential(nn.Linear(2, 1), nn.BatchNorm1d(1, affine=False))
with torch.no_grad():
    model[0].weight.copy_(torch.tensor([[0.5, -0.25]]))
    model[0].bias.fill_(1.0)
optimizer = torch.optim.SGD(model[0].parameters(), lr=0.1)
equal, ema = swa_utils.AveragedModel(model), swa_utils.AveragedModel(model, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(0.9))
single = swa_utils.AveragedModel(model, avg_fn=swa_utils.get_ema_avg_fn(0.5), use_buffers=True)
x = torch.tensor([[1.0, 2.0], [3.0, -1.0], [0.5, 0.25]])
for _ in range(4):
    optimizer.zero_grad()
    (model[0].weight ** 2).sum().backward()
    optimizer.step()
    model(x)
    for averaged in (equal, ema, single):
        averaged.update_parameters(model)
for averaged in (equal, ema, single):
    print([p.tolist() for p in averaged.parameters()], averaged.n_averaged, averaged.module[1].num_batches_tracked)
    print([round(v, 5) for v in averaged.module[1].running_var.tolist()])
print(list(equal.state_dict()), equal(x).shape)
swa_utils.update_bn([x, (x * 2, 0)], equal)
print([round(v, 4) for v in equal.module[1].running_var.tolist()], equal.module[1].num_batches_tracked, equal.module[1].momentum)
told(swa_utils.AveragedModel, model, avg_fn=swa_utils.get_swa_avg_fn(), multi_avg_fn=swa_utils.get_swa_multi_avg_fn())
told(swa_utils.get_ema_avg_fn, 2)
told(swa_utils.SWALR, optimizer, 0.1, anneal_strategy='other')
told(swa_utils.SWALR, optimizer, [0.1, 0.2])
