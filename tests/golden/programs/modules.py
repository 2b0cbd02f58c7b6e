# %% A module of one's own, with modules inside
import torch
from torch import nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = nn.Linear(width, width)
        self.scale = nn.Parameter(torch.full((width,), 0.5))

    def forward(self, x):
        return x + self.scale * torch.tanh(self.inner(x))


class Net(nn.Module):
    def __init__(self, width=3, depth=2):
        super().__init__()
        self.enter = nn.Linear(2, width)
        self.blocks = nn.Sequential(*[Block(width) for _ in range(depth)])
        self.leave = nn.Linear(width, 1, bias=False)
        self.register_buffer("count", torch.zeros(1))
        self.note = "not a part"

    def forward(self, x):
        return self.leave(self.blocks(F.relu(self.enter(x)))).squeeze(-1)


torch.manual_seed(10)
net = Net()
net

# %% Walking through it
for name, p in net.named_parameters():
    print(f"{name:22} {str(tuple(p.shape)):8} {p.requires_grad}")
print(sum(p.numel() for p in net.parameters()))
print([name for name, _ in net.named_children()], [type(m).__name__ for m in net.children()])
print([name for name, _ in net.named_modules()])
print(len(list(net.modules())), [name for name, _ in net.named_buffers()])
print(list(net.state_dict().keys()))

# %% Calling it
with torch.no_grad():
    y = net(torch.tensor([[0.0, 1.0], [1.0, -1.0]]))
print(y.shape, y)

# %% Modes
print(net.training, net.blocks[0].training)
net.eval()
print(net.training, net.blocks[0].inner.training)
net.train()
print(net.blocks[1].training)

# %% apply reaches every part
def settle(m):
    if isinstance(m, nn.Linear):
        m.weight.data.fill_(0.25)
        if m.bias is not None:
            m.bias.data.zero_()


print(net.apply(settle) is net)
print(net.enter.weight, net.blocks[0].inner.bias)
print(net(torch.tensor([[1.0, 1.0]])))

# %% State out, state in
saved = {k: v.clone() for k, v in net.state_dict().items()}
torch.manual_seed(11)
other = Net()
print(other.load_state_dict(saved))
print(torch.equal(other(torch.ones(1, 2)), net(torch.ones(1, 2))))
print(nn.Linear(1, 2).load_state_dict({"weight": torch.ones(2, 1), "extra": torch.ones(1)}, strict=False))
for bad in ({"enter.weight": torch.ones(3, 2)}, {**saved, "leave.weight": torch.ones(2, 3)}):
    try:
        other.load_state_dict(bad)
    except RuntimeError as error:
        print(error)

# %% Frozen parts do not move
for p in net.enter.parameters():
    p.requires_grad_(False)
trainable = [p for p in net.parameters() if p.requires_grad]
opt = torch.optim.SGD(trainable, lr=0.1)
before = net.enter.weight.clone(), net.leave.weight.clone()
net(torch.ones(4, 2)).sum().backward()
opt.step()
print(torch.equal(before[0], net.enter.weight), torch.equal(before[1], net.leave.weight), net.enter.weight.grad)
net.zero_grad()
print(net.leave.weight.grad)
print(all(p.requires_grad for p in net.requires_grad_(True).parameters()))

# %% Sequential by index, by slice, by name
seq = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
print(len(seq), seq[1], seq[-1], seq[:2])
for layer in seq:
    print(layer)
seq.append(nn.Sigmoid())
print(seq)
from collections import OrderedDict
print(nn.Sequential(OrderedDict([("first", nn.Linear(1, 1)), ("act", nn.Tanh())])))

# %% Parts added later, shared and removed
class Bag(nn.Module):
    pass


bag = Bag()
bag.one = nn.Linear(1, 1)
bag.two = bag.one
bag.value = nn.Parameter(torch.ones(1))
bag.nothing = None
bag.add_module("three", nn.Tanh())
bag.register_parameter("empty", None)
print(bag, len(list(bag.parameters())))
bag.one.weight.data = torch.tensor([[2.0]])
print(bag.two.weight)
del bag.three
print([n for n, _ in bag.named_children()])
print(hasattr(bag, "three"), isinstance(bag.value, nn.Parameter), bag.empty)

# %% Other types
print(net.double().leave.weight.dtype, net.float().leave.weight.dtype, net.to(torch.float64).enter.bias.dtype)
bag.extra_repr = lambda: "hello"
bag
