// Python in a browser: it starts, streams, stops and pauses, and keeps its variables.
import { expect, test } from '@playwright/test';
import { WorkerUnderTest } from './worker';

let worker: WorkerUnderTest;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  worker = new WorkerUnderTest(await browser.newPage());
  await worker.start();
});
test.afterAll(() => worker.page.close());

/** How long Stop took: told, not judged, because a machine may be busy with other things. */
function stopTook(milliseconds: number): void {
  console.log(`  Stop took ${Math.round(milliseconds)} ms`);
}

test('loading counts bytes up to their sum', async () => {
  const loading = (await worker.heard()).filter((message) => message.type === 'loading');
  expect(loading.length).toBeGreaterThan(2);
  const done = loading.map((message) => message.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBeGreaterThan(10_000_000);
  expect(loading.at(-1)?.total).toBe(done.at(-1));
});

const loops = {
  'a loop': 'x = 1\nwhile True: x += 1',
  'a loop with except': 'x = 1\nwhile True:\n  try: x += 1\n  except Exception: pass',
  'a function that calls another':
    'x = 1\ndef f():\n    global x\n    x += 1\n    g()\ndef g(): pass\nwhile True: f()',
  'a generator': 'x = 2\nimport itertools\nsum(1 for _ in itertools.count())',
  exec: 'exec("x = 2\\nwhile True: x += 1")',
  'slow turns': 'x = 2\nwhile True: x += sum(range(200_000))',
  'an imported file':
    'open("endless.py", "w").write("def run():\\n  while True: pass")\nx = 2\nimport endless\nendless.run()',
  sleep: 'import time\nx = 2\ntime.sleep(60)',
  await: 'import asyncio\nx = 2\nawait asyncio.sleep(60)',
  'a loop between awaits': 'import asyncio\nx = 2\nawait asyncio.sleep(0)\nwhile True: x += 1',
  printing: 'x = 2\nwhile True:\n    x += 1\n    if x % 1000 == 0: print(x)',
};

for (const [name, source] of Object.entries(loops)) {
  test(`Stop ends ${name} and keeps the variables`, async () => {
    await worker.begin(source);
    await worker.page.waitForTimeout(400);
    const asked = await worker.tell({ type: 'stop' });
    const ended = await worker.until('ended');
    expect(ended.status).toBe('stopped');
    stopTook(ended.at - asked);
    expect(Number(await worker.result('x'))).toBeGreaterThan(1);
  });
}

test('training sends its record while it runs, and the final state when it is stopped', async () => {
  await worker.begin(`
import torch
w = torch.tensor([15.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=1e-6)
while True:
    optimizer.zero_grad()
    loss = (w ** 2).sum()
    loss.backward()
    optimizer.step()
`);
  await worker.until('records');
  await worker.page.waitForTimeout(300);
  const asked = await worker.tell({ type: 'stop' });
  const ended = await worker.until('ended');
  stopTook(ended.at - asked);
  const said = await worker.heard();
  const blocks = said.flatMap((message) => (message.type === 'records' ? message.series : []));
  expect(blocks.length).toBeGreaterThan(3);
  expect(blocks.map(({ closed }) => closed)).toEqual([
    ...Array(blocks.length - 1).fill(false),
    true,
  ]);
  expect(blocks[0].columns.map(({ name, part }) => `${name} ${part ?? ''}`)).toEqual([
    'loss ',
    'lr ',
    'w value',
    'w grad',
  ]);
  const last = Array.from(blocks.at(-1)!.rows).slice(-5);
  expect(await worker.result('w.item()')).toBe(String(last[3]));
  expect(last[0]).toBe(blocks.at(-1)!.total);
});

test('Stop passes through except, finally and with', async () => {
  await worker.begin(`
class Guard:
    def __enter__(self): pass
    def __exit__(self, *error): print('closed', error[0].__name__)
n = 0
try:
    with Guard():
        try:
            while n >= 0: n += 1
        finally:
            print('finally')
except KeyboardInterrupt:
    print('caught')
`);
  await worker.page.waitForTimeout(200);
  await worker.tell({ type: 'stop' });
  expect((await worker.until('ended')).status).toBe('ok');
  const text = (await worker.heard()).flatMap((message) =>
    message.type === 'output' ? [message.text] : [],
  );
  expect(text.join('')).toBe('finally\nclosed KeyboardInterrupt\ncaught\n');
});

test('a cell that waits behind a stopped one does not start', async () => {
  await worker.begin('ran = False\nwhile True: pass');
  await worker.tell({ type: 'run', cell: 'second', source: 'ran = True' });
  await worker.tell({ type: 'stop' });
  await expect
    .poll(async () => (await worker.heard()).filter(({ type }) => type === 'ended').length)
    .toBe(2);
  expect(await worker.result('ran')).toBe('False');
});

test('pause holds a loop, resume lets it go on', async () => {
  await worker.begin('n = 0\nwhile True:\n    n += 1\n    if n % 1000 == 0: print(n)');
  await worker.tell({ type: 'pause' });
  await worker.until('paused');
  const before = (await worker.heard()).length;
  await worker.page.waitForTimeout(200);
  expect((await worker.heard()).length).toBe(before);
  await worker.tell({ type: 'resume' });
  await worker.until('resumed');
  await expect.poll(async () => (await worker.heard()).length).toBeGreaterThan(before + 2);
  await worker.tell({ type: 'pause' });
  await worker.tell({ type: 'stop' });
  expect((await worker.until('ended')).status).toBe('stopped');
});

test('text streams while a cell runs, at most one message a frame', async () => {
  await worker.begin(
    'import time\nend = time.monotonic() + 1\nwhile time.monotonic() < end: print("tick")',
  );
  await worker.until('output');
  expect((await worker.heard()).some(({ type }) => type === 'ended')).toBe(false);
  const ended = await worker.until('ended');
  const outputs = (await worker.heard()).filter(({ type }) => type === 'output');
  expect(outputs.length).toBeGreaterThan(10);
  expect(outputs.length).toBeLessThan(ended.seconds / 0.016 + 2);
});

test('what sleep waits behind has been printed', async () => {
  await worker.begin('import time\nprint("a"); print("b")\ntime.sleep(60)');
  await expect
    .poll(async () => (await worker.heard()).filter(({ type }) => type === 'output').length)
    .toBeGreaterThan(0);
  const text = (await worker.heard()).flatMap((message) =>
    message.type === 'output' ? [message.text] : [],
  );
  expect(text.join('')).toBe('a\nb\n');
  await worker.tell({ type: 'stop' });
  await worker.until('ended');
});

test('endless recursion is an error, not the end of Python', async () => {
  const said = await worker.run('def f(): f()\nf()');
  expect(said.find(({ type }) => type === 'error')).toMatchObject({ name: 'RecursionError' });
  expect(await worker.result('1 + 1')).toBe('2');
});
