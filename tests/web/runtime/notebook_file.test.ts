// What is read as a notebook, what is refused, and what is written back.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readNotebook } from '../../../scripts/lib/notebook_file.mjs';
import { Outputs } from '../../../scripts/lib/notebook_outputs.mjs';
import { RECORDS_MIME, type FromWorker, type SeriesBlock } from '../../../web/runtime/messages';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'downhill-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array) {
  const place = path.join(folder, name);
  fs.writeFileSync(place, content);
  return place;
}

const ipynb = (json: unknown) => file('n.ipynb', JSON.stringify(json));
const sources = (place: string) => readNotebook(place).cells.map(({ source }) => source);

describe('cells', () => {
  test('of a notebook are its code cells, from text or lines', () => {
    const cells = [
      { cell_type: 'markdown', source: 'text' },
      { cell_type: 'code', source: ['a = 1\n', 'a'] },
      { cell_type: 'code', source: 'b' },
    ];
    expect(sources(ipynb({ nbformat: 4, cells }))).toEqual(['a = 1\na', 'b']);
  });

  test('of a Python file begin at its marks and keep their lines', () => {
    const read = readNotebook(
      file('a.py', 'a = 1\n# %% two\nb\n#%% [markdown]\n# prose\n# %%\n\nc'),
    );
    expect(read.interactive).toBe(true);
    expect(read.cells.map(({ source }) => source)).toEqual([
      'a = 1\n',
      '\n# %% two\nb\n',
      '\n\n\n\n\n# %%\n\nc\n',
    ]);
  });

  test('of a Python file without marks are one script', () => {
    const read = readNotebook(file('s.py', '\ufeffx = "# %%"\nx\n'));
    expect(read).toMatchObject({ interactive: false, cells: [{ source: 'x = "# %%"\nx\n' }] });
  });
});

describe('refused', () => {
  test.each<[string, () => string, RegExp]>([
    ['nothing', () => path.join(folder, 'none.ipynb'), /none\.ipynb does not exist\.$/],
    ['a folder', () => folder, /is a folder/],
    ['another kind', () => file('a.txt', 'x'), /neither a notebook \(\.ipynb\) nor a Python file/],
    ['an empty file', () => file('e.ipynb', ''), /it is empty/],
    ['no JSON', () => file('j.ipynb', 'print(1)'), /is not JSON/],
    ['a list', () => ipynb([]), /not an object/],
    ['other JSON', () => ipynb({ a: 1 }), /no "nbformat"/],
    ['format 3', () => ipynb({ nbformat: 3, worksheets: [] }), /format 3; this reads format 4/],
    ['no cells', () => ipynb({ nbformat: 4 }), /no list of "cells"/],
    ['a cell that is none', () => ipynb({ nbformat: 4, cells: [7] }), /cell 1 has no "cell_type"/],
    [
      'source that is no text',
      () => ipynb({ nbformat: 4, cells: [{ cell_type: 'code', source: 7 }] }),
      /cell 1 is not text/,
    ],
    [
      'another language',
      () => ipynb({ nbformat: 4, cells: [], metadata: { kernelspec: { language: 'julia' } } }),
      /notebook in julia/,
    ],
    ['no text', () => file('b.py', Uint8Array.of(0xff, 0xfe, 0x00)), /not text in UTF-8/],
  ])('%s', (_, place, why) => expect(() => readNotebook(place())).toThrow(why));
});

describe('outputs', () => {
  const outputsOf = (messages: object[]) => {
    const outputs = new Outputs();
    for (const message of messages) outputs.add({ cell: '', ...message } as FromWorker);
    const cell = { outputs: [] as Record<string, unknown>[], execution_count: null };
    outputs.saveInto(cell);
    return cell;
  };

  test('are text, result and error in format 4', () => {
    const cell = outputsOf([
      { type: 'started', count: 3 },
      { type: 'output', stream: 'stdout', text: 'a\nb' },
      { type: 'output', stream: 'stdout', text: 'c\n' },
      { type: 'output', stream: 'stderr', text: 'e' },
      { type: 'result', text: '1' },
      { type: 'error', name: 'E', message: 'm', traceback: 't\nE: m', line: 1, call: null },
    ]);
    expect(cell.execution_count).toBe(3);
    expect(cell.outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: ['a\n', 'bc\n'] },
      { output_type: 'stream', name: 'stderr', text: ['e'] },
      {
        output_type: 'execute_result',
        data: { 'text/plain': ['1'] },
        execution_count: 3,
        metadata: {},
      },
      { output_type: 'error', ename: 'E', evalue: 'm', traceback: ['t', 'E: m'] },
    ]);
  });

  test('hold a series once, its blocks put together', () => {
    const block = (from: number, rows: number[], closed = false): SeriesBlock => ({
      version: 1,
      id: 1,
      optimizer: 'SGD',
      lr: 0.1,
      label: 'SGD',
      columns: [{ name: 'loss' }],
      shapes: [],
      stride: 1,
      total: 3,
      from,
      rows: Float64Array.from(rows),
      closed,
    });
    const series = (b: SeriesBlock) => ({ type: 'records', series: [b] });
    const { outputs } = outputsOf([
      series(block(0, [0, 9, 1, 8])),
      series(block(1, [1, 7, 2, NaN], true)),
      series({ ...block(0, [0, Infinity]), id: 2 }),
      { type: 'output', stream: 'stdout', text: 'text stands first' },
    ]);
    expect(outputs.shift()?.output_type).toBe('stream');
    const stored = outputs.map(({ data }) => (data as Record<string, SeriesBlock>)[RECORDS_MIME]);
    expect(stored[0]).toMatchObject({ id: 1, from: 0, rows: [0, 9, 1, 7, 2, null], closed: true });
    expect(stored[1]).toMatchObject({ id: 2, rows: [0, 'Infinity'] });
    expect(outputs).toHaveLength(2);
  });
});
