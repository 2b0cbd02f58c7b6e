// Record blocks in a notebook file. JSON has no NaN and no infinities: NaN is null, an infinity is
// the string of its name.

import type { Column, SeriesBlock } from '../runtime/messages';
import type { Json, JsonObject } from './model';

function fail(what: string): never {
  throw new TypeError(what);
}

function number(v: unknown): number {
  if (typeof v === 'number') return v;
  if (v === null) return NaN;
  if (v === 'Infinity') return Infinity;
  if (v === '-Infinity') return -Infinity;
  return fail(`${JSON.stringify(v)} is not a number`);
}

const list = (v: unknown, what: string): unknown[] =>
  Array.isArray(v) ? v : fail(`${what} is not a list`);

function column(v: unknown): Column {
  const c = v as Column;
  if (typeof v !== 'object' || v === null || typeof c.name !== 'string')
    fail('a column has no name');
  if (c.part !== undefined && c.part !== 'value' && c.part !== 'grad')
    fail(`unknown part ${String(c.part)}`);
  return c;
}

function decodeBlock(v: unknown): SeriesBlock {
  if (typeof v !== 'object' || v === null) fail('a series is not an object');
  const block = v as Record<string, unknown>;
  if (block.version !== 1) fail(`version ${String(block.version)} of the record format is unknown`);
  const columns = list(block.columns, 'columns').map(column);
  const shapes = list(block.shapes, 'shapes').map((s) => list(s, 'a shape').map(number));
  const rows = Float64Array.from(list(block.rows, 'rows'), number);
  if (rows.length % (columns.length + 1) !== 0) fail('a row is incomplete');
  for (const c of columns)
    if (c.param !== undefined && !(c.param in shapes)) fail(`parameter ${c.param} has no shape`);
  const total = number(block.total);
  const result: SeriesBlock = {
    version: 1,
    id: number(block.id),
    optimizer: String(block.optimizer),
    lr: number(block.lr),
    label: String(block.label),
    columns,
    shapes,
    stride: number(block.stride ?? 1),
    total,
    from: 0,
    rows,
    closed: block.closed !== false,
  };
  if (typeof block.curve === 'object' && block.curve !== null) {
    const { x, y } = block.curve as Record<string, unknown>;
    result.curve = { x: list(x, 'the curve').map(number), y: list(y, 'the curve').map(number) };
  }
  return result;
}

/** One block, or a list of them. */
export function decodeBlocks(v: unknown): SeriesBlock[] {
  return Array.isArray(v) ? v.map(decodeBlock) : [decodeBlock(v)];
}

const toJson = (v: number | null): Json =>
  v === null || Number.isNaN(v) ? null : Number.isFinite(v) ? v : String(v);

export function encodeBlock(block: SeriesBlock): JsonObject {
  const { rows, curve, columns, lr, from, ...rest } = block;
  if (from !== 0) throw new RangeError('only whole series are stored');
  const json: JsonObject = {
    ...rest,
    lr: toJson(lr),
    columns: columns.map((c) => ({ ...c })),
    from: 0,
    rows: Array.from(rows as ArrayLike<number | null>, toJson),
  };
  if (curve) json.curve = { x: curve.x.map(toJson), y: curve.y.map(toJson) };
  return json;
}
