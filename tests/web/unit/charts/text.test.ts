import { describe, expect, it } from 'vitest';
import {
  bytes,
  duration,
  logTick,
  onAxis,
  setting,
  significant,
  tick,
} from '../../../../web/charts/format';
import { lossLines, weightLines } from '../../../../web/charts/lines';
import {
  columnRuns,
  columnText,
  labelRuns,
  nameRuns,
  runsToText,
  unravel,
} from '../../../../web/charts/names';
import { describeLines } from '../../../../web/charts/describe';
import { Records, Series } from '../../../../web/charts/series';
import { block } from './block';

describe('numbers', () => {
  it('have four digits, a real minus and powers of ten', () => {
    expect(
      [225, 17.9453, 0.51026, -0.5, 3.9842067e-4, 1.5874e-7, 1234567].map((v) => significant(v)),
    ).toEqual(['225.0', '17.95', '0.5103', '−0.5000', '3.98 × 10⁻⁴', '1.59 × 10⁻⁷', '1.23 × 10⁶']);
    expect([NaN, Infinity, -Infinity, 0, 9.99996].map((v) => significant(v))).toEqual([
      '–',
      '∞',
      '−∞',
      '0',
      '10.00',
    ]);
  });

  it('of settings are as short as they were written', () => {
    expect([0.05, 5e-5, 1e-3, 1e-5, -1e-7, 1, 0.1 + 0.2].map(setting)).toEqual([
      '0.05',
      '5 × 10⁻⁵',
      '0.001',
      '10⁻⁵',
      '−10⁻⁷',
      '1',
      '0.3',
    ]);
  });

  it('on axes', () => {
    expect([tick(0.30000000000000004, 0.1), tick(-2, 1), tick(2e7, 1e7), tick(1e-17, 0.5)]).toEqual(
      ['0.3', '−2', '2·10⁷', '0'],
    );
    expect([
      logTick(1, true),
      logTick(10, true),
      logTick(1e-6, true),
      logTick(5000, false),
    ]).toEqual(['1', '10', '10⁻⁶', '5000']);
    expect([onAxis(0.7891, 5), onAxis(-0.001, 5), onAxis(1234.5, 2000)]).toEqual([
      '0.79',
      '0.00',
      '1235',
    ]);
  });

  it('of bytes and seconds', () => {
    expect([bytes(512), bytes(350_400), bytes(9_640_000)]).toEqual(['512 B', '350 kB', '9.6 MB']);
    expect([0.0004, 0.084, 0.0996, 3.14, 59.7, 61].map(duration)).toEqual([
      '1 ms',
      '84 ms',
      '0.1 s',
      '3.1 s',
      '1 min 0 s',
      '1 min 1 s',
    ]);
  });
});

describe('names', () => {
  it('of one letter are mathematics, words are code', () => {
    expect(nameRuns('x')).toEqual([{ text: 'x', as: 'math' }]);
    expect(runsToText(nameRuns('w1'))).toBe('w_1');
    expect(runsToText(nameRuns('theta'))).toBe('θ');
    expect(nameRuns('bias')).toEqual([{ text: 'bias', as: 'code' }]);
    expect(nameRuns('0.weight')[0]).toMatchObject({ as: 'code' });
  });

  it('carry their index where a tensor has more than one element', () => {
    const columns = [{ name: 'weights', part: 'value' as const, param: 0, element: 5 }];
    const series = new Series(block([], { columns, shapes: [[2, 3]] }));
    expect(unravel(5, [2, 3])).toEqual([1, 2]);
    expect(runsToText(columnRuns(series, 0))).toBe('weights[1, 2]');
    expect(columnText(series, 0)).toBe('weights[1, 2]');
    const norm = new Series(
      block([], { columns: [{ ...columns[0], element: null }], shapes: [[2, 3]] }),
    );
    expect([runsToText(columnRuns(norm, 0)), columnText(norm, 0)]).toEqual([
      '‖weights‖',
      'norm of weights',
    ]);
  });

  it('of optimizers set η as mathematics and numbers as numbers', () => {
    expect(
      labelRuns('SGD, η = 5e-05, momentum 0.9, weight decay 1e-05').map((r) => [r.text, r.as]),
    ).toEqual([
      ['SGD,', 'text'],
      [' ', 'text'],
      ['η', 'math'],
      [' =', 'text'],
      [' 5 × 10⁻⁵,', 'text'],
      [' momentum 0.9,', 'text'],
      [' weight decay 10⁻⁵', 'text'],
    ]);
  });
});

describe('lines', () => {
  const two = (): Records => {
    const records = new Records();
    records.apply([
      block([[0, 1, 1, 1]], { id: 1 }),
      block([[0, 2, 1, 1]], { id: 2, label: 'SGD, η = 0.3' }),
    ]);
    return records;
  };

  it('give loss no series colour while there is one optimizer', () => {
    const records = new Records();
    records.apply([block([[0, 1, 1, 1]])]);
    expect(lossLines(records)[0].color).toBe('--ink');
    expect(weightLines(records)[0].color).toBe('--s1');
  });

  it('give two optimizers a colour each, and the part of the label that differs', () => {
    const loss = lossLines(two());
    expect(loss.map((l) => l.color)).toEqual(['--s1', '--s2']);
    expect(loss.map((l) => runsToText(l.name))).toEqual(['η = 0.05', 'η = 0.3']);
    expect(weightLines(two()).map((l) => l.color)).toEqual(['--s1', '--s2']);
  });

  it('give many weights one colour for each parameter', () => {
    const columns = Array.from({ length: 12 }, (_, i) => ({
      name: i < 8 ? 'weight' : 'bias',
      part: 'value' as const,
      param: i < 8 ? 0 : 1,
      element: i < 8 ? i : i - 8,
    }));
    const records = new Records();
    records.apply([
      block([Array.from({ length: 13 }, () => 0)], { columns, shapes: [[2, 4], [4]] }),
    ]);
    const lines = weightLines(records);
    expect(new Set(lines.slice(0, 8).map((l) => l.color))).toEqual(new Set(['--s1']));
    expect(new Set(lines.slice(8).map((l) => l.color))).toEqual(new Set(['--s2']));
  });

  it('are told in words, gaps included, the open loss of the final state not', () => {
    const records = new Records();
    records.apply([
      block(
        [
          [0, 225, 0.05, 15],
          [1, NaN, 0.05, 13],
          [2, 150, 0.05, 12],
          [3, NaN, 0.05, 11],
        ],
        { closed: true },
      ),
    ]);
    expect(describeLines('Loss', lossLines(records))).toBe(
      'Loss by iteration: loss from 225.0 at iteration 0 to 150.0 at iteration 2, between 150.0 and 225.0, 1 values unknown.',
    );
    expect(describeLines('Loss', [])).toBe('Loss by iteration: no values yet.');
  });
});
