import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../web/charts/lines';
import { Series } from '../../../../web/charts/series';
import { stroke } from '../../../../web/charts/stroke';
import { block } from './block';

/** Notes what would be drawn. */
class Pen {
  readonly moves: number[][] = [];
  readonly lines: number[][] = [];
  readonly dots: number[][] = [];
  setLineDash(): void {}
  beginPath(): void {}
  stroke(): void {}
  fill(): void {}
  moveTo(x: number, y: number): void {
    this.moves.push([x, y]);
  }
  lineTo(x: number, y: number): void {
    this.lines.push([x, y]);
  }
  arc(x: number, y: number): void {
    this.dots.push([x, y]);
  }
}

function draw(
  losses: number[],
  log = false,
  scale = 1,
): { pen: Pen; beyond: ReturnType<typeof stroke> } {
  const series = new Series(block(losses.map((v, k) => [k, v, 0, 0])));
  const line = {
    series,
    column: 0,
    color: '--ink',
    dash: [],
    width: 1,
    alpha: 1,
  } as unknown as Line;
  const pen = new Pen();
  const beyond = stroke(
    pen as unknown as CanvasRenderingContext2D,
    line,
    '#000',
    (k) => k * scale,
    (v) => -v,
    log,
  );
  return { pen, beyond };
}

describe('stroke', () => {
  it('joins neighbours', () => {
    const { pen } = draw([3, 2, 1]);
    expect([pen.moves, pen.lines]).toEqual([
      [[0, -3]],
      [
        [1, -2],
        [2, -1],
      ],
    ]);
  });

  it('leaves a gap where a value is unknown, and a dot for a point alone', () => {
    const { pen } = draw([3, NaN, 1, NaN, 5, 6]);
    expect(pen.moves).toEqual([
      [0, -3],
      [2, -1],
      [4, -5],
    ]);
    expect(pen.lines).toEqual([[5, -6]]);
    expect(pen.dots).toEqual([
      [0, -3],
      [2, -1],
    ]);
  });

  it('reports infinities as stretches, and zero on a log axis', () => {
    expect(draw([1, Infinity, Infinity, 2, -Infinity]).beyond).toEqual([
      { from: 1, to: 2, side: 1 },
      { from: 4, to: 4, side: -1 },
    ]);
    expect(draw([1, 0, -2, 3], true).beyond).toEqual([{ from: 1, to: 2, side: -1 }]);
    expect(draw([1, 0, -2, 3], false).beyond).toEqual([]);
  });

  it('keeps the extremes of a column of pixels, with four points at most', () => {
    const { pen } = draw([5, 9, 1, 7, 6, 8], false, 0.01);
    expect(pen.moves.length + pen.lines.length).toBeLessThanOrEqual(4);
    const ys = pen.lines.map(([, y]) => y);
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([-9, -1]);
    expect(ys.at(-1)).toBe(-8);
  });

  it('draws 100,000 rows with a number of points that the width bounds', () => {
    const { pen } = draw(
      Array.from({ length: 100_000 }, (_, k) => Math.sin(k)),
      false,
      400 / 100_000,
    );
    expect(pen.lines.length).toBeLessThan(4 * 801);
  });
});
