"""torch.amp: a scaler on the CPU, and what is disabled where there is no CUDA."""
import warnings

import torch
from torch.amp import GradScaler, autocast

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *place: print(category.__name__, message)

w = torch.nn.Parameter(torch.tensor([1.0, -2.0]))
optimizer = torch.optim.SGD([w], lr=0.1)
scaler = GradScaler("cpu", init_scale=1024.0, growth_interval=3)
print(scaler.get_scale(), scaler.is_enabled(), scaler.state_dict())
for step in range(8):
    optimizer.zero_grad()
    loss = (w ** 2).sum() * (float("inf") if step == 4 else 1.0)
    scaled = scaler.scale(loss)
    scaled.backward()
    if step % 2:
        scaler.unscale_(optimizer)
        print("unscaled", w.grad, torch.nn.utils.clip_grad_norm_([w], 1.5))
    scaler.step(optimizer)
    scaler.update()
    print(step, scaled.item(), w.tolist(), scaler.get_scale())
print(scaler.state_dict())
other = GradScaler("cpu")
other.load_state_dict(scaler.state_dict())
print(other.get_scale(), other.get_growth_factor(), other.get_backoff_factor(), other.get_growth_interval())
print(other.scale([torch.tensor(1.0), (torch.tensor(2.0),)]))
other.update(8.0)
print(other.get_scale())


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


fresh = GradScaler("cpu")
attempt(lambda: fresh.step(optimizer))
attempt(lambda: fresh.update())
attempt(lambda: fresh.scale(3))
fresh.scale(w.sum()).backward()
attempt(lambda: fresh.update())
fresh.unscale_(optimizer)
attempt(lambda: fresh.unscale_(optimizer))
fresh.step(optimizer)
attempt(lambda: fresh.step(optimizer))
attempt(lambda: fresh.unscale_(optimizer))
attempt(lambda: fresh.step(optimizer, closure=lambda: None))
attempt(lambda: fresh.load_state_dict({}))
attempt(lambda: GradScaler("cpu", growth_factor=1.0))
attempt(lambda: GradScaler("cpu", backoff_factor=1.0))

disabled = GradScaler()
with autocast("cuda"):
    loss = (w ** 2).sum()
print(disabled.is_enabled(), disabled.scale(loss) is loss, disabled.get_scale(), disabled.state_dict())
disabled.scale(loss).backward()
disabled.unscale_(optimizer)
disabled.step(optimizer)
disabled.update()
print(w)
old = torch.cuda.amp.GradScaler(enabled=False)
with torch.cuda.amp.autocast(enabled=False):
    print(old.is_enabled(), (w ** 2).sum().dtype)
print(torch.cuda.is_available(), torch.cuda.memory_allocated(), torch.version.cuda, torch.get_default_device())
attempt(lambda: torch.cuda.get_device_name(0))
