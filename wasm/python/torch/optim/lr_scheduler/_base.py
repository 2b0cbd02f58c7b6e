"""The base class of all learning-rate schedulers.

A built-in one names its schedule in the core (`_schedule`), whose formula gives one group's learning rate;
everything around it - groups, warnings, state dicts - is here, in ordinary attributes with PyTorch's names.
"""
import math
import warnings
from contextlib import contextmanager
from functools import wraps
from weakref import ref

import _dh
from torch import Tensor

from ..optimizer import Optimizer

NEXT, CLOSED, MOMENTUM = range(3)  # of _dh.schedule

_EPOCH_DEPRECATION = (
    "The epoch parameter in `scheduler.step()` was not necessary and is being deprecated where possible. "
    "Please use `scheduler.step()` to step the scheduler. During the deprecation, if epoch is different from "
    "None, the closed form is used instead of the new chainable form, where available. Please open an issue "
    "if you are unable to replicate your use case: https://github.com/pytorch/pytorch/issues/new/choose.")
_SEE = "See more details at https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate"
_OVERRIDDEN = (
    "Seems like `optimizer.step()` has been overridden after learning rate scheduler initialization. Please, "
    "make sure to call `optimizer.step()` before `lr_scheduler.step()`. " + _SEE)
_WRONG_ORDER = (
    "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, you should "
    "call them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  Failure to do this will "
    "result in PyTorch skipping the first value of the learning rate schedule. " + _SEE)


def copy_of(value):
    """A tensor's copy, so that nobody changes a learning rate by what he was given; a number itself."""
    return value.clone() if isinstance(value, Tensor) else value


def values_of(optimizer, key):
    """What the groups hold under a key."""
    return [copy_of(group[key]) for group in optimizer.param_groups]


def set_value(group, key, value):
    """Write into a group; a tensor stays the same tensor and is filled."""
    if isinstance(group[key], Tensor):
        group[key].fill_(value.item() if isinstance(value, Tensor) else value)
    else:
        group[key] = value


def one_for_each_group(name, optimizer, value):
    """A value for all groups, or a list with one for each."""
    if isinstance(value, (list, tuple)):
        if len(value) != len(optimizer.param_groups):
            raise ValueError(f"{name} must have the same length as optimizer.param_groups. {name} has "
                             f"{len(value)} values, param_groups has {len(optimizer.param_groups)}.")
    else:
        value = [value] * len(optimizer.param_groups)
    return [copy_of(one) for one in value]


def check_optimizer(optimizer):
    if not isinstance(optimizer, Optimizer):
        raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")


def _note_steps(optimizer):
    """Let the optimizer remember that its step was called."""
    if hasattr(optimizer.step, "_wrapped_by_lr_sched"):
        return
    optimizer_ref, function = ref(optimizer), optimizer.step.__func__

    @wraps(function)
    def step(*args, **kwargs):
        optimizer = optimizer_ref()
        optimizer._opt_called = True
        return function(optimizer, *args, **kwargs)

    step._wrapped_by_lr_sched = True
    optimizer.step = step


class LRScheduler:
    """Base class for all learning rate schedulers; a class of your own defines `get_lr()`.

    optimizer: the optimizer whose groups' learning rates are adjusted.
    last_epoch: -1 to begin, or the epoch to resume after.
    """

    _get_lr_called_within_step = False
    _is_initial = False
    _schedule = None  # a built-in class: the id of its schedule in the core,
    _plan = ()  # and the names of what its formula reads

    def __init__(self, optimizer, last_epoch=-1):
        check_optimizer(optimizer)
        self.optimizer = optimizer
        for i, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", copy_of(group["lr"]))
            elif "initial_lr" not in group:
                raise KeyError(
                    f"param 'initial_lr' is not specified in param_groups[{i}] when resuming scheduler with "
                    "last_epoch >= 0.\nThis typically happens when:\n1. You're trying to resume training from a "
                    "checkpoint but haven't properly loaded the optimizer state\n2. You're using last_epoch >= 0 "
                    "for a fresh training run (not recommended)")
        self.base_lrs = values_of(optimizer, "initial_lr")
        self.last_epoch = last_epoch
        _note_steps(optimizer)
        self._initial_step()

    def _set_up(self, optimizer, last_epoch, **options):
        """What a generated constructor calls with its options."""
        self.__dict__.update(options)
        LRScheduler.__init__(self, optimizer, last_epoch)

    def _initial_step(self):
        self._step_count = 0
        self._is_initial = True
        try:
            self.step()
        finally:
            self._is_initial = False

    def state_dict(self):
        """Every attribute but the optimizer."""
        return {key: value for key, value in self.__dict__.items() if key != "optimizer"}

    def load_state_dict(self, state_dict):
        """Take over what `state_dict()` gave."""
        self.__dict__.update(state_dict)

    def get_last_lr(self):
        """The groups' learning rates as the last step set them."""
        return self._last_lr

    def get_lr(self):
        """Compute the next learning rate of each group; `get_last_lr()` gives the current ones."""
        if self._schedule is None:
            raise NotImplementedError
        self._warn_outside_step()
        return self._formula(NEXT)

    def _warn_outside_step(self):
        if not self._get_lr_called_within_step:
            warnings.warn("To get the last learning rate computed by the scheduler, please use "
                          "`get_last_lr()`.", UserWarning, stacklevel=3)

    def _values(self, index, group):
        """What the formula reads for a group."""
        return tuple(getattr(self, name) for name in self._plan)

    def _formula(self, form):
        rates = []
        groups, bases = self.optimizer.param_groups, self.base_lrs
        for index, group in enumerate(groups[:len(bases)] if form == CLOSED else groups):
            values = self._values(index, group)
            # A group that was added later has no first rate: what follows from that is NaN.
            base = bases[index] if index < len(bases) else math.nan
            moment = (self.last_epoch, self._step_count, self._is_initial, group["lr"], base)
            rate = _dh.schedule(self._schedule, form, self._plan, values, moment)
            if index >= len(bases) and math.isnan(rate):
                raise ValueError("zip() argument 2 is longer than argument 1")  # PyTorch's text
            rates.append(copy_of(rate) if rate is group["lr"] or rate is base else rate)
        return rates

    def _closed_form(self):
        return self._formula(CLOSED)

    def step(self, epoch=None):
        """Step the scheduler; call it after the optimizer's step. (An epoch is deprecated.)"""
        if self._step_count == 1:
            if not hasattr(self.optimizer.step, "_wrapped_by_lr_sched"):
                warnings.warn(_OVERRIDDEN, UserWarning, stacklevel=2)
            elif not getattr(self.optimizer, "_opt_called", False):
                warnings.warn(_WRONG_ORDER, UserWarning, stacklevel=2)
        self._step_count += 1
        if epoch is not None:
            warnings.warn(_EPOCH_DEPRECATION, UserWarning, stacklevel=2)
        self._update_lr(epoch)

    @contextmanager
    def _within_step(self):
        self._get_lr_called_within_step = True
        try:
            yield
        finally:
            self._get_lr_called_within_step = False

    def _update_lr(self, epoch=None):
        with self._within_step():
            if epoch is None:
                self.last_epoch += 1
                rates = self.get_lr()
            else:
                self.last_epoch = epoch
                closed = getattr(self, "_get_closed_form_lr", None)
                rates = closed() if closed else self.get_lr()
        self._set_rates(rates)

    def _set_rates(self, rates):
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            set_value(group, "lr", rate)
        self._last_lr = values_of(self.optimizer, "lr")


class _LRScheduler(LRScheduler):
    """The name of older programs."""
