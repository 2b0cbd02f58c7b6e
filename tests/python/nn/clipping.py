"""torch.nn.utils: gradients made smaller, parameters as one vector."""
import inspect
import warnings

import torch
from torch import nn
from torch.nn import utils


def model(scale=1.0):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(5, 7), nn.Tanh(), nn.Linear(7, 3), nn.Linear(3, 1))
    (net(torch.linspace(-1, 1, 20).reshape(4, 5)) * scale).sum().backward()
    return net


for name in ("clip_grad_norm_", "clip_grad_value_", "get_total_norm", "clip_grads_with_norm_", "clip_grad_norm",
             "parameters_to_vector", "vector_to_parameters"):
    print(name, [(p.name, p.default if p.default is not p.empty else "-") for p in
                 inspect.signature(getattr(utils, name)).parameters.values()])

for max_norm, norm_type in ((1.0, 2.0), (100.0, 2), (0.5, 1.0), (0.1, float("inf")), (0.1, "inf"), (1.0, 3.0), (1.0, 0.5), (2, 0)):
    net = model(3.0)
    total = utils.clip_grad_norm_(net.parameters(), max_norm, norm_type)
    print(max_norm, norm_type, repr(total), total.requires_grad)
    print([[f"{v:.5g}" for v in p.grad.flatten().tolist()[:3]] for p in net.parameters()])

net = model()
before = net[0].weight.grad
print(utils.clip_grad_value_(net.parameters(), 0.25), net[0].weight.grad is before, [round(p.grad.abs().max().item(), 5) for p in net.parameters()])
print(utils.clip_grad_norm_(net[0].weight, 0.1), net[0].weight.grad.norm())
print(utils.get_total_norm([p.grad for p in net.parameters()]), utils.get_total_norm(net[0].bias), utils.get_total_norm([]))
print(utils.clip_grads_with_norm_(net.parameters(), 0.5, torch.tensor(2.0)), net[3].bias.grad)
print(utils.clip_grad_norm_([torch.zeros(2, requires_grad=True)], 1.0))


def attempt(f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            print("fine", f())
        except Exception as error:
            print(type(error).__name__, error)
    for w in seen:
        print("  warns", w.category.__name__, w.message)


net = model()
net[0].bias.grad[0] = float("nan")
kept = net[3].bias.grad.clone()
attempt(lambda: utils.clip_grad_norm_(net.parameters(), 1.0, error_if_nonfinite=True))
print(torch.equal(net[3].bias.grad, kept))
attempt(lambda: utils.clip_grad_norm_(net.parameters(), 1.0))
print(net[3].bias.grad)
attempt(lambda: utils.clip_grad_norm_((p for p in []), 1.0))
attempt(lambda: utils.clip_grad_norm_([], 1.0))
attempt(lambda: utils.clip_grad_norm(model().parameters(), 1.0))

net = model()
vector = utils.parameters_to_vector(net.parameters())
print(vector.shape, vector.grad_fn.name(), vector[:4].tolist())
print(utils.vector_to_parameters(torch.arange(70.0), net.parameters()), net[3].weight, net[0].weight[0])
attempt(lambda: utils.vector_to_parameters([1.0], net.parameters()))

torch.manual_seed(1)
net = nn.Linear(3, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.9)
for step in range(20):
    optimizer.zero_grad()
    loss = (net(torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 2.0]])) - torch.tensor([[1.0], [2.0]])).pow(2).mean()
    loss.backward()
    norm = utils.clip_grad_norm_(net.parameters(), max_norm=0.5)
    optimizer.step()
print(round(loss.item(), 4), round(norm.item(), 3), net.weight)
