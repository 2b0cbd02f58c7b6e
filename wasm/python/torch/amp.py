"""torch.amp: autocast, which changes nothing here, and GradScaler."""
import warnings
from collections import defaultdict

import torch

from ._settings import autocast

__all__ = ["GradScaler", "autocast"]

_READY, _UNSCALED, _STEPPED = range(3)


class _PerOptimizer:
    """Where an optimizer stands in this step, and whether one of its gradients was infinite or NaN."""

    def __init__(self):
        self.stage = _READY
        self.found_inf = None


class GradScaler:
    """Scales the loss, so that small gradients stay above 0 in dtypes of few bits, and the gradients back.

    A step whose gradients are infinite or NaN is left out, and the scale made smaller; after `growth_interval`
    steps without one it grows. For "cuda", the default, it is disabled: there is no CUDA here.
    """

    def __init__(self, device="cuda", init_scale=2.0**16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000,
                 enabled=True):
        if device == "cuda" and enabled:
            warnings.warn("torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling.", stacklevel=2)
            enabled = False
        self._device = device
        self._enabled = enabled
        if not enabled:
            return
        if growth_factor <= 1.0:
            raise AssertionError("The growth factor must be > 1.0.")
        if backoff_factor >= 1.0:
            raise AssertionError("The backoff factor must be < 1.0.")
        self._init_scale = init_scale
        self._scale = None  # a tensor, once something has been scaled
        self._growth_factor = growth_factor
        self._backoff_factor = backoff_factor
        self._growth_interval = growth_interval
        self._growth_tracker = 0
        self._states = defaultdict(_PerOptimizer)

    def _check_scaled(self, function):
        if self._scale is None:
            raise AssertionError(f"Attempted {function} but _scale is None.  This may indicate your script did not use "
                                 "scaler.scale(loss or outputs) earlier in the iteration.")

    def scale(self, outputs):
        """A tensor, or nested tensors, times the scale."""
        if not self._enabled:
            return outputs
        if isinstance(outputs, torch.Tensor):
            if self._scale is None:
                self._scale = torch.full((), self._init_scale)
            return outputs * self._scale
        try:
            scaled = map(self.scale, outputs)
        except TypeError:
            raise ValueError("outputs must be a Tensor or an iterable of Tensors") from None
        return type(outputs)(scaled) if isinstance(outputs, (list, tuple)) else scaled

    def unscale_(self, optimizer):
        """Divide an optimizer's gradients by the scale, before they are looked at or clipped."""
        if not self._enabled:
            return
        self._check_scaled("unscale_")
        state = self._states[id(optimizer)]
        if state.stage == _UNSCALED:
            raise RuntimeError("unscale_() has already been called on this optimizer since the last update().")
        if state.stage == _STEPPED:
            raise RuntimeError("unscale_() is being called after step().")
        inverse = self._scale.double().reciprocal().float()
        gradients = [p.grad for group in optimizer.param_groups for p in group["params"] if p.grad is not None]
        if any(g.dtype == torch.float16 for g in gradients):
            raise ValueError("Attempting to unscale FP16 gradients.")
        if gradients:
            state.found_inf = False
        with torch.no_grad():
            for g in gradients:
                state.found_inf = state.found_inf or not bool(torch.isfinite(g).all())
                g.mul_(inverse)
        state.stage = _UNSCALED

    def step(self, optimizer, *args, **kwargs):
        """The optimizer's step, if all of its gradients are finite."""
        if not self._enabled:
            return optimizer.step(*args, **kwargs)
        if "closure" in kwargs:
            raise RuntimeError("Closure use is not currently supported if GradScaler is enabled.")
        self._check_scaled("step")
        state = self._states[id(optimizer)]
        if state.stage == _STEPPED:
            raise RuntimeError("step() has already been called since the last update().")
        if state.stage == _READY:
            self.unscale_(optimizer)
        if state.found_inf is None:
            raise AssertionError("No inf checks were recorded for this optimizer.")
        result = None if state.found_inf else optimizer.step(*args, **kwargs)
        state.stage = _STEPPED
        return result

    def update(self, new_scale=None):
        """The scale of the next step: smaller after one that was left out, larger after many that were not."""
        if not self._enabled:
            return
        self._check_scaled("update")
        if new_scale is not None:
            self._scale.fill_(new_scale)
        else:
            found = [state.found_inf for state in self._states.values() if state.found_inf is not None]
            if not found:
                raise AssertionError("No inf checks were recorded prior to update.")
            self._adapt(any(found))
        self._states.clear()

    def _adapt(self, found_inf):
        if found_inf:
            self._scale.mul_(self._backoff_factor)
            self._growth_tracker = 0
            return
        self._growth_tracker += 1
        if self._growth_tracker == self._growth_interval:
            larger = self._scale * self._growth_factor
            if torch.isfinite(larger):
                self._scale.copy_(larger)
            self._growth_tracker = 0

    def get_scale(self):
        """The scale, 1.0 where scaling is disabled."""
        if not self._enabled:
            return 1.0
        return self._init_scale if self._scale is None else self._scale.item()

    def get_growth_factor(self):
        return self._growth_factor

    def set_growth_factor(self, new_factor):
        self._growth_factor = new_factor

    def get_backoff_factor(self):
        return self._backoff_factor

    def set_backoff_factor(self, new_factor):
        self._backoff_factor = new_factor

    def get_growth_interval(self):
        return self._growth_interval

    def set_growth_interval(self, new_interval):
        self._growth_interval = new_interval

    def is_enabled(self):
        return self._enabled

    def state_dict(self):
        """What it takes to go on later; empty where scaling is disabled."""
        if not self._enabled:
            return {}
        return {"scale": self.get_scale(), "growth_factor": self._growth_factor,
                "backoff_factor": self._backoff_factor, "growth_interval": self._growth_interval,
                "_growth_tracker": self._growth_tracker}

    def load_state_dict(self, state_dict):
        if not self._enabled:
            return
        if len(state_dict) == 0:
            raise RuntimeError("The source state dict is empty, possibly because it was saved from a disabled instance "
                               "of GradScaler.")
        self._init_scale = state_dict["scale"]
        if self._scale is not None:
            self._scale.fill_(state_dict["scale"])
        self._growth_factor = state_dict["growth_factor"]
        self._backoff_factor = state_dict["backoff_factor"]
        self._growth_interval = state_dict["growth_interval"]
        self._growth_tracker = state_dict["_growth_tracker"]
