"""The one Optimizer class: built-in optimizers and users' own subclasses share it.

`param_groups`, `state` and `defaults` are ordinary dicts with PyTorch's keys. A built-in class names its
rule in the core (`_rule`); its `step()` hands group by group to that rule.
"""
import functools
import json
import warnings
from collections import OrderedDict, defaultdict
from copy import deepcopy
from itertools import chain

import _dh
import torch

from ..utils.hooks import RemovableHandle
from ._series import learning_rate, new_series


class _RequiredParameter:
    """The default of an option that every parameter group has to give."""

    def __repr__(self):
        return "<required parameter>"


required = _RequiredParameter()

_global_optimizer_pre_hooks = OrderedDict()
_global_optimizer_post_hooks = OrderedDict()

_HOOK_DICTS = (
    "_optimizer_step_pre_hooks", "_optimizer_step_post_hooks",
    "_optimizer_state_dict_pre_hooks", "_optimizer_state_dict_post_hooks",
    "_optimizer_load_state_dict_pre_hooks", "_optimizer_load_state_dict_post_hooks",
)


def _register(hooks, hook, prepend=False):
    handle = RemovableHandle(hooks)
    hooks[handle.id] = hook
    if prepend:
        hooks.move_to_end(handle.id, last=False)
    return handle


def register_optimizer_step_pre_hook(hook):
    """Call `hook(optimizer, args, kwargs)` before each step of every optimizer."""
    return _register(_global_optimizer_pre_hooks, hook)


def register_optimizer_step_post_hook(hook):
    """Call `hook(optimizer, args, kwargs)` after each step of every optimizer."""
    return _register(_global_optimizer_post_hooks, hook)


class Optimizer:
    """Base class for all optimizers.

    params: an iterable of tensors, of (name, tensor) pairs, or of dicts, each one a parameter group.
    defaults: a dict of the options' values for groups that do not set them.
    """

    _rule = None  # a built-in class: the id of its rule in the core
    _state_has_shape = True  # its state tensors are like the parameter, or one number
    _graph = False  # its closure returns the loss without calling backward() (Newton)

    def __init__(self, params, defaults):
        self.defaults = defaults
        for name in _HOOK_DICTS:
            setattr(self, name, OrderedDict())
        self._patch_step_function()
        if isinstance(params, torch.Tensor):
            raise TypeError("params argument given to the optimizer should be an iterable of "
                            "Tensors or dicts, but got " + torch.typename(params))
        self.state = defaultdict(dict)
        self.param_groups = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)
        if self._rule is not None:  # Adagrad has its state before the first step
            _dh.init_states(self._rule, self.param_groups, self.state)

    # --- the step ----------------------------------------------------------------------------------

    def step(self, closure=None):
        """Perform a single optimization step.

        closure: a callable that evaluates the model again and returns the loss; optional.
        """
        if self._rule is None:
            raise NotImplementedError
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        _dh.step(self._rule, self.param_groups, self.state)
        return loss

    def _step_whole(self, closure):
        """A step of a rule over the whole problem: it asks for the loss until it is done."""
        group = self.param_groups[0]
        state = self.state[group["params"][0]]
        task = _dh.task(self._rule, group, state)
        closure = torch.enable_grad()(closure)
        try:
            with torch.no_grad():
                loss = first = closure()
                while _dh.task_tell(task, loss):
                    loss = closure()
        finally:
            text, tensors = _dh.task_end(task)
            for name, value in json.loads(text):
                state[name] = _with_tensors(value, tensors)
        return first

    @staticmethod
    def profile_hook_step(func):
        """Wrap a class's `step`: tell the recorder, and run the hooks before and after it."""
        built_in = func is Optimizer.step

        @functools.wraps(func)
        def wrapper(self, *args, **kwargs):
            if not built_in or (
                    args or kwargs or self._stepping
                    or self._optimizer_step_pre_hooks or self._optimizer_step_post_hooks
                    or _global_optimizer_pre_hooks or _global_optimizer_post_hooks
                    # nearly always: as few operations as can be
                    or not _dh.step_recorded(self._rule, self.param_groups, self.state,
                                             self._series)):
                return self._step_in_full(func, args, kwargs)

        return wrapper

    def _step_in_full(self, func, args, kwargs):
        if self._stepping:  # a subclass's step calls its base's: one step, recorded once
            return self._step_with_hooks(func, args, kwargs)
        self._stepping = True
        try:
            closure = args[0] if args else kwargs.get("closure")
            if closure is None:
                self._record()
            elif callable(closure):
                args, kwargs = self._record_in(closure, args, kwargs)
            return self._step_with_hooks(func, args, kwargs)
        finally:
            self._stepping = False

    def _patch_step_function(self):
        # Once for each class: a subclass without a step of its own inherits the wrapped one.
        cls = type(self)
        self._stepping = False
        self._series = 0  # of the recorder: none yet
        if not getattr(cls.step, "hooked", False):
            cls.step = self.profile_hook_step(cls.step)
            cls.step.hooked = True

    def _record(self):
        lr = learning_rate(self)
        # None yet, or closed with the cell that it belonged to; and there is room for one more.
        if not _dh.series_step(self._series, lr):
            self._series = new_series(self)
            _dh.series_step(self._series, lr)

    def _record_in(self, closure, args, kwargs):
        """The arguments of a step whose closure tells the recorder once it has the first loss."""
        recorded = False

        def recording():
            nonlocal recorded
            loss = closure()
            if not recorded:
                recorded = True
                if self._graph:  # what is recorded is found beside gradients
                    self.zero_grad()
                    loss.backward(retain_graph=True)
                self._record()
            return loss

        if args:
            return (recording, *args[1:]), kwargs
        return args, {**kwargs, "closure": recording}

    def _step_with_hooks(self, func, args, kwargs):
        args = (self, *args)
        for hook in chain(_global_optimizer_pre_hooks.values(),
                          self._optimizer_step_pre_hooks.values()):
            result = hook(self, args, kwargs)
            if result is None:
                continue
            if not (isinstance(result, tuple) and len(result) == 2):
                raise RuntimeError(f"{func} must return None or a tuple of (new_args, new_kwargs), "
                                   f"but got {result}.")
            args, kwargs = result
        out = func(*args, **kwargs)
        for hook in chain(self._optimizer_step_post_hooks.values(),
                          _global_optimizer_post_hooks.values()):
            hook(self, args, kwargs)
        return out

    def register_step_pre_hook(self, hook):
        """Call `hook(optimizer, args, kwargs)` before each step; it may return new (args, kwargs)."""
        return _register(self._optimizer_step_pre_hooks, hook)

    def register_step_post_hook(self, hook):
        """Call `hook(optimizer, args, kwargs)` after each step."""
        return _register(self._optimizer_step_post_hooks, hook)

    def zero_grad(self, set_to_none=True):
        """Drop the gradients of all parameters (or set them to zero, with `set_to_none=False`)."""
        if set_to_none:
            _dh.drop_grads(self.param_groups)
            return
        for group in self.param_groups:
            for p in group["params"]:
                grad = p.grad
                if grad is None:
                    continue
                if grad.grad_fn is not None:
                    grad.detach_()
                else:
                    grad.requires_grad_(False)
                grad.zero_()

    # --- parameter groups ----------------------------------------------------------------------------

    def add_param_group(self, param_group):
        """Add a parameter group; options that it does not set get the defaults."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        self._unpack_names(param_group)
        params = param_group["params"]
        for p in params:
            if not isinstance(p, torch.Tensor):
                raise TypeError("optimizer can only optimize Tensors, but one of the params is "
                                + torch.typename(p))
            if not self.defaults.get("differentiable") and not (p.is_leaf or p.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError("parameter group didn't specify a value of required optimization "
                                 f"parameter {name}")
            param_group.setdefault(name, default)
        if len(params) != len(set(params)):
            warnings.warn("optimizer contains a parameter group with duplicate parameters; in future, "
                          "this will cause an error; see github.com/pytorch/pytorch/issues/40967 for "
                          "more information", stacklevel=3)
        self._check_against_other_groups(param_group)
        self.param_groups.append(param_group)

    @staticmethod
    def _unpack_names(param_group):
        params = param_group["params"]
        if isinstance(params, torch.Tensor):
            params = [params]
        elif isinstance(params, set):
            raise TypeError("optimizer parameters need to be organized in ordered collections, but the "
                            "ordering of tensors in sets will change between runs. Please use a list "
                            "instead.")
        else:
            params = list(params)
        names = [p[0] for p in params if isinstance(p, tuple)]
        param_group["params"] = [p[1] if isinstance(p, tuple) else p for p in params]
        if names:
            if len(names) != len(params):
                raise ValueError("all optimizer params should be with/without names. Some param names "
                                 "are missing")
            param_group["param_names"] = names

    def _check_against_other_groups(self, param_group):
        named = "param_names" in param_group
        others = set()
        for group in self.param_groups:
            others.update(group["params"])
            if named != ("param_names" in group):
                raise ValueError("all optimizer param groups should be with/without names. cannot add "
                                 f"param group {'with' if named else 'without'} names to the optimizer")
        if not others.isdisjoint(param_group["params"]):
            raise ValueError("some parameters appear in more than one parameter group")

    # --- state dicts -----------------------------------------------------------------------------------

    def state_dict(self):
        """The state and the groups, with parameters replaced by their numbers."""
        for hook in self._optimizer_state_dict_pre_hooks.values():
            hook(self)
        number = {}
        groups = []
        position = 0
        for group in self.param_groups:
            packed = {name: value for name, value in group.items() if name != "params"}
            for index, p in enumerate(group["params"], position):
                number.setdefault(id(p), index)
            position += len(group["params"])
            packed["params"] = [number[id(p)] for p in group["params"]]
            groups.append(packed)
        state = {number[id(key)] if isinstance(key, torch.Tensor) else key: value
                 for key, value in self.state.items()}
        result = {"state": state, "param_groups": groups}
        for hook in self._optimizer_state_dict_post_hooks.values():
            replaced = hook(self, result)
            if replaced is not None:
                result = replaced
        return result

    def load_state_dict(self, state_dict):
        """Take over what `state_dict()` gave; nothing changes when it does not fit."""
        state_dict = state_dict.copy()
        for hook in self._optimizer_load_state_dict_pre_hooks.values():
            replaced = hook(self, state_dict)
            if replaced is not None:
                state_dict = replaced
        groups = self.param_groups
        saved_groups = deepcopy(state_dict["param_groups"])
        if len(groups) != len(saved_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(g["params"]) != len(s["params"]) for g, s in zip(groups, saved_groups)):
            raise ValueError("loaded state dict contains a parameter group that doesn't match the size "
                             "of optimizer's group")
        parameter = {}
        for group, saved in zip(groups, saved_groups):
            parameter.update(zip(saved["params"], group["params"]))
        whole_step = {number for saved in saved_groups if saved.get("capturable") or saved.get("fused")
                      for number in saved["params"]}
        state = defaultdict(dict)
        for key, value in state_dict["state"].items():
            if key in parameter:
                self._check_shapes(value, parameter[key])
                state[parameter[key]] = _fit(value, parameter[key], key in whole_step)
            else:
                state[key] = value
        for group, saved in zip(groups, saved_groups):
            saved["params"] = group["params"]
            if "param_names" in group and "param_names" not in saved:
                saved["param_names"] = group["param_names"]
        self.__setstate__({"state": state, "param_groups": saved_groups})
        for hook in self._optimizer_load_state_dict_post_hooks.values():
            hook(self)

    def _check_shapes(self, values, p):
        # PyTorch notices at the next step, when the state is already there.
        if self._rule is None or not self._state_has_shape:
            return
        for name, value in values.items():
            if isinstance(value, torch.Tensor) and value.dim() > 0 and value.shape != p.shape:
                raise ValueError(f"loaded state dict contains '{name}' of size {list(value.shape)} for a "
                                 f"parameter of size {list(p.shape)}")

    def register_state_dict_pre_hook(self, hook, prepend=False):
        """Call `hook(optimizer)` before `state_dict()`."""
        return _register(self._optimizer_state_dict_pre_hooks, hook, prepend)

    def register_state_dict_post_hook(self, hook, prepend=False):
        """Call `hook(optimizer, state_dict)` after `state_dict()`; it may return another dict."""
        return _register(self._optimizer_state_dict_post_hooks, hook, prepend)

    def register_load_state_dict_pre_hook(self, hook, prepend=False):
        """Call `hook(optimizer, state_dict)` before loading; it may return another dict."""
        return _register(self._optimizer_load_state_dict_pre_hooks, hook, prepend)

    def register_load_state_dict_post_hook(self, hook, prepend=False):
        """Call `hook(optimizer)` after loading."""
        return _register(self._optimizer_load_state_dict_post_hooks, hook, prepend)

    # --- copies and printing -----------------------------------------------------------------------------

    def __getstate__(self):
        return {"defaults": self.defaults, "state": self.state, "param_groups": self.param_groups}

    def __setstate__(self, state):
        fresh = "defaults" not in self.__dict__  # a copy or an unpickled one, not load_state_dict
        self.__dict__.update(state)
        for name in _HOOK_DICTS:
            self.__dict__.setdefault(name, OrderedDict())
        if fresh:
            self._patch_step_function()
        if self._rule is not None:
            self._complete_loaded()
        self.defaults.setdefault("differentiable", False)

    def _complete_loaded(self):
        # A dict that an older version saved lacks newer options, and holds `step` as a number.
        for group in self.param_groups:
            for name, default in self.defaults.items():
                if name != "fused" and (default is None or isinstance(default, bool)):  # options that came later
                    group.setdefault(name, default)
            if "fused" in self.defaults:
                group.setdefault("fused", None)
            for p in group["params"]:
                values = self.state.get(p)
                if values and isinstance(values.get("step"), (int, float)):
                    wide = torch.get_default_dtype() is torch.float64
                    values["step"] = torch.tensor(float(values["step"]),
                                                  dtype=torch.float64 if wide else torch.float32)

    def __repr__(self):
        groups = []
        for index, group in enumerate(self.param_groups):
            options = [f"    {key}: {group[key]}\n" for key in sorted(group) if key != "params"]
            groups.append(f"\nParameter Group {index}\n" + "".join(options))
        return f"{type(self).__name__} ({''.join(groups)})"


def _with_tensors(value, tensors):
    """A state that the core told of: {"tensor": i} stands for a tensor."""
    if isinstance(value, dict):
        return tensors[value["tensor"]]
    return [_with_tensors(item, tensors) for item in value] if isinstance(value, list) else value


def _fit(value, parameter, whole_step, key=None):
    """A loaded state value in the parameter's dtype (`step` keeps its own)."""
    if isinstance(value, torch.Tensor):
        if key == "step":
            return value.to(dtype=torch.float32) if whole_step else value
        if parameter.is_floating_point():
            return value.to(dtype=parameter.dtype)
        return value
    if isinstance(value, dict):
        return {k: _fit(v, parameter, whole_step, k) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value)(_fit(v, parameter, whole_step) for v in value)
    return value
