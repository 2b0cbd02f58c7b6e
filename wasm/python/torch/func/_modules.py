"""Modules as functions of their parameters."""
import torch


def _owner(module, name):
    path, _, leaf = name.rpartition(".")
    owner = module.get_submodule(path)
    return (owner._parameters if leaf in owner._parameters else owner._buffers), leaf


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    """module(*args, **kwargs) with the given tensors in the place of its parameters and buffers, by name."""
    given = _merged(parameter_and_buffer_dicts)
    own = {**dict(module.named_parameters(remove_duplicate=False)), **dict(module.named_buffers(remove_duplicate=False))}
    if strict:
        unexpected, missing = sorted(given.keys() - own.keys()), sorted(own.keys() - given.keys())
        faults = [f"{what} key(s): {', '.join(map(repr, names))}."
                  for what, names in (("Unexpected", unexpected), ("Missing", missing)) if names]
        if faults:
            raise RuntimeError(f"Error(s) in loading state_dict for {type(module).__name__}:\n\t" + "\n\t".join(faults))
    used = {name: t for name, t in given.items() if name in own}
    if tie_weights:
        _tie(own, used)
    before = []
    try:
        for name, t in used.items():
            tensors, leaf = _owner(module, name)
            before.append((tensors, leaf, tensors[leaf]))
            tensors[leaf] = t
        args = () if args is None else args if isinstance(args, tuple) else (args,)
        return module(*args, **(kwargs or {}))
    finally:
        for tensors, leaf, t in reversed(before):
            tensors[leaf] = t


def _merged(dicts):
    if isinstance(dicts, dict):
        return dicts
    if not isinstance(dicts, (tuple, list)):
        raise ValueError("Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got "
                         f"{type(dicts)}")
    if not all(isinstance(one, dict) for one in dicts):
        raise ValueError("Expected all elements of parameter_and_buffer_dicts to be dictionaries")
    names = [name for one in dicts for name in one]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise ValueError(f"{twice} appeared in multiple dictionaries; behavior of functional call is ambiguous")
    return {name: t for one in dicts for name, t in one.items()}


def _tie(own, used):
    for name, t in list(used.items()):
        for other, tensor in own.items():
            if other == name or tensor is not own[name]:
                continue
            if used.setdefault(other, t) is not t:
                raise ValueError(f"functional_call got multiple values for keys {sorted([name, other])}, which are "
                                 "tied. Consider using tie_weights=False")


def stack_module_state(models):
    """The parameters and the buffers of several modules of one class, stacked by name."""
    if len(models) == 0:
        raise RuntimeError("stack_module_state: Expected at least one model, got 0.")
    if len({model.training for model in models}) > 1:
        raise RuntimeError("stack_module_state: Expected all models to have the same training/eval mode.")
    if len({type(model) for model in models}) > 1:
        raise RuntimeError("stack_module_state: Expected all models to be of the same class.")
    return tuple(_stack([dict(getattr(model, kind)()) for model in models])
                 for kind in ("named_parameters", "named_buffers"))


def _stack(dicts):
    made = {}
    for name in dicts[0]:
        tensors = [one[name] for one in dicts]
        if len({t.requires_grad for t in tensors}) > 1:
            raise RuntimeError(f"Expected {name} from each model to have the same .requires_grad")
        made[name] = torch.stack(tensors).detach().requires_grad_(tensors[0].requires_grad)
    return made
