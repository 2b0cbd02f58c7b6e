// What is not there: a runtime that cannot start says why, soon, instead of waiting for ever.
import { expect, test, type Route } from '@playwright/test';
import { WorkerUnderTest } from './worker';

const broken: [string, string, (route: Route) => Promise<void>, RegExp][] = [
  [
    'a missing file',
    '**/runtime/downhill.wasm',
    (r) => r.fulfill({ status: 404 }),
    /downhill\.wasm .*404/,
  ],
  [
    'no connection',
    '**/runtime/python_stdlib.zip',
    (r) => r.abort(),
    /python_stdlib\.zip could not be loaded/,
  ],
  [
    'a page in place of a file',
    '**/runtime/pyodide.asm.wasm',
    (r) => r.fulfill({ contentType: 'text/html', body: '<p>Not found' }),
    /pyodide\.asm\.wasm .*web page/,
  ],
];

for (const [name, address, answer, message] of broken) {
  test(name, async ({ page }) => {
    await page.context().route(address, answer);
    await expect(new WorkerUnderTest(page).start()).rejects.toThrow(message);
  });
}

test('a server without a type for .wasm is no hindrance', async ({ page }) => {
  await page.context().route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, contentType: 'application/octet-stream' });
  });
  expect((await new WorkerUnderTest(page).start()).type).toBe('ready');
});

test('a browser that cannot suspend Python runs, streams and says so', async ({ page }) => {
  const worker = new WorkerUnderTest(page);
  expect((await worker.start({ jspi: false })).jspi).toBe(false);
  expect(await worker.result('import asyncio\nawait asyncio.sleep(0.01, 5)')).toBe('5');
  await worker.begin(`
import time
end = time.monotonic() + 0.5
while time.monotonic() < end: print('tick')
time.sleep(0.1)
`);
  await worker.until('output');
  expect((await worker.heard()).some(({ type }) => type === 'ended')).toBe(false);
  expect((await worker.until('ended')).status).toBe('ok');
  expect((await worker.heard()).filter(({ type }) => type === 'output').length).toBeGreaterThan(5);
});
