"""The bases of recurrent layers: their parameters' names depend on the arguments, and PyTorch checks in Python."""
import math
import numbers
import warnings

import torch

from .. import _operators as _ops
from .. import init
from ..parameter import Parameter
from .module import Module

GATES = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}


class RNNBase(Module):
    __module__ = "torch.nn.modules.rnn"
    __constants__ = ["mode", "input_size", "hidden_size", "num_layers", "bias", "batch_first", "dropout",
                     "bidirectional", "proj_size"]

    def __init__(self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, proj_size=0, device=None, dtype=None):
        super().__init__()
        self.mode = mode
        self.input_size, self.hidden_size, self.num_layers = input_size, hidden_size, num_layers
        self.bias, self.batch_first, self.dropout = bias, batch_first, float(dropout)
        self.bidirectional, self.proj_size = bidirectional, proj_size
        self._check_arguments(dropout)
        directions = 2 if bidirectional else 1
        rows = GATES[mode] * hidden_size
        self._flat_names = []
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size * directions
            for end in (f"_l{layer}", f"_l{layer}_reverse")[:directions]:
                shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
                if bias:
                    shapes.update(bias_ih=(rows,), bias_hh=(rows,))
                for name, shape in shapes.items():
                    setattr(self, name + end, Parameter(torch.empty(shape, device=device, dtype=dtype)))
                    self._flat_names.append(name + end)
        self.reset_parameters()

    def _check_arguments(self, dropout):
        if not isinstance(dropout, numbers.Number) or not 0 <= dropout <= 1 or isinstance(dropout, bool):
            raise ValueError("dropout should be a number in range [0, 1] representing the probability of an element "
                             "being zeroed")
        if dropout > 0 and self.num_layers == 1:
            warnings.warn("dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects "
                          f"num_layers greater than 1, but got dropout={dropout} and num_layers={self.num_layers}",
                          stacklevel=5)
        if not isinstance(self.hidden_size, int):
            raise TypeError(f"hidden_size should be of type int, got: {type(self.hidden_size).__name__}")
        if self.hidden_size <= 0:
            raise ValueError("hidden_size must be greater than zero")
        if self.num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        if self.proj_size < 0:
            raise ValueError("proj_size should be a positive integer or zero to disable projections")
        if self.proj_size >= self.hidden_size:
            raise ValueError("proj_size has to be smaller than hidden_size")
        if self.proj_size > 0:
            raise NotImplementedError("proj_size is not in Downhill")

    def reset_parameters(self):
        """Draw all parameters anew, from ±1/√hidden_size."""
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def flatten_parameters(self):
        """Nothing to do on a CPU."""

    @property
    def all_weights(self):
        each = 4 if self.bias else 2
        flat = self._flat_weights
        return [flat[i:i + each] for i in range(0, len(flat), each)]

    @property
    def _flat_weights(self):
        return [getattr(self, name) for name in self._flat_names]

    # --- a call -----------------------------------------------------------------------------------------

    def check_input(self, input, batch_sizes):
        """PyTorch's checks, which subclasses call too."""
        weight = self._flat_weights[0]
        if input.dtype != weight.dtype:
            raise ValueError(f"RNN input dtype ({input.dtype}) does not match weight dtype ({weight.dtype}). Convert "
                             f"input: input.to({weight.dtype}), or convert model: model.to({input.dtype})")
        if input.dim() != 3:
            raise RuntimeError(f"input must have 3 dimensions, got {input.dim()}")
        if self.input_size != input.size(-1):
            raise RuntimeError(f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got "
                               f"{input.size(-1)}")

    def get_expected_hidden_size(self, input, batch_sizes):
        """The size of a state: layers and directions, batch, hidden_size."""
        batch = input.size(0) if self.batch_first else input.size(1)
        return (self.num_layers * (2 if self.bidirectional else 1), batch, self.hidden_size)

    def check_hidden_size(self, hx, expected_hidden_size, msg="Expected hidden size {}, got {}"):
        """Raises where a state's size is not as expected."""
        if tuple(hx.size()) != expected_hidden_size:
            raise RuntimeError(msg.format(expected_hidden_size, list(hx.size())))

    def _check_rank(self, input):
        name, extra = self._get_name(), " tensor" if self.mode.startswith("RNN") else ""
        if input.dim() not in (2, 3):
            raise ValueError(f"{name}: Expected input to be 2D or 3D, got {input.dim()}D{extra} instead")

    def _batched_state(self, hx, batched):
        wanted = 3 if batched else 2
        if hx.dim() != wanted:
            raise RuntimeError(f"For {'batched 3-D' if batched else 'unbatched 2-D'} input, hx should also be {wanted}-D "
                               f"but got {hx.dim()}-D tensor")
        return (hx if batched else hx.unsqueeze(1),)

    def _check_states(self, states, expected):
        self.check_hidden_size(states[0], expected)

    def forward(self, input, hx=None):
        self._check_rank(input)
        batched = input.dim() == 3
        batch_dim = 0 if self.batch_first else 1
        x = input if batched else input.unsqueeze(batch_dim)
        if hx is not None:
            states = self._batched_state(hx, batched)
        self.check_input(x, None)
        expected = self.get_expected_hidden_size(x, None)
        if hx is None:
            zeros = torch.zeros(expected, dtype=x.dtype)
            states = (zeros, zeros) if self.mode == "LSTM" else (zeros,)
        self._check_states(states, expected)
        output, *last = _ops._rnn(x, (*states, *self._flat_weights), self.mode, self.num_layers, self.bias, self.dropout,
                                  self.training, self.bidirectional, self.batch_first)
        if not batched:
            output, last = output.squeeze(batch_dim), [state.squeeze(1) for state in last]
        return output, tuple(last) if self.mode == "LSTM" else last[0]

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        for name, missing in (("proj_size", 0), ("num_layers", 1), ("bias", True), ("batch_first", False), ("dropout", 0),
                              ("bidirectional", False)):
            if getattr(self, name) != missing:
                text += f", {name}={getattr(self, name)}"
        return text


class _RNN(RNNBase):
    __module__ = "torch.nn.modules.rnn"

    def __init__(self, nonlinearity, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional,
                 proj_size, device, dtype):
        if proj_size:
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        super().__init__("RNN_TANH" if nonlinearity == "tanh" else "RNN_RELU", input_size, hidden_size, num_layers, bias,
                         batch_first, dropout, bidirectional, 0, device, dtype)
        self.nonlinearity = nonlinearity


class _LSTM(RNNBase):
    __module__ = "torch.nn.modules.rnn"

    def _batched_state(self, hx, batched):
        wanted = 3 if batched else 2
        if hx[0].dim() != wanted or hx[1].dim() != wanted:
            raise RuntimeError(f"For {'batched 3-D' if batched else 'unbatched 2-D'} input, hx and cx should also be "
                               f"{wanted}-D but got ({hx[0].dim()}-D, {hx[1].dim()}-D) tensors")
        return tuple(hx) if batched else (hx[0].unsqueeze(1), hx[1].unsqueeze(1))

    def _check_states(self, states, expected):
        self.check_hidden_size(states[0], expected, "Expected hidden[0] size {}, got {}")
        self.check_hidden_size(states[1], expected, "Expected hidden[1] size {}, got {}")


class _GRU(RNNBase):
    __module__ = "torch.nn.modules.rnn"

    def __init__(self, mode, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size,
                 device, dtype):
        if proj_size:
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        super().__init__(mode, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, 0, device,
                         dtype)


class RNNCellBase(Module):
    __module__ = "torch.nn.modules.rnn"
    __constants__ = ["input_size", "hidden_size", "bias"]
    _mode = ""

    def _check_rank(self, input):
        if input.dim() not in (1, 2):
            raise ValueError(f"{self._get_name()}: Expected input to be 1D or 2D, got {input.dim()}D instead")

    def _check_size(self, input, states):
        if input.size(1) != self.input_size:
            raise RuntimeError(f"input has inconsistent input_size: got {input.size(1)} expected {self.input_size}")
        for i, state in enumerate(states):
            if input.size(0) != state.size(0):
                raise RuntimeError(f"Input batch size {input.size(0)} doesn't match hidden{i} batch size {state.size(0)}")
            if state.size(1) != self.hidden_size:
                raise RuntimeError(f"hidden{i} has inconsistent hidden_size: got {state.size(1)}, expected "
                                   f"{self.hidden_size}")

    def _states(self, hx):
        if hx is not None and hx.dim() not in (1, 2):
            raise ValueError(f"{self._get_name()}: Expected hidden to be 1D or 2D, got {hx.dim()}D instead")
        return None if hx is None else (hx,)

    def forward(self, input, hx=None):
        self._check_rank(input)
        states = self._states(hx)
        batched = input.dim() == 2
        x = input if batched else input.unsqueeze(0)
        if states is None:
            zeros = torch.zeros(x.size(0), self.hidden_size, dtype=x.dtype)
            states = (zeros, zeros) if self._mode == "LSTM" else (zeros,)
        elif not batched:
            states = tuple(state.unsqueeze(0) for state in states)
        self._check_size(x, states)
        weights = (self.weight_ih, self.weight_hh, *((self.bias_ih, self.bias_hh) if self.bias else ()))
        last = _ops._rnn_cell(x, (*states, *weights), self._mode)
        last = last if isinstance(last, tuple) else (last,)
        if not batched:
            last = tuple(state.squeeze(0) for state in last)
        return last if self._mode == "LSTM" else last[0]


class _RNNCell(RNNCellBase):
    __module__ = "torch.nn.modules.rnn"

    @property
    def _mode(self):
        if self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        return "RNN_" + self.nonlinearity.upper()


class _LSTMCell(RNNCellBase):
    __module__ = "torch.nn.modules.rnn"
    _mode = "LSTM"

    def _states(self, hx):
        if hx is None:
            return None
        for i, state in enumerate(hx):
            if state.dim() not in (1, 2):
                raise ValueError(f"{self._get_name()}: Expected hx[{i}] to be 1D or 2D, got {state.dim()}D instead")
        return tuple(hx)


class _GRUCell(RNNCellBase):
    __module__ = "torch.nn.modules.rnn"
    _mode = "GRU"
