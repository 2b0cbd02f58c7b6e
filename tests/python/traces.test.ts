// The optimizers, step by step, have PyTorch's bits (Adafactor and Muon: its numbers within a bound): parameters after each step, and the state at the end.
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { golden, readJson, root, runDriver } from './notebook';

interface Trace {
  optimizer: string;
  dtype: string;
  kwargs: object;
}

const { cases } = readJson<{ cases: Trace[] }>('reference/optim_traces.json');
const schema = fs.readFileSync(path.join(root, 'build/generated/schema.json'), 'utf8');
const known = (JSON.parse(schema) as { optimizers: { name: string }[] }).optimizers;
const wanted = cases.filter(({ optimizer }) => known.some(({ name }) => name === optimizer));
let differences: [name: string, first: string | null][];

beforeAll(async () => {
  const driver = path.join(golden, 'reference/run_traces.py');
  differences = (await runDriver<typeof differences>(driver)).result;
});

describe('optimizers are bit for bit', () => {
  it('runs every case', () => {
    expect(wanted.length).toBeGreaterThan(30);
    expect(differences.length).toBe(wanted.length);
  });

  for (const [index, { optimizer, dtype, kwargs }] of wanted.entries()) {
    it(`${optimizer} ${dtype} ${JSON.stringify(kwargs)}`, () => {
      expect(differences[index][1]).toBeNull();
    });
  }
});
