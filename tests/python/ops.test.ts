// Every operator against PyTorch's committed numbers: the largest difference in ulp is what the table says, no more
// and no less. WRITE_ULP=1 writes the table anew, keeping its reasons.
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { golden, readJson, runDriver } from './notebook';

type Direction = 'forward' | 'backward';
type Measured = Record<Direction, [ulp: number, differ: number, of: number]>;
type Dtype = 'float32' | 'float64';

interface Result {
  table: Record<string, Record<Dtype, Measured>>;
  errors: string[];
}

type Row = Partial<Record<Dtype, Partial<Record<Direction, number>>>> & { reason?: string };

interface Table {
  about: string;
  operators: Record<string, Row>;
}

const dtypes: Dtype[] = ['float32', 'float64'];
const table = readJson<Table>('ops/ulp.json');
let result: Result;

/** A row of the table: the directions that an operator has. */
function row(measured: Record<Dtype, Measured>): Row {
  const one = (dtype: Dtype) =>
    Object.fromEntries(
      Object.entries(measured[dtype]).flatMap(([way, [ulp, , of]]) => (of > 0 ? [[way, ulp]] : [])),
    );
  return Object.fromEntries(dtypes.map((dtype) => [dtype, one(dtype)]));
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
}, 300_000);

describe('operators against PyTorch', () => {
  it('run without errors', () => {
    expect(result.errors).toEqual([]);
  });

  it('are the operators of the table', () => {
    expect(Object.keys(result.table).sort()).toEqual(Object.keys(table.operators).sort());
  });

  for (const [name, { reason, ...allowed }] of Object.entries(table.operators)) {
    it(`${name}: as far off as the table says`, () => {
      expect(row(result.table[name])).toEqual(allowed);
    });

    it(`${name}: what differs has a reason, what is equal has none`, () => {
      const differs = dtypes.some((dtype) =>
        Object.values(allowed[dtype] ?? {}).some((ulp) => ulp > 0),
      );
      expect(Boolean(reason)).toBe(differs);
    });
  }
});
