"""Runs a variant of cases.py in whatever `torch` is here and hands back its numbers as arrays."""
from array import array

import torch
import torch.nn.functional as F

import cases
import cases_activations
import cases_layers
import cases_linear
import cases_statistics
from cases import gradient_of, put
from generator import CODE, values

# Tables, by the beginning of the names of their zips.
SETS = {'': cases.CASES, 'layers_': cases_layers.CASES,
        'activations_': cases_activations.CASES, 'statistics_': cases_statistics.CASES,
        'linear_': cases_linear.CASES}
TYPES = {'f': torch.float32, 'd': torch.float64, 'q': torch.int64, 'B': torch.bool}


def to_tensor(data, shape, gradient=False):
    dtype = TYPES[data.typecode]
    numbers = [bool(v) for v in data] if data.typecode == 'B' else data.tolist()
    return torch.tensor(numbers, dtype=dtype).reshape(shape).requires_grad_(gradient)


def to_array(tensor):
    name = str(tensor.dtype)[6:]
    return array(CODE[name], tensor.detach().reshape(-1).tolist())


def pack(data):
    """Bytes, little-endian, the first byte of every number first: exponents side by side compress better."""
    raw, size = data.tobytes(), data.itemsize
    return b''.join(raw[k::size] for k in range(size))


def unpack(raw, code):
    data = array(code)
    n = len(raw) // data.itemsize
    data.frombytes(bytes(raw[k * n + i] for i in range(n) for k in range(data.itemsize)))
    return data


def count(shape):
    n = 1
    for s in shape:
        n *= s
    return n


def run_variant(operator, variant, dtype):
    """{'forward': array, 'grad a': array, ...}; a gradient only where the result has one."""
    expression, inputs = variant
    names = {'torch': torch, 'F': F, 'put': put, **cases_layers.HELPERS}
    leaves = {}
    for k, (name, (shape, distribution)) in enumerate(inputs.items()):
        data = values(distribution, dtype, k + 1, count(shape))
        names[name] = to_tensor(data, shape, gradient=data.typecode in 'fd')
        if data.typecode in 'fd':
            leaves[name] = names[name]
    result = eval(expression, names)
    out = {'forward': to_array(result)}
    if result.requires_grad:
        g = values(gradient_of(operator, inputs), dtype, 9, count(result.shape))
        result.backward(to_tensor(g, tuple(result.shape)))
        for name, leaf in leaves.items():
            if leaf.grad is not None:
                out['grad ' + name] = to_array(leaf.grad)
    return out
