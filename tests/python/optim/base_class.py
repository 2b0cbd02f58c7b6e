"""The Optimizer base class: groups, checks, state dicts, hooks, users' subclasses."""
import copy
import warnings

import torch
from torch.optim import Optimizer


def attempt(f):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print("ok", f())
        except Exception as e:
            print(type(e).__name__, str(e).partition(" at 0x")[0])
        for w in caught:
            print("warned", w.category.__name__, w.message)


def parameter(value=1.0):
    return torch.tensor([value], requires_grad=True)


class Plain(Optimizer):
    def __init__(self, params, **defaults):
        super().__init__(params, defaults)


class Mine(Optimizer):
    """Sign descent with a memory, as a user would write it."""

    def __init__(self, params, lr=0.1, decay=0.5):
        super().__init__(params, dict(lr=lr, decay=decay))

    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if not state:
                    state["count"] = 0
                    state["memory"] = torch.zeros_like(p)
                state["count"] += 1
                state["memory"].mul_(group["decay"]).add_(p.grad)
                p.add_(state["memory"].sign(), alpha=-group["lr"])
        return loss


p, q = parameter(), parameter(2.0)
attempt(lambda: Plain([p]))
attempt(lambda: Plain([p]).step())
attempt(lambda: Plain([("a", p), ("b", q)], lr=1))
attempt(lambda: Plain([("a", p), q]))
attempt(lambda: Plain([{"params": [("a", p)]}, {"params": [q]}]))
attempt(lambda: Plain([{"params": [p]}, {"params": [("a", q)]}]))
attempt(lambda: Plain([{"params": {p}}]))
attempt(lambda: Plain({p}).param_groups)
attempt(lambda: Plain([{"params": [p]}, q]))
attempt(lambda: Plain([{"parms": [p]}]))
attempt(lambda: Plain(5))
attempt(lambda: Plain("ab"))
attempt(lambda: Plain(None))
attempt(lambda: Plain([]))
attempt(lambda: Plain(p))
attempt(lambda: Plain([1.0]))
attempt(lambda: Plain([None]))
attempt(lambda: Plain([p * 2]))
attempt(lambda: Plain([p, p]).param_groups)
attempt(lambda: Plain([{"params": [p]}, {"params": [p]}]))
attempt(lambda: Plain([{"params": p, "lr": 3}], lr=1, z=2).param_groups)
attempt(lambda: Plain(x for x in [p, q]).param_groups)

o = Mine([{"params": [p]}, {"params": [q], "lr": 0.3}], decay=0.25)
print(o, o.defaults, o.state)
for _ in range(3):
    o.zero_grad()
    ((p - 3) ** 2 + q**2).sum().backward()
    o.step()
print(p, q, o.state_dict())
o.param_groups[0]["lr"] = 1.0
loss = o.step(lambda: (p**2).sum())
print(loss, p)
o.add_param_group({"params": parameter(9.0), "extra": "x"})
print(o)
attempt(lambda: o.add_param_group([p]))
attempt(lambda: o.add_param_group({"params": q}))
o.zero_grad(set_to_none=False)
print(p.grad)
o.zero_grad()
print(p.grad)

saved = copy.deepcopy(o.state_dict())
fresh = Mine([{"params": [parameter()]}, {"params": [parameter()]}, {"params": [parameter()]}])
fresh.load_state_dict(saved)
print(fresh.state_dict(), fresh.state[fresh.param_groups[0]["params"][0]]["count"])
attempt(lambda: Mine([p]).load_state_dict(saved))
attempt(lambda: Mine([p]).load_state_dict({"state": {}, "param_groups": [{"params": [0, 1]}]}))
attempt(lambda: Mine([p]).load_state_dict({"state": {}}))
wide = Mine([torch.ones(1, dtype=torch.float64, requires_grad=True)])
narrow = Mine([("w", p)])
p.grad = torch.ones(1)
narrow.step()
wide.load_state_dict(narrow.state_dict())
print(wide.state_dict(), narrow)

twin = copy.deepcopy(o)
print(twin, twin.param_groups[0]["params"][0] is p, len(twin.state), twin.__getstate__().keys())
twin.param_groups[0]["params"][0].grad = torch.ones(1)
twin.step()
print(twin.param_groups[0]["params"][0], p)

calls = []
before = o.register_step_pre_hook(lambda opt, args, kwargs: calls.append(("pre", opt is o, len(args))))
after = o.register_step_post_hook(lambda opt, args, kwargs: calls.append(("post", opt is o, len(args))))
o.step()
before.remove()
after.remove()
o.step()
print(calls)
bad = o.register_step_pre_hook(lambda *a: 5)
attempt(lambda: o.step())
bad.remove()
o.register_state_dict_post_hook(lambda opt, d: {**d, "note": 1})
o.register_load_state_dict_pre_hook(lambda opt, d: print("loading", sorted(d)))
o.register_load_state_dict_post_hook(lambda opt: print("loaded", type(opt).__name__))
o.load_state_dict(o.state_dict())
print(Mine.step.__name__, Mine.step.hooked, isinstance(o, Optimizer))


class Twice(Mine):
    """Calls its base's step twice: still one optimizer step for the hooks of the outer one."""

    def step(self, closure=None):
        super().step()
        return super().step(closure)


r = parameter()
twice = Twice([r])
r.grad = torch.ones(1)
twice.step()
print(r, twice.state_dict())
