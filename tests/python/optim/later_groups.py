"""Groups added after a scheduler was made, states of another kind of optimizer, averages with buffers, old call orders."""
import io
import warnings
from collections import Counter

import torch
from torch import nn, optim
from torch.optim import lr_scheduler as schedulers
from torch.optim.swa_utils import SWALR, AveragedModel

KINDS = {
    "StepLR": lambda o: schedulers.StepLR(o, 2), "MultiStepLR": lambda o: schedulers.MultiStepLR(o, [2, 4]),
    "ConstantLR": lambda o: schedulers.ConstantLR(o, 0.5, 3), "LinearLR": lambda o: schedulers.LinearLR(o),
    "ExponentialLR": lambda o: schedulers.ExponentialLR(o, 0.9), "PolynomialLR": lambda o: schedulers.PolynomialLR(o, 6),
    "CosineAnnealingLR": lambda o: schedulers.CosineAnnealingLR(o, 4),
    "CosineAnnealingWarmRestarts": lambda o: schedulers.CosineAnnealingWarmRestarts(o, 3),
    "OneCycleLR": lambda o: schedulers.OneCycleLR(o, 1.0, 20), "LambdaLR": lambda o: schedulers.LambdaLR(o, lambda k: 0.5**k),
    "MultiplicativeLR": lambda o: schedulers.MultiplicativeLR(o, lambda k: 0.5), "SWALR": lambda o: SWALR(o, 0.05),
    "ChainedScheduler": lambda o: schedulers.ChainedScheduler([schedulers.StepLR(o, 2), schedulers.ExponentialLR(o, 0.9)]),
    "ReduceLROnPlateau": lambda o: schedulers.ReduceLROnPlateau(o, patience=0),
}
for name, make in KINDS.items():
    a, b = (torch.tensor([1.0], requires_grad=True) for _ in range(2))
    optimizer = optim.SGD([a], lr=0.1, momentum=0.9)
    scheduler = make(optimizer)
    rates = []
    try:
        for k in range(6):
            optimizer.zero_grad()
            (a**2 + b**2).sum().backward()
            optimizer.step()
            scheduler.step(*([1.0] if name == "ReduceLROnPlateau" else []))
            rates.append(scheduler.get_last_lr())
            if k == 2:
                optimizer.add_param_group({"params": [b], "lr": 1.0})
    except Exception as error:
        rates.append(type(error).__name__)  # whose words depend on which of several loops meets it
    print(name, rates)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    a, b = (torch.tensor([1.0], requires_grad=True) for _ in range(2))
    optimizer = optim.SGD([a], lr=0.1)
    scheduler = schedulers.StepLR(optimizer, 2)
    optimizer.add_param_group({"params": [b], "lr": 1.0})
    try:
        scheduler.step(3)
    except Exception as error:
        print(type(error).__name__, error)


def trained(kind, **options):
    p = torch.tensor([1.0, -2.0], requires_grad=True)
    optimizer = kind([p], **options)
    (p**2).sum().backward()
    optimizer.step()
    return optimizer, p


for kind, other in ((optim.Adam, optim.SGD), (optim.SGD, optim.Adam), (optim.AdamW, optim.NAdam)):
    optimizer, p = trained(kind, lr=0.1)
    optimizer.load_state_dict(trained(other, lr=0.2)[0].state_dict())
    print(sorted(optimizer.param_groups[0]))
    try:
        optimizer.step()
    except Exception as error:
        print(type(error).__name__, error)
older = trained(optim.Adam, lr=0.1)[0].state_dict()
for name in ("amsgrad", "maximize", "differentiable", "decoupled_weight_decay"):
    del older["param_groups"][0][name]
optimizer, p = trained(optim.Adam, lr=0.3)
optimizer.load_state_dict(older)
optimizer.step()
print(p, optimizer)

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
averages = [AveragedModel(model, use_buffers=flag) for flag in (False, True)]
for _ in range(4):
    model(torch.randn(5, 2))
    with torch.no_grad():
        for p in model.parameters():
            p.mul_(1.1).add_(0.01)
    for average in averages:
        average.update_parameters(model)
for average in averages:
    print(average.module[1].num_batches_tracked, average.module[0].weight, average.module[1].bias, average.n_averaged)

file = io.BytesIO()
scheduler = schedulers.MultiStepLR(trained(optim.SGD, lr=0.1)[0], [2, 4])
torch.save(scheduler.state_dict(), file)
file.seek(0)
print(torch.load(file)["milestones"] == Counter({2: 1, 4: 1}))
print([n for n, v in vars(optim).items() if isinstance(v, type) and issubclass(v, optim.Optimizer) and n.startswith("_")])
for wrong in ([nn.Linear(1, 1).parameters()], [len], [3], ["a"]):
    try:
        optim.SGD(wrong)
    except TypeError as error:
        print(error)

p, g, d = torch.tensor([1.0, 2.0]), torch.tensor([0.5, -1.5]), torch.tensor([4.0, 0.25])
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(p.clone().add_(-0.1, g), p.add(2, g), p.clone().sub_(0.5, g), p.sub(3, g), torch.add(p, 0.1, g), torch.sub(p, 0.1, g))
    print(p.clone().mul_(0.9).add_(1 - 0.9, g), p.clone().addcmul_(1 - 0.999, g, g), p.clone().addcdiv_(-0.1, g, d))
    print(torch.addcmul(p, 0.5, g, g), torch.addcdiv(p, 2, g, d), p.addcmul(2, g, g), p.addcdiv(2, g, d))
print(*[str(w.message).split(" (Triggered")[0] for w in seen], sep="\n")
for call in ("p.add(1, g, 2)", "p.addcmul_(g)", "p.add_()", "p.addcdiv(1, g, d, 3)"):
    try:
        eval(call)
    except TypeError:
        print("TypeError")
print(p.clone().copy_(3), p.clone().copy_(torch.tensor(True)), torch.zeros(2, 2).copy_(1.5), torch.max(p, g, out=p.clone()))
