import { describe, expect, it } from 'vitest';
import {
  fitLinear,
  fitLog,
  IterationAxis,
  iterationTicks,
  ValueAxis,
  valueTicks,
} from '../../../../web/charts/scale';

const extent = (lo: number, hi: number, positive = lo) => ({ lo, hi, positive });

describe('domains', () => {
  it('stand on zero, unless the data keep well away', () => {
    expect(fitLinear(0.001, 225).lo).toBe(0);
    expect(fitLinear(1000, 1001).lo).toBeGreaterThan(990);
    expect(fitLinear(1000, 1001, false).lo).toBe(0);
    expect(fitLinear(-8, -1).hi).toBe(0);
  });

  it('hold for one value, for zero, and for nothing', () => {
    expect(fitLinear(15, 15)).toMatchObject({ lo: 0 });
    expect(fitLinear(15, 15).hi).toBeGreaterThan(15);
    expect(fitLinear(0, 0)).toMatchObject({ lo: 0 });
    expect(fitLinear(Infinity, -Infinity)).toEqual({ lo: 0, hi: 1 });
    expect(fitLog(Infinity, -Infinity)).toEqual({ lo: 0.1, hi: 10 });
  });

  it('cover the data on logarithmic axes by at least a decade', () => {
    for (const [a, b] of [
      [1.59e-7, 225],
      [5, 5],
      [0.999, 1.001],
    ]) {
      const { lo, hi } = fitLog(a, b);
      expect(lo).toBeLessThanOrEqual(a);
      expect(hi).toBeGreaterThanOrEqual(b);
      expect(hi / lo).toBeGreaterThanOrEqual(9.99);
    }
  });
});

describe('ValueAxis', () => {
  it('does not move while values stay inside', () => {
    const axis = new ValueAxis();
    const first = axis.update(extent(100, 225), false, 4, false);
    for (let rows = 5; rows < 100; rows++)
      expect(axis.update(extent(225 / rows, 225), false, rows, false)).toBe(first);
  });

  it('moves a handful of times while a walk leaves it again and again', () => {
    const axis = new ValueAxis();
    const seen = new Set<string>();
    for (let k = 1; k <= 5000; k++) {
      const { lo, hi } = axis.update(extent(-k / 3, k), false, k, false);
      expect(lo).toBeLessThanOrEqual(-k / 3);
      expect(hi).toBeGreaterThanOrEqual(k);
      seen.add(`${lo} ${hi}`);
    }
    expect(seen.size).toBeLessThan(80);
  });

  it('never shows a negative side to what is not negative', () => {
    const axis = new ValueAxis();
    axis.update(extent(182, 225), false, 2, false);
    expect(axis.update(extent(0.001, 900), false, 50, false).lo).toBe(0);
  });

  it('settles when a run is done, and starts anew for another scale', () => {
    const axis = new ValueAxis();
    axis.update(extent(0, 1000), false, 10, false);
    expect(axis.update(extent(0, 3), false, 11, true).hi).toBeLessThan(4);
    expect(axis.update(extent(0, 3, 0.01), true, 11, true).lo).toBeGreaterThan(0);
  });
});

describe('iterations', () => {
  it('end at the known length from the beginning, even when the run stops early', () => {
    const axis = new IterationAxis();
    expect([axis.update(0, 500, false), axis.update(217, 500, true)]).toEqual([500, 500]);
  });

  it('double while the length is unknown, and fit the finished run', () => {
    const axis = new IterationAxis();
    expect([1, 50, 51, 199, 201].map((k) => axis.update(k, null, false))).toEqual([
      50, 50, 100, 200, 400,
    ]);
    expect(axis.update(230, null, true)).toBe(230);
  });

  it('go on beyond an expectation that was wrong', () => {
    const axis = new IterationAxis();
    axis.update(100, 100, false);
    expect(axis.update(101, 100, false)).toBe(200);
  });
});

describe('ticks', () => {
  it('are whole iterations', () => {
    expect(iterationTicks(3, 400)).toEqual([0, 1, 2, 3]);
    expect(iterationTicks(500, 370)).toEqual([0, 100, 200, 300, 400, 500]);
  });

  it('are powers of ten on multiples of their distance', () => {
    expect(valueTicks({ lo: 1e-7, hi: 1e3 }, true, 156)).toEqual([1e-6, 1e-3, 1, 1e3]);
    expect(valueTicks({ lo: 3.2e3, hi: 4e4 }, true, 156)).toEqual([5e3, 1e4, 2e4]);
  });
});
