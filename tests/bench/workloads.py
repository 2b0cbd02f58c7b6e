# W1 to W3 as a user of PyTorch writes them, for Downhill's torch and for PyTorch's: the same text,
# run as a cell (npm run bench). Each has one optimizer, which goes back to the start again and again
# (the recorder takes no more than 64 of them in a cell).
import json
import time

import numpy as np
import torch

torch.set_num_threads(1)


def w1():
    x = torch.tensor([15.0], requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.05)

    def run():
        with torch.no_grad():
            x.fill_(15.0)
        for _ in range(100):
            optimizer.zero_grad()
            y = x**2
            y.backward()
            optimizer.step()
        return [x.item()]

    return run


def w2():
    rows = np.random.RandomState(0).rand(100, 2) * 10
    X = torch.tensor(rows[:80])
    y = torch.tensor((rows[:, 0] * 0.77 + rows[:, 1] * -0.56 + 3)[:80])
    start = torch.tensor([-1.7755, 1.4201], dtype=torch.float64)
    w = start.clone().requires_grad_()
    b = torch.tensor(1.0382, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=5e-5, momentum=0.9)

    def run():
        with torch.no_grad():
            w.copy_(start)
            b.fill_(1.0382)
        optimizer.state.clear()
        for _ in range(500):
            optimizer.zero_grad()
            loss = torch.sum((X @ w + b - y) ** 2)
            loss.backward()
            optimizer.step()
        return w.tolist() + [b.item()]

    return run


def w3():
    x = torch.tensor(-1.5, dtype=torch.float64, requires_grad=True)
    y = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([x, y], lr=1e-3)

    def run():
        with torch.no_grad():
            x.fill_(-1.5)
            y.fill_(2.0)
        optimizer.state.clear()
        for _ in range(10000):
            optimizer.zero_grad()
            f = (1 - x) ** 2 + 100 * (y - x**2) ** 2
            f.backward()
            optimizer.step()
        return [x.item(), y.item()]

    return run


STEPS = {"W1": 100, "W2": 500, "W3": 10000}  # of a run
RUNS = {"W1": w1(), "W2": w2(), "W3": w3()}


def turn(name, seconds):
    """Runs for at least so long; prints how long it was, and what the last one ended with."""
    steps, start = 0, time.perf_counter()
    while True:
        values = RUNS[name]()
        steps += STEPS[name]
        spent = time.perf_counter() - start
        if spent >= seconds:
            break
    print(json.dumps(dict(spent=spent, steps=steps, values=values)), flush=True)
