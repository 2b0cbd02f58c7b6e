// The documented usage of every optimizer, scheduler, layer and loss prints what PyTorch 2.13 prints.
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { golden, masked, pythonVersion, readJson, runDriver, underPython } from './notebook';

const { texts } = readJson<{ texts: Record<string, string> }>('documented/expected.json');
const later = readJson<Record<string, string>>('documented/not_yet.json');
let printed: Record<string, string>;

const expected = (name: string) => underPython(pythonVersion(), masked(texts[name]));
const passes = (name: string) => masked(printed[name]) === expected(name);

beforeAll(async () => {
  const driver = path.join(golden, 'documented/run.py');
  printed = (await runDriver<typeof printed>(driver)).result;
  if (!process.env.WRITE_NOT_YET) return;
  const left = Object.entries(later).filter(([name]) => name in texts && !passes(name));
  const json = `${JSON.stringify(Object.fromEntries(left), null, 2)}\n`;
  fs.writeFileSync(path.join(golden, 'documented/not_yet.json'), json);
});

describe('documented usage', () => {
  it('has an expected text for every program, and no other', () => {
    expect(Object.keys(printed)).toEqual(Object.keys(texts));
    expect(Object.keys(later).filter((name) => !(name in texts))).toEqual([]);
  });

  for (const name of Object.keys(texts)) {
    if (name in later) continue;
    it(name, () => {
      expect(masked(printed[name])).toBe(expected(name));
    });
  }
});

describe('documented usage that is not there yet', () => {
  for (const [name, reason] of Object.entries(later)) {
    it(`${name} (${reason})`, () => {
      const mend = 'WRITE_NOT_YET=1 npx vitest run tests/python/documented.test.ts';
      expect(passes(name), `passes now: ${mend} takes it off the list`).toBe(false);
    });
  }
});
