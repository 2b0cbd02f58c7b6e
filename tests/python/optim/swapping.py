"""torch.optim.swap_in_optimizer_params_and_state: other parameters and state for a while, and what it refuses."""
import copy

import torch
from torch.optim import SGD, Adam, swap_in_optimizer_params_and_state

a, b = (torch.tensor([float(v)], requires_grad=True) for v in (1, 2))
o = Adam([{"params": [a], "lr": 0.1}, {"params": [b]}], lr=0.01)
a.grad, b.grad = torch.ones(1), torch.ones(1)
fresh = o.state_dict()
try:
    with swap_in_optimizer_params_and_state(o, {}, fresh):
        pass
except RuntimeError as error:
    print(error)
o.step()
saved = copy.deepcopy(o.state_dict())
saved["param_groups"][0]["lr"] = 1.0
x, y = torch.tensor([5.0]), torch.tensor([6.0])
x.grad, y.grad = torch.tensor([2.0]), torch.tensor([3.0])
params = o.param_groups[0]["params"]
with swap_in_optimizer_params_and_state(o, {"x": x, "y": y}, saved):
    print(o.param_groups[0]["params"][0] is x, o.param_groups[0]["lr"], len(o.state), o.state[x]["step"])
    o.step()
    o.state[x]["note"] = 1
print(x, y, a, b, o.param_groups[0]["params"] is params, o.param_groups[0]["lr"], o.state[a]["step"])
print(saved["state"][0], saved["state"][1]["exp_avg"])
try:
    with swap_in_optimizer_params_and_state(o, {"x": x, "y": y}, saved):
        raise KeyError("inside")
except KeyError as error:
    print(error, o.param_groups[1]["params"][0] is b, list(o.state) == [a, b])
o.step()
print(a, b)


def attempt(optimizer, parameters, **changed):
    given = {**copy.deepcopy(saved), **changed}
    try:
        with swap_in_optimizer_params_and_state(optimizer, parameters, given):
            print("fine")
    except RuntimeError as error:
        print(error)


both = {"x": x, "y": y}
groups = saved["param_groups"]
attempt(o, {"x": x})
attempt(o, both, state=[])
attempt(o, both, state={a: {}})
attempt(o, both, state={0: 1})
attempt(o, both, state={7: {}, 0: {}})
attempt(o, both, state={})
attempt(o, both, param_groups={})
attempt(o, both, param_groups=groups[:1])
attempt(o, both, param_groups=[1, 2])
attempt(o, both, param_groups=[{**groups[0], "params": ["a"]}, groups[1]])
attempt(o, both, param_groups=[{**groups[0], "params": [0, 1]}, groups[1]])
attempt(o, both, param_groups=[{**groups[0], "new": 1}, {k: v for k, v in groups[1].items() if k != "lr"}])
attempt(SGD([a]), both)
try:
    with swap_in_optimizer_params_and_state(o, both, 5):
        pass
except RuntimeError as error:
    print(error)
