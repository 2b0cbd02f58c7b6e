// A figure on the page. Drawn anew when its width changes; its colours follow the theme by themselves.

import { add, crisp } from '../surface';
import { describeFigure } from './describe';
import { color } from './ink';
import { layOut, tickRoom, type Box } from './layout';
import { drawLegend } from './legend';
import { drawMark, type Sheet } from './marks';
import { scaleOf, type Scale } from './scales';
import type { AxesSpec, ColorBar, FigureSpec } from './spec';
import { write } from './words';

let made = 0; // clip paths need names of their own

export class FigureView {
  readonly root = document.createElement('figure');
  readonly #figure: FigureSpec;
  #width = 0;

  constructor(figure: FigureSpec) {
    this.#figure = figure;
    this.root.className = 'drawn';
    this.root.setAttribute('role', 'img');
    this.root.setAttribute('aria-label', describeFigure(figure));
    new ResizeObserver(([entry]) => this.#draw(entry!.contentRect.width)).observe(this.root);
  }

  #draw(available: number): void {
    if (available === 0 || Math.abs(available - this.#width) < 1) return;
    this.#width = available;
    const { width, height, boxes } = layOut(this.#figure, available);
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute('width', String(width));
    svg.setAttribute('height', String(height));
    svg.setAttribute('aria-hidden', 'true');
    if (this.#figure.title)
      write(svg, width / 2, 20, this.#figure.title, { class: 'head', 'text-anchor': 'middle' });
    this.#figure.axes.forEach((axes, i) => drawAxes(svg, axes, boxes[i]!));
    this.root.replaceChildren(svg);
  }
}

function drawAxes(svg: SVGElement, axes: AxesSpec, box: Box): void {
  const { left, top, width, height } = box;
  const group = add(svg, 'g', { class: 'axes' });
  const x = scaleOf(axes.x, [left, left + width]);
  const y = scaleOf(axes.y, [top + height, top]);
  const clip = `figure-clip-${++made}`;
  const path = add(group, 'clipPath', { id: clip });
  add(path, 'rect', { x: left - 1, y: top - 1, width: width + 2, height: height + 2 });
  if (axes.framed) drawGrid(group, axes, x, y, box);
  // Over colours that are the same in both themes, black and white stay what they are.
  const full = axes.marks.some((m) => m.kind === 'image' || (m.kind === 'contours' && m.filled));
  const over = full ? 'full' : '';
  const clipped = add(group, 'g', { class: over, 'clip-path': `url(#${clip})` });
  const words = add(group, 'g', { class: over });
  const sheet: Sheet = { clipped, words, x, y, box };
  for (const mark of axes.marks) drawMark(mark, sheet);
  if (axes.framed) drawFrame(group, axes, x, y, box);
  drawTitle(group, axes, box);
  if (axes.legend) drawLegend(group, axes, sheet);
  (axes.bars ?? []).forEach((bar, i) => drawBar(group, bar, left + width + 14 + i * 80, box));
}

function drawGrid(group: Element, axes: AxesSpec, x: Scale, y: Scale, box: Box): void {
  const { left, top, width, height } = box;
  if (axes.grid === 'both' || axes.grid === 'x')
    for (const { at } of x.ticks) {
      const px = crisp(x(at));
      add(group, 'line', { class: 'grid', x1: px, x2: px, y1: top, y2: top + height });
    }
  if (axes.grid === 'both' || axes.grid === 'y')
    for (const { at } of y.ticks) {
      const py = crisp(y(at));
      add(group, 'line', { class: 'grid', x1: left, x2: left + width, y1: py, y2: py });
    }
}

function drawFrame(group: Element, axes: AxesSpec, x: Scale, y: Scale, box: Box): void {
  const { left, top, width, height } = box;
  const [right, bottom] = [left + width, top + height];
  const shares = axes.twin?.shares;
  const edge = (x1: number, y1: number, x2: number, y2: number): void =>
    void add(group, 'line', {
      class: 'axis',
      x1: crisp(x1),
      y1: crisp(y1),
      x2: crisp(x2),
      y2: crisp(y2),
    });
  if (shares !== 'x') drawX(group, axes, x, box, shares === 'y', edge);
  if (shares !== 'y') drawY(group, axes, y, box, shares === 'x', edge);
  // Around an image, all four edges.
  if (!axes.twin && axes.marks.some((m) => m.kind === 'image')) {
    if (!axes.hidden.includes('top')) edge(left, top, right, top);
    if (!axes.hidden.includes('right')) edge(right, top, right, bottom);
  }
}

type Edge = (x1: number, y1: number, x2: number, y2: number) => void;

function drawX(
  group: Element,
  axes: AxesSpec,
  x: Scale,
  box: Box,
  above: boolean,
  edge: Edge,
): void {
  const { left, top, width, height } = box;
  const at = above ? top : top + height;
  const by = above ? -1 : 1;
  if (!axes.hidden.includes(above ? 'top' : 'bottom')) edge(left, at, left + width, at);
  const below = tickRoom(axes, width);
  const turn = above ? 0 : (axes.x.turn ?? 0);
  const crowded = !turn && below > 24;
  for (const [i, { at: value, label }] of x.ticks.entries()) {
    const px = x(value);
    edge(px - 0.5, at, px - 0.5, at + 4 * by);
    // Names that would touch are written in two lines' heights by turns; turned ones end at their tick.
    const lower = crowded && i % 2 === 1 ? 12 : 0;
    const py = at + (above ? -9 : (turn ? 12 : 17) + lower);
    const anchor = turn === 0 ? 'middle' : turn > 0 ? 'end' : 'start';
    const words = write(group, px, py, label, {
      class: 'tick',
      'text-anchor': anchor,
      ...(turn && { 'dominant-baseline': 'central' }),
    });
    if (turn) words.setAttribute('transform', `rotate(${-turn} ${px.toFixed(1)} ${py.toFixed(1)})`);
  }
  if (!axes.x.label) return;
  write(group, left + width / 2, above ? at - 28 : at + below + 13, axes.x.label, {
    class: 'label',
    'text-anchor': 'middle',
  });
}

function drawY(
  group: Element,
  axes: AxesSpec,
  y: Scale,
  box: Box,
  beyond: boolean,
  edge: Edge,
): void {
  const { left, top, width, height } = box;
  const at = beyond ? left + width : left;
  const by = beyond ? 1 : -1;
  const shade = axes.y.color ? color(axes.y.color) : '';
  if (!axes.hidden.includes(beyond ? 'right' : 'left')) edge(at, top, at, top + height);
  let widest = 0;
  for (const { at: value, label } of y.ticks) {
    const py = y(value);
    edge(at, py - 0.5, at + 4 * by, py - 0.5);
    widest = Math.max(widest, label.length * 6.3);
    write(group, at + 8 * by, py, label, {
      class: 'tick',
      'text-anchor': beyond ? 'start' : 'end',
      'dominant-baseline': 'central',
    });
  }
  if (!axes.y.label) return;
  const lines = axes.y.label.split('\n').length;
  const px = at + (beyond ? widest + 22 : -(widest + 18 + 15 * (lines - 1)));
  const py = top + height / 2;
  const words = write(group, px, py, axes.y.label, { class: 'label', 'text-anchor': 'middle' });
  words.setAttribute('transform', `rotate(-90 ${px.toFixed(1)} ${py.toFixed(1)})`);
  if (shade) words.style.fill = shade;
}

function drawTitle(group: Element, { title, twin }: AxesSpec, { left, top, width }: Box): void {
  if (twin) return;
  const places = {
    left: [left, 'start'],
    center: [left + width / 2, 'middle'],
    right: [left + width, 'end'],
  } as const;
  for (const [name, [x, anchor]] of Object.entries(places)) {
    const text = title[name as keyof typeof places];
    if (!text) continue;
    const lines = text.split('\n').length;
    write(group, x, top - 11 - 16 * (lines - 1), text, { class: 'title', 'text-anchor': anchor });
  }
}

function drawBar(group: Element, bar: ColorBar, x: number, { top, height }: Box): void {
  const axis = {
    label: bar.label,
    lo: bar.lo,
    hi: bar.hi,
    scale: bar.log ? 'log' : 'linear',
  } as const;
  const scale = scaleOf({ ...axis, ...(bar.ticks && { ticks: bar.ticks }) }, [top + height, top]);
  bar.colors.forEach((shade, i) => {
    const [from, to] = bar.edges
      ? [scale(bar.edges[i] ?? bar.lo), scale(bar.edges[i + 1] ?? bar.hi)]
      : [
          top + height * (1 - i / bar.colors.length),
          top + height * (1 - (i + 1) / bar.colors.length),
        ];
    // A little over the next, so that no seam shows.
    const box = {
      x,
      y: Math.max(top, to - 0.4),
      width: 14,
      height: from - Math.max(top, to - 0.4),
    };
    if (Number.isFinite(from + to) && box.height > 0)
      add(group, 'rect', { class: 'shade', ...box, fill: color(shade) });
  });
  let widest = 0;
  for (const { at, label } of scale.ticks) {
    widest = Math.max(widest, label.length * 6.3);
    const y = crisp(scale(at) - 0.5);
    add(group, 'line', { class: 'axis', x1: x + 14, x2: x + 18, y1: y, y2: y });
    write(group, x + 21, y, label, { class: 'tick', 'dominant-baseline': 'central' });
  }
  if (!bar.label) return;
  const [px, py] = [x + 36 + widest, top + height / 2];
  const words = write(group, px, py, bar.label, { class: 'label', 'text-anchor': 'middle' });
  words.setAttribute('transform', `rotate(-90 ${px.toFixed(1)} ${py.toFixed(1)})`);
}
