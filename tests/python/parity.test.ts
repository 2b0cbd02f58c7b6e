// 200 steps of every optimizer with every option against PyTorch's bits (tests/golden/optim/steps.txt), and the table that the
// parity page shows: what it says is what is measured. WRITE_PARITY=1 writes the table anew.
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { golden, readJson, root, runDriver } from './notebook';

type Count = [equal: number, steps: number, ulp: number];
type Table = Record<string, Record<string, Record<string, Count>>>;

interface Result {
  cases: Record<string, number>;
  wrong: string[];
  missing: string[];
  table: Table;
}

const file = path.join(golden, 'optim/parity.json');
const { optimizers } = readJson<{ optimizers: Table }>('optim/parity.json');
// By closures and by sparse gradients: tests of their own.
const elsewhere = ['LBFGS', 'SparseAdam', 'Newton'];
let result: Result;

/** One line per option set, so that a change reads as one. */
function text(table: Table): string {
  const about =
    'Measured by tests/python/parity.test.ts (WRITE_PARITY=1 writes it): per optimizer, options and dtype the steps ' +
    'equal to PyTorch in every bit of parameter and state, of how many, and the largest difference in ulp.';
  const rows = (sets: Table[string]) =>
    Object.entries(sets).map(([set, row]) => `   ${JSON.stringify(set)}: ${JSON.stringify(row)}`);
  const parts = Object.entries(table).map(
    ([name, sets]) => `  ${JSON.stringify(name)}: {\n${rows(sets).join(',\n')}\n  }`,
  );
  const head = ` "about": ${JSON.stringify(about)},\n "torch": "2.13.0",\n "optimizers": {`;
  return `{\n${head}\n${parts.join(',\n')}\n }\n}\n`;
}

beforeAll(async () => {
  const driver = await runDriver<Result>(path.join(golden, 'optim/check_steps.py'));
  result = driver.result;
  if (process.env.WRITE_PARITY) fs.writeFileSync(file, text(result.table));
}, 400_000);

describe('optimizers against PyTorch', () => {
  it('differ nowhere by more than bounds.txt says', () => {
    expect(result.wrong).toEqual([]);
  });

  it('all have cases', () => {
    const schema = fs.readFileSync(path.join(root, 'build/generated/schema.json'), 'utf8');
    const { optimizers: known } = JSON.parse(schema) as { optimizers: { name: string }[] };
    const names = known.map(({ name }) => name).filter((name) => !elsewhere.includes(name));
    expect(names.length).toBeGreaterThan(10);
    expect(Object.keys(result.cases).sort()).toEqual(names.sort());
  });

  it('are the optimizers of parity.json (else: WRITE_PARITY=1 npx vitest run tests/python/parity.test.ts)', () => {
    expect(Object.keys(result.table)).toEqual(Object.keys(optimizers));
  });

  for (const name of Object.keys(optimizers)) {
    it(`${name}: as close as parity.json says`, () => {
      expect(result.table[name]).toEqual(optimizers[name]);
    });
  }
});
