import { describe, expect, it } from 'vitest';
import { arrange, spread, type Label, type Sheet } from '../../../../web/charts/labels';
import { Series } from '../../../../web/charts/series';
import type { Line } from '../../../../web/charts/lines';
import { block } from './block';

const sheet: Sheet = {
  width: 400,
  bottom: 200,
  ceiling: 10,
  x: (k) => 50 + k * 3.5,
  y: (v) => v,
  log: false,
  last: 100,
};

/** A level line at height `y`, and a label at its end. */
function label(y: number, end = 100): Label {
  const series = new Series(block(Array.from({ length: end + 1 }, (_, k) => [k, y, 0, 0])));
  const line = { series, column: 0 } as unknown as Line;
  return {
    line,
    x: sheet.x(end),
    y,
    from: end,
    runs: [{ text: 'weights[0]', as: 'code' }],
    value: true,
  };
}

describe('arrange', () => {
  it('puts a label right of the end while there is room', () => {
    expect(arrange([label(100, 20)], { ...sheet, last: 20 })[0]).toMatchObject({
      right: true,
      y: 104,
    });
  });

  it('puts it above the line at the right edge, and below where there is no room above', () => {
    expect(arrange([label(100)], sheet)[0]).toMatchObject({ right: false, y: 92 });
    expect(arrange([label(12)], sheet)[0].y).toBe(29);
  });

  it('labels two close lines on their outer sides', () => {
    expect(arrange([label(110), label(100)], sheet).map((p) => p.y)).toEqual([127, 92]);
  });

  it('keeps a distance between labels where many lines run together', () => {
    const ys = arrange([label(100), label(101), label(102), label(103)], sheet).map((p) => p.y);
    const sorted = [...ys].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++)
      expect(sorted[i] - sorted[i - 1]).toBeGreaterThanOrEqual(16);
  });
});

describe('spread', () => {
  it('leaves labels where they are while there is room', () => {
    expect(spread([10, 60, 30], 16, 0, 100)).toEqual([10, 60, 30]);
  });

  it('pushes them apart, in order, and keeps them inside', () => {
    expect(spread([50, 50, 50], 16, 0, 100)).toEqual([50, 66, 82]);
    expect(spread([95, 99], 16, 0, 100)).toEqual([84, 100]);
    expect(spread([-20], 16, 0, 100)).toEqual([0]);
  });
});
