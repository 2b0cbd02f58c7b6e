"""Colours and colour maps, formats, labels."""
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib import cm, colors

for c in ("r", "k", "C0", "C3", "tab:orange", "tab:grey", "0.25", "#abc", "#11223344", "steelblue", "none", (0.1, 0.2, 0.3), (1, 0, 0, 0.5), ("g", 0.3)):
    print(c, [round(float(v), 4) for v in colors.to_rgba(c)], colors.to_hex(c))
for wrong in ("nocolor", (1, 2, 3), "#12", (1, 2)):
    print(colors.is_color_like(wrong))
print([round(float(v), 4) for v in colors.Normalize(2, 6)([2, 3, 6])], [round(float(v), 4) for v in colors.LogNorm(1, 100)([1, 10, 100])])
for name in "viridis plasma gray coolwarm jet tab10 viridis_r".split():
    print(name, [[round(float(v), 1) for v in plt.get_cmap(name)(p)] for p in (0.05, 0.25, 0.6, 0.9)])
print(cm.viridis.N, plt.get_cmap("tab10").N, [round(float(v), 3) for v in plt.get_cmap("tab10")(2)])


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: plt.plot([1, 2], [1, 2, 3]))
attempt(lambda: plt.plot([1, 2], "zz"))
attempt(lambda: plt.scatter([1, 2], [1]))
attempt(lambda: plt.scatter([1, 2], [1, 2], c=[1, 2, 3]))
attempt(lambda: plt.plot([1, 2], linestyle="wavy"))
attempt(lambda: plt.plot([1, 2], marker="wrong"))
attempt(lambda: plt.imshow([1, 2, 3]))
attempt(lambda: plt.contour([1, 2, 3]))
attempt(lambda: plt.subplot(2, 2, 5))
plt.close("all")
fig, ax = plt.subplots(2, 3, figsize=(9, 4))
print(fig, ax.shape, len(ax), len(ax[0]), len(ax.ravel()), ax[0, 1] is ax.flat[1] if hasattr(ax.flat, "__getitem__") else list(ax.flat)[1] is ax[0, 1])
print(plt.get_fignums(), plt.gcf() is fig)
line, = ax[0, 0].plot([1.0, 2.0], [3, 4], "r--o", label="a")
ax[0, 0].plot([1, 2], [3, 5], label="b")
ax[0, 0].plot([1, 2], [3, 5])
print([text for text in ax[0, 0].get_legend_handles_labels()[1]], line.get_label(), line.get_color(), line.get_xdata().tolist(), line.get_linewidth())
ax[0, 0].set(xlabel="x", ylabel="y", title="t", xlim=(0, 5))
print(ax[0, 0].get_xlabel(), ax[0, 0].get_title(), ax[0, 0].get_xlim()[1] == 5, ax[0, 0].get_yscale())
print(plt.figure(7).number, plt.fignum_exists(7), plt.fignum_exists(99))
