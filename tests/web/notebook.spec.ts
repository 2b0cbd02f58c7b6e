// The whole path as a reader walks it: the built page, its worker, Python and the core, from a plain
// static host in a sub-folder under a strict policy.
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { significant } from '../../web/charts/format';
import { scrolledSideways, seriousFaults } from './faults';
import { setCode } from './stand-in';

const file = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const seed = file('./seed-cell-1.txt');
const notebook = JSON.parse(file('../../web/notebooks/optimizers.ipynb'));
const sources: string[] = notebook.cells
  .filter((cell: { cell_type: string }) => cell.cell_type === 'code')
  .map((cell: { source: string[] }) => cell.source.join(''));

const cell = (page: Page, number: number) => page.locator(`#cell-${number}`);
const run = (page: Page, number: number) =>
  page.getByRole('button', { name: `Run cell ${number}`, exact: true }).click();
const state = (page: Page, number: number, is: string) =>
  expect(cell(page, number)).toHaveAttribute('data-state', is);

/** What a cell has printed, line by line as it stands on the page. */
async function printed(page: Page, number: number): Promise<string> {
  const lines = await cell(page, number).locator('.out .ol').allTextContents();
  return lines.map((line) => `${line}\n`).join('');
}

async function open(page: Page): Promise<void> {
  await page.goto('./');
  await cell(page, 3).waitFor();
}

let faults: string[];
test.beforeEach(({ page }) => {
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  // The browser says here what the policy of the host has refused.
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
});
test.afterEach(() => expect(faults).toEqual([]));

test('can be read whole while Python is not there', async ({ page }) => {
  await page.route(/\/assets\/worker-|\/runtime\//, () => {}); // never answered
  await open(page);
  await run(page, 1);
  await expect(page.locator('.status')).toContainText('Python');
  expect(await printed(page, 1)).toBe(seed);
  await expect(cell(page, 2).locator('.outputs')).toContainText('torch.Size([100, 2])');
  await expect(cell(page, 3).locator('.outputs')).toContainText('final weights');
  for (const [number, chart, words] of [
    [1, '.h-loss', /^Loss by iteration: loss from 225\.0 at iteration 0 to .* at iteration 99/],
    [1, '.h-x', /^Weights by iteration: x from 15\.00 .* to 3\.98 × 10⁻⁴ at iteration 100/],
    [1, '.h-path', /^Path on the curve of the loss: x steps from 15\.00/],
    [3, '.h-loss', /^Loss by iteration: .* at iteration 499/],
    [3, '.h-w', /^Weights by iteration: weights\[0\] from .*bias from .* at iteration 500/],
  ] as const)
    await expect(cell(page, number).locator(`${chart} .plot`)).toHaveAttribute('aria-label', words);
});

test('every line of every cell is drawn, however small the window', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 500 });
  await open(page);
  for (const [index, source] of sources.entries())
    await expect(cell(page, index + 1).locator('.cm-line')).toHaveText(source.split('\n'));
  await page.emulateMedia({ media: 'print' });
  for (const [index, source] of sources.entries())
    await expect(cell(page, index + 1).locator('.cm-line')).toHaveCount(source.split('\n').length);
});

test('cell 1 prints the seed, character for character, and its charts end there', async ({
  page,
}) => {
  await open(page);
  await run(page, 1);
  await state(page, 1, 'finished');
  expect(await printed(page, 1)).toBe(seed);
  const numbers = seed.split('\n').at(-3)!;
  const last = Number(/([^ ]+)\]$/.exec(numbers)![1]);
  await expect(cell(page, 1).locator('.nums dd').nth(2)).toHaveText(significant(last));
  await expect(cell(page, 1).locator('.h-x .plot')).toHaveAttribute(
    'aria-label',
    new RegExp(`to ${significant(last)} at iteration 100`),
  );
});

/** Runs until the clock says so: long enough to be watched on any machine. */
const LONG = `import time, torch
x = torch.tensor([15.0], requires_grad=True)
optimizer = torch.optim.Adam([x], lr=1e-3, betas=(0.8, 0.999))
end = time.monotonic() + 4
steps = 0
while time.monotonic() < end:
    optimizer.zero_grad()
    y = x ** 2
    y.backward()
    optimizer.step()
    steps += 1
print(y.item(), x.item(), steps)`;

test('charts gain points during a run, and their last values are those printed', async ({
  page,
}) => {
  await open(page);
  await setCode(page, 1, LONG);
  await page.keyboard.press('Control+Enter');
  await state(page, 1, 'running');
  // What can be read off the chart while the cell runs, and only then.
  const seen = await page.evaluate(async () => {
    const root = document.querySelector<HTMLElement>('#cell-1')!;
    const counts = new Set<string>();
    const texts = new Set<string>();
    while (root.dataset.state === 'running') {
      const number = root.querySelector('.nums dd')?.textContent ?? '';
      if (/\d/.test(number)) counts.add(number);
      const label = root.querySelector('.h-loss .plot')?.getAttribute('aria-label') ?? '';
      const drawn = / at iteration (\d+), between/.exec(label);
      if (drawn) texts.add(drawn[1]!);
      await new Promise((done) => setTimeout(done, 30));
    }
    return { counts: [...counts], texts: [...texts].map(Number) };
  });
  await state(page, 1, 'finished');
  expect(seen.counts.length).toBeGreaterThan(5);
  expect(seen.texts.length).toBeGreaterThanOrEqual(2);
  expect(seen.texts).toEqual(seen.texts.toSorted((a, b) => a - b));

  const [loss, x, steps] = (await printed(page, 1)).split(' ').map(Number) as [
    number,
    number,
    number,
  ];
  const label = (chart: string) => cell(page, 1).locator(`${chart} .plot`);
  await expect(label('.h-loss')).toHaveAttribute(
    'aria-label',
    new RegExp(` to ${significant(loss)} at iteration ${steps - 1}, `),
  );
  await expect(label('.h-x')).toHaveAttribute(
    'aria-label',
    new RegExp(` to ${significant(x)} at iteration ${steps}, `),
  );
  await expect(cell(page, 1).locator('.which')).toHaveText('Adam, η = 0.001, betas (0.8, 0.999)');
  console.log(`  ${steps} steps of Adam in 4 s, drawn while they ran`);
});

test('an endless loop is stopped, and every variable is still there', async ({ page }) => {
  await open(page);
  await setCode(page, 1, 'kept = 41');
  await page.keyboard.press('Shift+Enter');
  await setCode(page, 2, 'n = 0\nwhile True:\n    n += 1');
  await page.keyboard.press('Control+Enter');
  await state(page, 2, 'running');
  await page.waitForTimeout(300);
  const took = await page.evaluate(async () => {
    const root = document.querySelector<HTMLElement>('#cell-2')!;
    const begun = performance.now();
    root.querySelector<HTMLButtonElement>('button[aria-label="Stop cell 2"]')!.click();
    while (root.dataset.state !== 'stopped')
      await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - begun;
  });
  console.log(`  Stop took ${Math.round(took)} ms`);
  await expect(cell(page, 2).locator('.outputs')).toContainText(
    /Stopped at line [23]\. Every variable/,
  );
  await setCode(page, 3, 'print(kept + 1, n > 1000)');
  await page.keyboard.press('Control+Enter');
  await state(page, 3, 'finished');
  expect(await printed(page, 3)).toBe('42 True\n');
});

test('errors say what and where, and the next cell runs', async ({ page }) => {
  await open(page);
  await setCode(page, 1, 'print("before")\nfor i in range(3)\n    print(i)');
  await page.keyboard.press('Control+Enter');
  await state(page, 1, 'error');
  await expect(cell(page, 1).locator('.what')).toHaveText("SyntaxError: expected ':'");
  await expect(cell(page, 1).locator('.cm-line.bad')).toHaveText('for i in range(3)');
  expect(await printed(page, 1)).not.toContain('before');

  await setCode(page, 2, 'import torch\na = torch.ones(2, 3)\nb = torch.ones(4, 5)\nc = a @ b');
  await page.keyboard.press('Control+Enter');
  await state(page, 2, 'error');
  await expect(cell(page, 2).locator('.what')).toHaveText(
    'RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)',
  );
  await expect(cell(page, 2).locator('.cm-line.bad')).toHaveText('c = a @ b');
  await expect(cell(page, 2).locator('.squig').first()).toHaveText('a @ b');

  await setCode(page, 3, 'print(a.shape, hasattr(torch, "fft"))\ntorch.stft');
  await page.keyboard.press('Control+Enter');
  await state(page, 3, 'error');
  expect(await printed(page, 3)).toContain('torch.Size([2, 3]) False\n');
  await expect(cell(page, 3).locator('.what')).toContainText(
    'AttributeError: Downhill does not have torch.stft',
  );
});

test('a file that is no notebook is refused with the reason', async ({ page }) => {
  await open(page);
  for (const [name, text, reason] of [
    ['picture.ipynb', '\u0089PNG\r\n', /^picture\.ipynb: .*not a notebook/],
    ['old.ipynb', '{"nbformat": 3, "worksheets": []}', /^old\.ipynb: .*version 3/],
  ] as const) {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a notebook' }).last().click();
    const buffer = Buffer.from(text, 'latin1');
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer });
    await expect(page.getByRole('alert')).toHaveText(reason);
    await expect(page.locator('.cell')).toHaveCount(3);
  }
});

/** Presses Tab until the focus stands on what is wanted. */
async function tabTo(page: Page, wanted: string, key = 'Tab'): Promise<void> {
  for (let n = 0; n < 60; n++) {
    if (await page.locator(wanted).evaluate((element) => element === document.activeElement))
      return;
    // In code Tab indents, until Escape was pressed.
    if (await page.locator('.cm-content:focus').count()) await page.keyboard.press('Escape');
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never reached ${wanted}`);
}

test('by keyboard alone: run, read the chart, edit, stop', async ({ page }) => {
  await open(page);
  await tabTo(page, '#cell-1 button[aria-label="Run cell 1"]');
  await page.keyboard.press('Enter');
  await state(page, 1, 'finished');
  expect(await printed(page, 1)).toBe(seed);

  await tabTo(page, '#cell-1 input[type=range]');
  await page.keyboard.press('Home');
  await expect(cell(page, 1).getByRole('slider')).toHaveAttribute(
    'aria-valuetext',
    'iteration 0, loss 225.0, x 15.00',
  );

  await tabTo(page, '#cell-2 .cm-content');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('while True: x = 7');
  await page.keyboard.press('Shift+Enter');
  await expect(cell(page, 3).locator('.cm-content')).toBeFocused();
  await state(page, 2, 'running');
  await tabTo(page, '#cell-2 button[aria-label="Stop cell 2"]', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await state(page, 2, 'stopped');

  await tabTo(page, '#cell-3 .cm-content');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('print(x)');
  await page.keyboard.press('Control+Enter');
  await state(page, 3, 'finished');
  expect(await printed(page, 3)).toBe('7\n');
});

for (const scheme of ['light', 'dark'] as const)
  test(`on a phone's width, ${scheme}: all cells run, nothing is wider, axe finds no fault`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: scheme });
    await open(page);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expect
      .poll(async () => {
        expect(await scrolledSideways(page)).toEqual([]);
        return cell(page, 3).getAttribute('data-state');
      })
      .toBe('finished');
    expect(await printed(page, 1)).toBe(seed);
    expect(await printed(page, 2)).toBe(
      '200\n100\ntorch.float64\ntorch.Size([100, 2])\ntorch.Size([100])\n',
    );
    const [, first, second] = /tensor\(\[ *(-?[\d.]+), *(-?[\d.]+)\][^]*$/.exec(
      (await printed(page, 3)).split('final weights')[1]!,
    )!;
    expect(Math.abs(Number(first) - 0.77)).toBeLessThan(0.1);
    expect(Math.abs(Number(second) + 0.56)).toBeLessThan(0.1);
    expect(await scrolledSideways(page)).toEqual([]);
    expect(await seriousFaults(page)).toEqual([]);
    const fold = cell(page, 1).getByRole('button', { name: 'Show all' });
    await fold.click();
    await expect(fold).toBeHidden();
    await expect(cell(page, 1).getByRole('button', { name: 'Show less' })).toBeVisible();
  });
