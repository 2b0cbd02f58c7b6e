import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  parseNotebook,
  serializeNotebook,
  titleOf,
  type CodeCell,
} from '../../../../web/notebook/model';
import { RECORDS_MIME } from '../../../../web/runtime/messages';

const file = (cells: unknown[], more = {}): string =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5, ...more });
const code = (more = {}) => ({
  cell_type: 'code',
  id: 'a',
  metadata: {},
  execution_count: 3,
  source: ['x = 1\n', 'x'],
  outputs: [],
  ...more,
});

describe('parseNotebook', () => {
  it('joins lines and reads every kind of output', () => {
    const outputs = [
      { output_type: 'stream', name: 'stdout', text: ['a\n', 'b\n'] },
      { output_type: 'stream', name: 'stderr', text: 'oh' },
      {
        output_type: 'execute_result',
        execution_count: 3,
        data: { 'text/plain': '1' },
        metadata: {},
      },
      {
        output_type: 'error',
        ename: 'ValueError',
        evalue: 'no',
        traceback: ['\u001b[0;31mValueError\u001b[0m: no'],
      },
      {
        output_type: 'display_data',
        data: { 'image/png': 'AAAA', 'text/plain': '<Figure>' },
        metadata: {},
      },
    ];
    const cell = parseNotebook(file([code({ outputs })])).cells[0] as CodeCell;
    expect(cell.source).toBe('x = 1\nx');
    expect(cell.outputs).toMatchObject([
      { kind: 'stream', stream: 'stdout', text: 'a\nb\n' },
      { kind: 'stream', stream: 'stderr', text: 'oh' },
      { kind: 'result', text: '1', count: 3 },
      { kind: 'error', name: 'ValueError', message: 'no', traceback: 'ValueError: no' },
      { kind: 'other', text: '<Figure>' },
    ]);
  });

  it.each([
    ['', 'This is not a notebook: the file is empty.'],
    ['<html>', /^This is not a notebook: it is not JSON/],
    ['[1]', 'This is not a notebook: it holds no notebook object.'],
    ['{"cells": []}', 'This is not a notebook: it does not say its nbformat.'],
    [
      '{"nbformat": 3, "worksheets": []}',
      'This is not a notebook: its format is version 3, and only version 4 can be opened.',
    ],
    ['{"nbformat": 4}', 'This is not a notebook: it has no list of cells.'],
    [
      file([{ cell_type: 'code', source: 5 }]),
      'This is not a notebook: the source of cell 1 is neither text nor a list of lines.',
    ],
    [
      file([{ cell_type: 'dance', source: '' }]),
      'This is not a notebook: cell 1 is of an unknown kind: "dance".',
    ],
  ])('refuses %s', (text, reason) => {
    expect(() => parseNotebook(text)).toThrow(reason);
  });

  it('refuses records of a version it does not know', () => {
    const outputs = [
      { output_type: 'display_data', data: { [RECORDS_MIME]: { version: 2 } }, metadata: {} },
    ];
    expect(() => parseNotebook(file([code({ outputs })]))).toThrow(
      /output 1 of cell 1 holds records .* version 2/,
    );
  });

  it('gives cells without an id, or with one twice, ids of their own', () => {
    const cells = parseNotebook(file([code(), code(), code({ id: undefined })])).cells;
    expect(new Set(cells.map((c) => c.id)).size).toBe(3);
  });
});

describe('serializeNotebook', () => {
  it('writes back what it read, unknown outputs and metadata included', () => {
    const raw = {
      output_type: 'display_data',
      data: { 'image/png': 'AAAA', 'text/plain': ['<Figure>'] },
      metadata: { a: 1 },
    };
    const source = file(
      [
        code({ outputs: [raw], metadata: { tags: ['keep'] } }),
        { cell_type: 'markdown', id: 'm', metadata: {}, source: ['# Title'] },
      ],
      { metadata: { kernelspec: { name: 'python3' } } },
    );
    const again = JSON.parse(serializeNotebook(parseNotebook(source)));
    expect(again).toEqual(JSON.parse(source));
  });

  it('keeps unknown values and infinities of records', () => {
    const record = {
      version: 1,
      id: 1,
      optimizer: 'SGD',
      lr: 0.1,
      label: 'SGD',
      columns: [{ name: 'loss' }],
      shapes: [],
      stride: 1,
      total: 3,
      from: 0,
      rows: [0, null, 1, 'Infinity', 2, -1.5],
      closed: true,
    };
    const outputs = [
      {
        output_type: 'display_data',
        data: { [RECORDS_MIME]: record, 'text/plain': ['<SGD: 3 iterations>'] },
        metadata: {},
      },
    ];
    const notebook = parseNotebook(file([code({ outputs })]));
    const output = (notebook.cells[0] as CodeCell).outputs[0];
    expect(output.kind === 'records' && Array.from(output.series[0].rows)).toEqual([
      0,
      NaN,
      1,
      Infinity,
      2,
      -1.5,
    ]);
    const text = serializeNotebook(notebook);
    expect(JSON.parse(text).cells[0].outputs).toEqual(outputs);
    expect(text).toContain('"rows": [0,null,1,"Infinity",2,-1.5]');
  });
});

describe('the notebook of the page', () => {
  const notebook = parseNotebook(
    readFileSync(new URL('../../../../web/notebooks/optimizers.ipynb', import.meta.url), 'utf8'),
  );
  const cells = notebook.cells.filter((c) => c.kind === 'code');

  it('has a title, three code cells, and stored outputs and records of the first', () => {
    expect(titleOf(notebook)).toBe('PyTorch optimizers');
    expect(cells.length).toBe(3);
    expect(cells[0].outputs.map((o) => o.kind)).toContain('records');
    expect(cells.slice(0, 2).every((c) => c.outputs.some((o) => o.kind === 'stream'))).toBe(true);
  });

  it('stores as the last x the number that the cell prints', () => {
    const records = cells[0].outputs.find((o) => o.kind === 'records')!;
    const { rows, columns } = records.series[0];
    const x = columns.findIndex((c) => c.part === 'value') + 1;
    expect(rows[rows.length - columns.length - 1 + x]).toBe(0.0003984206705354154);
  });
});
