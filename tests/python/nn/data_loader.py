"""torch.utils.data: datasets, samplers, splits and batches; shuffled orders are PyTorch's."""
import warnings
from collections import namedtuple

import numpy as np
import torch
from torch import nn
from torch.utils.data import (
    BatchSampler, ChainDataset, ConcatDataset, DataLoader, Dataset, IterableDataset, RandomSampler, SequentialSampler,
    StackDataset, Subset, SubsetRandomSampler, TensorDataset, default_collate, random_split,
)


class Squares(Dataset):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return i, i * i / 2


class Count(IterableDataset):
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter(range(self.n))

    def __len__(self):
        return self.n


torch.manual_seed(0)
x, y = torch.randn(10, 2), torch.arange(10)
pairs = TensorDataset(x, y)
print(len(pairs), pairs[3], pairs[:2])
loader = DataLoader(pairs, batch_size=4, shuffle=True)
for epoch in range(2):
    print([labels.tolist() for _, labels in loader], len(loader), torch.rand(1))
print([b.tolist() for _, b in DataLoader(pairs, batch_size=3, drop_last=True)])
print([b for b in DataLoader(Squares(5), batch_size=2)])
print([b for b in DataLoader(Squares(3), batch_size=None)], [b for b in DataLoader(Squares(2))])
g = torch.Generator().manual_seed(5)
print([b[1].tolist() for b in DataLoader(pairs, 5, shuffle=True, generator=g)], torch.rand(1, generator=g))
print([b.tolist() for b in DataLoader(Count(7), batch_size=3)], [b for b in DataLoader(Count(2), batch_size=None)],
      len(DataLoader(Count(7), 3)), [b.tolist() for b in DataLoader(Count(7), batch_size=3, drop_last=True)])
print([b[1].tolist() for b in DataLoader(pairs, batch_sampler=[[1, 2], [5]])],
      [b[1].tolist() for b in DataLoader(pairs, sampler=[9, 0, 4], batch_size=2)],
      [b for b in DataLoader(Squares(4), 2, collate_fn=lambda batch: sum(i for i, _ in batch))])

a, b, c = random_split(range(10), [0.5, 0.25, 0.25], generator=torch.Generator().manual_seed(42))
print(list(a), list(b), list(c), a.indices, [len(s) for s in random_split(pairs, [7, 3])])
print([t.tolist() for _, t in DataLoader(a.__class__(pairs, [1, 3, 5, 7]), 3)])
print(list(RandomSampler(range(6), generator=torch.Generator().manual_seed(1))),
      list(RandomSampler(range(4), num_samples=9, generator=torch.Generator().manual_seed(1))),
      list(RandomSampler(range(50), replacement=True, num_samples=40, generator=torch.Generator().manual_seed(1))),
      list(RandomSampler(range(5))), list(SubsetRandomSampler([7, 8, 9, 10])),
      list(BatchSampler(SequentialSampler(range(7)), 3, False)), len(BatchSampler(SequentialSampler(range(7)), 3, True)))
both = ConcatDataset([range(3), range(10, 12)])
print(list(both[i] for i in range(5)), both[-1], len(both), both.cumulative_sizes, list(ChainDataset([Count(2), Count(3)])))
print(len(Squares(2) + Squares(3)), list(Count(1) + Count(2)), StackDataset(Squares(3), range(3))[2],
      StackDataset(a=range(3), b=[4, 5, 6])[1])

Point = namedtuple("Point", "x y")
for batch in ([1, 2], [1.5, 2.5], [True, False], ["a", "b"], [(1, torch.ones(2)), (2, torch.zeros(2))], [[1, 2], [3, 4]],
              [{"k": 1, "t": (1.0, "s")}, {"k": 2, "t": (2.0, "u")}], [Point(1, 2), Point(3, 4)], [np.ones(2), np.zeros(2)],
              [np.float64(1), np.float64(2)]):
    print(default_collate(batch))


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: TensorDataset(torch.ones(2), torch.ones(3)))
for options in ({"batch_size": 0}, {"batch_size": 1.5}, {"num_workers": -1}, {"timeout": -1}, {"prefetch_factor": 2},
                {"persistent_workers": True}, {"shuffle": True, "sampler": [0]}, {"batch_sampler": [[0]], "batch_size": 2},
                {"batch_size": None, "drop_last": True}, {"drop_last": 1}):
    attempt(lambda: DataLoader([1], **options))
attempt(lambda: DataLoader(Count(3), shuffle=True))
attempt(lambda: DataLoader(Count(3), sampler=[1]))
attempt(lambda: DataLoader([], shuffle=True))
attempt(lambda: RandomSampler([1], replacement=1))
attempt(lambda: RandomSampler([1], num_samples=0))
attempt(lambda: random_split([1, 2], [1]))
attempt(lambda: random_split([1, 2], [-0.5, 1.5]))
attempt(lambda: ConcatDataset([]))
attempt(lambda: both[-9])
attempt(lambda: StackDataset())
attempt(lambda: StackDataset([1], [1, 2]))
attempt(lambda: Dataset()[0])
attempt(lambda: default_collate([object()]))
attempt(lambda: default_collate([[1], [1, 2]]))
attempt(lambda: Subset(pairs, [1])[0][1])
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print([len(part) for part in random_split([1], [0.5, 0.5])], [str(w.message) for w in seen])

torch.manual_seed(1)
model = nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(3):
    for inputs, targets in DataLoader(TensorDataset(x, x.sum(1, keepdim=True)), batch_size=3, shuffle=True):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs), targets)
        loss.backward()
        optimizer.step()
    print(f"{loss.item():.5f}")

print("weighted samples, and sequences of different lengths")
from torch.nn.utils.rnn import pad_sequence, unpad_sequence
from torch.utils.data import WeightedRandomSampler

torch.manual_seed(4)
sampler = WeightedRandomSampler([0.1, 0.9, 0.4, 0.7, 3.0, 0.6], 12)
print(list(sampler), len(sampler))
print(list(WeightedRandomSampler([0.1, 0.9, 0.4, 0.7], 4, replacement=False, generator=torch.Generator().manual_seed(1))))
for arguments in (([1.0], 0), ([1.0], 2, 1), ([[1.0]], 1)):
    try:
        WeightedRandomSampler(*arguments)
    except ValueError as error:
        print(error)
sequences = [torch.arange(3.0), torch.arange(5.0), torch.ones(1)]
print(pad_sequence(sequences), pad_sequence(sequences, batch_first=True, padding_value=-1.0))
print(pad_sequence(sequences, batch_first=True, padding_side="left"))
print(pad_sequence([torch.ones(2, 3, dtype=torch.int64), torch.zeros(1, 3, dtype=torch.int64)]).shape)
w = torch.tensor([2.0, 3.0], requires_grad=True)
pad_sequence([w, w[:1] * 2]).pow(2).sum().backward()
print(w.grad)
padded = pad_sequence(sequences, batch_first=True)
print(unpad_sequence(padded, torch.tensor([3, 5, 1]), batch_first=True))
for bad in (lambda: pad_sequence([]), lambda: pad_sequence(3), lambda: pad_sequence(sequences, padding_side="up")):
    try:
        bad()
    except RuntimeError as error:
        print(error)
