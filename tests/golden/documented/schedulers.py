# Each learning-rate scheduler in the usage of its documentation page. A cell is a program of its own.

# %% LambdaLR
import torch
from torch.optim.lr_scheduler import LambdaLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = LambdaLR(optimizer, lr_lambda=[lambda epoch: epoch // 3, lambda epoch: 0.95 ** epoch])
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% MultiplicativeLR
import torch
from torch.optim.lr_scheduler import MultiplicativeLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = MultiplicativeLR(optimizer, lr_lambda=lambda epoch: 0.95)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% StepLR
import torch
from torch.optim.lr_scheduler import StepLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = StepLR(optimizer, step_size=3, gamma=0.1)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% MultiStepLR
import torch
from torch.optim.lr_scheduler import MultiStepLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = MultiStepLR(optimizer, milestones=[2, 5], gamma=0.1)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% ConstantLR
import torch
from torch.optim.lr_scheduler import ConstantLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = ConstantLR(optimizer, factor=0.5, total_iters=4)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% LinearLR
import torch
from torch.optim.lr_scheduler import LinearLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = LinearLR(optimizer, start_factor=0.5, total_iters=4)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% ExponentialLR
import torch
from torch.optim.lr_scheduler import ExponentialLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = ExponentialLR(optimizer, gamma=0.9)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% PolynomialLR
import torch
from torch.optim.lr_scheduler import PolynomialLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = PolynomialLR(optimizer, total_iters=4, power=2.0)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% CosineAnnealingLR
import torch
from torch.optim.lr_scheduler import CosineAnnealingLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = CosineAnnealingLR(optimizer, T_max=8, eta_min=0.001)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% CosineAnnealingWarmRestarts
import torch
from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = CosineAnnealingWarmRestarts(optimizer, T_0=3, T_mult=2)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% CyclicLR
import torch
from torch.optim.lr_scheduler import CyclicLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([x, y], lr=0.05, momentum=0.9)
scheduler = CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=3, mode='triangular2')
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% OneCycleLR
import torch
from torch.optim.lr_scheduler import OneCycleLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([x, y], lr=0.05, momentum=0.9)
scheduler = OneCycleLR(optimizer, max_lr=0.1, steps_per_epoch=4, epochs=2)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% SequentialLR
import torch
from torch.optim.lr_scheduler import ConstantLR, ExponentialLR, SequentialLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = SequentialLR(optimizer, [ConstantLR(optimizer, factor=0.1, total_iters=3), ExponentialLR(optimizer, gamma=0.9)], milestones=[3])
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% ChainedScheduler
import torch
from torch.optim.lr_scheduler import ChainedScheduler, ConstantLR, ExponentialLR

x, y = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([{'params': [x]}, {'params': [y], 'lr': 0.2}], lr=0.05, momentum=0.9)
scheduler = ChainedScheduler([ConstantLR(optimizer, factor=0.1, total_iters=3), ExponentialLR(optimizer, gamma=0.9)], optimizer=optimizer)
for epoch in range(8):
    optimizer.zero_grad()
    (x.sum() * y.sum()).backward()
    optimizer.step()
    print(epoch, [f'{lr:.6f}' for lr in scheduler.get_last_lr()])
    scheduler.step()
print(x, y)

# %% ReduceLROnPlateau
import torch
from torch.optim.lr_scheduler import ReduceLROnPlateau

x = torch.ones(2, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1, momentum=0.9)
scheduler = ReduceLROnPlateau(optimizer, 'min', patience=1)
for val_loss in [3.0, 2.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0]:
    optimizer.zero_grad()
    x.sum().backward()
    optimizer.step()
    scheduler.step(val_loss)
    print(optimizer.param_groups[0]['lr'], scheduler.num_bad_epochs)

# %% state_dict
import torch
from torch.optim.lr_scheduler import StepLR

x = torch.ones(2, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
scheduler = StepLR(optimizer, step_size=2, gamma=0.5)
for _ in range(3):
    optimizer.step()
    scheduler.step()
saved = scheduler.state_dict()
print(saved['last_epoch'], saved['_last_lr'], saved['step_size'], saved['gamma'])
other = StepLR(torch.optim.SGD([x], lr=0.1), step_size=5)
other.load_state_dict(saved)
print(other.last_epoch, other.get_last_lr())

# %% AveragedModel and SWALR
import torch
from torch import nn
from torch.optim.swa_utils import SWALR, AveragedModel

torch.manual_seed(0)
model = nn.Linear(2, 1)
averaged = AveragedModel(model)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = SWALR(optimizer, swa_lr=0.05, anneal_epochs=3, anneal_strategy='linear')
for epoch in range(5):
    optimizer.zero_grad()
    model(torch.ones(1, 2)).pow(2).sum().backward()
    optimizer.step()
    averaged.update_parameters(model)
    scheduler.step()
    print(f'{scheduler.get_last_lr()[0]:.6f}')
print(averaged(torch.ones(1, 2)), averaged.n_averaged)

# %% EMA
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

torch.manual_seed(0)
model = nn.Linear(2, 1)
ema = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.9))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(5):
    optimizer.zero_grad()
    model(torch.ones(1, 2)).pow(2).sum().backward()
    optimizer.step()
    ema.update_parameters(model)
print(ema.module.weight, model.weight)
