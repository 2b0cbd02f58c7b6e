import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/lib/chromium.mjs';

// The tests look at a production build. DOWNHILL_URL names a server that already runs instead.
const port = 4173;
const site = `http://127.0.0.1:${port}/some/folder/`;
const running = process.env.DOWNHILL_URL;

export default defineConfig({
  testDir: 'tests/web',
  testMatch: '**/*.spec.ts',
  outputDir: 'build/reports/playwright',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'build/reports/playwright.json' }]],
  use: {
    baseURL: running ?? site,
    screenshot: 'only-on-failure', // a trace of every test would double the time
    launchOptions: {
      executablePath: findChromium() ?? undefined,
      // As root, which is what a container has, Chromium refuses to start with its sandbox.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  webServer: running
    ? undefined
    : {
        command: `node scripts/site.mjs --port ${port}`,
        url: site,
        reuseExistingServer: !process.env.CI,
        timeout: 120_000,
      },
});
