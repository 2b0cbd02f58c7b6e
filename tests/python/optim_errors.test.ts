// Every constructor check of torch.optim, its base class, state dicts and schedulers: PyTorch's types and texts.
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { title } from './cases';
import { golden, readJson, runDriver } from './notebook';

type Said = [type: string | null, text: string];

const { cases } = readJson<{ cases: [string, ...Said][] }>('errors/expected.json');
const { names, differs } = readJson<{ names: string[]; differs: Record<string, string> }>(
  'errors/not_yet.json',
);
let said: Said[];

/** Whether a result says that the name is not there, and the name is listed as such. */
const absent = ([type, text]: Said) =>
  type === 'AttributeError' && names.some((name) => text.includes(`not have ${name} (yet)`));

beforeAll(async () => {
  said = (await runDriver<Said[]>(path.join(golden, 'errors/run.py'))).result;
});

describe('torch.optim says what PyTorch says', () => {
  for (const [index, [expr, ...wanted]] of cases.entries()) {
    if (expr in differs) continue;
    it(`${index}: ${title(expr)}`, (test) => {
      test.skip(absent(said[index]), 'not there yet');
      expect(said[index], expr).toEqual(wanted);
    });
  }
});

describe('what is not yet so is listed', () => {
  it.each(names)('%s is not there', (name) => {
    const waiting = said.some(([, text]) => text.includes(`not have ${name} (yet)`));
    expect(waiting, `${name} is there now: take it off errors/not_yet.json`).toBe(true);
  });

  for (const [expr, reason] of Object.entries(differs)) {
    it(`${title(expr)}: ${reason}`, () => {
      const index = cases.findIndex(([one]) => one === expr);
      expect(index).toBeGreaterThanOrEqual(0);
      const message = 'passes now: take it off errors/not_yet.json';
      expect(said[index], message).not.toEqual(cases[index].slice(1));
    });
  }
});
