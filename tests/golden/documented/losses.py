# Each loss in the usage of its documentation page, and the tools of autograd. A cell is a program of its own.

# %% MSELoss
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.MSELoss()
leaf = input = torch.randn(3, 5, requires_grad=True)
target = torch.randn(3, 5)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% L1Loss
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.L1Loss()
leaf = input = torch.randn(3, 5, requires_grad=True)
target = torch.randn(3, 5)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% SmoothL1Loss
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.SmoothL1Loss()
leaf = input = torch.randn(3, 5, requires_grad=True)
target = torch.randn(3, 5)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% HuberLoss
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.HuberLoss(delta=0.5)
leaf = input = torch.randn(3, 5, requires_grad=True)
target = torch.randn(3, 5)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% CrossEntropyLoss
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.CrossEntropyLoss()
leaf = input = torch.randn(3, 5, requires_grad=True)
target = torch.empty(3, dtype=torch.long).random_(5)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% CrossEntropyLoss with probabilities
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.CrossEntropyLoss()
leaf = input = torch.randn(3, 5, requires_grad=True)
target = torch.randn(3, 5).softmax(dim=1)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% CrossEntropyLoss with smoothing
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.CrossEntropyLoss(label_smoothing=0.1)
leaf = input = torch.randn(3, 5, requires_grad=True)
target = torch.tensor([1, 0, 4])
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% NLLLoss
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.NLLLoss()
leaf = torch.randn(3, 5, requires_grad=True)
input = nn.LogSoftmax(dim=1)(leaf)
target = torch.tensor([1, 0, 4])
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% BCELoss
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.BCELoss()
leaf = torch.randn(3, 2, requires_grad=True)
input = nn.Sigmoid()(leaf)
target = torch.rand(3, 2)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% BCEWithLogitsLoss
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.BCEWithLogitsLoss()
leaf = input = torch.randn(3, requires_grad=True)
target = torch.empty(3).random_(2)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% BCEWithLogitsLoss with pos_weight
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.BCEWithLogitsLoss(pos_weight=torch.full([4], 2.0))
leaf = input = torch.full([3, 4], 1.5, requires_grad=True)
target = torch.ones(3, 4)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% KLDivLoss
import torch
from torch import nn

torch.manual_seed(0)
loss = nn.KLDivLoss(reduction='batchmean')
leaf = torch.randn(3, 5, requires_grad=True)
input = nn.functional.log_softmax(leaf, dim=1)
target = nn.functional.softmax(torch.rand(3, 5), dim=1)
output = loss(input, target)
output.backward()
print(loss, output)
print(leaf.grad)

# %% reduction none
import torch
import torch.nn.functional as F

torch.manual_seed(0)
x, y = torch.randn(4), torch.randn(4)
for f in (F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss):
    print(f(x, y, reduction='none'))

# %% reduction sum
import torch
import torch.nn.functional as F

torch.manual_seed(0)
x, y = torch.randn(4), torch.randn(4)
for f in (F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss):
    print(f(x, y, reduction='sum'))

# %% autograd.grad
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x ** 3).sum()
g, = torch.autograd.grad(y, x, create_graph=True)
gg, = torch.autograd.grad(g.sum(), x)
print(g, gg)

# %% autograd.Function
import torch

class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, grad_output):
        result, = ctx.saved_tensors
        return grad_output * result

x = torch.tensor([0.5, 1.0], requires_grad=True)
y = Exp.apply(x)
y.sum().backward()
print(y, x.grad)

# %% jacobian
import torch
from torch.autograd.functional import jacobian

print(jacobian(lambda x: x.pow(2).sum(dim=1), torch.tensor([[1.0, 2.0], [3.0, 4.0]])))
print(jacobian(lambda x, y: 2 * x + 3 * y, (torch.ones(2), torch.ones(2))))

# %% hessian
import torch
from torch.autograd.functional import hessian

print(hessian(lambda x: x.pow(3).sum(), torch.tensor([1.0, 2.0])))
print(hessian(lambda x, y: (2 * x.pow(2) + 3 * y.pow(2)).sum(), (torch.ones(2), torch.ones(2))))

# %% vjp
import torch
from torch.autograd.functional import vjp

print(vjp(lambda x: x.exp().sum(dim=1), torch.zeros(2, 3), torch.ones(2)))

# %% jvp
import torch
from torch.autograd.functional import jvp

print(jvp(lambda x: x.exp().sum(dim=1), torch.zeros(2, 3), torch.ones(2, 3)))

# %% func.grad
import torch
from torch.func import grad

x = torch.tensor(0.5)
cos_x = grad(lambda x: torch.sin(x))(x)
neg_sin_x = grad(grad(lambda x: torch.sin(x)))(x)
print(cos_x, neg_sin_x)
