import { describe, expect, it } from 'vitest';
import {
  callsStep,
  definitionOf,
  expectedIterations,
  parsePython,
} from '../../../../web/notebook/python-scan';

describe('expectedIterations', () => {
  it.each([
    ['for i in range(100):\n    opt.step()', 100],
    ['n = 100\nfor i in range(n):\n    y.backward()\n    opt.step()', 100],
    ['for i in range(10, 20):\n    if i > 3:\n        opt.step()', 10],
    ['for i in range(0, 10, 3):\n    opt.step()', 4],
    ['for e in range(5):\n    for b in range(1_0):\n        opt.step()', 50],
    ['for e in range(5):\n    opt.step()\nfor e in range(8):\n    other.step()', 8],
  ])('%#: knows the length', (source, n) => {
    expect(expectedIterations(source)).toBe(n);
  });

  it.each([
    ['while True:\n    opt.step()'],
    ['for x in data:\n    opt.step()'],
    ['for i in range(n):\n    opt.step()'],
    ['n = 100\nn = 200\nfor i in range(n):\n    opt.step()'],
    ['n = 100\nn += 1\nfor i in range(n):\n    opt.step()'],
    ['n = 10 * 3\nfor i in range(n):\n    opt.step()'],
    ['for n in range(3):\n    pass\nfor i in range(n):\n    opt.step()'],
    ['def train():\n    for i in range(10):\n        opt.step()\ntrain()\ntrain()'],
    ['for i in range(5):\n    for x in data:\n        opt.step()'],
    ['opt.step()'],
    ['# opt.step()\nfor i in range(5): pass'],
  ])('%#: does not guess', (source) => {
    expect(expectedIterations(source)).toBeNull();
  });
});

it('callsStep sees calls, not words', () => {
  expect(callsStep('optimizer.step()')).toBe(true);
  expect(callsStep('print("optimizer.step()")  # .step()')).toBe(false);
});

it('definitionOf finds where a weight gets its name', () => {
  const source =
    'y = x\nx = torch.tensor([15])\nclass A:\n    def __init__(self):\n        self.weights = 1\n';
  const text = (name: string): string | null => {
    const place = definitionOf(name, parsePython(source), source);
    return (
      place && source.slice(0, place.from).split('\n').length + source.slice(place.from, place.to)
    );
  };
  expect([text('x'), text('weights'), text('layer.weights'), text('bias')]).toEqual([
    '2x',
    '5weights',
    '5weights',
    null,
  ]);
});
