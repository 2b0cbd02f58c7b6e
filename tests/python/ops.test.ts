// Every operator against PyTorch's committed numbers: the largest difference in ulp is what the table says, no more
// and no less. WRITE_ULP=1 writes the table anew, keeping its reasons.
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { golden, readJson, runDriver } from './notebook';

type Direction = 'forward' | 'backward';
type Count = [ulp: number, differ: number, of: number];
type Measured = Record<Direction, Count>;
type Dtype = 'float32' | 'float64';

interface Result {
  table: Record<string, Record<Dtype, Measured>>;
  errors: string[];
}

type Row = Partial<Record<Dtype, Partial<Measured>>> & { reason?: string };

interface Table {
  about: string;
  operators: Record<string, Row>;
}

const dtypes: Dtype[] = ['float32', 'float64'];
const ways: Direction[] = ['forward', 'backward'];
const readable = path.join(golden, 'ops/ulp.md');
const table = readJson<Table>('ops/ulp.json');
let result: Result;

/** A row of the table: the directions that an operator has. */
function row(measured: Record<Dtype, Measured>): Row {
  const one = (dtype: Dtype) =>
    Object.fromEntries(Object.entries(measured[dtype]).filter(([, [, , of]]) => of > 0));
  return Object.fromEntries(dtypes.map((dtype) => [dtype, one(dtype)]));
}

/** ulp.json to read: a row per operator that differs. */
function text(): string {
  const cell = (count?: Count) => {
    if (!count) return '-';
    const [ulp, differ, of] = count;
    if (differ === 0) return '0';
    return `${ulp < 1e6 ? ulp : ulp.toExponential(1)} (${Number(((100 * differ) / of).toPrecision(2))} %)`;
  };
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const same: string[] = [];
  const lines: string[] = [];
  for (const [name, row] of Object.entries(table.operators)) {
    const cells = dtypes.flatMap((dtype) => ways.map((way) => cell(row[dtype]?.[way])));
    if (row.reason) lines.push(line([name, ...cells, row.reason]));
    else same.push(name);
  }
  const columns = dtypes.flatMap((dtype) => ways.map((way) => `${dtype} ${way}`));
  return [
    'The largest difference from PyTorch 2.13.0 in units in the last place, and the share of numbers that differ.',
    'Written from ulp.json by `WRITE_ULP=1 npx vitest run tests/python/ops.test.ts`.',
    '',
    line(['operator', ...columns, 'reason']),
    line(['---', ...columns.map(() => '---'), '---']),
    ...lines,
    '',
    `Equal in every bit: ${same.join(', ')}.`,
    '',
  ].join('\n');
}

beforeAll(async () => {
  const driver = await runDriver<Result>(path.join(golden, 'ops/check.py'));
  result = driver.result;
  if (!process.env.WRITE_ULP) return;
  console.log(driver.text);
  for (const [name, measured] of Object.entries(result.table)) {
    const reason = table.operators[name]?.reason;
    table.operators[name] = { ...row(measured), ...(reason && { reason }) };
  }
  fs.writeFileSync(path.join(golden, 'ops/ulp.json'), `${JSON.stringify(table, null, 1)}\n`);
  fs.writeFileSync(readable, text());
}, 300_000);

describe('operators against PyTorch', () => {
  it('run without errors', () => {
    expect(result.errors).toEqual([]);
  });

  it('are the operators of the table', () => {
    expect(Object.keys(result.table).sort()).toEqual(Object.keys(table.operators).sort());
  });

  it('are in ulp.md as in ulp.json', () => {
    expect(fs.readFileSync(readable, 'utf8')).toBe(text());
  });

  for (const [name, { reason, ...allowed }] of Object.entries(table.operators)) {
    it(`${name}: as far off as the table says`, () => {
      expect(row(result.table[name])).toEqual(allowed);
    });

    it(`${name}: what differs has a reason, what is equal has none`, () => {
      const differs = dtypes.some((dtype) =>
        Object.values(allowed[dtype] ?? {}).some(([ulp]) => ulp > 0),
      );
      expect(Boolean(reason)).toBe(differs);
    });
  }
});
