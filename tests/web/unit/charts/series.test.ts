import { describe, expect, it } from 'vitest';
import { Records, Series } from '../../../../web/charts/series';
import { block } from './block';

describe('Series', () => {
  it('appends rows and replaces them from a given one on', () => {
    const series = new Series(
      block([
        [0, 225, 0.05, 15],
        [1, 182.25, 0.05, 13.5],
      ]),
    );
    series.apply(
      block(
        [
          [1, 180, 0.05, 13],
          [2, 150, 0.05, 12],
        ],
        { from: 1 },
      ),
    );
    expect(series.length).toBe(3);
    expect(series.at(1, 0)).toBe(180);
    expect(series.iteration(2)).toBe(2);
    series.apply(block([[2, 149, 0.05, 11]], { from: 2, closed: true }));
    expect([series.length, series.at(2, 2), series.closed]).toEqual([3, 11, true]);
  });

  it('starts anew at row 0, with other columns too', () => {
    const series = new Series(block([[0, 225, 0.05, 15]]));
    series.apply(
      block(
        [
          [0, 1],
          [1, 2],
        ],
        { columns: [{ name: 'loss' }], shapes: [] },
      ),
    );
    expect([series.length, series.at(1, 0), series.extent(0).hi]).toEqual([2, 2, 2]);
  });

  it('refuses rows that would leave a hole, and torn rows', () => {
    const series = new Series(block([[0, 225, 0.05, 15]]));
    expect(() => series.apply(block([[3, 1, 1, 1]], { from: 3 }))).toThrow(/row 3 on, but only 1/);
    expect(() => series.apply(block([[1, 2, 3]], { from: 1 }))).toThrow(/torn row/);
    expect(series.length).toBe(1);
  });

  it('measures finite values only, and keeps what replaced rows measured', () => {
    const series = new Series(
      block([
        [0, NaN, 0.05, 15],
        [1, Infinity, 0.05, -3],
        [2, 4, 0.05, 0],
      ]),
    );
    expect(series.extent(0)).toEqual({ lo: 4, hi: 4, positive: 4 });
    expect(series.extent(2)).toEqual({ lo: -3, hi: 15, positive: 15 });
    series.apply(block([[2, 2, 0.05, 1]], { from: 2 }));
    expect(series.extent(0)).toEqual({ lo: 2, hi: 4, positive: 2 });
  });

  it('finds the nearest kept row of a thinned-out record', () => {
    const series = new Series(
      block([
        [0, 1, 1, 1],
        [7, 1, 1, 1],
        [9, 1, 1, 1],
        [30, 1, 1, 1],
      ]),
    );
    expect([-5, 3, 4, 8, 10, 25, 99].map((k) => series.rowNear(k))).toEqual([0, 0, 1, 1, 2, 3, 3]);
  });

  it('knows a single scalar weight from a vector and from a norm', () => {
    expect(new Series(block([])).scalar).toBe(2);
    expect(new Series(block([], { shapes: [[2]] })).scalar).toBe(-1);
    const norm = block([]).columns.map((c) => (c.part ? { ...c, element: null } : c));
    expect(new Series(block([], { columns: norm })).scalar).toBe(-1);
  });

  it('gives back all of it as one block', () => {
    const series = new Series(block([[0, 225, 0.05, 15]]));
    series.apply(block([[1, 182.25, 0.05, 13.5]], { from: 1, total: 2, closed: true }));
    const whole = series.toBlock();
    expect(new Series(whole).toBlock()).toEqual(whole);
    expect(Array.from(whole.rows)).toEqual([0, 225, 0.05, 15, 1, 182.25, 0.05, 13.5]);
  });

  it('takes a hundred blocks of 2000 rows without copying all of them each time', () => {
    const rows = Array.from({ length: 2000 }, (_, k) => [k, k, 0, k]);
    const series = new Series(block([]));
    for (let n = 0; n < 100; n++) series.apply(block(rows, { from: n * 2000 }));
    expect(series.length).toBe(200_000);
  });
});

describe('Records', () => {
  it('keeps one series for each optimizer, in the order of appearance', () => {
    const records = new Records();
    records.apply([block([[0, 1, 1, 1]], { id: 5 }), block([[0, 2, 1, 1]], { id: 2 })]);
    const { shape } = records;
    records.apply([block([[1, 3, 1, 1]], { id: 5, from: 1 })]);
    expect(records.series.map((s) => [s.id, s.length])).toEqual([
      [5, 2],
      [2, 1],
    ]);
    expect([records.last, records.latest]).toEqual([1, 1]);
    expect(records.shape).toBe(shape); // more rows are no other lines
    records.apply([block([[0, 3, 1, 1]], { id: 7 })]);
    expect(records.shape).not.toBe(shape);
  });
});
