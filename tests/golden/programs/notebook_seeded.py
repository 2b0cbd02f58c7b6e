# %% SGD on y = x², one number going downhill
import torch
from torch import optim

x = torch.tensor([15], dtype=torch.float32, requires_grad=True)
optimizer = optim.SGD([x], lr=0.05)

x_iters = [x.item()]
y_hist = [x.item() ** 2]

for i in range(100):
    optimizer.zero_grad()
    y = x ** 2
    y.backward()

    if (i + 1) % 20 == 0:
        print(f"Iteration {i+1}: pre-update x = {x.item():.4f}")

    optimizer.step()

    if (i + 1) % 20 == 0:
        x_iters.append(x.item())
        y_hist.append(x.item() ** 2)
        print(f"Iteration {i+1}: post-update x = {x.item():.4f}, \nresulting y = {y.item():.4f}")

print(x_iters)
print(y_hist)

# %% Data for a regression: two weights and a bias, no noise
import numpy as np

np.random.seed(9999)
weight = [0.77, -0.56]
bias = np.random.normal(0, 12)

X = np.random.rand(100, 2) * 10
y = X @ weight + bias

print(X.size)
print(y.size)

X = torch.from_numpy(X)
print(X.dtype)
y = torch.from_numpy(y)

print(X.size())
print(y.size())

# %% Least squares as a module, trained by SGD with momentum
from torch import nn

torch.manual_seed(9999)


class OLS(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = nn.Parameter(torch.randn(2, requires_grad=True, dtype=torch.float64))
        self.bias = nn.Parameter(torch.randn(1, requires_grad=True, dtype=torch.float64))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x @ self.weights + self.bias


model = OLS()
print(list(model.parameters()))
print(model.state_dict())

X_train, X_validate, X_test = X[:80], X[80:90], X[90:]
y_train, y_validate, y_test = y[:80], y[80:90], y[90:]

optimizer = optim.SGD(model.parameters(), lr=0.00005, momentum=0.9)

for epoch in range(500):
    optimizer.zero_grad()
    model.train()
    y_pred = model(X_train)
    loss = torch.sum((y_pred - y_train) ** 2)
    loss.backward()
    model.eval()
    optimizer.step()

    if epoch % 100 == 0:
        print(f"Epoch: {epoch+1} \n Weights: {model.weights} \n Training Loss: {loss.item():.4f}")

print(f"final weights: {model.weights}")

# %% How well does it do on what it has not seen?
with torch.no_grad():
    error = torch.mean((model(X_test) - y_test) ** 2)
print(f"final bias: {model.bias}")
error.item() < 1e-2
