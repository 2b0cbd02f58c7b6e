import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const worker = readFileSync(new URL('./fake-worker.js', import.meta.url), 'utf8');

export interface StandInOptions {
  jspi?: boolean;
  hold?: number;
  deaf?: boolean;
  slow?: number;
  fail?: string;
}

/** Opens the page with the stand-in in place of the worker: the page alone is under test. */
export async function openPage(page: Page, options: StandInOptions = {}): Promise<void> {
  await page.route(/runtime\/worker\.ts|\/assets\/worker-/, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `self.OPTIONS = ${JSON.stringify(options)};\n${worker}`,
    }),
  );
  await page.goto('./');
  await page.locator('.cell').first().waitFor();
}

/** Types a cell's whole code anew. */
export async function setCode(page: Page, cell: number, code: string): Promise<void> {
  await page.locator(`#cell-${cell} .cm-content`).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(code);
}
