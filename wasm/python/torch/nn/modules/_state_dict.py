"""Module, part three: state dicts."""
from collections import OrderedDict, namedtuple
from collections.abc import Mapping

import torch

from ...utils.hooks import RemovableHandle
from ..parameter import Parameter

_EXTRA_STATE = "_extra_state"


class _IncompatibleKeys(namedtuple("IncompatibleKeys", ["missing_keys", "unexpected_keys"])):
    __slots__ = ()

    def __repr__(self):
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return super().__repr__()

    __str__ = __repr__


def _quoted(keys):
    return ", ".join(f'"{key}"' for key in keys)


class Module:
    _version = 1

    def get_extra_state(self):
        """Overridden by modules that keep more in their state dict."""
        raise RuntimeError("this module keeps no extra state")

    def set_extra_state(self, state):
        """The other half of `get_extra_state`."""
        raise RuntimeError("this module keeps no extra state")

    # --- saving --------------------------------------------------------------------------------------

    def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
        """The parameters and persistent buffers by name, sharing their storage."""
        destination, prefix, keep_vars = (*args, *(destination, prefix, keep_vars)[len(args):])
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        local_metadata = {"version": self._version}
        if hasattr(destination, "_metadata"):
            destination._metadata[prefix[:-1]] = local_metadata
        for hook in self._state_dict_pre_hooks.values():
            hook(self, prefix, keep_vars)
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=destination, prefix=prefix + name + ".",
                                  keep_vars=keep_vars)
        for hook in self._state_dict_hooks.values():
            result = hook(self, destination, prefix, local_metadata)
            if getattr(hook, "_from_public_api", False):
                if result is not None:
                    raise RuntimeError("state_dict post-hook must return None")
            elif result is not None:
                destination = result
        return destination

    def _persistent(self):
        """Names and values of the parameters and persistent buffers that are set."""
        buffers = ((name, buffer) for name, buffer in self._buffers.items()
                   if name not in self._non_persistent_buffers_set)
        return {name: value for name, value in (*self._parameters.items(), *buffers)
                if value is not None}

    def _save_to_state_dict(self, destination, prefix, keep_vars):
        for name, value in self._persistent().items():
            destination[prefix + name] = value if keep_vars else value.detach()
        if self._keeps_extra_state():
            destination[prefix + _EXTRA_STATE] = self.get_extra_state()

    def _keeps_extra_state(self):
        return type(self).get_extra_state is not Module.get_extra_state

    def register_state_dict_pre_hook(self, hook):
        """Call `hook(module, prefix, keep_vars)` before the state dict is made."""
        handle = RemovableHandle(self._state_dict_pre_hooks)
        self._state_dict_pre_hooks[handle.id] = hook
        return handle

    def register_state_dict_post_hook(self, hook):
        """Call `hook(module, state_dict, prefix, local_metadata)` when it is made."""
        hook._from_public_api = True
        return self._register_state_dict_hook(hook)

    def _register_state_dict_hook(self, hook):
        handle = RemovableHandle(self._state_dict_hooks)
        self._state_dict_hooks[handle.id] = hook
        return handle

    # --- loading -------------------------------------------------------------------------------------

    def load_state_dict(self, state_dict, strict=True, assign=False):
        """Copy parameters and buffers from a state dict.

        strict: whether the keys have to match. assign: take the tensors themselves.
        """
        if not isinstance(state_dict, Mapping):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        missing, unexpected, errors = [], [], []
        metadata = getattr(state_dict, "_metadata", None)
        self._load(OrderedDict(state_dict), "", metadata, assign, (missing, unexpected, errors))
        if strict:
            if unexpected:
                errors.insert(0, f"Unexpected key(s) in state_dict: {_quoted(unexpected)}. ")
            if missing:
                errors.insert(0, f"Missing key(s) in state_dict: {_quoted(missing)}. ")
        if errors:
            raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t"
                               + "\n\t".join(errors))
        return _IncompatibleKeys(missing, unexpected)

    def _load(self, state_dict, prefix, metadata, assign, report):
        local_metadata = {} if metadata is None else metadata.get(prefix[:-1], {})
        if assign:
            local_metadata = {**local_metadata, "assign_to_params_buffers": True}
        missing, unexpected, errors = report
        self._load_from_state_dict(state_dict, prefix, local_metadata, True, missing, unexpected,
                                   errors)
        for name, module in self._modules.items():
            if module is not None:
                path = prefix + name + "."
                part = {k: v for k, v in state_dict.items() if k.startswith(path)}
                module._load(part, path, metadata, assign, report)
        for hook in self._load_state_dict_post_hooks.values():
            result = hook(self, _IncompatibleKeys(missing, unexpected))
            if result is not None:
                raise AssertionError("Hooks registered with ``register_load_state_dict_post_hook`` are "
                                     "not expected to return new values, if incompatible_keys need to "
                                     "be modified, it should be done inplace.")

    def _load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing_keys,
                              unexpected_keys, error_msgs):
        for hook in self._load_state_dict_pre_hooks.values():
            hook(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys,
                 error_msgs)
        assign = local_metadata.get("assign_to_params_buffers", False)
        own = self._persistent()
        for name, value in own.items():
            key = prefix + name
            if key in state_dict:
                error = self._load_one(key, name, value, state_dict[key], assign)
                if error:
                    error_msgs.append(error)
            elif strict:
                missing_keys.append(key)
        extra = prefix + _EXTRA_STATE
        if self._keeps_extra_state():
            if extra in state_dict:
                self.set_extra_state(state_dict[extra])
            elif strict:
                missing_keys.append(extra)
        elif strict and extra in state_dict:
            unexpected_keys.append(extra)
        if strict:
            for key in state_dict:
                if key.startswith(prefix) and key != extra:
                    name, dot, _ = key[len(prefix):].partition(".")
                    if name not in (self._modules if dot else own):
                        unexpected_keys.append(key)

    def _load_one(self, key, name, old, new, assign):
        """Load one tensor; the text of what is wrong with it, or None."""
        if not isinstance(new, torch.Tensor):
            return (f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like '
                    f"object from checkpoint but received {type(new)}")
        if old.dim() == 0 and new.dim() == 1:
            new = new[0]  # PyTorch 0.3 saved scalars so
        if new.shape != old.shape:
            return (f"size mismatch for {key}: copying a param with shape {new.shape} from "
                    f"checkpoint, the shape in current model is {old.shape}.")
        with torch.no_grad():
            if assign:
                if isinstance(old, Parameter):
                    if not isinstance(new, Parameter):
                        new = Parameter(new, requires_grad=old.requires_grad)
                    else:
                        new.requires_grad_(old.requires_grad)
                setattr(self, name, new)
            else:
                old.copy_(new)
        return None

    def register_load_state_dict_pre_hook(self, hook):
        """Call `hook(module, state_dict, prefix, ...)` before loading."""
        handle = RemovableHandle(self._load_state_dict_pre_hooks)
        self._load_state_dict_pre_hooks[handle.id] = hook
        return handle

    def register_load_state_dict_post_hook(self, hook):
        """Call `hook(module, incompatible_keys)` after loading."""
        handle = RemovableHandle(self._load_state_dict_post_hooks)
        self._load_state_dict_post_hooks[handle.id] = hook
        return handle
