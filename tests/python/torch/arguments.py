"""What is said of arguments that do not fit."""
import numpy
import torch

CASES = """
torch.exp('a') | torch.exp(None) | torch.add(torch.ones(2), 'a') | torch.ones(2).add('a') | torch.add('a', 1)
torch.ones(2) + None | torch.ones(2) / 'a' | torch.ones(2) @ 1 | 'a' * torch.ones(2) | torch.ones(2) ** 'a' | [1] + torch.ones(1)
torch.ones(2) < 'a' | torch.ones(2) + {} | -torch.tensor([True]) | torch.tensor([True]) - torch.tensor([True])
torch.cat(torch.ones(2)) | torch.cat([1, 2]) | torch.stack(1) | torch.stack([torch.ones(1), 'a']) | torch.matmul(torch.ones(2), 1)
torch.ones('a') | torch.ones(2.5) | torch.ones(1, 'a') | torch.ones((2, 2.5)) | torch.zeros(-1) | torch.full(2, 1) | torch.full((2,), 'a')
torch.ones(2, dtype='float32') | torch.ones(2, device='cuda') | torch.ones(2).cuda() | torch.ones(2).to('foo') | torch.ones(2).type('foo')
torch.arange('a') | torch.arange() | torch.arange(1, 0) | torch.arange(0, 1, 0) | torch.linspace(0, 1) | torch.eye('a')
torch.randint(10) | torch.randint(0, 10) | torch.randint(5, 5, (2,)) | torch.randn('a') | torch.randn() | torch.normal(0., -1., (2,)) | torch.manual_seed('a')
torch.zeros_like(1) | torch.tensor('a') | torch.tensor([1., 'a']) | torch.tensor(None) | torch.tensor([1, None]) | torch.tensor({})
torch.tensor([[1, 2], [3]]) | torch.tensor([[1, 2], 3]) | torch.tensor([1, [2]]) | torch.tensor(2**70) | torch.tensor([torch.ones(2), torch.ones(2)])
torch.from_numpy([1, 2]) | torch.ones(3, requires_grad=True).numpy() | np.array(torch.ones(3, requires_grad=True))
F.linear(np.ones((5, 2)), torch.ones(1, 2)) | F.linear([1.], torch.ones(1, 2)) | F.relu('a')
torch.ones(3).size(3) | torch.ones(3).size('a') | torch.ones(3).item(1) | torch.ones(2).item() | float(torch.ones(2)) | bool(torch.ones(2)) | bool(torch.ones(0))
torch.ones(3).reshape(None) | torch.ones(2).view(1, 'a') | torch.softmax(torch.ones(2), 'a') | torch.mean([1.]) | torch.numel(1)
torch.ones(2).foo | torch.foo | torch.nn.Foo | torch.optim.Foo | torch.nn.functional.foo | torch.ones(2).fill_(torch.ones(2))
torch.Size('ab') | torch.device('foo') | torch.device(1.5) | torch.set_default_dtype(torch.int64) | torch.dtype() | format(torch.ones(2), '.2f') | f'{torch.tensor(1.):d}'
torch.ones(2).data_ptr(1) | hash(torch.Size([1])) == hash((1,)) | {torch.ones(1).dtype: 1} | divmod(torch.ones(1), 2) | 'a' in torch.ones(2)
torch.broadcast_tensors(torch.ones(2), torch.ones(3)) | torch.ones(4).split(0) | torch.meshgrid(torch.ones(1), indexing='a') | [][torch.tensor(0.5)]
"""

NAMES = {"np": numpy, "torch": torch, "F": torch.nn.functional}
for case in (c.strip() for line in CASES.strip().splitlines() for c in line.split(" | ")):
    try:
        print(case, "->", eval(case, NAMES))
    except Exception as error:
        print(case, "->", type(error).__name__, "|", str(error))
