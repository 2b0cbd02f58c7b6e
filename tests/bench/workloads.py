# W1 to W3 as a user of PyTorch writes them, for Downhill's torch and for PyTorch's: the same text,
# run as a cell (npm run bench). Prints a line of JSON per workload.
import json
import time

import numpy as np
import torch

SECONDS, ONLY = 0.25, ["W1", "W2", "W3"]  # scripts/bench.mjs writes its own here

torch.set_num_threads(1)


def w1():
    x = torch.tensor([15.0], requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.05)
    for _ in range(100):
        optimizer.zero_grad()
        y = x**2
        y.backward()
        optimizer.step()
    return [x.item()]


def w2():
    rows = np.random.RandomState(0).rand(100, 2) * 10
    X = torch.tensor(rows[:80])
    y = torch.tensor((rows[:, 0] * 0.77 + rows[:, 1] * -0.56 + 3)[:80])
    w = torch.tensor([-1.7755, 1.4201], dtype=torch.float64, requires_grad=True)
    b = torch.tensor(1.0382, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=5e-5, momentum=0.9)
    for _ in range(500):
        optimizer.zero_grad()
        loss = torch.sum((X @ w + b - y) ** 2)
        loss.backward()
        optimizer.step()
    return w.tolist() + [b.item()]


def w3():
    x = torch.tensor(-1.5, dtype=torch.float64, requires_grad=True)
    y = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([x, y], lr=1e-3)
    for _ in range(10000):
        optimizer.zero_grad()
        f = (1 - x) ** 2 + 100 * (y - x**2) ** 2
        f.backward()
        optimizer.step()
    return [x.item(), y.item()]


for name, steps, run in (("W1", 100, w1), ("W2", 500, w2), ("W3", 10000, w3)):
    if name not in ONLY:
        continue
    run()
    means = []
    for _ in range(5):
        count, start = 0, time.perf_counter()
        while True:
            values = run()
            count += 1
            spent = time.perf_counter() - start
            if spent >= SECONDS:
                break
        means.append(spent / (count * steps) * 1e9)
    means.sort()
    ns = dict(ns=means[2], min=means[0], max=means[-1])
    print(json.dumps(dict(workload=name, **ns, values=values)), flush=True)
