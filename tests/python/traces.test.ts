// The five optimizers, step by step, have PyTorch's bits: parameters after each step, and the state at the end.
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { golden, readJson, runDriver } from './notebook';

interface Trace {
  optimizer: string;
  dtype: string;
  kwargs: object;
}

const optimizers = ['SGD', 'Adam', 'AdamW', 'RMSprop', 'Adagrad'];
const { cases } = readJson<{ cases: Trace[] }>('reference/optim_traces.json');
const wanted = cases.filter(({ optimizer }) => optimizers.includes(optimizer));
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
