// Every learning-rate scheduler with its options, step by step, against PyTorch (tests/golden/schedule/steps.txt), and the
// table of them that the parity page shows. WRITE_PARITY=1 writes the table anew.
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { golden, readJson, root, runDriver } from './notebook';

type Count = [equal: number, steps: number, ulp: number];
type Table = Record<string, Record<string, Count>>;

const file = path.join(golden, 'schedule/parity.json');
const { schedulers } = readJson<{ schedulers: Table }>('schedule/parity.json');
const { cases } = readJson<{ cases: { scheduler: string; kwargs: string }[] }>(
  'reference/lr_traces.json',
);
let table: Table;
let traces: [name: string, first: string | null][];

function text(measured: Table): string {
  const about =
    'Measured by tests/python/schedulers.test.ts (WRITE_PARITY=1 writes it): per scheduler and options the steps whose ' +
    'learning rates and momenta equal those of PyTorch in every bit, of how many, and the largest difference in ulp.';
  const parts = Object.entries(measured).map(([name, sets]) => {
    const rows = Object.entries(sets).map(
      ([set, row]) => `   ${JSON.stringify(set)}: ${JSON.stringify(row)}`,
    );
    return `  ${JSON.stringify(name)}: {\n${rows.join(',\n')}\n  }`;
  });
  return `{\n "about": ${JSON.stringify(about)},\n "torch": "2.13.0",\n "schedulers": {\n${parts.join(',\n')}\n }\n}\n`;
}

beforeAll(async () => {
  table = (await runDriver<Table>(path.join(golden, 'schedule/check_steps.py'))).result;
  traces = (await runDriver<typeof traces>(path.join(golden, 'reference/run_lr_traces.py'))).result;
  if (process.env.WRITE_PARITY) fs.writeFileSync(file, text(table));
}, 200_000);

describe('schedulers against PyTorch', () => {
  it('all have cases, those of the schema and those that are no formula', () => {
    const schema = fs.readFileSync(path.join(root, 'build/generated/schema.json'), 'utf8');
    const { schedulers: known } = JSON.parse(schema) as { schedulers: { name: string }[] };
    expect(known.length).toBeGreaterThan(10);
    for (const { name } of known) expect(Object.keys(table)).toContain(name);
  });

  it('are the schedulers of parity.json (else: WRITE_PARITY=1 npx vitest run tests/python/schedulers.test.ts)', () => {
    expect(Object.keys(table)).toEqual(Object.keys(schedulers));
  });

  for (const name of Object.keys(schedulers)) {
    it(`${name}: every step, bit for bit`, () => {
      expect(table[name]).toEqual(schedulers[name]);
      for (const [equal, steps] of Object.values(table[name])) expect(equal).toBe(steps);
    });
  }
});

describe('lr_traces.json', () => {
  it('runs every case', () => {
    expect(traces.length).toBe(cases.length);
  });
  for (const [index, { scheduler, kwargs }] of cases.entries()) {
    it(`${scheduler} ${kwargs}`, () => {
      expect(traces[index][1]).toBeNull();
    });
  }
});
