// LBFGS on small problems, with every option: losses, parameters and numbers of evaluations are PyTorch's, bit for bit.
import path from 'node:path';
import { expect, it } from 'vitest';
import { golden, readJson, runDriver } from './notebook';

it('LBFGS steps as PyTorch does', async (test) => {
  const { traces } = readJson<{ traces: unknown[] }>('optim/closures.json');
  const driver = path.join(golden, 'optim/closures.py');
  const { result } = await runDriver<[name: string, difference: string | null][] | null>(driver);
  if (!result) return test.skip('LBFGS is not there yet');
  expect(result.length).toBe(traces.length);
  expect(result.filter(([, difference]) => difference !== null)).toEqual([]);
});
