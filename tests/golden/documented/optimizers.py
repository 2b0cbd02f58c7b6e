# Each optimizer in the usage of its documentation page. A cell is a program of its own.

# %% SGD
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(3, 1)
data, target = torch.randn(8, 3), torch.randn(8, 1)
loss_fn = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
for _ in range(5):
    optimizer.zero_grad()
    loss = loss_fn(model(data), target)
    loss.backward()
    optimizer.step()
    print(f'{loss.item():.4f}')
print(optimizer)

# %% SGD groups
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
optimizer = torch.optim.SGD([
    {'params': model[0].parameters(), 'lr': 1e-1},
    {'params': model[2].parameters()},
], lr=1e-2, momentum=0.9)
x = torch.randn(6, 2)
for _ in range(4):
    optimizer.zero_grad()
    loss = (model(x) - x.sum(1, keepdim=True)).pow(2).mean()
    loss.backward()
    optimizer.step()
print(f'{loss.item():.4f}', [group['lr'] for group in optimizer.param_groups])

# %% Adam
import torch

x = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.Adam([x], lr=0.3)
for i in range(30):
    optimizer.zero_grad()
    loss = (x ** 2).sum() + x[0] * x[1]
    loss.backward()
    optimizer.step()
    if i % 10 == 9:
        print(i + 1, x, loss)

# %% AdamW
import torch
from torch import nn

torch.manual_seed(1)
model = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2))
x, y = torch.randn(16, 2), torch.randint(0, 2, (16,))
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.1, amsgrad=True)
for i in range(20):
    optimizer.zero_grad(set_to_none=True)
    loss = nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
print(f'{loss.item():.4f}')
print(optimizer)

# %% NAdam
import torch

x = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.NAdam([x], lr=0.1, momentum_decay=0.004)
for _ in range(25):
    optimizer.zero_grad()
    loss = (x - 1).pow(4).sum()
    loss.backward()
    optimizer.step()
print(x, loss, sorted(optimizer.state[x]))

# %% RAdam
import torch

x = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.RAdam([x], lr=0.1)
for _ in range(25):
    optimizer.zero_grad()
    loss = (x - 1).pow(2).sum()
    loss.backward()
    optimizer.step()
print(x, loss)
print(optimizer.state_dict()['param_groups'])

# %% Adamax
import torch

x = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.Adamax([x], lr=0.1)
for _ in range(25):
    optimizer.zero_grad()
    loss = (x - 1).pow(2).sum()
    loss.backward()
    optimizer.step()
print(x, loss, sorted(optimizer.state[x]))

# %% Adadelta
import torch

x = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.Adadelta([x], lr=1.0, rho=0.9)
for _ in range(25):
    optimizer.zero_grad()
    loss = (x - 1).pow(2).sum()
    loss.backward()
    optimizer.step()
print(x, loss, sorted(optimizer.state[x]))

# %% Adagrad
import torch

x = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.Adagrad([x], lr=0.5, lr_decay=0.01)
for _ in range(25):
    optimizer.zero_grad()
    loss = (x - 1).pow(2).sum()
    loss.backward()
    optimizer.step()
print(x, loss, optimizer.state[x]['sum'])

# %% RMSprop
import torch

x = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.RMSprop([x], lr=0.05, centered=True, momentum=0.5)
for _ in range(25):
    optimizer.zero_grad()
    loss = (x - 1).pow(2).sum()
    loss.backward()
    optimizer.step()
print(x, loss, list(optimizer.state[x]))

# %% Rprop
import torch

x = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.Rprop([x], lr=0.1)
for _ in range(25):
    optimizer.zero_grad()
    loss = (x - 1).pow(2).sum()
    loss.backward()
    optimizer.step()
print(x, loss, optimizer.state[x]['step_size'])

# %% ASGD
import torch

x = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.ASGD([x], lr=0.1, t0=10)
for _ in range(25):
    optimizer.zero_grad()
    loss = (x - 1).pow(2).sum()
    loss.backward()
    optimizer.step()
print(x, loss, optimizer.state[x]['ax'])

# %% LBFGS
import torch

x = torch.tensor([-1.2, 1.0], requires_grad=True)
optimizer = torch.optim.LBFGS([x], lr=1, max_iter=10, line_search_fn='strong_wolfe')

def closure():
    optimizer.zero_grad()
    loss = (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2
    loss.backward()
    return loss

for _ in range(5):
    loss = optimizer.step(closure)
print(f'{loss.item() < 1e-4} {(x - 1).abs().max().item() < 1e-2}')

# %% LBFGS without line search
import torch

x = torch.tensor([2.0, -3.0], dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.LBFGS([x], lr=0.5, max_iter=4, history_size=5)

def closure():
    optimizer.zero_grad()
    loss = x[0] ** 2 + 3 * x[1] ** 2
    loss.backward()
    return loss

for _ in range(4):
    print(f'{optimizer.step(closure).item():.4g}', x.data)

# %% Adafactor
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(4, 3)
x = torch.randn(8, 4)
optimizer = torch.optim.Adafactor(model.parameters(), lr=0.05)
for _ in range(10):
    optimizer.zero_grad()
    loss = model(x).pow(2).mean()
    loss.backward()
    optimizer.step()
print(f'{loss.item():.4f}', sorted(optimizer.state[model.weight]), sorted(optimizer.state[model.bias]))

# %% Muon
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(4, 3, bias=False)
x = torch.randn(8, 4)
optimizer = torch.optim.Muon(model.parameters(), lr=0.02)
for _ in range(10):
    optimizer.zero_grad()
    loss = model(x).pow(2).mean()
    loss.backward()
    optimizer.step()
print(f'{loss.item():.2f}', list(optimizer.state[model.weight]))

# %% SparseAdam
import torch
from torch import nn

torch.manual_seed(0)
embedding = nn.Embedding(6, 2, sparse=True)
optimizer = torch.optim.SparseAdam(embedding.parameters(), lr=0.1)
for _ in range(5):
    optimizer.zero_grad()
    loss = embedding(torch.tensor([1, 4, 1])).pow(2).sum()
    loss.backward()
    optimizer.step()
print(embedding.weight, f'{loss.item():.4f}')

# %% state_dict
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(2, 1)
optimizer = torch.optim.Adam(model.named_parameters(), lr=0.1)
model(torch.ones(1, 2)).sum().backward()
optimizer.step()
saved = optimizer.state_dict()
print(saved)
other = torch.optim.Adam(model.named_parameters(), lr=0.5)
other.load_state_dict(saved)
print(other)

# %% hooks
import torch

x = torch.ones(2, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
before = optimizer.register_step_pre_hook(lambda opt, args, kwargs: print('before', x.data))
after = optimizer.register_step_post_hook(lambda opt, args, kwargs: print('after', x.data))
x.sum().backward()
optimizer.step()
before.remove()
optimizer.step()

# %% add_param_group
import torch

a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)
optimizer = torch.optim.Adagrad([a], lr=0.1)
optimizer.add_param_group({'params': [b], 'lr': 0.5})
(a * 2 + b).backward()
optimizer.step()
print(a, b, len(optimizer.param_groups))
