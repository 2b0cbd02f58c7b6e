// What a cell draws, and clears: the messages that reach the page, each figure as the page reads it.
import { beforeAll, expect, test } from 'vitest';
import { readFigure, type FigureSpec } from '../../../web/charts/figure/spec';
import { startNotebook, type Notebook } from './runtime';

let notebook: Notebook;
beforeAll(async () => {
  notebook = await startNotebook();
  await notebook.run('import matplotlib.pyplot as plt\nimport numpy as np\nimport torch');
});

/** The figures of a cell, and its messages in short. */
async function draw(source: string): Promise<{ figures: FigureSpec[]; said: string[] }> {
  const { messages } = await notebook.run(source);
  const figures: FigureSpec[] = [];
  const said = messages.flatMap((m) => {
    if (m.type === 'figure') figures.push(readFigure(m.figure));
    if (m.type === 'output') return [m.text.trim()];
    if (m.type === 'result') return [`= ${m.text}`];
    if (m.type === 'error') return [`${m.name}: ${m.message}`];
    return m.type === 'figure' || m.type === 'clear' ? [m.type] : [];
  });
  return { figures, said };
}

test('figures come where they are shown, between what is printed', async () => {
  const { said } = await draw('print(1); plt.plot([1, 2]); plt.show(); print(2)\nplt.plot([3]); 5');
  expect(said).toEqual(['1', 'figure', '2', 'figure', '= 5']);
});

test('what was drawn before an error is shown with it', async () => {
  expect((await draw('plt.plot([1, 2]); 1 / 0')).said).toEqual([
    'figure',
    'ZeroDivisionError: division by zero',
  ]);
  expect((await draw('1')).said).toEqual(['= 1']);
});

test('a figure as last expression, and displayed, is shown once', async () => {
  expect((await draw('fig, ax = plt.subplots(); ax.plot([1, 2])\nfig')).said).toEqual(['figure']);
  expect((await draw('fig')).said).toEqual(['figure']);
  expect((await draw('display(fig, 3)')).said).toEqual(['figure', '3']);
  expect((await draw('from IPython.display import display\ndisplay(fig)')).said).toEqual([
    'figure',
  ]);
});

test('what is cleared goes at once, or when something new comes', async () => {
  const begin = 'from IPython.display import clear_output\n';
  expect((await draw(`${begin}print(1)\nclear_output()\nprint(2)`)).said).toEqual(['clear', '2']);
  const wait = `${begin}for k in range(2):\n    clear_output(wait=True)\n    plt.plot([k]); plt.show()`;
  expect((await draw(wait)).said).toEqual(['clear', 'figure', 'clear', 'figure']);
  expect((await draw(`${begin}clear_output(wait=True)`)).said).toEqual([]);
  expect((await draw('print(3)')).said).toEqual(['3']);
});

test.each<[string, string]>([
  [
    'plot',
    "plt.plot([1, 2], [3, float('nan')], 'r--o', label='a', lw=2, ms=4, alpha=.5); plt.legend()",
  ],
  ['semilogy', 'plt.semilogy([1, .1, 0]); plt.grid(True, which="both", ls=":")'],
  [
    'scatter',
    'plt.scatter(torch.randn(9), torch.randn(9), c=range(9), s=[1, float("nan"), *range(7)]); plt.colorbar()',
  ],
  [
    'bar',
    'plt.bar(["a", "b"], [1, 2], yerr=[.1, .2], color=["r", "g"], edgecolor="k", tick_label=["x", "y"])',
  ],
  ['barh', 'plt.barh([1, 2], [3, 4], left=1)'],
  [
    'hist',
    'plt.hist([torch.randn(50), torch.randn(50)], bins=8, label=["a", "b"], stacked=True, density=True)',
  ],
  [
    'hist of steps',
    'plt.hist(np.random.randn(30), bins=np.linspace(-3, 3, 7), histtype="step", cumulative=True, log=True)',
  ],
  [
    'fill_between',
    'plt.fill_between([0, 1, 2, 3], [0, 1, 0, 2], 0.5, where=[True, True, False, True], alpha=.2)',
  ],
  [
    'errorbar',
    'plt.errorbar([1, 2], [3, 4], yerr=[[.1, .2], [.3, .4]], xerr=.1, fmt="s", capsize=3)',
  ],
  [
    'rules',
    'plt.axhline(1, ls=":"); plt.axvline(float("nan")); plt.axvspan(0, 1, alpha=.1); plt.hlines([1, 2], 0, 3); plt.vlines(1, 0, 1, colors="k")',
  ],
  ['stem and step', 'plt.stem([1, 2, 3]); plt.step([1, 2], [3, 4], where="mid")'],
  [
    'imshow',
    'plt.imshow(torch.rand(3, 4), cmap="gray", vmin=0, vmax=1, extent=[0, 1, 0, 1], origin="lower"); plt.colorbar(label="v")',
  ],
  ['colours', 'plt.imshow(np.random.rand(2, 3, 3)); plt.axis("off")'],
  ['bytes', 'plt.imshow((torch.rand(2, 3, 4) * 255).to(torch.uint8))'],
  ['pcolormesh', 'plt.pcolormesh(np.arange(4.), np.arange(3.), np.arange(12.).reshape(3, 4))'],
  [
    'contours',
    'x, y = np.meshgrid(np.arange(5.), np.arange(4.)); c = plt.contour(x, y, x * y, colors="k"); plt.clabel(c, fmt="%.1f"); plt.contourf(x, y, x * y, 5); plt.colorbar()',
  ],
  [
    'log contours',
    'from matplotlib.colors import LogNorm; x, y = np.meshgrid(np.arange(5.), np.arange(4.)); plt.contourf(x, y, 10 ** x + y, norm=LogNorm()); plt.colorbar()',
  ],
  [
    'quiver',
    'x, y = np.meshgrid(np.arange(3.), np.arange(3.)); plt.quiver(x, y, x, -y, color="b"); plt.quiver(x, y, x, y, angles="xy", scale_units="xy", scale=2)',
  ],
  [
    'notes',
    'plt.plot([1]); plt.text(0, 1, r"$x_1$", fontsize=12, ha="center", bbox=dict(facecolor="w")); plt.annotate("here", (0, 1), xytext=(5, 5), textcoords="offset points", arrowprops=dict(arrowstyle="->")); plt.text(float("nan"), 0, "nowhere")',
  ],
  [
    'a grid',
    'fig, ax = plt.subplots(2, 2, sharex=True, figsize=(8, 6)); ax[0, 0].plot([1]); fig.suptitle("all"); ax[1, 1].set(xlabel="x", ylim=(0, 1)); fig.tight_layout()',
  ],
  [
    'twins',
    'fig, ax = plt.subplots(); ax.plot([1, 2]); ax.twinx().plot([5, 4], "C1"); ax.spines[["top", "right"]].set_visible(False)',
  ],
  [
    'patches',
    'ax = plt.gca(); ax.add_patch(plt.Circle((0, 0), 1, color="r", fill=False)); ax.add_patch(plt.Rectangle((0, 0), 1, 2)); ax.set_aspect("equal")',
  ],
  ['twins of twins', 'ax = plt.gca(); ax.twinx().twinx().plot([1, 2])'],
  [
    'an image with other data',
    'im = plt.imshow([[1, 2], [3, 4]], origin="lower"); im.set_data([[1, 2, 3], [3, 4, 5]])',
  ],
  [
    'turned words',
    'plt.bar(["a long name", "another"], [1, 2]); plt.setp(plt.gca().get_xticklabels(), rotation=45, ha="right"); plt.box(False); plt.MaxNLocator(3)',
  ],
  [
    'another cycle',
    'from cycler import cycler; ax = plt.gca(); ax.set_prop_cycle(cycler(color=["r", "g"])); ax.plot([1]); ax.set_prop_cycle(None); ax.plot([1], color=plt.rcParams["axes.prop_cycle"].by_key()["color"][3])',
  ],
  [
    'ticks',
    'plt.plot([1, 2, 3]); plt.xticks([0, 1, 2], ["a", "b", "c"], rotation=45); plt.yticks([]); plt.xlim(0, 2); plt.ylim(bottom=0)',
  ],
  [
    'a grid of its own',
    'g = plt.figure().add_gridspec(2, 3); plt.subplot(g[0, :]); plt.plot([1]); plt.subplot2grid((2, 3), (1, 0), colspan=2); plt.gcf().add_axes([.7, .1, .2, .2])',
  ],
])('the page can read %s', async (_, source) => {
  const { figures, said } = await draw(`${source};`);
  expect(said).toEqual(['figure']);
  expect(figures).toHaveLength(1);
  expect(figures[0]!.axes.length).toBeGreaterThan(0);
});

test('what is not here says so', async () => {
  const missing = await draw('plt.pie([1, 2])');
  expect(missing.said.at(-1)).toBe(
    "AttributeError: module 'matplotlib.pyplot' has no attribute 'pie' in Downhill (yet)",
  );
  expect((await draw('plt.figure().add_subplot(projection="3d")')).said.at(-1)).toBe(
    "ValueError: Unknown projection '3d': Downhill draws in two dimensions",
  );
  expect((await draw('plt.close("all"); plt.plot([1], wrong=3)')).said.at(-1)).toBe(
    "AttributeError: Line2D.set() got an unexpected keyword argument 'wrong'",
  );
  expect(
    (await draw('plt.close("all"); plt.plot([1]); plt.savefig("loss.png")')).said.join(),
  ).toContain('savefig() writes no file in Downhill');
});
