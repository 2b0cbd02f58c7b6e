# %% Two optimizers that scale each coordinate by its own history
import torch

target = torch.tensor([1.0, -2.0, 0.5, 3.0])
stretch = torch.tensor([100.0, 1.0, 0.01, 10.0])


def loss_of(p):
    return (stretch * (p - target) ** 2).mean()


def train(cls, steps=15, dtype=torch.float32, **options):
    p = torch.zeros(4, dtype=dtype, requires_grad=True)
    opt = cls([p], **options)
    history = []
    for _ in range(steps):
        opt.zero_grad()
        loss = loss_of(p)
        loss.backward()
        opt.step()
        history.append(loss.item())
    return p, opt, history


# %% RMSprop
for options in [
    {},
    {"lr": 0.1},
    {"lr": 0.1, "alpha": 0.9},
    {"lr": 0.05, "momentum": 0.9},
    {"lr": 0.1, "centered": True},
    {"lr": 0.05, "centered": True, "momentum": 0.5, "weight_decay": 0.01},
    {"lr": 0.1, "eps": 1e-3, "alpha": 0.5},
]:
    p, opt, history = train(torch.optim.RMSprop, **options)
    print(options, sorted(opt.state[p].keys()))
    print("   ", p.tolist())
    print("   ", history[0], "->", history[-1])

# %% Adagrad
for options in [
    {},
    {"lr": 0.5},
    {"lr": 0.5, "lr_decay": 0.1},
    {"lr": 0.5, "weight_decay": 0.1},
    {"lr": 0.5, "initial_accumulator_value": 0.25, "eps": 1e-6},
    {"lr": 0.2, "lr_decay": 0.05, "weight_decay": 0.02, "initial_accumulator_value": 1.0},
]:
    p, opt, history = train(torch.optim.Adagrad, **options)
    print(options)
    print("   ", p.tolist())
    print("   ", history[0], "->", history[-1])

# %% Adagrad makes its state before the first step
p = torch.zeros(2, requires_grad=True)
opt = torch.optim.Adagrad([p], initial_accumulator_value=0.5)
print(opt.state_dict())
opt

# %% In double precision
for cls, options in [
    (torch.optim.RMSprop, {"lr": 0.1, "centered": True, "momentum": 0.9}),
    (torch.optim.Adagrad, {"lr": 0.9, "lr_decay": 0.01}),
]:
    p, opt, history = train(cls, dtype=torch.float64, **options)
    print(cls.__name__, p)
    print([f"{h:.10f}" for h in history[::5]])

# %% maximize: look for the highest point of -loss
for cls in (torch.optim.RMSprop, torch.optim.Adagrad):
    p = torch.zeros(4, requires_grad=True)
    opt = cls([p], lr=0.3, maximize=True)
    for _ in range(5):
        opt.zero_grad()
        (-loss_of(p)).backward()
        opt.step()
    print(cls.__name__, p.tolist())

# %% The two look like this
print(torch.optim.RMSprop([p], lr=0.02, momentum=0.1))
print(torch.optim.Adagrad([p]))
print(torch.optim.RMSprop([p]).state_dict())
