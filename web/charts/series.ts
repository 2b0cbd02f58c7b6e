// The numbers behind a cell's charts: what the worker streams, kept as it comes.

import type { Column, SeriesBlock } from '../runtime/messages';

export interface Extent {
  /** Over the finite values; Infinity and -Infinity while there is none. */
  lo: number;
  hi: number;
  /** Smallest value above zero, for logarithmic axes. */
  positive: number;
}

const empty = (): Extent => ({ lo: Infinity, hi: -Infinity, positive: Infinity });

export function widen(into: Extent, other: Extent): void {
  into.lo = Math.min(into.lo, other.lo);
  into.hi = Math.max(into.hi, other.hi);
  into.positive = Math.min(into.positive, other.positive);
}

/** One optimizer's record. Column 0 is the iteration, the others follow `columns`. */
export class Series {
  readonly id: number;
  optimizer = '';
  label = '';
  lr = NaN;
  columns: Column[] = [];
  shapes: number[][] = [];
  stride = 1;
  total = 0;
  closed = false;
  curve: { x: number[]; y: number[] } | undefined;
  length = 0;
  #width = 1;
  #data = new Float64Array(0);
  #extents: Extent[] = [];

  constructor(block: SeriesBlock) {
    this.id = block.id;
    this.apply(block);
  }

  /** Rows from `block.from` on are replaced. */
  apply(block: SeriesBlock): void {
    const width = block.columns.length + 1;
    const count = block.rows.length / width;
    if (!Number.isInteger(count)) throw new RangeError('a record block with a torn row');
    if (block.from > this.length)
      throw new RangeError(
        `records from row ${block.from} on, but only ${this.length} rows are here`,
      );
    if (block.from > 0 && width !== this.#width)
      throw new RangeError('a record whose columns changed');
    if (block.from === 0) this.#extents = Array.from({ length: width }, empty);
    this.optimizer = block.optimizer;
    this.label = block.label;
    this.lr = block.lr;
    this.columns = block.columns;
    this.shapes = block.shapes;
    this.stride = block.stride;
    this.total = block.total;
    this.closed = block.closed;
    if (block.curve) this.curve = block.curve;
    this.#width = width;
    this.length = block.from + count;
    this.#reserve(this.length * width);
    const start = block.from * width;
    if (block.rows instanceof Float64Array) this.#data.set(block.rows, start);
    else block.rows.forEach((v, i) => (this.#data[start + i] = v ?? NaN));
    this.#measure(block.from);
  }

  #reserve(size: number): void {
    if (size <= this.#data.length) return;
    const larger = new Float64Array(Math.max(size, 2 * this.#data.length, 1024));
    larger.set(this.#data);
    this.#data = larger;
  }

  // A replaced row stays in the extents: it was part of the run, and axes do not shrink under it.
  #measure(from: number): void {
    const width = this.#width;
    for (let c = 0; c < width; c++) {
      const e = this.#extents[c]!;
      for (let i = from * width + c; i < this.length * width; i += width) {
        const v = this.#data[i]!;
        if (!Number.isFinite(v)) continue;
        if (v < e.lo) e.lo = v;
        if (v > e.hi) e.hi = v;
        if (v > 0 && v < e.positive) e.positive = v;
      }
    }
  }

  /** `column` counts as in `columns`, -1 is the iteration. */
  at(row: number, column: number): number {
    return this.#data[row * this.#width + column + 1] ?? NaN;
  }

  iteration(row: number): number {
    return this.#data[row * this.#width] ?? NaN;
  }

  extent(column: number): Extent {
    return this.#extents[column + 1] ?? empty();
  }

  get last(): number {
    return this.length > 0 ? this.iteration(this.length - 1) : 0;
  }

  /** The kept row nearest to an iteration; -1 while there is none. */
  rowNear(iteration: number): number {
    let lo = 0;
    let hi = this.length - 1;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.iteration(mid) < iteration) lo = mid + 1;
      else hi = mid;
    }
    if (lo > 0 && iteration - this.iteration(lo - 1) <= this.iteration(lo) - iteration) lo--;
    return this.length > 0 ? lo : -1;
  }

  find(name: 'loss' | 'lr'): number {
    return this.columns.findIndex((c) => c.name === name && c.part === undefined);
  }

  parts(part: 'value' | 'grad'): number[] {
    return this.columns.flatMap((c, i) => (c.part === part ? [i] : []));
  }

  /** The column of the only weight, where there is just one number to train; else -1. */
  get scalar(): number {
    const values = this.parts('value');
    const only = values.length === 1 ? this.columns[values[0]!]! : undefined;
    if (!only || this.shapes.length !== 1) return -1;
    return only.element !== null && count(this.shapes[0] ?? []) === 1 ? values[0]! : -1;
  }

  /** All of it as one block, for storing. */
  toBlock(): SeriesBlock {
    return {
      version: 1,
      id: this.id,
      optimizer: this.optimizer,
      lr: this.lr,
      label: this.label,
      columns: this.columns,
      shapes: this.shapes,
      stride: this.stride,
      total: this.total,
      from: 0,
      rows: this.#data.slice(0, this.length * this.#width),
      closed: this.closed,
      ...(this.curve && { curve: this.curve }),
    };
  }

  /** Norm of the whole gradient at a row. */
  gradientNorm(row: number): number {
    const columns = this.parts('grad');
    return columns.length > 0 ? Math.hypot(...columns.map((c) => this.at(row, c))) : NaN;
  }
}

export const count = (shape: number[]): number => shape.reduce((a, b) => a * b, 1);

/** All series of a cell, in the order of their first block. */
export class Records {
  readonly series: Series[] = [];
  /** Changes whenever there are other series, columns or labels, not with every row. */
  shape = 0;
  #current: Series | null = null;

  apply(blocks: SeriesBlock[]): void {
    for (const block of blocks) {
      const known = this.series.find((s) => s.id === block.id);
      if (known?.columns.length !== block.columns.length || known.label !== block.label)
        this.shape++;
      known?.apply(block);
      this.#current = known ?? new Series(block);
      if (!known) this.series.push(this.#current);
    }
  }

  /** Last iteration of the series that grew last. */
  get latest(): number {
    return this.#current?.last ?? 0;
  }

  get last(): number {
    return Math.max(0, ...this.series.map((s) => s.last));
  }

  get total(): number {
    return Math.max(0, ...this.series.map((s) => s.total));
  }
}
