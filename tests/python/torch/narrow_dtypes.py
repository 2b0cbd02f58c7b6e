"""int32, int16, int8, uint8, float16 and bfloat16: names, promotion, wrapping and rounding."""
import copy
import io

import torch
from torch import nn

INTEGERS = (torch.int32, torch.int16, torch.int8, torch.uint8)
HALVES = (torch.float16, torch.bfloat16)
ALL = (torch.bool, torch.int64, torch.float32, torch.float64, *INTEGERS, *HALVES)


def attempt(run):
    try:
        return run()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print("names", torch.int, torch.short, torch.half, torch.bfloat16)
for dtype in ALL:
    ones = torch.ones(2, dtype=dtype)
    print(dtype, dtype.itemsize, dtype.is_signed, dtype.is_floating_point, ones.type(), ones.element_size(), ones.nbytes,
          ones.is_floating_point(), ones.is_signed())
    print(ones, torch.tensor([], dtype=dtype), torch.tensor(1, dtype=dtype), torch.tensor([[1.5, -2.25], [300.7, 0]]).to(dtype))
    print(ones.tolist(), torch.tensor(1, dtype=dtype).item())
    print(attempt(lambda: torch.iinfo(dtype)), attempt(lambda: torch.finfo(dtype)))
    print([str(torch.promote_types(dtype, other))[6:] for other in ALL], [torch.can_cast(dtype, other) for other in ALL])

t = torch.tensor([1.7, -2.2, 260.0])
print(t.int(), t.short(), t.char(), t.byte(), t.half(), t.bfloat16(), t.type(torch.int16), t.type("torch.ByteTensor"))
print(torch.IntTensor([1, 2]), torch.HalfTensor([1.5]), torch.ByteTensor(2, 3).shape, isinstance(t.int(), torch.IntTensor))
print(t.to(torch.uint8), t.to(dtype=torch.half), t.half().type_as(t), torch.zeros(2, dtype=torch.int8).new_ones(2))

print("result_type", torch.result_type(torch.ones(2, dtype=torch.int8), 1.5),
      torch.result_type(torch.ones(2, dtype=torch.half), torch.tensor(1.0)), torch.result_type(torch.ones(1).byte(), 300))

print("wrap", torch.tensor([2147483647]).int() + 1, torch.tensor([200, 100]).byte() * 2, -torch.tensor([1, 0]).byte(),
      ~torch.tensor([1, 0]).byte(), torch.tensor([-128]).char().abs(), torch.tensor([100]).char() + 300,
      torch.tensor([44]).char() == 300)
a = torch.arange(6, dtype=torch.uint8).reshape(2, 3)
a[:, 1] *= 100
a[0, 0] = -1
print(a, a.sum(), a.max(), a.cumsum(1), a.float().mean(), a / 2, a // 2, a % 2, a ** 2, a.sort(descending=True).values)
print(attempt(lambda: a.mean()), attempt(lambda: a.add_(1.5)), attempt(lambda: a.exp_()), attempt(lambda: a.requires_grad_()))
for value in (300, -1, -129, 2**40):
    for dtype in INTEGERS:
        print(value, dtype, attempt(lambda: torch.tensor([value], dtype=dtype)), attempt(lambda: torch.full((1,), value, dtype=dtype)),
              attempt(lambda: torch.zeros(1, dtype=dtype).fill_(value)), attempt(lambda: torch.zeros(1, dtype=dtype) + value))

print("halves")
hard = [0.1, 2049.0, 2051.0, 65519.0, 65520.0, 1e-5, 3e-8, 2.9e-8, -6.1e-5, 1 / 3, -0.0, float("nan"), float("-inf")]
for dtype in HALVES:
    x = torch.tensor(hard, dtype=dtype)
    print(x.tolist(), x)
    y = torch.arange(1, 9, dtype=torch.float32).to(dtype) / 7
    print((y * 0.1).tolist(), (y + 0.3333).tolist(), (y / 3).tolist(), (2 - y).tolist(), (y // 0.3).tolist())
    print(torch.add(y, y, alpha=0.1).tolist(), y.sqrt().tolist(), y.exp().tolist(), (y ** 3).tolist(), y.sigmoid().tolist())
    print(torch.addcmul(y, y, y, value=0.3).tolist(), torch.lerp(y, -y, 0.3).tolist(), y.clamp(max=0.77).tolist(), y.tanh().tolist())
    z = torch.linspace(-2.3, 3.1, 24).to(dtype)
    print((z ** 3).tolist(), (z ** -2).tolist(), z.reshape(3, 8).log_softmax(1).tolist(), z.reshape(3, 8).log_softmax(0).tolist())
    print((torch.arange(1.0, 41) / 7).to(torch.bfloat16).rsqrt().tolist(), (z.abs() + 0.1).rsqrt().tolist())
    print((torch.arange(1.0, 41).reshape(8, 5).T / 7).to(dtype) ** -0.5)
    for exponent in (2, 3, -2, 0.5, 1.7):
        w = z.abs().requires_grad_()
        (w ** exponent).sum().backward()
        print(exponent, w.grad.tolist())
    print(y.sum(), y.mean(), y.std(), y.max(), y.argmax(), y.softmax(0), y.cumsum(0), y @ y, y.reshape(2, 4) @ y.reshape(4, 2))
    print((y > 0.5).tolist(), (y == y.float()).tolist(), (y + y.float()).dtype, (y + y.double()).dtype, (y + torch.arange(8)).dtype)
    print(y.int(), torch.tensor(1e6, dtype=dtype), torch.zeros(2, dtype=dtype).fill_(0.1), torch.full((1,), 0.1, dtype=dtype).item())
    z = torch.zeros(3, dtype=dtype)
    z[0], z[1:] = 0.1, torch.tensor([1 / 3, 1e5])
    print(z.tolist(), z.add_(torch.tensor([0.3, 5000.5, 1.0])).tolist(), z.clone().dtype, torch.cat([z, z.float()]).dtype)
print((torch.ones(2).half() + torch.ones(2).bfloat16()).dtype)
print(attempt(lambda: torch.ones(2, 2).half() @ torch.ones(2, 2)), attempt(lambda: nn.Linear(2, 2)(torch.ones(2, 2).half())))

print("gradients")
for dtype in HALVES:
    p = torch.tensor([1.0, 2.0, 3.0], dtype=dtype, requires_grad=True)
    for optimizer in (torch.optim.SGD([p], lr=0.1, momentum=0.9, weight_decay=0.01), torch.optim.Adam([p], lr=0.1)):
        for _ in range(3):
            optimizer.zero_grad()
            loss = (p * p * 0.3).sum()
            loss.backward()
            optimizer.step()
        print(loss, p, p.grad, p.tolist(), p.grad.dtype)
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1)).half()
out = model(torch.tensor([[0.1, 0.2, 0.3]], dtype=torch.half))
out.sum().backward()
print(out, model[0].weight.grad.dtype, model.bfloat16()[0].weight.dtype, model.float()[2].bias.dtype)
x = torch.tensor([1.5, 2.5], requires_grad=True)
(x.half() * 3).sum().backward()
print(x.grad, x.half(), attempt(lambda: setattr(x, "grad", torch.ones(2).half())))

print("indices")
x = torch.tensor([5.0, 6.0, 7.0])
for dtype in (*INTEGERS, *HALVES):
    i = torch.tensor([1, 0, 1]).to(dtype)
    print(dtype, attempt(lambda: x[i]), attempt(lambda: x.gather(0, i)), attempt(lambda: x.index_select(0, i)),
          attempt(lambda: torch.where(i, 1, 2)), attempt(lambda: [1, 2, 3][i[0]]), attempt(lambda: x[i[0]].shape),
          attempt(lambda: torch.bincount(i)), attempt(lambda: nn.functional.one_hot(i)),
          attempt(lambda: nn.functional.nll_loss(torch.zeros(3, 2), i)))
print(nn.functional.embedding(torch.tensor([1, 0]).int(), torch.eye(2)), attempt(lambda: x.masked_fill(torch.ones(3).byte(), 0)))

print("random")
for dtype in (*INTEGERS, *HALVES):
    torch.manual_seed(0)
    print(torch.randint(0, 10, (5,), dtype=dtype), torch.zeros(4, dtype=dtype).random_(), torch.randperm(4, dtype=dtype))
    print(attempt(lambda: torch.rand(3, dtype=dtype)), attempt(lambda: torch.empty(3, dtype=dtype).normal_(1, 0.3)),
          torch.arange(3, dtype=dtype), torch.linspace(0, 1, 3, dtype=dtype), torch.eye(2, dtype=dtype))

print("kept")
for dtype in ALL:
    t = torch.tensor([1, 2], dtype=dtype)
    file = io.BytesIO()
    torch.save(t, file)
    file.seek(0)
    print(copy.deepcopy(t), torch.load(file), attempt(lambda: t.numpy()), t.view(2, 1).expand(2, 2).contiguous())
torch.set_default_dtype(torch.float16)
print(torch.tensor([1.5]), torch.zeros(2).dtype, attempt(lambda: torch.set_default_dtype(torch.int32)))
