// The page of measurements: reached from the notebook, says what tests/golden says, fits and is accessible.
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { scrolledSideways, seriousFaults } from './faults';

type Table = Record<string, Record<string, Record<string, [number, number, number]>>>;

const { optimizers } = JSON.parse(readFileSync('tests/golden/optim/parity.json', 'utf8')) as {
  optimizers: Table;
};

test('is linked from the notebook and has a row for every optimizer and option set', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('link', { name: 'how close, measured' }).click();
  await expect(page.locator('h1')).toHaveText('How close to PyTorch');
  for (const [name, sets] of Object.entries(optimizers)) {
    const summary = page
      .getByRole('table')
      .first()
      .getByRole('row')
      .filter({
        has: page.getByRole('link', { name, exact: true }),
      });
    const counts = Object.values(sets).map((row) => row.float32);
    const steps = counts.reduce((sum, [, of]) => sum + of, 0);
    await expect(summary.getByRole('cell').first()).toHaveText(String(Object.keys(sets).length));
    await expect(summary.getByRole('cell').nth(1)).toContainText(steps.toLocaleString('en'));
    const rows = page.locator(`section:has(#${name}) tbody tr`);
    await expect(rows).toHaveCount(Object.keys(sets).length);
  }
  await page.getByRole('link', { name: 'Downhill' }).click();
  await expect(page.locator('#notebook')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`is accessible and as wide as a phone, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('./parity.html');
    await expect(page.getByRole('heading', { name: 'Operators' })).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await scrolledSideways(page)).toEqual([]);
  });
}
