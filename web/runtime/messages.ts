// Everything that page and worker say to each other: one typed union for each direction.
//
// Per `run` the worker answers, in this order: `started`; any number of `output`, `figure`, `clear`, `records`,
// `paused`, `resumed`; at most one `result` or `error`; and always `ended`, last.
// While a cell runs, at most one message of a kind leaves the worker per frame.

/** MIME type under which record blocks lie in a saved notebook. */
export const RECORDS_MIME = 'application/vnd.downhill.records.v1+json';

/** What one column of a record holds. */
export interface Column {
  /** 'loss', 'lr', or the parameter's name. */
  name: string;
  /** For a parameter's column: its value or its gradient. */
  part?: 'value' | 'grad';
  /** Index into `shapes`. */
  param?: number;
  /** Flat index into the parameter; null: the norm of all of it. */
  element?: number | null;
}

/** A piece of one optimizer's record. Row k: iteration, then a number per column. */
export interface SeriesBlock {
  version: 1;
  /** The same for all blocks of one optimizer object. */
  id: number;
  /** Class name, such as 'SGD'. */
  optimizer: string;
  /** The first learning rate. */
  lr: number;
  /** For people: 'SGD, η = 0.05'. */
  label: string;
  columns: Column[];
  /** Shape of each parameter. */
  shapes: number[][];
  /** Iterations per pair of rows (the smallest and the largest); 1: every iteration is kept. */
  stride: number;
  /** Steps so far. */
  total: number;
  /** Index of the row where these rows go; 0 replaces all. */
  from: number;
  /** Row-major, `columns.length + 1` numbers a row; NaN (null in a saved notebook): unknown. */
  rows: Float64Array | (number | null)[];
  /** The last row is the final state; its loss is NaN unless known. */
  closed: boolean;
  /** The loss as a function of a single scalar parameter, where the step can be evaluated elsewhere. */
  curve?: { x: number[]; y: number[] };
}

export type ToWorker =
  /** `base`: absolute URL of the folder that holds `runtime/`. */
  | { type: 'start'; base: string }
  | { type: 'run'; cell: string; source: string }
  | { type: 'stop' }
  | { type: 'pause' }
  | { type: 'resume' };

export type FromWorker =
  /** What is being loaded; bytes (total is 0 while unknown). */
  | { type: 'loading'; what: string; done: number; total: number }
  /** `jspi`: Stop and pause can keep the variables. */
  | { type: 'ready'; jspi: boolean; python: string; torch: string }
  /** `count`: the number beside the cell. */
  | { type: 'started'; cell: string; count: number }
  | { type: 'output'; cell: string; stream: 'stdout' | 'stderr'; text: string }
  /** What a program drew: to be read by readFigure (charts/figure/spec.ts). */
  | { type: 'figure'; cell: string; figure: unknown }
  /** What the cell has shown so far goes away. */
  | { type: 'clear'; cell: string }
  /** The repr of the last expression. */
  | { type: 'result'; cell: string; text: string }
  | {
      type: 'error';
      cell: string;
      /** Class of the exception, such as 'ValueError'. */
      name: string;
      message: string;
      traceback: string;
      /** Line of the cell that raised it, from 1. */
      line: number | null;
      /** Columns of the failing part of that line, from 0, end exclusive. */
      call: { start: number; end: number } | null;
    }
  | { type: 'records'; cell: string; series: SeriesBlock[] }
  | { type: 'paused'; cell: string }
  | { type: 'resumed'; cell: string }
  /** The runtime itself cannot go on: only a restart helps. */
  | { type: 'failed'; message: string }
  | {
      type: 'ended';
      cell: string;
      status: 'ok' | 'error' | 'stopped';
      seconds: number;
      count: number;
    };
