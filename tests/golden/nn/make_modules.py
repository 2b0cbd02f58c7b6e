"""Writes linear.inc and training.inc: what real PyTorch's modules start with, and how two of them train.
Run: python make_modules.py (torch 2.13.0)."""
import os

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST = f'// Written by make_modules.py with torch {torch.__version__}'


def number(value):
    mantissa, power = float(value).hex().split('p')
    return (mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa) + 'p' + power


def numbers(tensor):
    return '{' + ', '.join(map(number, tensor.detach().reshape(-1).tolist())) + '}'


def write(name, what, lines):
    with open(os.path.join(HERE, name), 'w') as f:
        f.write(f'{FIRST}: {what}\n' + ''.join(f'{line},\n' for line in lines))


def linear(seed, inputs, outputs, bias, dtype):
    torch.manual_seed(seed)
    layer = nn.Linear(inputs, outputs, bias, dtype=dtype)
    name = str(dtype)[6:].capitalize()
    return (f'{{{seed}, {inputs}, {outputs}, {str(bias).lower()}, DType::{name}, {numbers(layer.weight)}, '
            f'{numbers(layer.bias) if bias else "{}"}, {numbers(torch.rand(1))}}}')


write('linear.inc', 'seed, sizes, bias, dtype, weight, bias, the next random number',
      [linear(seed, *sizes, bias, dtype) for seed in (0, 42) for sizes in ((1, 1), (3, 4), (7, 5))
       for bias in (True, False) for dtype in (torch.float32, torch.float64)])


def regression():
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    x = torch.tensor([[i / 4 - 1, j / 4 - 1] for i in range(9) for j in range(9)])
    y = (x[:, 0] * x[:, 1]).unsqueeze(1)
    return model, nn.MSELoss(), x, y, torch.optim.Adam(model.parameters(), lr=0.02)


def classification():
    torch.manual_seed(2)
    model = nn.Sequential(nn.Linear(2, 6), nn.ReLU(), nn.Linear(6, 3))
    x = torch.tensor([[i / 4 - 1, j / 4 - 1] for i in range(9) for j in range(9)])
    y = (x[:, 0] > 0).long() + (x[:, 1] > 0.3).long()
    return model, nn.CrossEntropyLoss(), x, y, torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)


def losses(model, criterion, x, y, optimizer):
    out = []
    for _ in range(60):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        out.append(loss.item())
    return '{' + ', '.join(repr(loss) for loss in out[::10]) + '}'


write('training.inc', 'every tenth loss of the regression and of the classification in training_test.cpp',
      [losses(*regression()), losses(*classification())])
