# %% A small network learns a curve
# Products of matrices differ in the last bits from machine to machine: four digits are printed.
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-1, 1, 40).reshape(-1, 1)
target = x ** 3 - 0.5 * x + 0.1
print(x.shape, target.shape, target[:3])

model = nn.Sequential(
    nn.Linear(1, 16),
    nn.Tanh(),
    nn.Linear(16, 16),
    nn.Tanh(),
    nn.Linear(16, 1),
)
print(model)
print(sum(p.numel() for p in model.parameters()), "numbers to learn")

# %% Before training
criterion = nn.MSELoss()
with torch.no_grad():
    print(f"{criterion(model(x), target).item():.4f}")
model[0].bias

# %% The loop
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
for epoch in range(161):
    optimizer.zero_grad()
    prediction = model(x)
    loss = criterion(prediction, target)
    loss.backward()
    optimizer.step()
    if epoch % 20 == 0:
        print(f"epoch {epoch:3d}  loss {loss.item():.4f}")

# %% What came out
model.eval()
with torch.no_grad():
    y = model(x)
print(y.requires_grad, y.grad_fn, prediction.requires_grad)
print((y - target).abs().max() < 0.1)

# %% The same in double precision, with SGD and momentum
torch.manual_seed(1)
net = nn.Sequential(nn.Linear(1, 8), nn.Sigmoid(), nn.Linear(8, 1)).double()
print(net[0].weight.dtype)
data, goal = x.double(), target.double()
optimizer = torch.optim.SGD(net.parameters(), lr=0.3, momentum=0.9)
for epoch in range(60):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(net(data), goal)
    loss.backward()
    optimizer.step()
    if epoch % 12 == 0:
        print(f"{epoch:2d} {loss.item():.8f}")
print([f"{v:.6f}" for v in net[2].weight.flatten().tolist()])

# %% Gradients reach every layer
for name, p in net.named_parameters():
    print(f"{name:9} {tuple(p.shape)!s:7} {p.grad.abs().max().item() > 0}")

# %% A loss that sums instead of averaging, and one that does not reduce
three = torch.tensor([1.0, 2.0, 4.0], requires_grad=True)
zero = torch.zeros(3)
for reduction in ("mean", "sum", "none"):
    print(reduction, nn.MSELoss(reduction=reduction)(three, zero), nn.L1Loss(reduction=reduction)(three, zero))
loss = nn.L1Loss()(three, torch.tensor([2.0, 2.0, 2.0]))
loss.backward()
print(three.grad)
loss
