"""Convolutions, pooling and their layers, as documented; a small network trained on images."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(name, f):
    try:
        print(name, f())
    except Exception as error:
        print(name, type(error).__name__, str(error).split("\n")[0])


def rounded(t, places=4):
    return [round(v, places) + 0.0 for v in t.reshape(-1).tolist()]


torch.manual_seed(0)
for layer in (nn.Conv1d(16, 33, 3, stride=2), nn.Conv2d(16, 33, (3, 5), stride=(2, 1), padding=(4, 2), dilation=(3, 1)),
              nn.Conv2d(4, 8, 3, padding="same", groups=2, bias=False), nn.ConvTranspose1d(4, 6, 3),
              nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1), nn.MaxPool1d(3, stride=2),
              nn.MaxPool2d((3, 2), stride=(2, 1)), nn.AvgPool1d(3, stride=2), nn.AvgPool2d(2), nn.AdaptiveAvgPool2d(1)):
    print(layer)
    for name, p in layer.named_parameters():
        print(" ", name, tuple(p.shape), p.reshape(-1)[:3].tolist(), p.requires_grad)

print(nn.Conv1d(16, 33, 3, stride=2)(torch.randn(20, 16, 50)).shape)
print(nn.Conv2d(16, 33, 3, stride=2)(torch.randn(20, 16, 50, 100)).shape)
print(nn.Conv2d(16, 33, 3, padding="same")(torch.randn(16, 9, 10)).shape)
print(nn.ConvTranspose2d(16, 33, (3, 5), stride=(2, 1), padding=(4, 2))(torch.randn(2, 16, 50, 30)).shape)
down, up = nn.Conv2d(2, 2, 3, stride=2, padding=1), nn.ConvTranspose2d(2, 2, 3, stride=2, padding=1)
x = torch.randn(1, 2, 12, 12)
print(down(x).size(), up(down(x), output_size=x.size()).size())

x = torch.arange(32.0).reshape(1, 2, 4, 4).requires_grad_()
print(F.max_pool2d(x, 2), F.max_pool2d(x, 2).grad_fn)
print(F.max_pool2d(x, 2, return_indices=True)[1])
print(nn.MaxPool2d(3, stride=1, padding=1)(x)[0, 0])
print(F.avg_pool2d(x, 2), F.adaptive_avg_pool2d(x, (1, 2)))
print(F.adaptive_avg_pool2d(x, 1).grad_fn)
print(F.max_pool1d(x[0], 2).grad_fn, F.avg_pool1d(x[0], 2).grad_fn)
print(F.pad(x[0, 0], (1, 0), value=9.0), F.pad(x, (1, 1)).grad_fn)
y = F.conv2d(x, torch.ones(1, 2, 2, 2, requires_grad=True))
print(y, y.grad_fn)
y.sum().backward()
print(x.grad)
print(F.conv1d(torch.ones(1, 1, 5), torch.tensor([[[1.0, 2, 3]]]), padding="same"))

z = torch.zeros
for text in ("F.conv2d(z(1,4,8,8),z(8,3,3,3))", "F.conv2d(z(8,8),z(8,3,3,3))", "F.conv2d(z(1,3,2,2),z(8,3,3,3))",
             "F.conv2d(z(1,3,8,8),z(8,3,3,3),z(7))", "F.conv2d(z(1,4,8,8),z(1,2,3,3),groups=2)",
             "F.conv2d(z(1,3,8,8),z(8,3,3,3),stride=0)", "F.conv2d(z(1,3,8,8),z(8,3,3,3),padding=-1)",
             "F.conv2d(z(1,3,8,8),z(8,3,3,3),dilation=0)", "F.conv2d(z(1,3,8,8).double(),z(8,3,3,3))",
             "F.conv2d(z(1,3,8,8),z(8,3,3,3),stride=(1,2,3))", "F.conv2d(z(1,3,8,8),z(8,3,3,3),padding='same',stride=2)",
             "F.conv2d(z(1,3,8,8),z(8,3,3,3),padding='foo')", "F.conv1d(z(8),z(8,3,3))", "F.max_pool2d(z(8,8),2)",
             "F.max_pool2d(z(1,1,8,8),3,padding=2)", "F.max_pool2d(z(1,1,2,2),3)", "F.max_pool2d(z(1,1,4,4),(1,2,3))",
             "F.max_pool1d(z(4),2)", "F.max_pool1d(z(1,1,1),2)", "F.avg_pool2d(z(1,1,2,2),3)", "F.avg_pool1d(z(4),2)",
             "F.pad(z(2,3),(1,1,1))", "nn.Conv2d(3,4,3,groups=2)", "nn.Conv2d(4,3,3,groups=2)", "nn.Conv2d(4,4,3,groups=0)",
             "nn.Conv2d(4,4,3,padding='same',stride=2)", "nn.Conv2d(4,4,3)(z(2,3,5,5))"):
    show(text, lambda: eval(text))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 6, 3)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(6 * 3 * 3, 3)

    def forward(self, x):
        x = self.pool(torch.relu(self.norm(self.conv1(x))))
        x = torch.relu(self.conv2(x))
        return self.out(torch.flatten(x, 1))


for name in ("SGD", "Adam"):
    torch.manual_seed(1)
    net = Net()
    images = torch.randn(12, 1, 10, 10)
    labels = torch.arange(12) % 3
    images[labels == 1, :, :5] += 1
    images[labels == 2, :, 5:] += 1
    optimizer = getattr(torch.optim, name)(net.parameters(), lr=0.05 if name == "SGD" else 0.01)
    for step in range(12):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(images), labels)
        loss.backward()
        optimizer.step()
        if step % 3 == 2:
            print(name, step, round(loss.item(), 3))
    net.eval()
    print(net)
    print((net(images).argmax(1) == labels).sum().item() >= 8, list(net.state_dict()))
