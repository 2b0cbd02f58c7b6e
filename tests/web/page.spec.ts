// The page with a stand-in for the worker: every state of a cell, by mouse, keyboard and touch width.
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { seriousFaults } from './faults';
import { openPage, setCode } from './stand-in';

const state = (page: Page, cell: number) => page.locator(`#cell-${cell}`);

test.beforeEach(({ page }) => {
  page.on('pageerror', (error) => expect(error, 'an error in the page').toBeNull());
});

test('is readable before Python is there: stored output and chart', async ({ page }) => {
  await openPage(page);
  await expect(page.locator('h1')).toHaveText('PyTorch optimizers');
  await expect(state(page, 1)).toHaveAttribute('data-state', 'saved');
  await expect(state(page, 1).locator('.outputs')).toContainText('0.0003984206705354154');
  await expect(state(page, 1).locator('.h-loss .plot')).toHaveAttribute(
    'aria-label',
    /^Loss by iteration: loss from 225\.0 at iteration 0 /,
  );
  await expect(page.locator('.status')).toContainText('Saved outputs');
});

test('a chart gains points during the run, and ends at what was printed', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Run cell 1', exact: true }).click();
  const iteration = state(page, 1).locator('.nums dd').first();
  const seen = new Set<string>();
  while ((await state(page, 1).getAttribute('data-state')) !== 'finished')
    seen.add((await iteration.textContent()) ?? '');
  expect(seen.size).toBeGreaterThan(3);
  await expect(iteration).toHaveText('100');
  await expect(state(page, 1).locator('.nums')).toContainText('3.98 × 10⁻⁴');
  await expect(state(page, 1).locator('.count')).toHaveText('[1]');
});

test('the slider reads every chart at one iteration, by keyboard', async ({ page }) => {
  await openPage(page);
  const slider = state(page, 1).getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'iteration 0, loss 225.0, x 15.00');
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', 'iteration 1, loss 182.3, x 13.50');
  await expect(state(page, 1).locator('.h-loss .at')).toHaveText('1');
  // Each label lies on its own halo, which says the same.
  for (const label of await state(page, 1).locator('.plot :is(.at, .end)').all())
    await expect(label.locator('xpath=preceding-sibling::*[1][@class="halo"]')).toHaveText(
      (await label.textContent()) ?? '',
    );
  await state(page, 1).getByRole('radio', { name: 'log' }).press('Space');
  await expect(state(page, 1).getByRole('radio', { name: 'log' })).toBeChecked();
});

test('pauses, resumes and stops, and keeps the chart', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Run cell 3' }).click();
  const seat = state(page, 3).locator('.seat');
  await expect(seat.locator('.prog')).toContainText('of 500 iterations');
  await seat.getByRole('button', { name: 'Pause' }).click();
  await expect(state(page, 3)).toHaveAttribute('data-state', 'paused');
  await seat.getByRole('button', { name: 'Resume' }).click();
  await expect(state(page, 3)).toHaveAttribute('data-state', 'running');
  await seat.getByRole('button', { name: 'Stop' }).click();
  await expect(state(page, 3)).toHaveAttribute('data-state', 'stopped');
  await expect(state(page, 3).locator('.outputs')).toContainText('Every variable is as it was');
  await expect(state(page, 3).locator('.h-w .plot')).toBeVisible();
});

test('an error: the line, the call, the sentence, the numbers; the next cell runs', async ({
  page,
}) => {
  await openPage(page);
  await setCode(page, 2, 'layer = nn.Linear(3, 1)\npred = layer(X_test)');
  await page.keyboard.press('Control+Enter');
  const cell = state(page, 2);
  await expect(cell).toHaveAttribute('data-state', 'error');
  await expect(cell.locator('.cm-line.bad')).toHaveText('pred = layer(X_test)');
  await expect(cell.locator('.squig').first()).toHaveText('layer(X_test)');
  await expect(cell.locator('.what')).toContainText('RuntimeError: mat1 and mat2 shapes');
  await expect(cell.locator('.help')).toHaveText(
    /Line 2, in layer\(X_test\)\. .* 2 columns, .* 3 rows/,
  );
  await expect(cell.locator('.trace .out')).toBeHidden();
  await cell.locator('.trace summary').click();
  await expect(cell.locator('.trace .out')).toContainText('in forward');
  await cell.locator('.cm-content').click();
  await page.keyboard.insertText(' ');
  await expect(cell.locator('.cm-line.bad')).toHaveCount(0);
  await page.getByRole('button', { name: 'Run cell 3' }).click();
  await expect(state(page, 3)).toHaveAttribute('data-state', 'running');
});

test('output is text, never HTML', async ({ page }) => {
  await openPage(page);
  const evil = '<img src=x onerror=alert(1)>';
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        cell_type: 'markdown',
        id: 'a',
        metadata: {},
        source: `# ${evil}\n\n<script>alert(1)</script> [x](javascript:alert(1))`,
      },
      {
        cell_type: 'code',
        id: 'b',
        metadata: {},
        execution_count: 1,
        source: '',
        outputs: [
          { output_type: 'stream', name: 'stdout', text: evil },
          {
            output_type: 'display_data',
            metadata: {},
            data: { 'text/html': evil, 'text/plain': evil },
          },
        ],
      },
    ],
  };
  await choose(page, 'evil.ipynb', JSON.stringify(notebook));
  await expect(page.locator('.outputs .ol')).toHaveText([evil, evil]);
  await expect(page.locator('h1')).toHaveText(evil);
  expect(await page.locator('main img, main script, main a[href^="javascript"]').count()).toBe(0);
});

async function choose(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a notebook' }).last().click();
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('refuses what is no notebook and keeps the one that is open', async ({ page }) => {
  await openPage(page);
  await choose(page, 'data.json', '{"rows": []}');
  await expect(page.getByRole('alert')).toHaveText(
    'data.json: This is not a notebook: it does not say its nbformat.',
  );
  await expect(page.locator('.cell')).toHaveCount(3);
});

test('takes a notebook that is dropped on the page', async ({ page }) => {
  await openPage(page);
  const text = JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [{ cell_type: 'markdown', id: 'a', metadata: {}, source: '# Dropped' }],
  });
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'dropped.ipynb'));
    return transfer;
  }, text);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await expect(page.locator('body')).toHaveClass('dropping');
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  await expect(page.locator('h1')).toHaveText('Dropped');
  await expect(page.locator('body')).not.toHaveClass('dropping');
});

test('saves what was run, and opens it again', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Run cell 1', exact: true }).click();
  await expect(state(page, 1)).toHaveAttribute('data-state', 'finished');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save this notebook' }).first().click();
  const saved = readFileSync(await (await download).path(), 'utf8');
  await choose(page, 'again.ipynb', saved);
  await expect(state(page, 1)).toHaveAttribute('data-state', 'saved');
  await expect(state(page, 1).locator('.nums')).toContainText('3.98 × 10⁻⁴');
});

test('by keyboard: Shift+Enter moves on, Escape and Tab leave the code', async ({ page }) => {
  await openPage(page);
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await state(page, 2).locator('.cm-content').focus();
  await page.keyboard.press('Shift+Enter');
  await expect(state(page, 3).locator('.cm-content')).toBeFocused();
  await expect(state(page, 2)).toHaveAttribute('data-state', 'finished');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(state(page, 3).locator('.cm-content')).not.toBeFocused();
});

test('one long call: offers a restart, and says that the variables are gone', async ({ page }) => {
  await openPage(page, { deaf: true });
  await setCode(page, 2, 'long_call()');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Stop cell 2' }).click();
  await state(page, 2).locator('.offer').getByRole('button').click();
  await expect(state(page, 2).locator('.outputs')).toContainText('All variables are gone');
  await expect(page.locator('.status')).toContainText('all variables are gone');
});

test('without JSPI Stop asks first, and Cancel lets the cell run on', async ({ page }) => {
  await openPage(page, { jspi: false });
  await setCode(page, 2, 'while True: pass');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.status')).toContainText('cell 2');
  await page.getByRole('button', { name: 'Stop cell 2' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('all variables are lost');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(state(page, 2)).toHaveAttribute('data-state', 'running');
  await page.getByRole('button', { name: 'Stop cell 2' }).click();
  await dialog.getByRole('button', { name: 'Stop and restart' }).click();
  await expect(state(page, 2)).toHaveAttribute('data-state', 'stopped');
});

test('a flood of output stays bounded', async ({ page }) => {
  await openPage(page);
  await setCode(page, 2, 'flood()');
  await page.keyboard.press('Control+Enter');
  await expect(state(page, 2)).toHaveAttribute('data-state', 'finished');
  expect(await state(page, 2).locator('.ol').count()).toBeLessThan(4000);
  await expect(state(page, 2).locator('.left-out')).toContainText('lines left out');
  await expect(state(page, 2).locator('.ol').last()).toHaveText('line 23999');
});

test('says why Python could not be started', async ({ page }) => {
  await openPage(page, { fail: 'pyodide.asm.wasm was not found (404).' });
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByRole('alert')).toContainText('pyodide.asm.wasm was not found');
  await expect(state(page, 1)).toHaveAttribute('data-state', 'saved');
});

for (const [width, scheme] of [
  [1280, 'light'],
  [1280, 'dark'],
  [390, 'light'],
  [360, 'dark'],
] as const)
  test(`${width} px, ${scheme}: no serious accessibility fault, nothing scrolls sideways`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme: scheme });
    await openPage(page, { hold: 217 });
    expect(await seriousFaults(page)).toEqual([]);
    await setCode(page, 2, 'pred = layer(X_test)');
    await page.keyboard.press('Control+Enter');
    await expect(state(page, 2)).toHaveAttribute('data-state', 'error');
    await page.getByRole('button', { name: 'Run cell 3' }).click();
    await expect(state(page, 3).locator('.nums dd').first()).toHaveText('217');
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
