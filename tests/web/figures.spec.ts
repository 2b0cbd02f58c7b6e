// What a cell draws with matplotlib: on the page at once, in the saved notebook, and there again when
// it is opened, before any Python.
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { scrolledSideways, seriousFaults } from './faults';
import { setCode } from './stand-in';

const cell = (page: Page, number: number) => page.locator(`#cell-${number}`);

let faults: string[];
test.beforeEach(async ({ page }) => {
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto('./');
  await cell(page, 3).waitFor();
});
test.afterEach(() => expect(faults).toEqual([]));

const PROGRAM = `import matplotlib.pyplot as plt
import numpy as np
import torch

w = torch.tensor([-1.5, 1.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
losses, path = [], []
for k in range(30):
    path.append(w.detach().tolist())
    optimizer.zero_grad()
    loss = (w ** 2).sum()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print('before')
plt.semilogy(losses, 'C1-', label=r'$\\eta = 0.1$')
plt.xlabel('iteration')
plt.title('Loss')
plt.legend()
plt.show()
print('between')
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 4))
x, y = np.meshgrid(np.linspace(-2, 2, 25), np.linspace(-2, 2, 25))
left.contourf(x, y, x ** 2 + y ** 2, levels=8)
left.plot(*np.array(path).T, 'ro-')
image = right.imshow(torch.arange(12).reshape(3, 4))
fig.colorbar(image)
right.set_title('image')`;

test('figures stand between what was printed, and come back with the notebook', async ({
  page,
}) => {
  await setCode(page, 1, PROGRAM);
  await page.keyboard.press('Control+Enter');
  await expect(cell(page, 1)).toHaveAttribute('data-state', 'finished', { timeout: 60_000 });
  const parts = cell(page, 1).locator('.tail > *');
  await expect(parts).toHaveCount(4);
  await expect(parts.nth(0)).toHaveText('before');
  await expect(parts.nth(2)).toHaveText('between');
  const check = async (): Promise<void> => {
    const drawn = cell(page, 1).locator('.drawn');
    await expect(drawn).toHaveCount(2);
    await expect(drawn.nth(0)).toHaveAttribute(
      'aria-label',
      /^Figure\. Loss: 1 line \(η\s=\s0\.1\); iteration from −1\.45 to 30\.4; y from 4\.1 × 10⁻⁶ to 6\.21, logarithmic\.$/,
    );
    await expect(drawn.nth(0).locator('.line')).toHaveAttribute(
      'd',
      /^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){29}$/,
    );
    await expect(drawn.nth(0).locator('.tick', { hasText: '10⁻²' })).toBeVisible();
    await expect(drawn.nth(1).locator('image')).toHaveAttribute('href', /^data:image\/png;base64,/);
    await expect(drawn.nth(1).locator('path[fill-rule=evenodd]')).toHaveCount(8);
    await expect(drawn.nth(1).locator('.shade')).toHaveCount(64);
  };
  await check();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save this notebook' }).first().click();
  const saved = readFileSync(await (await download).path());
  await page.reload();
  await cell(page, 3).waitFor();
  await page.route(/\/assets\/worker-|\/runtime\//, () => {}); // never answered
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a notebook' }).last().click();
  await (
    await chooser
  ).setFiles({ name: 'saved.ipynb', mimeType: 'application/json', buffer: saved });
  await expect(cell(page, 1)).toHaveAttribute('data-state', 'saved');
  await check();

  // On a phone the plots stand below one another, and nothing scrolls sideways.
  const box = (n: number) =>
    cell(page, 1).locator('.drawn').nth(1).locator('.axes').nth(n).boundingBox();
  const wide = [await box(0), await box(1)];
  expect(wide[1]!.x).toBeGreaterThan(wide[0]!.x + wide[0]!.width / 2);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect
    .poll(async () => (await box(1))!.y > (await box(0))!.y + (await box(0))!.height / 2)
    .toBe(true);
  expect(await scrolledSideways(page)).toEqual([]);
  expect(await seriousFaults(page)).toEqual([]);
});

const KINDS = `import matplotlib.pyplot as plt
import numpy as np
x, y = np.meshgrid(np.arange(3.0), np.arange(3.0))
fig, ((a, b), (c, d)) = plt.subplots(2, 2, figsize=(8, 8))
a.scatter([1, 2, 3, float('nan')], [1, 2, 3, 4], c=[0, 1, 2, 3], label='points')
a.axhline(2, ls=':'); a.axvspan(1, 2, alpha=0.2); a.legend(loc='upper left')
b.bar(['p', 'q'], [1, 2], yerr=0.1); b.text(0, 0.5, r'$x_1^2$'); b.annotate('top', (1, 2), xytext=(0, 2), arrowprops={})
c.quiver(x, y, np.ones_like(x), np.ones_like(y)); cs = c.contour(x, y, x + y, levels=[1, 2]); c.clabel(cs)
d.plot([1, 2], [1, 2], 'k'); d.twinx().plot([1, 2], [30, 20], 'C1s--'); d.set_xticks([1, 2], ['one', 'two'])`;

test('every kind of mark is drawn', async ({ page }) => {
  await setCode(page, 1, KINDS);
  await page.keyboard.press('Control+Enter');
  await expect(cell(page, 1)).toHaveAttribute('data-state', 'finished', { timeout: 60_000 });
  const axes = cell(page, 1).locator('.drawn .axes');
  await expect(axes).toHaveCount(5);
  const marks = (n: number, selector: string) => axes.nth(n).locator(`g[clip-path] ${selector}`);
  // Three points have a place; the rule, the stripe.
  await expect(marks(0, 'path[transform]')).toHaveCount(3);
  await expect(marks(0, 'line[stroke-dasharray]')).toHaveCount(1);
  await expect(marks(0, 'rect')).toHaveCount(1);
  await expect(axes.nth(0).locator('.legend')).toHaveText('points');
  // Two bars, two errors, names as ticks, a note in mathematics, another with its arrow.
  await expect(marks(1, 'path')).toHaveCount(2);
  await expect(marks(1, 'line')).toHaveCount(2);
  await expect(axes.nth(1).locator('.tick', { hasText: /^[pq]$/ })).toHaveCount(2);
  await expect(axes.nth(1).locator('.note')).toHaveText(['x12', 'top']);
  await expect(axes.nth(1).locator('.note .sb')).toHaveText(['1', '2']);
  // Nine arrows with heads, two lines of equal height.
  await expect(marks(2, 'line')).toHaveCount(9);
  await expect(marks(2, 'path.line')).toHaveCount(2);
  for (const d of await marks(2, 'path.line').all()) await expect(d).toHaveAttribute('d', /^M.*L/);
  // Two axes in one place, the second's scale on the right.
  const ticks = (n: number) => axes.nth(n).locator('.tick[text-anchor]');
  await expect(axes.nth(3).locator('.tick', { hasText: /^(one|two)$/ })).toHaveCount(2);
  const right = await ticks(4).first().boundingBox();
  const plot = await marks(4, 'path.line').boundingBox();
  expect(right!.x).toBeGreaterThan(plot!.x + plot!.width);
});
