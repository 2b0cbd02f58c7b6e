"""Other dtypes, promotion, devices."""
import torch

x = torch.tensor([0.0, 1.5, -2.7])
print(x.double(), x.long(), x.bool(), x.to(torch.float64), x.to("cpu"), x.to(torch.device("cpu"), torch.int64))
print(x.to(x.double()), x.type(torch.float64), x.type("torch.LongTensor"), x.type_as(torch.tensor(1)), x.type())
print(x.to(dtype=torch.float32) is x, x.to(torch.float32, copy=True) is x, x.float().dtype, x.to(float).dtype)
i = torch.tensor([1, 2, 3])
b = torch.tensor([True, False, True])
print(i + 1, i + 1.5, i / 2, i // 2, i % 2, i ** 2, i * True, b + b, b + 1, b * 2.5, i + b, -i, ~b, abs(-i))
print(i + torch.tensor(1.5), i + torch.tensor([1.5]), torch.tensor([1.5], dtype=torch.float64) + x[:1], x + torch.tensor(1.0, dtype=torch.float64))
print(1 - i, 2 / i, 2.0 ** i, 7 // i, 7 % i, 2 ** x, 1.5 - x, 10 / x[1:], -7 // i, 3 - b.long())
print(i == 2, i != 2, i < 2.5, i >= 2, 2 > i, i == torch.tensor([1, 0, 3]), x == None, x != None, i == "a")  # noqa: E711
print(b & b, b | ~b, b ^ b, i & 1, i | 4, i ^ 1)
x += 1
x -= 0.5
x *= 2
x /= 4
x **= 2
print(x)
i += 2
i *= 3
i //= 2
i %= 3
print(i)
print(torch.zeros(2, dtype=int), torch.zeros(2, dtype=float), torch.zeros(2, dtype=bool))
torch.set_default_dtype(torch.float64)
print(torch.tensor([1.5]), torch.ones(1), torch.get_default_dtype(), torch.tensor([1.5]).dtype, torch.arange(0, 1, 0.5))
torch.set_default_dtype(torch.float32)
print(torch.tensor([1.5]).dtype, torch.FloatTensor([1, 2]), torch.LongTensor([1.0, 2.0]), torch.Tensor([1, 2]), torch.Tensor(2, 3).shape,
      torch.DoubleTensor([1]), isinstance(torch.ones(1), torch.FloatTensor), isinstance(torch.ones(1), torch.LongTensor))
