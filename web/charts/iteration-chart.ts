// A chart over iterations: lines, a hairline at the reading, names and values at the lines' ends.

import { logTick, onAxis, significant, tick, whole } from './format';
import type { Line } from './lines';
import type { Run } from './names';
import { iterationTicks, ValueAxis, valueTicks, type Domain } from './scale';
import { widen, type Extent } from './series';
import { arrange, familyEnds, lastKnown, widthOf, type Label } from './labels';
import { markBeyond, stroke } from './stroke';
import type { Ink } from './surface';
import { add, addRuns, crisp, halo, MARGIN, Surface } from './surface';

export interface IterationView {
  lines: Line[];
  /** End of the iteration axis, last iteration so far, iteration of the reading. */
  n: number;
  last: number;
  k: number;
  log: boolean;
  done: boolean;
  /** Values are told apart on the axis (weights) or by significant digits (loss). */
  digits: 'axis' | 'significant';
  /** Values stand behind the names at the lines' ends; not where a table has them. */
  values: boolean;
}

export class IterationChart {
  readonly surface = new Surface();
  readonly #axis = new ValueAxis();
  #drawn = '';
  #ticks: { x: number; text: SVGTextElement }[] = [];
  #near: Line | null = null;
  #todo: SVGRectElement | null = null;
  #ceiling = 0; // labels stay below it
  #view: IterationView | null = null;

  /** `point` is called with the iteration under the pointer. */
  constructor(point: (iteration: number) => void) {
    const { root } = this.surface;
    const read = (event: PointerEvent): void => {
      const view = this.#view;
      if (!view || (event.pointerType !== 'mouse' && event.buttons === 0)) return;
      const box = root.getBoundingClientRect();
      const share = (event.clientX - box.left - MARGIN.left) / (this.surface.right - MARGIN.left);
      this.#near = this.#nearest(view, share * view.n, event.clientY - box.top);
      point(Math.max(0, Math.min(view.last, Math.round(share * view.n))));
    };
    root.addEventListener('pointermove', read);
    root.addEventListener('pointerdown', read);
    root.addEventListener('pointerleave', () => (this.#near = null));
  }

  reset(): void {
    this.#axis.reset();
    this.#near = null;
  }

  /** The domain of the value axis is settled here, so that drawing twice changes nothing. */
  draw(view: IterationView, ink: Ink): void {
    this.#view = view;
    const { surface } = this;
    const resized = surface.measure();
    if (surface.width === 0) return;
    const domain = this.#domain(view);
    const key = [domain.lo, domain.hi, view.n, view.log].join();
    if (resized || key !== this.#drawn) this.#drawAxes(view, domain);
    this.#drawn = key;
    const pen = surface.pen();
    const x = this.#x(view);
    const y = this.#y(view, domain);
    surface.moving.replaceChildren();
    this.#ceiling = MARGIN.top + 2;
    // What is still to come: a tint under the grid.
    const [from, to] = [x(view.last), x(view.n)];
    this.#todo?.setAttribute('x', String(from));
    this.#todo?.setAttribute('width', String(Math.max(0, to - from)));
    if (pen) {
      this.#drawLines(pen, view, ink, x, y);
    }
    this.#drawReading(view, domain, x, y);
  }

  #domain(view: IterationView): Domain {
    const extent: Extent = { lo: Infinity, hi: -Infinity, positive: Infinity };
    let rows = 0;
    for (const { series, column } of view.lines) {
      widen(extent, series.extent(column));
      rows = Math.max(rows, series.length);
    }
    return this.#axis.update(extent, view.log, rows, view.done);
  }

  #x(view: IterationView): (iteration: number) => number {
    const scale = (this.surface.right - MARGIN.left) / view.n;
    return (iteration) => MARGIN.left + iteration * scale;
  }

  #y(view: IterationView, { lo, hi }: Domain): (value: number) => number {
    const { bottom } = this.surface;
    const height = bottom - MARGIN.top;
    if (!view.log) return (v) => bottom - ((v - lo) / (hi - lo)) * height;
    const base = Math.log(lo);
    const scale = height / (Math.log(hi) - base);
    return (v) => bottom - (Math.log(v) - base) * scale;
  }

  #drawAxes(view: IterationView, domain: Domain): void {
    const { fixed, right, bottom, height } = this.surface;
    const x = this.#x(view);
    const y = this.#y(view, domain);
    fixed.replaceChildren();
    this.#todo = add(fixed, 'rect', { class: 'todo', y: MARGIN.top, height: bottom - MARGIN.top });
    const grid = add(fixed, 'g', { class: 'grid' });
    const values = valueTicks(domain, view.log, bottom - MARGIN.top);
    const step = values.length > 1 ? values[1]! - values[0]! : 1;
    const decades = values.every((v) => Number.isInteger(Math.round(Math.log10(v) * 1e6) / 1e6));
    for (const v of values) {
      const at = crisp(y(v));
      const zero = v === 0 && !view.log && domain.lo < 0;
      const line = add(grid, 'line', { x1: MARGIN.left, x2: right, y1: at, y2: at });
      if (zero) line.setAttribute('class', 'zero');
      const label = view.log ? logTick(v, decades) : tick(v, step);
      add(fixed, 'text', { x: MARGIN.left - 9, y: at + 4, 'text-anchor': 'end' }, label);
    }
    const base = bottom + 0.5;
    add(fixed, 'line', { class: 'axis', x1: MARGIN.left, x2: right, y1: base, y2: base });
    add(fixed, 'text', { x: MARGIN.left - 9, y: height - 6, 'text-anchor': 'end' }, 'iteration');
    this.#ticks = iterationTicks(view.n, right - MARGIN.left).map((k) => {
      const at = crisp(x(k));
      add(fixed, 'line', { class: 'axis', x1: at, x2: at, y1: base, y2: base + 4 });
      const label = add(fixed, 'text', { x: at, y: height - 6, 'text-anchor': 'middle' }, whole(k));
      return { x: at, text: label };
    });
  }

  #drawLines(
    pen: CanvasRenderingContext2D,
    view: IterationView,
    ink: Ink,
    x: (k: number) => number,
    y: (v: number) => number,
  ): void {
    const { surface } = this;
    const box = new Path2D();
    box.rect(
      MARGIN.left - 2,
      MARGIN.top - 4,
      surface.right - MARGIN.left + 6,
      surface.bottom - MARGIN.top + 8,
    );
    pen.save();
    pen.clip(box);
    for (const line of view.lines) {
      const color = ink.of(line.color);
      const drawn = line === this.#near ? { ...line, width: 2.25, alpha: 1 } : line;
      for (const stretch of stroke(pen, drawn, color, x, y, view.log)) {
        markBeyond(pen, stretch, color, x, MARGIN.top, surface.bottom);
        const value = stretch.side === 1 ? '∞' : view.log ? '≤ 0' : '−∞';
        const at = x(stretch.from);
        const words = `${value} ${stretch.from === stretch.to ? 'at' : 'from'} ${stretch.from}`;
        const y = stretch.side === 1 ? MARGIN.top + 13 : surface.bottom - 5;
        if (stretch.side === 1) this.#ceiling = MARGIN.top + 30;
        const who: Run[] =
          view.lines.length > 1 ? [...line.name, { text: '\u2002', as: 'text' }] : [];
        const flip = at + widthOf([...who, { text: words, as: 'text' }]) > surface.right;
        const runs: Run[] = [...who, { text: words, as: 'text' }];
        const label = addRuns(surface.moving, flip ? at - 9 : at + 9, y, runs, {
          class: 'end',
          'text-anchor': flip ? 'end' : 'start',
          fill: `var(${line.color})`,
        });
        halo(label);
      }
    }
    pen.restore();
  }

  #drawReading(
    view: IterationView,
    domain: Domain,
    x: (k: number) => number,
    y: (v: number) => number,
  ): void {
    const { moving, right, bottom, height } = this.surface;
    const at = crisp(x(view.k));
    const here = whole(view.k);
    for (const { x: place, text } of this.#ticks) {
      const room = 4 + 3.6 * (here.length + (text.textContent?.length ?? 0));
      text.setAttribute('visibility', Math.abs(place - at) < room ? 'hidden' : 'visible');
    }
    add(moving, 'line', { class: 'hair', x1: at, x2: at, y1: MARGIN.top, y2: bottom });
    const half = here.length * 3.6;
    const place = Math.min(at, right + MARGIN.right - half);
    const below = { class: 'at', x: place, y: height - 6, 'text-anchor': 'middle' };
    halo(add(moving, 'text', below, here));

    const families = new Set(view.lines.map((l) => l.family)).size;
    const each = families === view.lines.length && families <= 8;
    const span = domain.hi - domain.lo;
    const shown = each ? view.lines : this.#near ? [this.#near] : [];
    const print = (v: number): string =>
      view.digits === 'axis' ? onAxis(v, span) : significant(v, 4);
    const values: Label[] = [];
    const names: Label[] = [];
    for (const line of shown) {
      const read = lastKnown(line, view.k, view.k >= view.last);
      if (read === null) continue;
      // What lies beyond the axis has its mark and its words there.
      if (!Number.isFinite(read.value) || (view.log && read.value <= 0)) continue;
      const dotY = this.#inside(y(read.value));
      add(moving, 'circle', {
        class: 'dot',
        cx: x(read.iteration).toFixed(1),
        cy: dotY.toFixed(1),
        r: 4,
        fill: `var(${line.color})`,
      });
      const atEnd = each && read.iteration >= line.series.last - 1;
      const value: Run = { text: print(read.value), as: 'text' };
      const gap: Run = { text: '\u2002', as: 'text' };
      const name = each ? line.name : named(line);
      const full = name.length > 0 ? [...name, gap, value] : [value];
      const runs = each && !atEnd ? [value] : view.values || !each ? full : name;
      values.push({ line, x: x(read.iteration), y: dotY, from: read.iteration, runs, value: true });
      if (each && !atEnd) names.push(...this.#endOf(line, x, y, view.log));
    }
    if (!each)
      for (const line of familyEnds(view.lines)) names.push(...this.#endOf(line, x, y, view.log));
    const { width } = this.surface;
    const sheet = { width, bottom, ceiling: this.#ceiling, x, y, log: view.log, last: view.last };
    for (const group of [names, values])
      for (const { label, right, y: at } of arrange(group, sheet)) {
        const text = addRuns(moving, right ? label.x + 10 : label.x - 9, at, label.runs, {
          class: label.value ? 'end val' : 'end',
          'text-anchor': right ? 'start' : 'end',
          fill: `var(${label.line.color})`,
        });
        halo(text);
      }
  }

  #endOf(line: Line, x: (k: number) => number, y: (v: number) => number, log: boolean): Label[] {
    const end = lastKnown(line, line.series.last, true);
    if (end === null || !Number.isFinite(end.value) || (log && end.value <= 0)) return [];
    return [
      {
        line,
        x: x(end.iteration),
        y: this.#inside(y(end.value)),
        from: end.iteration,
        runs: line.name,
        value: false,
      },
    ];
  }

  #inside(y: number): number {
    return Math.max(MARGIN.top - 4, Math.min(this.surface.bottom + 4, y));
  }

  // Only where lines are too many to label: the one under the pointer gets its name and value.
  #nearest(view: IterationView, iteration: number, pointerY: number): Line | null {
    if (
      view.lines.length <= 8 &&
      new Set(view.lines.map((l) => l.family)).size === view.lines.length
    )
      return null;
    const y = this.#y(view, this.#domain(view));
    let best: Line | null = null;
    let distance = 24;
    for (const line of view.lines) {
      const d = Math.abs(y(line.series.at(line.series.rowNear(iteration), line.column)) - pointerY);
      if (d < distance) [best, distance] = [line, d];
    }
    return best;
  }
}

const named = (line: Line): Run[] => [{ text: line.plain, as: 'text' }];
