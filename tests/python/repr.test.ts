// Tensors, parameters, modules, optimizers and the rest print as in PyTorch 2.13.
import { beforeAll, describe, expect, it } from 'vitest';
import { runCases, title, type Case, type Results } from './cases';
import { masked, notYet, readJson, underPython } from './notebook';

const { cases } = readJson<{ cases: Case[] }>('reference/repr_cases.json');
const later = notYet('repr_cases');
let results: Results;

beforeAll(async () => {
  results = await runCases();
});

const expected = (index: number) => underPython(results.python, masked(cases[index].text));

describe('prints as PyTorch', () => {
  for (const [index, { expr }] of cases.entries()) {
    if (later.has(expr)) continue;
    it(`${index}: ${title(expr)}`, () => {
      expect(results.repr_cases[index], expr).toBe(expected(index));
    });
  }
});

describe('not yet there, and listed as such', () => {
  it('lists only cases that exist', () => {
    const known = new Set(cases.map(({ expr }) => expr));
    expect([...later.keys()].filter((expr) => !known.has(expr))).toEqual([]);
  });

  for (const [index, { expr }] of cases.entries()) {
    if (!later.has(expr)) continue;
    it(`${index} (${later.get(expr)}): ${title(expr)}`, () => {
      const message = 'passes now: take it off tests/golden/reference/make_not_yet.py';
      expect(results.repr_cases[index], message).not.toBe(expected(index));
    });
  }
});
