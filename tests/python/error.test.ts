// Mistakes raise PyTorch's exceptions with PyTorch's texts.
import { beforeAll, describe, expect, it } from 'vitest';
import { runCases, title, type Case, type Results } from './cases';
import { masked, notYet, readJson } from './notebook';

const { cases } = readJson<{ cases: Case[] }>('reference/error_cases.json');
const later = notYet('error_cases');
let results: Results;

beforeAll(async () => {
  results = await runCases();
});

const expected = ({ type, text }: Case) => [type ?? null, masked(text)];

describe('raises as PyTorch', () => {
  for (const [index, one] of cases.entries()) {
    if (later.has(one.expr)) continue;
    it(`${index}: ${title(one.expr)}`, () => {
      expect(results.error_cases[index], one.expr).toEqual(expected(one));
    });
  }
});

describe('not yet there, and listed as such', () => {
  it('lists only cases that exist', () => {
    const known = new Set(cases.map(({ expr }) => expr));
    expect([...later.keys()].filter((expr) => !known.has(expr))).toEqual([]);
  });

  for (const [index, one] of cases.entries()) {
    if (!later.has(one.expr)) continue;
    it(`${index} (${later.get(one.expr)}): ${title(one.expr)}`, () => {
      const message = 'passes now: take it off tests/golden/reference/make_not_yet.py';
      expect(results.error_cases[index], message).not.toEqual(expected(one));
    });
  }
});
