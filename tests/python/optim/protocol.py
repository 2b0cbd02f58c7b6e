"""What every optimizer shares, one after another: hooks, state dicts, copies, pickles, subclasses."""
import copy
import io
import pickle

import torch
from torch import optim

# Each with options that give it state.
EVERY = {
    "Adadelta": {}, "Adafactor": {}, "Adagrad": {}, "Adam": {"amsgrad": True}, "AdamW": {"weight_decay": 0.1}, "Adamax": {}, "ASGD": {},
    "LBFGS": {"line_search_fn": "strong_wolfe"}, "Muon": {}, "NAdam": {}, "RAdam": {}, "RMSprop": {"centered": True, "momentum": 0.5},
    "Rprop": {}, "SGD": {"momentum": 0.9, "nesterov": True},
}


def start(name, **more):
    p = torch.tensor([[1.0, 2.0], [3.0, -4.0]], requires_grad=True)
    return p, getattr(optim, name)([p], **{**EVERY[name], **more})


def closure(p, optimizer):
    def evaluate():
        optimizer.zero_grad()
        loss = (p * p * torch.tensor([[1.0, 2.0], [3.0, 4.0]])).sum()
        loss.backward()
        return loss
    return evaluate


def train(p, optimizer, steps=3):
    for _ in range(steps):
        optimizer.step(closure(p, optimizer))
    return p.detach().clone()


def shape(value):
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(shape(one) for one in value)
    return (value.dtype, tuple(value.shape)) if isinstance(value, torch.Tensor) else type(value).__name__


def said(work):
    try:
        return work()
    except Exception as error:
        return f"{type(error).__name__} | {error}"


for name in EVERY:
    p, optimizer = start(name)
    order = []
    handles = [
        optimizer.register_step_pre_hook(lambda o, args, kwargs: order.append(("pre", type(o).__name__, len(args), kwargs))),
        optimizer.register_step_post_hook(lambda o, args, kwargs: order.append(("post", len(args)))),
        optimizer.register_state_dict_pre_hook(lambda o: order.append("state_dict pre")),
        optimizer.register_state_dict_post_hook(lambda o, state: order.append(("state_dict post", sorted(state)))),
        optimizer.register_load_state_dict_pre_hook(lambda o, state: order.append(("load pre", sorted(state)))),
        optimizer.register_load_state_dict_post_hook(lambda o: order.append("load post")),
    ]
    train(p, optimizer, 1)
    saved = optimizer.state_dict()
    optimizer.load_state_dict(saved)
    for handle in handles:
        handle.remove()
    train(p, optimizer, 1)
    print(name, order)
    print(shape(saved))

    # A copy, a pickle and a loaded state dict go on as the original does.
    p, optimizer = start(name)
    train(p, optimizer)
    q, copied = copy.deepcopy((p, optimizer))
    r, pickled = pickle.loads(pickle.dumps((p, optimizer)))
    s, fresh = start(name)
    with torch.no_grad():
        s.copy_(p)
    fresh.load_state_dict(copy.deepcopy(optimizer.state_dict()))
    t, stored = start(name)
    with torch.no_grad():
        t.copy_(p)
    file = io.BytesIO()
    torch.save(optimizer.state_dict(), file)
    file.seek(0)
    stored.load_state_dict(torch.load(file))
    went = train(p, optimizer)
    pairs = [(s, fresh), (t, stored)]
    if name != "LBFGS":  # PyTorch's loses its `_params` in a copy
        pairs += [(q, copied), (r, pickled)]
    print([torch.equal(went, train(*pair)) for pair in pairs],
          copied.param_groups[0]["params"][0] is q, pickled.param_groups[0]["params"][0] is r, repr(copied) == repr(optimizer))

    # A state dict of another shape is refused, and changes nothing.
    before = shape(optimizer.state_dict())
    print(said(lambda: optimizer.load_state_dict({"state": {}, "param_groups": []})))
    print(said(lambda: optimizer.load_state_dict({"state": {}, "param_groups": [{"params": [0, 1]}]})))
    print(shape(optimizer.state_dict()) == before)

    # A subclass that steps twice.
    class Twice(getattr(optim, name)):
        def step(self, closure=None):
            super().step(closure)
            return super().step(closure)

    p, _ = start(name)
    twice = Twice([p], **EVERY[name])
    train(p, twice, 1)
    q, plain = start(name)
    print(type(twice).__name__, torch.equal(p.detach(), train(q, plain, 2)), repr(twice).split("\n")[0])
