import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe calls serious or critical, in a line each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // KaTeX's boxes are hidden from assistive technology, and hundreds: they cost seconds. So do the
  // lists of what is right.
  const axe = new AxeBuilder({ page }).exclude('.katex-html').options({
    resultTypes: ['violations'],
  });
  const { violations } = await axe.analyze();
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

/** Everything on the page that is wider than its room, so that it would have to be scrolled sideways. */
export function scrolledSideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('html, html *')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter(
        (element) =>
          element === document.documentElement ||
          /auto|scroll/.test(getComputedStyle(element).overflowX),
      )
      .map((element) => `${element.tagName}.${element.className}: ${element.scrollWidth} px`),
  );
}
