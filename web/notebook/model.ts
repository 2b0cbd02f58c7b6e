// A notebook file (nbformat 4): read with care, written back with everything that it held.
// https://nbformat.readthedocs.io/en/latest/format_description.html

import { FIGURE_MIME, readFigure, type FigureSpec } from '../charts/figure/spec';
import { RECORDS_MIME, type SeriesBlock } from '../runtime/messages';
import { decodeBlocks, encodeBlock } from './records-json';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type Output =
  | { kind: 'stream'; stream: 'stdout' | 'stderr'; text: string }
  | { kind: 'result'; text: string; count: number | null }
  | { kind: 'error'; name: string; message: string; traceback: string }
  | { kind: 'records'; series: SeriesBlock[] }
  | { kind: 'figure'; figure: FigureSpec }
  /** What we do not show is kept for saving; `text` is its plain form. */
  | { kind: 'other'; text: string; raw: JsonObject };

export interface CodeCell {
  kind: 'code';
  id: string;
  source: string;
  count: number | null;
  outputs: Output[];
  metadata: JsonObject;
}

export interface TextCell {
  kind: 'markdown' | 'raw';
  id: string;
  source: string;
  metadata: JsonObject;
  attachments?: Json;
}

export type Cell = CodeCell | TextCell;

export interface Notebook {
  cells: Cell[];
  metadata: JsonObject;
  minor: number;
}

/** Says why a file is not a notebook that can be opened here. */
export class NotebookError extends Error {
  override name = 'NotebookError';
}

const isObject = (v: unknown): v is JsonObject =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

/** Text is stored as one string or as a list of lines. */
function text(v: unknown, where: string): string {
  if (typeof v === 'string') return v;
  if (Array.isArray(v) && v.every((line) => typeof line === 'string')) return v.join('');
  throw new NotebookError(`${where} is neither text nor a list of lines`);
}

const plain = (data: JsonObject, where: string): string =>
  data['text/plain'] === undefined ? '' : text(data['text/plain'], where);

// Jupyter stores tracebacks with the colours of a terminal.
// eslint-disable-next-line no-control-regex
const withoutColors = (s: string): string => s.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');

function parseOutput(v: unknown, where: string): Output {
  if (!isObject(v)) throw new NotebookError(`${where} is not an object`);
  if (v.output_type === 'stream')
    return {
      kind: 'stream',
      stream: v.name === 'stderr' ? 'stderr' : 'stdout',
      text: text(v.text, where),
    };
  if (v.output_type === 'error') {
    const lines = Array.isArray(v.traceback) ? v.traceback.map(String) : [];
    return {
      kind: 'error',
      name: String(v.ename ?? 'Error'),
      message: String(v.evalue ?? ''),
      traceback: withoutColors(lines.join('\n')),
    };
  }
  const data = isObject(v.data) ? v.data : {};
  if (data[RECORDS_MIME] !== undefined) {
    try {
      return { kind: 'records', series: decodeBlocks(data[RECORDS_MIME]) };
    } catch (error) {
      throw new NotebookError(
        `${where} holds records that cannot be read: ${(error as Error).message}`,
      );
    }
  }
  if (data[FIGURE_MIME] !== undefined) {
    try {
      return { kind: 'figure', figure: readFigure(data[FIGURE_MIME]) };
    } catch (error) {
      throw new NotebookError(
        `${where} holds a figure that cannot be read: ${(error as Error).message}`,
      );
    }
  }
  if (
    v.output_type === 'execute_result' &&
    Object.keys(data).every((mime) => mime === 'text/plain')
  )
    return {
      kind: 'result',
      text: plain(data, where),
      count: typeof v.execution_count === 'number' ? v.execution_count : null,
    };
  return { kind: 'other', text: plain(data, where), raw: v };
}

function parseCell(v: unknown, index: number): Cell {
  const where = `Cell ${index + 1}`;
  if (!isObject(v)) throw new NotebookError(`${where} is not an object`);
  const common = {
    id: typeof v.id === 'string' ? v.id : `cell-${index + 1}`,
    source: text(v.source, `The source of cell ${index + 1}`),
    metadata: isObject(v.metadata) ? v.metadata : {},
  };
  if (v.cell_type === 'code') {
    const outputs = Array.isArray(v.outputs) ? v.outputs : [];
    return {
      kind: 'code',
      ...common,
      count: typeof v.execution_count === 'number' ? v.execution_count : null,
      outputs: outputs.map((o, i) => parseOutput(o, `Output ${i + 1} of cell ${index + 1}`)),
    };
  }
  if (v.cell_type === 'markdown' || v.cell_type === 'raw') {
    const cell: TextCell = { kind: v.cell_type, ...common };
    if (v.attachments !== undefined) cell.attachments = v.attachments;
    return cell;
  }
  throw new NotebookError(`${where} is of an unknown kind: ${JSON.stringify(v.cell_type ?? null)}`);
}

export function parseNotebook(source: string): Notebook {
  let file: unknown;
  try {
    file = JSON.parse(source);
  } catch (error) {
    const start = source.trimStart().slice(0, 1);
    const why = start === '' ? 'the file is empty' : `it is not JSON (${(error as Error).message})`;
    throw new NotebookError(`This is not a notebook: ${why}.`);
  }
  try {
    if (!isObject(file)) throw new NotebookError('it holds no notebook object');
    if (typeof file.nbformat !== 'number') throw new NotebookError('it does not say its nbformat');
    if (file.nbformat !== 4)
      throw new NotebookError(
        `its format is version ${file.nbformat}, and only version 4 can be opened`,
      );
    if (!Array.isArray(file.cells)) throw new NotebookError('it has no list of cells');
    const cells = file.cells.map(parseCell);
    unique(cells);
    return {
      cells,
      metadata: isObject(file.metadata) ? file.metadata : {},
      minor: typeof file.nbformat_minor === 'number' ? file.nbformat_minor : 0,
    };
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    const why = error.message.replace(/^(Cell|Output|The) /, (word) => word.toLowerCase());
    throw new NotebookError(`This is not a notebook: ${why}.`);
  }
}

// Messages of the worker name cells by their id, so two cells must not share one.
function unique(cells: Cell[]): void {
  const seen = new Set<string>();
  for (const cell of cells) {
    let { id } = cell;
    for (let n = 2; seen.has(id); n++) id = `${cell.id}-${n}`;
    cell.id = id;
    seen.add(id);
  }
}

/** Text as nbformat likes it: a list of lines, each with its end. */
const lines = (s: string): string[] => s.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function outputJson(output: Output): JsonObject[] {
  switch (output.kind) {
    case 'stream':
      return [{ output_type: 'stream', name: output.stream, text: lines(output.text) }];
    case 'result':
      return [
        {
          output_type: 'execute_result',
          execution_count: output.count,
          data: { 'text/plain': lines(output.text) },
          metadata: {},
        },
      ];
    case 'error':
      return [
        {
          output_type: 'error',
          ename: output.name,
          evalue: output.message,
          traceback: output.traceback.split('\n'),
        },
      ];
    case 'records':
      return output.series.map((block) => ({
        output_type: 'display_data',
        data: {
          [RECORDS_MIME]: encodeBlock(block),
          'text/plain': [`<${block.label}: ${block.total} iterations>`],
        },
        metadata: {},
      }));
    case 'figure':
      return [
        {
          output_type: 'display_data',
          data: {
            [FIGURE_MIME]: output.figure as unknown as JsonObject,
            'text/plain': [output.figure.text],
          },
          metadata: {},
        },
      ];
    case 'other':
      return [output.raw];
  }
}

/** The notebook as a file, in nbformat 4.5 with Jupyter's indentation. */
export function serializeNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell): JsonObject => {
    const base: JsonObject = {
      cell_type: cell.kind,
      id: cell.id.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 64),
      metadata: cell.metadata,
      source: lines(cell.source),
    };
    if (cell.kind === 'code')
      return { ...base, execution_count: cell.count, outputs: cell.outputs.flatMap(outputJson) };
    return cell.attachments === undefined ? base : { ...base, attachments: cell.attachments };
  });
  const file = {
    cells,
    metadata: notebook.metadata,
    nbformat: 4,
    nbformat_minor: Math.max(5, notebook.minor),
  };
  // One number a line would make a page of every chart: rows stay on one line.
  return (
    JSON.stringify(file, null, 1).replace(
      /"(rows|x|y|u|v|z|sizes|levels)": \[([-\d.e+,\s]|null|"-?Infinity")*\]/g,
      (list) => list.replace(/\s+/g, '').replace('":[', '": ['),
    ) + '\n'
  );
}

/** The title: the first heading, without its marks. */
export function titleOf(notebook: Notebook): string {
  for (const cell of notebook.cells) {
    const heading = cell.kind === 'markdown' ? /^#\s+(.+)$/m.exec(cell.source) : null;
    if (heading) return heading[1].replace(/[*_`$]/g, '').trim();
  }
  return 'Notebook';
}
