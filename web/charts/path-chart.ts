// The path of a single weight: the points (x, loss) in the order of the steps, on the curve itself
// where it is known. Several optimizers share the sheet, each in its colour.

import { significant, tick, whole } from './format';
import { scalarRuns, type Run } from './names';
import { fitLinear, ValueAxis, valueTicks, type Domain } from './scale';
import type { Line } from './lines';
import { widen, type Extent, type Series } from './series';
import type { Ink } from './surface';
import { add, addRuns, crisp, halo, MARGIN, Surface } from './surface';
import { scaleLinear } from 'd3-scale';

export interface PathView {
  /** The weight's line of each series. */
  lines: Line[];
  k: number;
  done: boolean;
  /** Only what is left from the reading on. */
  zoom: boolean;
}

/** Steps that a zoomed chart shows at least. */
const LEAST = 10;

interface Point {
  k: number;
  x: number;
  y: number;
}

export class PathChart {
  readonly surface = new Surface();
  readonly #xAxis = new ValueAxis();
  readonly #yAxis = new ValueAxis();
  #view: PathView | null = null;
  #px: (v: number) => number = () => 0;
  #py: (v: number) => number = () => 0;

  constructor(point: (iteration: number) => void) {
    const { root } = this.surface;
    const read = (event: PointerEvent): void => {
      if (!this.#view || (event.pointerType !== 'mouse' && event.buttons === 0)) return;
      const box = root.getBoundingClientRect();
      const near = this.#nearest(event.clientX - box.left, event.clientY - box.top);
      if (near !== null) point(near);
    };
    root.addEventListener('pointermove', read);
    root.addEventListener('pointerdown', read);
  }

  reset(): void {
    this.#xAxis.reset();
    this.#yAxis.reset();
  }

  draw(view: PathView, ink: Ink): void {
    this.#view = view;
    const { surface } = this;
    surface.measure();
    if (surface.width === 0) return;
    const [X, Y] = view.zoom ? this.#near(view) : this.#whole(view);
    const { right, bottom } = surface;
    this.#px = (v) => MARGIN.left + ((v - X.lo) / (X.hi - X.lo)) * (right - MARGIN.left);
    this.#py = (v) => bottom - ((v - Y.lo) / (Y.hi - Y.lo)) * (bottom - MARGIN.top);
    const current = view.lines.map((line) => ({ line, at: this.#pointAt(line, view.k) }));
    const pen = surface.pen();
    if (pen) {
      pen.save();
      const box = new Path2D();
      box.rect(MARGIN.left - 1, MARGIN.top - 6, right - MARGIN.left + 8, bottom - MARGIN.top + 12);
      pen.clip(box);
      this.#drawCurve(pen, view, ink);
      for (const line of view.lines) this.#drawSteps(pen, line, view.k, ink);
      pen.restore();
    }
    const only = current.length === 1 ? (current[0]?.at ?? null) : null;
    this.#drawAxes(view, X, Y, only);
    this.#drawReading(view, current);
  }

  #whole(view: PathView): [Domain, Domain] {
    const xs = this.#extent(view, (s, line) => s.extent(line.column));
    const ys = this.#extent(view, (s) => s.extent(s.find('loss')));
    const rows = Math.max(0, ...view.lines.map((l) => l.series.length));
    const curve = view.lines.find((l) => l.series.curve)?.series.curve;
    const X =
      curve && inside(curve.x, xs)
        ? ends(curve.x)
        : this.#xAxis.update(around(xs), false, rows, view.done);
    const Y = this.#yAxis.update(ys, false, rows, view.done);
    return [X, Y];
  }

  /** The first row that a zoomed chart shows. */
  #first({ series }: Line, k: number): number {
    return Math.max(0, Math.min(series.rowNear(k), series.length - LEAST));
  }

  #near(view: PathView): [Domain, Domain] {
    const [xs, ys]: [number[], number[]] = [[], []];
    for (const line of view.lines) {
      const { series, column } = line;
      const loss = series.find('loss');
      for (let row = this.#first(line, view.k); row < series.length; row++) {
        const [x, y] = [series.at(row, column), series.at(row, loss)];
        if (Number.isFinite(x) && Number.isFinite(y)) {
          xs.push(x);
          ys.push(y);
        }
      }
    }
    return [fitLinear(...bounds(xs)), fitLinear(...bounds(ys))];
  }

  #extent(view: PathView, of: (s: Series, line: Line) => Extent): Extent {
    const extent: Extent = { lo: Infinity, hi: -Infinity, positive: Infinity };
    for (const line of view.lines) widen(extent, of(line.series, line));
    return extent;
  }

  #pointAt(line: Line, k: number): Point | null {
    const { series, column } = line;
    let row = series.rowNear(k);
    const loss = series.find('loss');
    // The final state has no loss of its own unless that is known: stand on the point before it.
    if (row > 0 && row === series.length - 1 && Number.isNaN(series.at(row, loss))) row--;
    const [x, y] = [series.at(row, column), series.at(row, loss)];
    return Number.isFinite(x) && Number.isFinite(y) ? { k: series.iteration(row), x, y } : null;
  }

  #drawCurve(pen: CanvasRenderingContext2D, view: PathView, ink: Ink): void {
    const curve = view.lines.map((l) => l.series.curve).findLast((c) => c !== undefined);
    if (!curve) return;
    // Stored as points: from too few of them its chords would be taken for the curve.
    const shown = curve.x.filter(
      (x) => this.#px(x) >= MARGIN.left && this.#px(x) <= this.surface.right,
    );
    if (shown.length < 24) return;
    pen.strokeStyle = ink.of('--curve');
    pen.lineWidth = 1.5;
    pen.beginPath();
    let down = false;
    curve.x.forEach((x, i) => {
      const y = curve.y[i] ?? NaN;
      if (!Number.isFinite(y)) return (down = false);
      if (down) pen.lineTo(this.#px(x), this.#py(y));
      else pen.moveTo(this.#px(x), this.#py(y));
      return (down = true);
    });
    pen.stroke();
  }

  #drawSteps(pen: CanvasRenderingContext2D, line: Line, k: number, ink: Ink): void {
    const { series, column } = line;
    const loss = series.find('loss');
    const color = ink.of(line.color);
    const now = series.rowNear(k);
    pen.strokeStyle = color;
    pen.lineWidth = 1;
    for (const [from, to, alpha] of [
      [0, now, 1],
      [now, series.length - 1, 0.4],
    ] as const) {
      pen.globalAlpha = alpha;
      pen.beginPath();
      let down = false;
      for (let row = Math.max(0, from); row <= to; row++) {
        const [x, y] = [this.#px(series.at(row, column)), this.#py(series.at(row, loss))];
        if (!Number.isFinite(x) || !Number.isFinite(y)) down = false;
        else if (down) pen.lineTo(x, y);
        else pen.moveTo(x, y);
        if (Number.isFinite(y)) down = true;
      }
      pen.stroke();
    }
    pen.globalAlpha = 1;
    let [lastX, lastY] = [NaN, NaN];
    for (let row = 0; row < series.length; row++) {
      const [x, y] = [this.#px(series.at(row, column)), this.#py(series.at(row, loss))];
      // Points that would lie on one another are one point.
      if (!Number.isFinite(y) || Math.hypot(x - lastX, y - lastY) < 1) continue;
      const near = Math.hypot(x - lastX, y - lastY) < 6;
      [lastX, lastY] = [x, y];
      pen.beginPath();
      pen.arc(x, y, near ? 1.6 : 2.6, 0, 7);
      pen.fillStyle = row <= now ? color : ink.of('--bg');
      pen.fill();
      if (row > now) pen.stroke();
    }
  }

  #drawAxes(view: PathView, X: Domain, Y: Domain, current: Point | null): void {
    const { fixed, right, bottom, width, height } = this.surface;
    fixed.replaceChildren();
    const grid = add(fixed, 'g', { class: 'grid' });
    const values = valueTicks(Y, false, bottom - MARGIN.top);
    const step = values.length > 1 ? values[1]! - values[0]! : 1;
    for (const v of values) {
      const y = crisp(this.#py(v));
      add(grid, 'line', { x1: MARGIN.left, x2: right, y1: y, y2: y });
      if (current && Math.abs(this.#py(v) - this.#py(current.y)) < 13) continue;
      add(fixed, 'text', { x: MARGIN.left - 9, y: y + 4, 'text-anchor': 'end' }, tick(v, step));
    }
    const base = bottom + 0.5;
    add(fixed, 'line', { class: 'axis', x1: MARGIN.left, x2: right, y1: base, y2: base });
    const ticks = scaleLinear()
      .domain([X.lo, X.hi])
      .ticks(Math.max(3, Math.min(6, Math.floor(width / 80))));
    const stepX = ticks.length > 1 ? ticks[1]! - ticks[0]! : 1;
    for (const v of ticks) {
      const x = crisp(this.#px(v));
      add(fixed, 'line', { class: 'axis', x1: x, x2: x, y1: base, y2: base + 4 });
      if (current && Math.abs(this.#px(v) - this.#px(current.x)) < 30) continue;
      if (x < MARGIN.left + 10) continue;
      add(fixed, 'text', { x, y: height - 6, 'text-anchor': 'middle' }, tick(v, stepX));
    }
    if (view.lines.length > 0)
      addRuns(fixed, MARGIN.left - 9, height - 6, scalarRuns(view.lines.map((l) => l.series)), {
        class: 'small',
        'text-anchor': 'end',
      });
  }

  #drawReading(view: PathView, current: { line: Line; at: Point | null }[]): void {
    const { moving, bottom, height, right } = this.surface;
    moving.replaceChildren();
    const single = current.length === 1;
    if (single) this.#drawNumbers(view, view.lines[0]!, current[0]!.at);
    for (const { line, at } of current) {
      if (!at) continue;
      const [cx, cy] = [this.#px(at.x), this.#py(at.y)];
      if (single) {
        add(moving, 'path', {
          class: 'hair dotted',
          d: `M${MARGIN.left} ${crisp(cy)}H${crisp(cx)}V${bottom}`,
        });
        const beside = { x: MARGIN.left - 9, y: (cy + 4).toFixed(1), 'text-anchor': 'end' };
        halo(add(moving, 'text', { class: 'at', ...beside }, short(at.y, view.zoom)));
        const half = 18;
        const place = Math.max(MARGIN.left + half, Math.min(right - half, cx));
        const below = { x: place.toFixed(1), y: height - 6, 'text-anchor': 'middle' };
        halo(add(moving, 'text', { class: 'at', ...below }, short(at.x, view.zoom)));
      }
      add(moving, 'circle', {
        class: 'dot',
        cx: cx.toFixed(1),
        cy: cy.toFixed(1),
        r: 4.5,
        fill: `var(${line.color})`,
      });
      const runs: Run[] = single
        ? [
            { text: 'k', as: 'math' },
            { text: ' = ', as: 'upright' },
            { text: whole(at.k), as: 'text' },
          ]
        : line.name;
      // Inside the bowl, where the curve is not; above the point near the bottom.
      const low = cy > bottom - 26;
      const left = this.#insideLeft(view, line, at.x);
      const anchor = low ? 'middle' : left ? 'end' : 'start';
      const x = low ? Math.max(MARGIN.left + 24, Math.min(right - 24, cx)) : cx + (left ? -10 : 10);
      const label = addRuns(moving, x, low ? cy - 13 : cy - 5, runs, {
        class: 'end val',
        'text-anchor': anchor,
        fill: `var(${line.color})`,
      });
      halo(label);
    }
  }

  // The first steps carry their number while they lie far enough apart.
  #drawNumbers(view: PathView, line: Line, current: Point | null): void {
    const { series, column } = line;
    const loss = series.find('loss');
    let last: [number, number] | null = current ? [this.#px(current.x), this.#py(current.y)] : null;
    // Around the current point and its label nothing else is written.
    const placed: [number, number][] = last ? [last, [last[0] - 14, last[1] - 12]] : [];
    const first = view.zoom ? this.#first(line, view.k) : 0;
    for (let row = first; row < Math.min(first + 10, series.length); row++) {
      const v = series.at(row, column);
      const [x, y] = [this.#px(v), this.#py(series.at(row, loss))];
      if (!Number.isFinite(x + y)) continue;
      if (placed.some(([a, b]) => Math.abs(a - x) < 38 && Math.abs(b - y) < 15)) continue;
      last = [x, y];
      placed.push(last);
      const left = this.#insideLeft(view, line, v);
      const runs: Run[] =
        row === 0
          ? [
              { text: 'k', as: 'math' },
              { text: ' = 0', as: 'upright' },
            ]
          : [{ text: whole(series.iteration(row)), as: 'text' }];
      addRuns(this.surface.moving, left ? x - 8 : x + 8, y + 1, runs, {
        class: row === 0 ? 'small' : 'step',
        'text-anchor': left ? 'end' : 'start',
      });
    }
  }

  #insideLeft(view: PathView, line: Line, x: number): boolean {
    const { series, column } = line;
    const curve = series.curve;
    let best = NaN;
    let least = Infinity;
    if (curve && !view.zoom)
      curve.x.forEach((v, i) => {
        if ((curve.y[i] ?? Infinity) < least) [least, best] = [curve.y[i]!, v];
      });
    else best = series.at(series.length - 1, column);
    return !(x < best);
  }

  #nearest(px: number, py: number): number | null {
    let best: number | null = null;
    let distance = Infinity;
    for (const { series, column } of this.#view?.lines ?? []) {
      const loss = series.find('loss');
      for (let row = 0; row < series.length; row++) {
        const d = Math.hypot(
          this.#px(series.at(row, column)) - px,
          (this.#py(series.at(row, loss)) - py) / 2,
        );
        if (d < distance) [best, distance] = [series.iteration(row), d];
      }
    }
    return best;
  }
}

const bounds = (v: number[]): [number, number] => [
  v.reduce((a, b) => Math.min(a, b), Infinity),
  v.reduce((a, b) => Math.max(a, b), -Infinity),
];

const ends = (x: number[]): Domain => ({ lo: Math.min(...x), hi: Math.max(...x) });

const inside = (x: number[], extent: Extent): boolean =>
  x.length > 1 && ends(x).lo <= extent.lo && extent.hi <= ends(x).hi;

/** A little air on both sides, so that a curve can be seen to turn. */
function around(extent: Extent): Extent {
  const air = (extent.hi - extent.lo) * 0.12;
  const lo = extent.lo > 0 && extent.lo < 0.1 * extent.hi ? -extent.hi * 0.12 : extent.lo - air;
  return extent.lo <= extent.hi ? { ...extent, lo, hi: extent.hi + air * 0.2 } : extent;
}

/** Three digits, written as ticks are; in the whole view a thousandth beside hundreds is nothing. */
const short = (v: number, zoom: boolean): string => {
  if (zoom) return v === 0 ? '0' : tick(v, Math.abs(v) / 100);
  return Math.abs(v) < 0.005 ? '0' : significant(v, 3);
};
