"""The schema at run time and the generated Python files say the same. Prints what does not agree.

Reads build/generated/schema.json, which the core wrote.
"""
import importlib
import inspect
import json
import pathlib

import torch
from torch import nn

schema = json.loads((pathlib.Path(__file__).parents[2] / "build/generated/schema.json").read_text())
differences = []
checked = 0


def plain(op):
    """Names and defaults of an operator's parameters, as the schema has them."""
    rows = [(i["name"], "None" if i["kind"].endswith("?") and i["kind"] != "tensors?" else None) for i in op["inputs"]]
    rows += [(a["name"], a.get("default")) for a in op["attrs"]]
    # What may be left out cannot stand before what may not.
    last = max((i for i, (_, default) in enumerate(rows) if default is None), default=0)
    rows = [(name, None if i < last else default) for i, (name, default) in enumerate(rows)]
    # A dim that must be given may be called axis: it has a default then, which is refused.
    return [(name, default or "None") if name == "dim" and i >= last else (name, default)
            for i, (name, default) in enumerate(rows)]


def shown(function):
    return [(p.name, None if p.default is p.empty else repr(p.default)) for p in inspect.signature(function).parameters.values()
            if p.name not in ("axis", "keepdims", "older") and p.kind is not p.VAR_KEYWORD]


names = [op["name"] for op in schema["ops"]]
for op in schema["ops"]:
    if names.count(op["name"]) > 1:
        continue
    for place, owner in (("torch", torch._ops), ("functional", nn._operators)):
        if place in op["in"]:
            checked += 1
            if shown(getattr(owner, op["name"])) != plain(op):
                differences.append((op["name"], shown(getattr(owner, op["name"])), plain(op)))
    if "method" in op["in"]:
        checked += 1
        given = [name for name, _ in shown(getattr(torch._methods.TensorMethods, op["name"]))]
        if given[1:] != [name for name, _ in plain(op)][1:]:
            differences.append((op["name"], given, plain(op)))

for rule in schema["optimizers"]:
    checked += 1
    cls = getattr(importlib.import_module(rule["module"]), rule["name"])
    wanted = [("self", None), ("params", None)] + [(f["name"], f["default"]) for f in rule["fields"]]
    if shown(cls.__init__) != wanted:
        differences.append((rule["name"], shown(cls.__init__), wanted))
    keyword = {p.name for p in inspect.signature(cls.__init__).parameters.values() if p.kind is p.KEYWORD_ONLY}
    if keyword != {f["name"] for f in rule["fields"] if f.get("keyword")}:
        differences.append((rule["name"], "keyword-only", keyword))
    if list(cls([torch.ones(1, 1, requires_grad=True)]).defaults) != rule["defaults"]:
        differences.append((rule["name"], "defaults"))
    if not cls.__doc__ or rule["doc"] not in cls.__doc__:
        differences.append((rule["name"], "docstring"))

for module in schema["modules"]:
    checked += 1
    cls = getattr(nn, module["name"])
    known = {f["name"]: f.get("default") for f in module["args"]}
    factory = known.pop("dtype", None)
    given = {name: default for name, default in shown(cls.__init__) if name not in ("self", "args", "kwargs")}
    for name in ("size_average", "reduce", *(("device", "dtype") if factory else ())):
        given.pop(name, None)
    if given != known:
        differences.append((module["name"], given, known))
    if cls.__module__ != f"torch.nn.modules.{module['file']}" or module["doc"] not in cls.__doc__:
        differences.append((module["name"], "module or docstring", cls.__module__))

print("checked", checked)
for difference in differences:
    print(*difference)
