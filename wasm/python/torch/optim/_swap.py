"""swap_in_optimizer_params_and_state: an optimizer on other tensors for a while (new in PyTorch 2.13)."""
import contextlib
from collections import defaultdict

import torch

_NAME = "swap_in_optimizer_params_and_state"


def _need(condition, text):
    if not condition:
        raise RuntimeError(f"{_NAME} requires {text}.")


def _checked_state(optimizer, given):
    """What a state dict for `optimizer` has to be, or PyTorch's error."""
    _need(optimizer.state, "initialized optimizer state")
    _need(isinstance(given, dict), "a DCP-style optimizer state_dict")
    state, groups = given.get("state"), given.get("param_groups")
    _need(isinstance(state, dict), "swapin_optim_state['state'] to be a dict mapping packed parameter ids to per-param "
                                   f"state dicts, got {type(state).__name__}")
    _need(not any(isinstance(key, torch.Tensor) for key in state),
          "optimizer.state_dict()-style state keyed by packed parameter ids")
    _need(all(isinstance(value, dict) for key, value in state.items() if isinstance(key, int)),
          "per-parameter optimizer state entries to be dictionaries")
    _need(isinstance(groups, list), "swapin_optim_state['param_groups'] to be a list of param-group dicts, got "
                                    f"{type(groups).__name__}")
    if len(optimizer.param_groups) != len(groups):
        raise RuntimeError("swapin_optim_state has a different number of parameter groups than the live optimizer.")
    return state, groups


def _checked_ids(index, live, given):
    """The ids of one group's parameters, or PyTorch's error."""
    _need(isinstance(given, dict), "each optimizer param group to be a dictionary")
    ids = given.get("params")
    _need(isinstance(ids, list) and all(isinstance(one, int) for one in ids),
          "optimizer.state_dict()-style param_groups[*]['params'] entries keyed by packed parameter ids")
    if len(live["params"]) != len(ids):
        raise RuntimeError(f"swapin_optim_state param group {index} has a different number of params than the live "
                           "optimizer param group.")
    more, less = [key for key in given if key not in live], [key for key in live if key not in given]
    _need(not more and not less,
          "optimizer.state_dict()-style param group keys to exactly match the live optimizer group keys for group "
          f"{index}. Keys only in swap-in: {more}. Keys only in live: {less}")
    return ids


@contextlib.contextmanager
def swap_in_optimizer_params_and_state(optimizer, swapin_parameters, swapin_optim_state):
    """Let an optimizer step other parameters with another state, and give it back its own at the end.

    optimizer: it must have stepped before.
    swapin_parameters: a dict of tensors, in the order of the optimizer's parameters.
    swapin_optim_state: a dict like `optimizer.state_dict()`; its tensors are changed in place.
    """
    state, groups = _checked_state(optimizer, swapin_optim_state)
    tensors, taken, swapped = list(swapin_parameters.values()), 0, []
    for index, (live, given) in enumerate(zip(optimizer.param_groups, groups)):
        ids = _checked_ids(index, live, given)
        _need(taken + len(ids) <= len(tensors),
              "the explicit parameter state to match optimizer.param_groups ordering")
        swapped.append((given, ids, tensors[taken:taken + len(ids)]))
        taken += len(ids)
    known = {one for _, ids, _ in swapped for one in ids}
    extra = [key for key in state if key not in known]
    _need(not extra, "swapin_optim_state['state'] to be keyed only by packed parameter ids from "
                     f"param_groups[*]['params']; got extra keys {extra!r}")

    own_state, own_groups = optimizer.state, [dict(group) for group in optimizer.param_groups]
    try:
        other_state = defaultdict(dict)
        for live, (given, ids, parameters) in zip(optimizer.param_groups, swapped):
            live.update({**given, "params": parameters})
            for parameter, one in zip(parameters, ids):
                other_state[parameter] = dict(state.get(one, {}))  # tensors shared, the dict not
        optimizer.state = other_state
        yield
    finally:
        for live, own in zip(optimizer.param_groups, own_groups):
            live.clear()
            live.update(own)
        optimizer.state = own_state
