"""Recurrent layers and cells, as documented; an LSTM trained on a sequence."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(name, f):
    try:
        print(name, f())
    except Exception as error:
        print(name, type(error).__name__, error)


def rounded(t, places=3):
    return [round(v, places) + 0.0 for v in t.reshape(-1).tolist()]


torch.manual_seed(0)
layers = [nn.RNN(4, 3), nn.RNN(4, 3, 2, nonlinearity="relu"), nn.LSTM(4, 3, 2, bias=False, batch_first=True, bidirectional=True),
          nn.GRU(4, 3, num_layers=2, dropout=0.5), nn.RNNCell(4, 3), nn.RNNCell(4, 3, bias=False, nonlinearity="relu"),
          nn.LSTMCell(4, 3), nn.GRUCell(4, 3)]
for layer in layers:
    print(layer)
    for name, p in layer.named_parameters():
        print(" ", name, tuple(p.shape), p.reshape(-1)[:2].tolist())

rnn = nn.RNN(10, 20, 2)
output, hn = rnn(torch.randn(5, 3, 10), torch.randn(2, 3, 20))
print(output.shape, hn.shape, rounded(output[-1, 0, :4]), rounded(hn[0, 0, :4]))
lstm = nn.LSTM(10, 20, 2)
output, (hn, cn) = lstm(torch.randn(5, 3, 10), (torch.randn(2, 3, 20), torch.randn(2, 3, 20)))
print(output.shape, hn.shape, cn.shape, rounded(output[-1, 0, :4]), rounded(cn[1, 0, :4]))
gru = nn.GRU(10, 20, 2)
output, hn = gru(torch.randn(5, 3, 10), torch.randn(2, 3, 20))
print(output.shape, hn.shape, rounded(output[-1, 0, :4]))
both = nn.LSTM(3, 4, 2, batch_first=True, bidirectional=True)
x = torch.randn(2, 6, 3)
output, (hn, cn) = both(x)
print(output.shape, hn.shape, rounded(output[0, 0]), rounded(cn[:, 1, 0]))
output, (hn, cn) = both(x[0])
print(output.shape, hn.shape, rounded(output[0]))
output.sum().backward()
print(rounded(both.weight_hh_l0.grad[0]), rounded(both.bias_ih_l1_reverse.grad))
print([[tuple(w.shape) for w in layer] for layer in nn.GRU(2, 3, bidirectional=True).all_weights])

cell = nn.RNNCell(10, 20)
hx, out = torch.randn(3, 20), []
for step in torch.randn(6, 3, 10):
    hx = cell(step, hx)
    out.append(hx)
print(torch.stack(out).shape, rounded(hx[0, :4]))
cell = nn.LSTMCell(10, 20)
hx, cx = torch.randn(3, 20), torch.randn(3, 20)
for step in torch.randn(2, 3, 10):
    hx, cx = cell(step, (hx, cx))
print(rounded(hx[0, :4]), rounded(cx[0, :4]))
cell = nn.GRUCell(10, 20)
print(rounded(cell(torch.randn(3, 10))[0, :4]), cell(torch.randn(10)).shape)

torch.manual_seed(3)
dropping = nn.RNN(3, 4, 3, dropout=0.4)
x = torch.randn(2, 2, 3)
print(rounded(dropping(x)[0][1]), rounded(dropping.eval()(x)[0][1]))

z = torch.zeros
for text in ("nn.LSTM(2,0)", "nn.LSTM(2,3,0)", "nn.LSTM(2,3,dropout=2)", "nn.RNN(2,3,nonlinearity='foo')", "nn.LSTM(2,3.5)",
             "nn.LSTM(2,3)(z(4,5,3))", "nn.LSTM(2,3)(z(4))", "nn.LSTM(2,3)(z(4,5,2),(z(1,5,4),z(1,5,3)))",
             "nn.LSTM(2,3)(z(4,5,2),(z(5,3),z(5,3)))", "nn.LSTM(2,3)(z(4,2),(z(1,1,3),z(1,1,3)))",
             "nn.GRU(2,3)(z(4,5,2),z(5,3))", "nn.GRU(2,3)(z(4,5,2),z(2,5,3))", "nn.RNN(2,3)(z(4))",
             "nn.RNN(2,3)(z(4,5,2).double())", "nn.LSTM(2,3,proj_size=3)", "nn.GRU(2,3,proj_size=1)",
             "nn.LSTMCell(2,3)(z(4,3))", "nn.LSTMCell(2,3)(z(4,2,2))", "nn.LSTMCell(2,3)(z(4,2),(z(4,4),z(4,3)))",
             "nn.LSTMCell(2,3)(z(4,2),(z(3,3),z(3,3)))", "nn.GRUCell(2,3)(z(4,2),z(4,3,1))", "nn.RNNCell(2,3)(z(4,2,2))",
             "nn.RNNCell(2,3,nonlinearity='foo')(z(4,2))"):
    show(text, lambda: eval(text))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 8, batch_first=True)
        self.out = nn.Linear(8, 1)

    def forward(self, x):
        return self.out(self.lstm(x)[0])


wave = torch.sin(torch.arange(0, 41) * 0.3).reshape(1, 41, 1)
for name, lr in (("SGD", 0.1), ("Adam", 0.02)):
    torch.manual_seed(1)
    model = Model()
    optimizer = getattr(torch.optim, name)(model.parameters(), lr=lr)
    for step in range(15):
        optimizer.zero_grad()
        loss = F.mse_loss(model(wave[:, :-1]), wave[:, 1:])
        loss.backward()
        optimizer.step()
        if step % 5 == 4:
            print(name, step, round(loss.item(), 4))
print(model, list(model.state_dict()))
