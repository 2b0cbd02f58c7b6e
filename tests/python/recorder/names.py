"""What the recorder calls parameters: Downhill only, there is nothing of the kind in PyTorch."""
import torch
from torch import nn, optim
from torch.optim._series import parameter_names

x = torch.tensor([15.0], requires_grad=True)
print(parameter_names(optim.SGD([x], lr=0.1)))


def inside():
    w, b = torch.ones(2, requires_grad=True), torch.zeros(1, requires_grad=True)
    print(parameter_names(optim.Adam([{"params": [w]}, {"params": [b, x]}])))
    print(parameter_names(optim.SGD([torch.ones(1, requires_grad=True), w], lr=0.1)))
    print(parameter_names(optim.SGD([("weights", w), ("bias", b)], lr=0.1)))


inside()


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(2))
        self.head = nn.Linear(2, 1)


model = Model()
layer = model.head
print(parameter_names(optim.SGD(model.parameters(), lr=0.1)))
print(parameter_names(optim.SGD(layer.parameters(), lr=0.1)))
other = nn.Linear(1, 1)
print(parameter_names(optim.SGD([*model.parameters(), *other.parameters()], lr=0.1)))


class Trainer:
    def __init__(self):
        self.net = nn.Sequential(nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1))
        self.optimizer = optim.Adam(self.net.parameters())

    def names(self):
        return parameter_names(self.optimizer)


print(Trainer().names())


def hidden():
    return optim.SGD(nn.Linear(1, 1).parameters(), lr=0.1)


print(parameter_names(hidden()))
print(parameter_names(optim.SGD(model.named_parameters(), lr=0.1)))

# Of the options, a label names those that are not what the class starts from.
from torch.optim._series import changed_options


class Quiet(optim.SGD):
    def __init__(self, params, lr, **options):
        super().__init__(params, lr, nesterov=True, **options)


for made in (
    optim.SGD([x], lr=0.1),
    optim.SGD([x], lr=0.1, momentum=0.9, nesterov=True, foreach=False),
    optim.SGD([{"params": [x], "momentum": 0.5}], lr=0.1, momentum=0.9),
    optim.Adam([x], betas=(0.8, 0.999), amsgrad=True),
    optim.AdamW([x]),
    optim.AdamW([x], weight_decay=0),
    Quiet([x], 0.1, momentum=0.9),
):
    print(type(made).__name__, changed_options(made))
