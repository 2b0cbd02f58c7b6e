// A figure as matplotlib's stand-in describes it (wasm/python/matplotlib), and as it lies in a saved
// notebook. What comes from a file is checked here: nothing else of it reaches the page.

/** MIME type of a figure in a saved notebook. */
export const FIGURE_MIME = 'application/vnd.downhill.figure.v1+json';

/** Null where there is nothing to draw. */
export type Value = number | null;
export type Dash = 'solid' | 'dashed' | 'dashdot' | 'dotted' | 'none';

export interface AxisSpec {
  label: string;
  lo: number;
  hi: number;
  scale: 'linear' | 'log' | 'symlog';
  ticks?: number[];
  labels?: string[];
  color?: string;
  /** Of the words at the ticks: degrees, against the clock. */
  turn?: number;
}

interface Common {
  alpha?: number;
}
export interface LineMark extends Common {
  kind: 'line';
  x?: Value[];
  y?: Value[];
  color: string;
  width: number;
  dash: Dash;
  marker?: string;
  size?: number;
  fill?: string;
  edge?: string;
}
export interface PointsMark extends Common {
  kind: 'points';
  x: Value[];
  y: Value[];
  colors: string[];
  sizes: number[];
  marker: string;
  edge?: string;
  width?: number;
}
export interface AreaMark extends Common {
  kind: 'area';
  x: Value[];
  y: Value[];
  color: string;
  edge?: string;
  width?: number;
  dash?: Dash;
}
export interface RuleMark extends Common {
  kind: 'rule';
  axis: 'x' | 'y';
  at: number;
  /** Of a stripe. */
  to?: number;
  /** Shares of the axes. */
  ends: [number, number];
  color: string;
  width: number;
  dash: Dash;
}
export interface SegmentsMark extends Common {
  kind: 'segments';
  pieces: Value[][];
  colors: string[];
  width: number;
  dash: Dash;
}
export interface ArrowsMark extends Common {
  kind: 'arrows';
  x: Value[];
  y: Value[];
  u: Value[];
  v: Value[];
  color: string;
}
export interface TextMark extends Common {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  coords: 'data' | 'axes';
  color?: string;
  size?: number;
  bold?: boolean;
  align: [string, string];
  turn?: number;
  offset?: [number, number];
  arrow?: { x: number; y: number; color: string; width: number; head: boolean };
}
export interface ImageMark extends Common {
  kind: 'image';
  rows: number;
  columns: number;
  /** Left, right, bottom, top. */
  extent: [number, number, number, number];
  smooth: boolean;
  /** Red, green, blue, opacity, row by row from the top; base64. */
  pixels: string;
}
export interface ContoursMark extends Common {
  kind: 'contours';
  x: number[];
  y: number[];
  z: Value[];
  levels: number[];
  filled: boolean;
  colors: string[];
  widths: number[];
  dashes: Dash[];
  labels?: string[];
}
export type Mark =
  | LineMark
  | PointsMark
  | AreaMark
  | RuleMark
  | SegmentsMark
  | ArrowsMark
  | TextMark
  | ImageMark
  | ContoursMark;

export interface ColorBar {
  colors: string[];
  edges?: number[];
  lo: number;
  hi: number;
  log: boolean;
  label: string;
  ticks?: number[];
}

export interface Place {
  grid?: [number, number];
  /** First and last row, first and last column, ends exclusive. */
  at?: [number, number, number, number];
  widths?: number[];
  heights?: number[];
  rect?: [number, number, number, number];
}

export interface AxesSpec {
  place: Place;
  x: AxisSpec;
  y: AxisSpec;
  marks: Mark[];
  title: { center?: string; left?: string; right?: string; size?: number | null };
  grid: string;
  aspect: 'auto' | 'equal' | 'square';
  framed: boolean;
  hidden: string[];
  legend?: {
    entries: { label: string; swatch: Mark | { kind: 'none' } }[];
    loc: string;
    title: string | null;
    columns: number;
  };
  bars?: ColorBar[];
  twin?: { of: number; shares: 'x' | 'y' };
}

export interface FigureSpec {
  version: 1;
  /** Inches. */
  size: [number, number];
  title: string;
  axes: AxesSpec[];
  /** What Python prints of it. */
  text: string;
}

const KINDS = ['line', 'points', 'area', 'rule', 'segments', 'arrows', 'text', 'image', 'contours'];

type Unknown = Record<string, unknown>;

const isRecord = (v: unknown): v is Unknown =>
  typeof v === 'object' && v !== null && !Array.isArray(v);
const isNumber = (v: unknown): v is number => typeof v === 'number' && Number.isFinite(v);

function need(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`${what} is not as a figure's should be`);
}

const NUMBERS = /^(alpha|width|size|at|to|x|y|turn|rows|columns)$/;
const WORDS = /^(kind|color|dash|marker|fill|edge|text|coords|axis|pixels)$/;
const FLAGS = /^(filled|smooth|bold)$/;
const LISTS_OF_NUMBERS = /^(x|y|u|v|z|levels|widths|sizes|extent|ends|offset)$/;
const LISTS_OF_WORDS = /^(colors|dashes|labels|align)$/;

const isText = (v: unknown): v is string => typeof v === 'string';
const isValue = (v: unknown): boolean => v === null || isNumber(v);

/** A mark has the fields that there are, each of its type. */
function checkFields(v: Unknown, what: string): void {
  for (const [name, field] of Object.entries(v)) {
    const fits = Array.isArray(field)
      ? (LISTS_OF_NUMBERS.test(name) && field.every(isValue)) ||
        (LISTS_OF_WORDS.test(name) && field.every(isText)) ||
        (name === 'pieces' &&
          field.every((p) => Array.isArray(p) && p.length === 4 && p.every(isValue)))
      : isRecord(field)
        ? name === 'arrow' && [field.x, field.y, field.width].every(isNumber) && isText(field.color)
        : (NUMBERS.test(name) && isNumber(field)) ||
          (WORDS.test(name) && isText(field)) ||
          (FLAGS.test(name) && typeof field === 'boolean');
    need(fits, `${what}'s ${name}`);
  }
}

function checkMark(v: unknown): void {
  need(isRecord(v) && KINDS.includes(String(v.kind)), 'A mark');
  const kind = String(v.kind);
  checkFields(v, `A mark (${kind})`);
  const both = ['points', 'area', 'arrows'].includes(kind);
  if (both) need(Array.isArray(v.x) && Array.isArray(v.y) && v.x.length === v.y.length, kind);
  if (kind === 'arrows') need(Array.isArray(v.u) && Array.isArray(v.v), kind);
  if (kind === 'points') need(Array.isArray(v.colors) && Array.isArray(v.sizes), kind);
  if (kind === 'rule') need(isNumber(v.at) && (v.axis === 'x' || v.axis === 'y'), kind);
  if (kind === 'rule') need(Array.isArray(v.ends) && v.ends.length === 2, kind);
  if (kind === 'segments') need(Array.isArray(v.pieces) && Array.isArray(v.colors), kind);
  if (kind === 'text')
    need(isNumber(v.x) && isNumber(v.y) && isText(v.text) && Array.isArray(v.align), kind);
  if (kind === 'image') {
    need(isNumber(v.rows) && isNumber(v.columns) && typeof v.pixels === 'string', kind);
    need(v.rows * v.columns <= 2 ** 24, `${kind} of ${v.rows} by ${v.columns}`);
    need(Array.isArray(v.extent) && v.extent.length === 4, kind);
  }
  if (kind === 'contours') {
    need(Array.isArray(v.x) && Array.isArray(v.y) && Array.isArray(v.z), kind);
    need(v.z.length === v.x.length * v.y.length && Array.isArray(v.levels), kind);
    need(Array.isArray(v.colors) && Array.isArray(v.widths) && Array.isArray(v.dashes), kind);
  }
}

function checkAxis(v: unknown): void {
  need(isRecord(v) && isNumber(v.lo) && isNumber(v.hi), 'An axis');
  need(['linear', 'log', 'symlog'].includes(String(v.scale)), 'The scale of an axis');
  need(v.ticks === undefined || (Array.isArray(v.ticks) && v.ticks.every(isNumber)), 'Ticks');
  need(isText(v.label) && (v.color === undefined || isText(v.color)), 'The label of an axis');
  need(
    v.labels === undefined || (Array.isArray(v.labels) && v.labels.every(isText)),
    'Labels of ticks',
  );
  need(v.turn === undefined || isNumber(v.turn), 'The turn of ticks');
}

function checkAxes(v: unknown, all: unknown[]): void {
  need(isRecord(v), 'Axes');
  checkAxis(v.x);
  checkAxis(v.y);
  need(Array.isArray(v.marks) && Array.isArray(v.hidden) && isRecord(v.title), 'Axes');
  const { left, center, right } = v.title;
  need(
    [left, center, right].every((s) => s === undefined || isText(s)),
    'A title',
  );
  v.marks.forEach(checkMark);
  need(isRecord(v.place), 'The place of axes');
  const { grid, at, widths, heights, rect } = v.place;
  if (rect !== undefined)
    need(Array.isArray(rect) && rect.length === 4 && rect.every(isNumber), 'A rectangle');
  else {
    const all = [grid, at, widths, heights];
    need(
      all.every((list) => Array.isArray(list) && list.every(isNumber)),
      'The place of axes',
    );
    need((grid as number[]).length === 2 && (at as number[]).length === 4, 'A grid');
    need((widths as number[]).length === (grid as number[])[1], 'A grid');
    need((heights as number[]).length === (grid as number[])[0], 'A grid');
  }
  if (v.legend !== undefined) {
    need(isRecord(v.legend) && Array.isArray(v.legend.entries), 'A legend');
    const { entries, loc, title, columns } = v.legend;
    need(isText(loc) && (title === null || isText(title)) && isNumber(columns), 'A legend');
    for (const entry of entries as unknown[]) {
      need(isRecord(entry) && isText(entry.label) && isRecord(entry.swatch), 'A legend');
      if (entry.swatch.kind !== 'none') checkMark(entry.swatch);
    }
  }
  need(v.bars === undefined || Array.isArray(v.bars), 'The colour bars');
  for (const bar of (v.bars ?? []) as unknown[]) {
    need(isRecord(bar) && isText(bar.label) && isNumber(bar.lo) && isNumber(bar.hi), 'A bar');
    need(Array.isArray(bar.colors) && bar.colors.every(isText), 'A bar');
    for (const list of [bar.edges, bar.ticks])
      need(list === undefined || (Array.isArray(list) && list.every(isNumber)), 'A bar');
  }
  if (v.twin !== undefined) {
    need(isRecord(v.twin) && isNumber(v.twin.of), 'A twin');
    const of = all[v.twin.of];
    need(isRecord(of) && of.twin === undefined, 'A twin');
  }
}

/** The figure in this JSON; throws an Error that says what is wrong with it. */
export function readFigure(v: unknown): FigureSpec {
  need(isRecord(v), 'A figure');
  if (v.version !== 1) throw new Error(`a figure of version ${String(v.version)} cannot be read`);
  need(Array.isArray(v.size) && v.size.length === 2 && v.size.every(isNumber), 'The size');
  need(Array.isArray(v.axes), 'The list of axes');
  for (const axes of v.axes as unknown[]) checkAxes(axes, v.axes);
  need(typeof v.title === 'string' && typeof v.text === 'string', 'The title');
  return v as unknown as FigureSpec;
}
