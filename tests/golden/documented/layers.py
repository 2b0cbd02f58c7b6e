# Each layer in the usage of its documentation page. A cell is a program of its own.

# %% Linear
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Linear(3, 4)
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Identity
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Identity()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% ReLU
import torch
from torch import nn

torch.manual_seed(0)
m = nn.ReLU()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% ReLU6
import torch
from torch import nn

torch.manual_seed(0)
m = nn.ReLU6()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Tanh
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Tanh()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Sigmoid
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Sigmoid()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% LeakyReLU
import torch
from torch import nn

torch.manual_seed(0)
m = nn.LeakyReLU(0.1)
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% ELU
import torch
from torch import nn

torch.manual_seed(0)
m = nn.ELU()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% GELU
import torch
from torch import nn

torch.manual_seed(0)
m = nn.GELU()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% SiLU
import torch
from torch import nn

torch.manual_seed(0)
m = nn.SiLU()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Softplus
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Softplus()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Softmax
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Softmax(dim=1)
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% LogSoftmax
import torch
from torch import nn

torch.manual_seed(0)
m = nn.LogSoftmax(dim=1)
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Hardtanh
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Hardtanh(-2, 2)
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% LogSigmoid
import torch
from torch import nn

torch.manual_seed(0)
m = nn.LogSigmoid()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Softsign
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Softsign()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Mish
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Mish()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% GELU tanh
import torch
from torch import nn

torch.manual_seed(0)
m = nn.GELU(approximate='tanh')
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% PReLU
import torch
from torch import nn

torch.manual_seed(0)
m = nn.PReLU()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Dropout
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Dropout(p=0.2)
input = torch.randn(4, 5, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Dropout in eval
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Dropout(p=0.2).eval()
input = torch.randn(2, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Flatten
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Flatten()
input = torch.randn(2, 1, 3, 2, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Unflatten
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Unflatten(1, (2, 3))
input = torch.randn(2, 6, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% BatchNorm1d
import torch
from torch import nn

torch.manual_seed(0)
m = nn.BatchNorm1d(3)
input = torch.randn(6, 3)
output = m(input)
print(m, output.size())
print(output)
print(m.running_mean, m.running_var, m.num_batches_tracked)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% BatchNorm1d without affine
import torch
from torch import nn

torch.manual_seed(0)
m = nn.BatchNorm1d(3, affine=False)
input = torch.randn(6, 3, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% BatchNorm1d in eval
import torch
from torch import nn

torch.manual_seed(0)
m = nn.BatchNorm1d(3).eval()
input = torch.randn(2, 3)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% LayerNorm
import torch
from torch import nn

torch.manual_seed(0)
m = nn.LayerNorm(5)
input = torch.randn(2, 3, 5)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% LayerNorm over two
import torch
from torch import nn

torch.manual_seed(0)
m = nn.LayerNorm([3, 5])
input = torch.randn(2, 3, 5)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Embedding
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Embedding(10, 3)
input = torch.tensor([[1, 2, 4, 5], [4, 3, 2, 9]])
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Embedding with padding
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Embedding(10, 3, padding_idx=0)
input = torch.tensor([[0, 2, 0, 5]])
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Conv1d
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Conv1d(2, 3, 3, stride=2)
input = torch.randn(2, 2, 9)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% Conv2d
import torch
from torch import nn

torch.manual_seed(0)
m = nn.Conv2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 0))
input = torch.randn(1, 2, 5, 4)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% MaxPool1d
import torch
from torch import nn

torch.manual_seed(0)
m = nn.MaxPool1d(3, stride=2)
input = torch.randn(2, 2, 7, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% MaxPool2d
import torch
from torch import nn

torch.manual_seed(0)
m = nn.MaxPool2d((3, 2), stride=(2, 1))
input = torch.randn(1, 2, 5, 4, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% AvgPool1d
import torch
from torch import nn

torch.manual_seed(0)
m = nn.AvgPool1d(3, stride=2)
input = torch.randn(2, 2, 7, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% AvgPool2d
import torch
from torch import nn

torch.manual_seed(0)
m = nn.AvgPool2d(2)
input = torch.randn(1, 2, 4, 4, requires_grad=True)
output = m(input)
print(m, output.size(), output)
output.sum().backward()
print([(n, p.shape) for n, p in m.named_parameters()])

# %% RNN
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNN(3, 4, 2)
input = torch.randn(5, 2, 3)
h0 = torch.randn(2, 2, 4)
output, hn = rnn(input, h0)
print(rnn, output.shape, hn.shape)
print(output[-1])
output.sum().backward()
print([(n, p.shape) for n, p in rnn.named_parameters()])

# %% RNNCell
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.RNNCell(3, 4)
input = torch.randn(4, 2, 3)
hx = torch.zeros(2, 4)
for i in range(4):
    hx = rnn(input[i], hx)
print(rnn, hx)

# %% GRU
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.GRU(3, 4, 2)
input = torch.randn(5, 2, 3)
h0 = torch.randn(2, 2, 4)
output, hn = rnn(input, h0)
print(rnn, output.shape, hn.shape)
print(output[-1])
output.sum().backward()
print([(n, p.shape) for n, p in rnn.named_parameters()])

# %% GRUCell
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.GRUCell(3, 4)
input = torch.randn(4, 2, 3)
hx = torch.zeros(2, 4)
for i in range(4):
    hx = rnn(input[i], hx)
print(rnn, hx)

# %% LSTM
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.LSTM(3, 4, 2)
input = torch.randn(5, 2, 3)
h0, c0 = torch.randn(2, 2, 4), torch.randn(2, 2, 4)
output, (hn, cn) = rnn(input, (h0, c0))
print(rnn, output.shape, hn.shape)
print(output[-1])
output.sum().backward()
print([(n, p.shape) for n, p in rnn.named_parameters()])

# %% LSTMCell
import torch
from torch import nn

torch.manual_seed(0)
rnn = nn.LSTMCell(3, 4)
input = torch.randn(4, 2, 3)
hx, cx = torch.zeros(2, 4), torch.zeros(2, 4)
for i in range(4):
    hx, cx = rnn(input[i], (hx, cx))
print(rnn, hx)

# %% Sequential
import torch
from collections import OrderedDict
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(OrderedDict([('fc1', nn.Linear(2, 3)), ('act', nn.ReLU()), ('fc2', nn.Linear(3, 1))]))
print(model, model(torch.ones(1, 2)))

# %% ModuleList
import torch
from torch import nn

class MyModule(nn.Module):
    def __init__(self):
        super().__init__()
        self.linears = nn.ModuleList([nn.Linear(3, 3) for i in range(4)])

    def forward(self, x):
        for i, layer in enumerate(self.linears):
            x = self.linears[i // 2](x) + layer(x)
        return x

torch.manual_seed(0)
model = MyModule()
print(model, model(torch.ones(1, 3)))

# %% ModuleDict
import torch
from torch import nn

class MyModule(nn.Module):
    def __init__(self):
        super().__init__()
        self.choices = nn.ModuleDict({'small': nn.Linear(3, 1), 'large': nn.Linear(3, 2)})
        self.activations = nn.ModuleDict([['lrelu', nn.LeakyReLU()], ['tanh', nn.Tanh()]])

    def forward(self, x, choice, act):
        return self.activations[act](self.choices[choice](x))

torch.manual_seed(0)
model = MyModule()
print(model, model(torch.ones(1, 3), 'large', 'tanh'))

# %% ParameterList
import torch
from torch import nn

torch.manual_seed(0)
params = nn.ParameterList([nn.Parameter(torch.randn(2, 2)) for i in range(3)])
print(len(params), params[1])

# %% init
import torch
from torch import nn

torch.manual_seed(0)
w = torch.empty(2, 3)
for make in (nn.init.uniform_, nn.init.normal_, nn.init.xavier_uniform_, nn.init.xavier_normal_, nn.init.kaiming_uniform_,
             nn.init.kaiming_normal_, nn.init.ones_, nn.init.zeros_, nn.init.eye_):
    print(make.__name__, make(w))
print(nn.init.constant_(w, 0.3))
print(nn.init.calculate_gain('leaky_relu', 0.2))

# %% init apply
import torch
from torch import nn

@torch.no_grad()
def init_weights(m):
    if type(m) is nn.Linear:
        m.weight.fill_(1.0)
        print(m.weight)

net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
print(net.apply(init_weights))

# %% clip_grad_norm_
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(2, 1)
(model(torch.ones(1, 2)) * 10).sum().backward()
print(nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0))
print(model.weight.grad, model.bias.grad)

# %% clip_grad_value_
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Linear(2, 1)
(model(torch.ones(1, 2)) * 10).sum().backward()
nn.utils.clip_grad_value_(model.parameters(), clip_value=0.5)
print(model.weight.grad, model.bias.grad)

# %% hooks
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
handle = model[0].register_forward_hook(lambda module, args, output: print(module, output))
model(torch.ones(1, 2))
handle.remove()
model(torch.ones(1, 2))
