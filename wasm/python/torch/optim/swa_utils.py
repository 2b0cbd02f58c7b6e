"""torch.optim.swa_utils: models whose weights are averages, and the learning rate for that."""
import itertools
from copy import deepcopy

import torch
from torch.nn import Module
from torch.nn.modules._batchnorm import _BatchNorm

from . import _schedules

__all__ = ["AveragedModel", "update_bn", "SWALR", "get_ema_multi_avg_fn", "get_swa_multi_avg_fn", "get_ema_avg_fn",
           "get_swa_avg_fn"]

SWALR = _schedules.classes["SWALR"][0]
SWALR.__module__ = __name__


def _check_decay(decay):
    if decay < 0.0 or decay > 1.0:
        raise ValueError(f"Invalid decay value {decay} provided. Please provide a value in [0,1] range.")


def get_ema_multi_avg_fn(decay=0.999):
    """A function that lets lists of averages go towards parameters, exponentially."""
    _check_decay(decay)

    @torch.no_grad()
    def ema_update(ema_param_list, current_param_list, _):
        for average, current in zip(ema_param_list, current_param_list, strict=True):
            if average.is_floating_point():
                average.lerp_(current, 1 - decay)
            else:
                average.copy_(average * decay + current * (1 - decay))

    return ema_update


def get_swa_multi_avg_fn():
    """A function that takes lists of parameters into lists of averages, all with one weight."""

    @torch.no_grad()
    def swa_update(averaged_param_list, current_param_list, num_averaged):
        for average, current in zip(averaged_param_list, current_param_list, strict=True):
            if average.is_floating_point():
                average.lerp_(current, float(1 / (num_averaged + 1)))
            else:
                average.add_((current - average) / (num_averaged + 1))

    return swa_update


def get_ema_avg_fn(decay=0.999):
    """A function that gives an average gone towards a parameter, exponentially."""
    _check_decay(decay)

    @torch.no_grad()
    def ema_update(ema_param, current_param, num_averaged):
        return decay * ema_param + (1 - decay) * current_param

    return ema_update


def get_swa_avg_fn():
    """A function that gives an average with one more parameter in it."""

    @torch.no_grad()
    def swa_update(averaged_param, current_param, num_averaged):
        return averaged_param + (current_param - averaged_param) / (num_averaged + 1)

    return swa_update


class AveragedModel(Module):
    """A copy of a model whose parameters are averages of those that `update_parameters()` is told.

    model: what is copied.
    device: of the copy; there is the CPU.
    avg_fn: a function of an average, a parameter and how many are averaged that gives the next average.
    multi_avg_fn: the same over lists, in place.
    use_buffers: average buffers as well, not only copy them.
    """

    def __init__(self, model, device=None, avg_fn=None, multi_avg_fn=None, use_buffers=False):
        super().__init__()
        if avg_fn is not None and multi_avg_fn is not None:
            raise AssertionError("Only one of avg_fn and multi_avg_fn should be provided")
        self.module = deepcopy(model)
        if device is not None:
            self.module = self.module.to(device)
        self.register_buffer("n_averaged", torch.tensor(0, dtype=torch.long, device=device))
        self.avg_fn = avg_fn
        self.multi_avg_fn = multi_avg_fn
        self.use_buffers = use_buffers

    def forward(self, *args, **kwargs):
        """What the averaged model gives."""
        return self.module(*args, **kwargs)

    def update_parameters(self, model):
        """Take the model's parameters into the averages."""

        def averaged(module):
            return itertools.chain(module.parameters(), module.buffers()) if self.use_buffers else module.parameters()

        ours = [p.detach() for p in averaged(self.module)]
        theirs = [p.detach() for p in averaged(model)]
        if self.n_averaged == 0:
            for average, current in zip(ours, theirs):
                average.copy_(current)
        elif self.multi_avg_fn is None:
            average_of = self.avg_fn or get_swa_avg_fn()
            for average, current in zip(ours, theirs):
                average.copy_(average_of(average, current, self.n_averaged))
        else:
            dtypes = dict.fromkeys(p.dtype for p in ours)
            for dtype in dtypes:  # a function may look at the first of a list only
                chosen = [i for i, p in enumerate(ours) if p.dtype == dtype]
                self.multi_avg_fn([ours[i] for i in chosen], [theirs[i] for i in chosen], self.n_averaged)
        if not self.use_buffers:
            for ours, theirs in zip(self.module.buffers(), model.buffers(), strict=True):
                ours.detach().copy_(theirs.detach())
        self.n_averaged += 1


@torch.no_grad()
def update_bn(loader, model, device=None):
    """Compute the running statistics of a model's BatchNorm layers anew, over all that a loader gives."""
    momenta = {}
    for module in model.modules():
        if isinstance(module, _BatchNorm):
            module.reset_running_stats()
            momenta[module] = module.momentum
    if not momenta:
        return
    was_training = model.training
    model.train()
    for module in momenta:
        module.momentum = None
    for input in loader:
        if isinstance(input, (list, tuple)):
            input = input[0]
        model(input if device is None else input.to(device))
    for module, momentum in momenta.items():
        module.momentum = momentum
    model.train(was_training)
