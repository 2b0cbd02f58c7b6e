"""The schedulers whose attributes are not simply their options: what PyTorch keeps, and in which form.

Their classes are generated (torch/optim/_schedules.py) from the core's schedules and derive from these; a
constructor calls `_set_up` with the checked options.
"""
import math
from collections import Counter
from types import FunctionType

from ._base import MOMENTUM, NEXT, LRScheduler, check_optimizer, one_for_each_group, set_value


class MilestoneScheduler(LRScheduler):
    """Keeps its milestones counted."""

    def _set_up(self, optimizer, last_epoch, *, milestones, **options):
        super()._set_up(optimizer, last_epoch, milestones=Counter(milestones), **options)

    def _values(self, index, group):
        return (tuple(sorted(self.milestones.elements())), self.gamma)


class RestartScheduler(LRScheduler):
    """Counts the steps since the last restart (T_cur) of those until the next one (T_i)."""

    def _set_up(self, optimizer, last_epoch, *, T_0, T_mult, eta_min):
        super()._set_up(optimizer, last_epoch, T_0=T_0, T_i=T_0, T_mult=T_mult, eta_min=eta_min, T_cur=last_epoch)

    def step(self, epoch=None):
        """Step the scheduler; an epoch may lie between two steps."""
        if epoch is None and self.last_epoch < 0:
            epoch = 0
        if epoch is None:
            epoch = self.last_epoch + 1
            self.T_cur = self.T_cur + 1
            if self.T_cur >= self.T_i:
                self.T_cur = self.T_cur % self.T_i
                self.T_i = self.T_i * self.T_mult
        elif epoch < 0:
            raise ValueError(f"Expected non-negative epoch, but got {epoch}")
        elif epoch < self.T_0:
            self.T_i = self.T_0
            self.T_cur = epoch
        elif self.T_mult == 1:
            self.T_cur = epoch % self.T_0
        else:
            n = int(math.log((epoch / self.T_0 * (self.T_mult - 1) + 1), self.T_mult))
            self.T_cur = epoch - self.T_0 * (self.T_mult ** n - 1) / (self.T_mult - 1)
            self.T_i = self.T_0 * self.T_mult ** n
        self.last_epoch = math.floor(epoch)
        with self._within_step():
            rates = self.get_lr()
        self._set_rates(rates)


class MomentumScheduler(LRScheduler):
    """Lets the momentum, or the first beta, go against the learning rate."""

    def get_lr(self):
        """Compute the next learning rate of each group, and set the momentum."""
        self._warn_outside_step()
        rates = self._formula(NEXT)
        if self.cycle_momentum:
            for group, momentum in zip(self.optimizer.param_groups, self._formula(MOMENTUM), strict=True):
                self._set_momentum(group, momentum)
        return rates

    def _set_momentum(self, group, momentum):
        if self.use_beta1:
            group["betas"] = (momentum, *group["betas"][1:])
        else:
            group["momentum"] = momentum

    def _begin_momentum(self, optimizer, last_epoch, base_momentum, max_momentum):
        if "momentum" not in optimizer.defaults and "betas" not in optimizer.defaults:
            raise ValueError("optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
        self.use_beta1 = "betas" in optimizer.defaults
        low = one_for_each_group("base_momentum", optimizer, base_momentum)
        high = one_for_each_group("max_momentum", optimizer, max_momentum)
        if last_epoch == -1:
            for group, least, most in zip(optimizer.param_groups, low, high, strict=True):
                self._set_momentum(group, most)
                group["max_momentum"] = most
                group["base_momentum"] = least
        return low, high


class CyclicScheduler(MomentumScheduler):
    """Keeps the size of a cycle and each group's bounds."""

    def _set_up(self, optimizer, last_epoch, *, base_lr, max_lr, step_size_up, step_size_down, mode, gamma, scale_fn,
                scale_mode, cycle_momentum, base_momentum, max_momentum):
        check_optimizer(optimizer)
        self.optimizer = optimizer
        base_lrs = one_for_each_group("base_lr", optimizer, base_lr)
        if last_epoch == -1:
            for rate, group in zip(base_lrs, optimizer.param_groups, strict=True):
                set_value(group, "lr", rate)
        self.max_lrs = one_for_each_group("max_lr", optimizer, max_lr)
        step_size_up = float(step_size_up)
        step_size_down = float(step_size_down) if step_size_down is not None else step_size_up
        self.total_size = step_size_up + step_size_down
        self.step_ratio = step_size_up / self.total_size
        self.mode = mode
        self.gamma = gamma
        self._scale_fn_custom = scale_fn
        self.scale_mode = scale_mode if scale_fn is not None else "iterations" if mode == "exp_range" else "cycle"
        self.cycle_momentum = cycle_momentum
        if cycle_momentum:
            self.base_momentums, self.max_momentums = self._begin_momentum(
                optimizer, last_epoch, base_momentum, max_momentum)
        LRScheduler.__init__(self, optimizer, last_epoch)
        self.base_lrs = base_lrs

    def scale_fn(self, x):
        """The scale of a peak."""
        if self._scale_fn_custom is not None:
            return self._scale_fn_custom(x)
        if self.mode == "triangular2":
            return 1 / (2.0 ** (x - 1))
        return self.gamma ** x if self.mode == "exp_range" else 1.0

    def _values(self, index, group):
        scale = None
        if self._scale_fn_custom is not None:
            cycle = math.floor(1 + self.last_epoch / self.total_size)
            scale = self.scale_fn(cycle if self.scale_mode == "cycle" else self.last_epoch)
        momenta = (self.base_momentums[index], self.max_momentums[index]) if self.cycle_momentum else (0, 0)
        return (self.total_size, self.step_ratio, self.mode, self.scale_mode, self.gamma, None, scale,
                self.base_lrs[index], self.max_lrs[index], *momenta)

    def state_dict(self):
        """Every attribute but the optimizer; of scale_fn its attributes, if it is an object with some."""
        state = super().state_dict()
        function = state.pop("_scale_fn_custom")
        state["_scale_fn_custom"] = None
        if function is not None and not isinstance(function, FunctionType):
            state["_scale_fn_custom"] = function.__dict__.copy()
        return state

    def load_state_dict(self, state_dict):
        """Take over what `state_dict()` gave."""
        function = state_dict.pop("_scale_fn_custom")
        super().load_state_dict(state_dict)
        if function is not None:
            self._scale_fn_custom.__dict__.update(function)


class OneCycleScheduler(MomentumScheduler):
    """Keeps its phases, and in each group the learning rates between which they go."""

    def _set_up(self, optimizer, last_epoch, *, max_lr, total_steps, epochs, steps_per_epoch, pct_start,
                anneal_strategy, cycle_momentum, base_momentum, max_momentum, div_factor, final_div_factor,
                three_phase):
        check_optimizer(optimizer)
        self.optimizer = optimizer
        self.total_steps = total_steps if total_steps is not None else epochs * steps_per_epoch
        ends = [float(pct_start * self.total_steps) - 1, self.total_steps - 1]
        lrs, momenta = ["initial_lr", "max_lr", "min_lr"], ["max_momentum", "base_momentum", "max_momentum"]
        if three_phase:
            ends.insert(1, float(2 * pct_start * self.total_steps) - 2)
            lrs.insert(2, "initial_lr")
            momenta.append("max_momentum")
        self._schedule_phases = [
            {"end_step": end, "start_lr": lrs[i], "end_lr": lrs[i + 1], "start_momentum": momenta[i],
             "end_momentum": momenta[i + 1]} for i, end in enumerate(ends)]
        self._anneal_func_type = anneal_strategy
        highest = one_for_each_group("max_lr", optimizer, max_lr)
        if last_epoch == -1:
            for group, high in zip(optimizer.param_groups, highest, strict=True):
                group["initial_lr"] = high / div_factor
                group["max_lr"] = high
                group["min_lr"] = group["initial_lr"] / final_div_factor
        self.cycle_momentum = cycle_momentum
        if cycle_momentum:
            self._begin_momentum(optimizer, last_epoch, base_momentum, max_momentum)
        LRScheduler.__init__(self, optimizer, last_epoch)

    def _values(self, index, group):
        return (self.total_steps, tuple(phase["end_step"] for phase in self._schedule_phases),
                self._anneal_func_type, group["initial_lr"], group["max_lr"], group["min_lr"],
                group.get("base_momentum", 0), group.get("max_momentum", 0))


class AveragingScheduler(LRScheduler):
    """SWALR's: the learning rate to reach lies in each group."""

    def _set_up(self, optimizer, last_epoch, *, swa_lr, anneal_epochs, anneal_strategy):
        rates = one_for_each_group("swa_lr", optimizer, swa_lr)
        for rate, group in zip(rates, optimizer.param_groups, strict=True):
            group["swa_lr"] = rate
        super()._set_up(optimizer, last_epoch, _anneal_strategy=anneal_strategy, anneal_epochs=anneal_epochs)

    def _values(self, index, group):
        return (group["swa_lr"], self.anneal_epochs, self._anneal_strategy)
