// Where a Chromium that the tests can drive may be. Uses Node's built-ins only.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { which } from './which.mjs';

/** @returns {string | null} the path of the executable */
export function findChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  return (
    playwrights() ??
    which(
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      'microsoft-edge',
    ) ??
    places.find((place) => fs.existsSync(place)) ??
    null
  );
}

const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A browser that `npx playwright install` has put there; Playwright's packages may be missing yet. */
function playwrights() {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core');
    const path = chromium.executablePath();
    return fs.existsSync(path) ? path : null;
  } catch {
    return null;
  }
}
