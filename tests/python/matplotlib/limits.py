"""Where axes begin and end, and where contours lie."""
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.colors import LogNorm


def shown(*values):
    print(*(f"{float(v):.6g}" for v in values))


def limits(draw, *more):
    fig, ax = plt.subplots()
    draw(ax)
    for m in more:
        m(ax)
    shown(*ax.get_xlim(), *ax.get_ylim())
    plt.close(fig)


limits(lambda ax: None)
limits(lambda ax: ax.plot([1, 2, 3], [4, 9, 16]))
limits(lambda ax: ax.plot([5]))
limits(lambda ax: ax.plot([0, 1], [3, 3]))
limits(lambda ax: ax.plot([0, 1], [0, 0]))
limits(lambda ax: ax.plot([1, float("nan"), 3]))
limits(lambda ax: ax.plot([1, float("inf"), 3]))
limits(lambda ax: ax.semilogy([1, 0.1, 0.001]))
limits(lambda ax: ax.semilogy([1, 0, 0.001]))
limits(lambda ax: ax.loglog([1, 10, 500], [3, 3, 4]))
limits(lambda ax: ax.scatter(torch.arange(4), torch.arange(4) ** 2))
limits(lambda ax: ax.bar(["a", "b", "c"], [3, 1, 2]))
limits(lambda ax: ax.bar([1, 2], [-3, 2], width=0.5))
limits(lambda ax: ax.barh([1, 2], [3, 2]))
limits(lambda ax: ax.fill_between([0, 1, 2], [1, 2, 1], [3, 3, 2]))
limits(lambda ax: ax.plot([0, 1], [0, 1]), lambda ax: ax.set_xlim(0, 2), lambda ax: ax.set_ylim(bottom=-1))
limits(lambda ax: ax.plot([0, 1], [0, 1]), lambda ax: ax.invert_yaxis())
limits(lambda ax: ax.plot([0, 1], [0, 1]), lambda ax: ax.margins(0))
limits(lambda ax: ax.plot([0, 1], [0, 1]), lambda ax: ax.axhline(5))
limits(lambda ax: ax.imshow(np.ones((3, 5))))
limits(lambda ax: ax.imshow(np.ones((3, 5)), origin="lower", extent=(0, 1, 2, 4)))
limits(lambda ax: ax.contour(np.arange(6.0).reshape(2, 3)))
limits(lambda ax: ax.errorbar([1, 2], [3, 4], yerr=0.5))
limits(lambda ax: ax.hlines([1, 2], 0, 5))
limits(lambda ax: ax.step([0, 1, 2], [1, 3, 2]))
limits(lambda ax: ax.plot([1e-8, 1.0000001e-8]))
limits(lambda ax: ax.hist([1, 2, 2, 3, 5], bins=4))

x, y = np.meshgrid(np.linspace(-2, 2, 21), np.linspace(-1, 3, 21))
rosenbrock = (1 - x) ** 2 + 100 * (y - x ** 2) ** 2
for z in (rosenbrock, x * y, np.sin(x) + 5, np.log(rosenbrock + 1), 1e-3 * x):
    for n in (None, 4, 10, 20, 50):
        shown(*plt.contour(x, y, z, n).levels)
        shown(*plt.contourf(x, y, z, n).levels)
shown(*plt.contour(x, y, rosenbrock, [1, 10, 100]).levels)
shown(*plt.contour(x, y, rosenbrock, levels=np.logspace(0, 3, 4)).levels)
shown(*plt.contourf(x, y, rosenbrock + 1e-3, norm=LogNorm()).levels)
counts, edges, _ = plt.hist(torch.linspace(0, 1, 11) ** 2, bins=5, range=(0, 1))
shown(*counts, *edges)
counts, edges, _ = plt.hist([1, 2, 2, 3], bins=[0, 2, 4], density=True, cumulative=True)
shown(*counts, *edges)
