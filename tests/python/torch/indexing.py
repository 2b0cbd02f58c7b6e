"""Indices of every kind, read and written, with their graph nodes and errors."""
import torch


def attempt(source, **names):
    try:
        exec(source, {"torch": torch, **names})
        print(source, "-> no error")
    except Exception as error:
        print(source, "->", type(error).__name__, str(error))


x = torch.arange(24.0).reshape(2, 3, 4)
print(x[0], x[-1, 2], x[0, 1, 2], x[..., 0], x[:, 1], x[1, ..., 2], x[:, :, 1:3], x[:, ::2, ::3], x[None].shape, x[:, None, 0].shape)
print(x[0][1:][0], x[1:1].shape, x[5:].shape, x[-1:].shape, x[...].shape, x[True].shape, x[False].shape, x[()].shape)
print(x[[0, 1]].shape, x[[0, 1], [1, 2]], x[torch.tensor([1, 0])].shape, x[:, [2, 0]].shape, x[..., [3]].shape, x[x > 20],
      x[torch.tensor([True, False])].shape, x[:, torch.tensor([True, False, True]), 1], x[torch.tensor(1)].shape)
print(x[torch.tensor([[0, 1], [1, 0]]), 0].shape, x[0, [1, 2], 1:].shape, x[[1], :, [2]].shape, x[:, [-1]][0])
y = torch.zeros(3, 4)
y[0] = 1
y[1, 2] = 5.5
y[:, 3] = torch.tensor([7.0, 8.0, 9.0])
y[2, :2] = torch.tensor([[3.0]])
print(y)
y[y > 6] = -1
y[[0, 2], [0, 3]] = torch.tensor([10.0, 20.0])
y[torch.tensor([1])] += 1
y[..., 1] *= 2
y[1:, 1:3] = 0
print(y)
y[None, 0, 0] = 4
y[:] = y + 1
y[...] = y * 2
y[1] = torch.tensor([1, 2, 3, 4])
print(y, y[1].dtype)
b = torch.tensor([1, 2, 3])
b[1] = True
b[2] = 2.9
print(b)
w = torch.ones(3, 2, requires_grad=True)
for part in (w[0], w[:1], w[None], w[...], w[:], w[w > 0], w[[0, 1]], w[0, 1], w[:, 1], w[torch.tensor([0])]):
    print(part, part.is_leaf)
z = w * 1
z[0] = 5
z[1, 0] *= 3
z[[2]] = w[[0]] * 7
print(z)
z.sum().backward()
print(w.grad)
for source in ("x[5]", "x[0, 3]", "x[0, 0, 0, 0]", "x[1.5]", "x['a']", "x[0, 'a']", "x[::-1]", "x[{}]", "x[torch.tensor([0.5])]", "x[torch.tensor([9])]",
               "x[torch.tensor([True, False, True])]", "x[[0, 1], [0, 1, 2]]", "torch.tensor(1.)[0]", "torch.tensor(1.)[:]", "x[0] = 'a'", "x[0] = [1, 2]",
               "x[0] = torch.ones(5)", "x[9] = 1", "del x[0]", "x[0, 0, 0] = torch.ones(2)", "x[x > 0] = torch.ones(3)", "len(torch.tensor(1.))",
               "list(torch.tensor(1.))", "x[3:1, 9]", "x[2**70]"):
    attempt(source, x=x)
