// What the core's recorder gathers leaves as messages: while a cell runs, and once more at its end.
import { beforeAll, expect, test } from 'vitest';
import { startRuntime } from '../../../scripts/lib/runtime_node.mjs';
import type { FromWorker } from '../../../web/runtime/messages';

const memory = new Float64Array(8); // as if of the core: blocks may be views of it
let messages: FromWorker[] = [];
let drained: string[] = [];
let run: (source: string) => Promise<unknown>;

beforeAll(async () => {
  const { cells, core } = await startRuntime({
    emit: (message: FromWorker) => messages.push(message),
  });
  core.records_drain = () => {
    drained.push('drain');
    memory.fill(drained.length);
    const options = { momentum: 0.9, betas: [0.8, 0.99], nesterov: true };
    const text = JSON.stringify({ optimizer: 'SGD', lr: 0.5, options, names: ['w'] });
    const columns = [{ part: 'loss' }, { part: 'value', param: 0, element: 2 }];
    return [{ id: 1, text, columns, rows: memory.subarray(0, 3) }];
  };
  core.records_close = () => drained.push('close');
  run = (source) => {
    [messages, drained] = [[], []];
    return cells.run('cell 7', source);
  };
});

test('while a cell runs: about once a frame', async () => {
  await run('import time\nend = time.monotonic() + 0.5\nwhile time.monotonic() < end: pass');
  const records = messages.filter(({ type }) => type === 'records');
  expect(records.length).toBeGreaterThan(5);
  expect(records.length).toBeLessThan(500 / 16 + 3);
  expect(records.every((message) => 'cell' in message && message.cell === 'cell 7')).toBe(true);
});

test('at its end: closed, drained, and sent before the result', async () => {
  await run('1');
  expect(drained).toEqual(['close', 'drain']);
  expect(messages.map(({ type }) => type)).toEqual(['started', 'records', 'result', 'ended']);
});

test('after an error too', async () => {
  await run('1 / 0');
  expect(messages.map(({ type }) => type)).toEqual(['started', 'records', 'error', 'ended']);
});

test('rows are copies', async () => {
  await run('pass');
  const sent = messages.find((message) => message.type === 'records');
  memory.fill(99);
  expect(sent?.type === 'records' && Array.from(sent.series[0].rows)).toEqual([2, 2, 2]);
});

test('columns have the names that the optimizer gave', async () => {
  await run('pass');
  const sent = messages.find((message) => message.type === 'records');
  expect(sent?.type === 'records' && sent.series[0]).toMatchObject({
    label: 'SGD, η = 0.5, momentum 0.9, betas (0.8, 0.99), nesterov',
    columns: [{ name: 'loss' }, { name: 'w', part: 'value', param: 0, element: 2 }],
  });
});
