"""What the charts call an optimizer's parameters.

Names come from where a reader of the program would look: the names that the optimizer was given, else
the module that holds the parameters, else the variable that is the tensor; frames are searched from the
one that called `step()` outwards.
"""
import json
import math
import sys

import torch


def learning_rate(optimizer):
    """The first group's learning rate as a float; NaN where there is none."""
    lr = optimizer.param_groups[0].get("lr", math.nan)
    try:
        return float(lr)
    except (TypeError, ValueError):
        return math.nan


def _scopes():
    """The variables of the frames outside this library, innermost first."""
    frame = sys._getframe(1)
    library = __name__.partition(".")[0]
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).partition(".")[0] != library:
            yield frame.f_locals
            yield frame.f_globals
        frame = frame.f_back


def _variables():
    """Pairs of name and value: variables, then what objects such as `self` hold."""
    seen = set()
    for scope in _scopes():
        if id(scope) in seen:
            continue
        seen.add(id(scope))
        # A thread of the program may add variables while we look: take them all first.
        items = [(n, v) for n, v in list(scope.items()) if not n.startswith("_")]
        yield from items
        for _, value in items:
            held = getattr(value, "__dict__", None)
            if isinstance(held, dict) and not isinstance(value, (type, type(sys))):
                yield from ((n, v) for n, v in list(held.items()) if not n.startswith("_"))


def _find(parameters, module_class):
    """Two dicts by id of parameter: (variable, name in its module), and variable names."""
    wanted = {id(p) for p in parameters}
    in_modules, in_variables = [], {}
    visited = set()
    for name, value in _variables():
        if isinstance(value, torch.Tensor):
            if id(value) in wanted:
                in_variables.setdefault(id(value), name)
        elif isinstance(value, module_class) and id(value) not in visited:
            visited.add(id(value))
            names = {id(p): n for n, p in value.named_parameters() if id(p) in wanted}
            if names:
                in_modules.append((name, names))
    # The module that holds most of them is the model; its layers may have variables of their own.
    in_modules.sort(key=lambda found: -len(found[1]))
    chosen = {}
    for name, names in in_modules:
        for key, inside in names.items():
            chosen.setdefault(key, (name, inside))
    return chosen, in_variables


def parameter_names(optimizer):
    """One name for each parameter of all groups, in their order."""
    from ..nn import Module

    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    given = [n for group in optimizer.param_groups for n in group.get("param_names", ())]
    if len(given) == len(parameters):
        return [str(n) for n in given]
    in_modules, in_variables = _find(parameters, Module)
    several = len({variable for variable, _ in in_modules.values()}) > 1
    names = []
    for index, parameter in enumerate(parameters):
        if id(parameter) in in_modules:
            variable, inside = in_modules[id(parameter)]
            names.append(f"{variable}.{inside}" if several else inside)
        else:
            names.append(in_variables.get(id(parameter), f"param {index}"))
    return names


# These say how a step is computed, not what it does.
_WITHOUT_EFFECT = {"foreach", "fused", "capturable", "differentiable"}


def _finite(value):
    """JSON has neither NaN nor infinities: those are None."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _default_options(cls):
    """What a class's options are when they are not given: the literals of its `__init__`."""
    options = {}
    for base in cls.__mro__:
        init = base.__dict__.get("__init__")
        code = getattr(init, "__code__", None)
        if code is None:
            continue
        values = init.__defaults__ or ()
        names = code.co_varnames[:code.co_argcount][code.co_argcount - len(values):]
        for name, value in {**dict(zip(names, values)), **(init.__kwdefaults__ or {})}.items():
            options.setdefault(name, value)
        if not code.co_flags & 0x08:  # without **kwargs nothing goes on to the base class
            break
    return options


def _simple(value):
    """A value that JSON can hold and a label can show; else None."""
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, torch.Tensor) and value.numel() == 1:
        return value.item()
    if isinstance(value, (tuple, list)) and all(isinstance(v, (int, float)) for v in value):
        return list(value)
    return None


def changed_options(optimizer):
    """The first group's options, learning rate apart, that are not what the class starts from."""
    usual = _default_options(type(optimizer))
    group = optimizer.param_groups[0]
    changed = {}
    for name in optimizer.defaults:
        if name == "lr" or name in _WITHOUT_EFFECT or name not in usual:
            continue
        value = _simple(group.get(name))
        if value is not None and value != _simple(usual[name]):
            changed[name] = value
    return changed


def new_series(optimizer):
    """Tell the recorder about an optimizer at its first step; the id of its series."""
    import _dh

    lr = learning_rate(optimizer)
    label = {"optimizer": type(optimizer).__name__, "lr": _finite(lr),
             "options": {name: _finite(v) for name, v in changed_options(optimizer).items()},
             "names": parameter_names(optimizer)}
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    return _dh.series(parameters, json.dumps(label))
