"""Writes layers.inc: how real PyTorch prints structured layers, what their parameters start with (sums and first
values of a seed) and what they give for a ramp. Run: python make_layers.py (torch 2.13.0)."""
import os

import torch
from torch import nn

from make_modules import number

HERE = os.path.dirname(os.path.abspath(__file__))
LAYERS = ['Conv1d(2, 4, 3)', 'Conv2d(2, 4, 3)', 'ConvTranspose2d(2, 3, 2)', 'LayerNorm(4)', 'GroupNorm(2, 4)',
          'BatchNorm1d(3)', 'BatchNorm2d(2)', 'Embedding(5, 3)', 'RNN(3, 2)', 'LSTM(3, 2)', 'GRU(3, 2)', 'RNNCell(3, 2)',
          'LSTMCell(3, 2)', 'GRUCell(3, 2)']
WINDOWS = ('Conv1d', 'Conv2d', 'ConvTranspose2d', 'LayerNorm')


def first_values(layer):
    return '{' + ', '.join(number(p.detach().reshape(-1)[0].item()) for p in layer.parameters()) + '}'


def names(layer):
    return '{' + ', '.join(f'"{name}"' for name in layer.state_dict()) + '}'


with open(os.path.join(HERE, 'layers.inc'), 'w') as f:
    f.write(f'// Written by make_layers.py with torch {torch.__version__}: the layer, the names in its state dict, the first\n'
            '// value of each parameter under seed 7, the next random number\n')
    for text in LAYERS:
        torch.manual_seed(7)
        layer = eval('nn.' + text, {'nn': nn})
        values = first_values(layer)
        name, arguments = text.split('(', 1)
        arguments = arguments[:-1]
        if name in WINDOWS:  # the last argument is a size for each dimension
            arguments = ', '.join([*arguments.split(', ')[:-1], 'Ints{' + arguments.split(', ')[-1] + '}'])
        f.write(f'LAYER({name}, ({arguments}), ({names(layer)}), ({values}), {number(torch.rand(1).item())})\n')
