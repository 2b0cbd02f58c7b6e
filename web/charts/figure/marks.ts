// Draws the marks of axes, each kind by one function.

import { add } from '../surface';
import { areas, lines } from './contour';
import { color } from './ink';
import { drawMarker, outline, pen, PT } from './markers';
import type { Scale } from './scales';
import type {
  ArrowsMark,
  AreaMark,
  ContoursMark,
  ImageMark,
  LineMark,
  Mark,
  PointsMark,
  RuleMark,
  SegmentsMark,
  TextMark,
  Value,
} from './spec';
import { write } from './words';

/** Where marks go: what is clipped at the axes' edges, and words, which are not. */
export interface Sheet {
  clipped: Element;
  words: Element;
  x: Scale;
  y: Scale;
  /** Left, top, width, height of the plot in pixels. */
  box: { left: number; top: number; width: number; height: number };
}

/** From this many points on, a line shows the extremes of its pieces. */
const MANY = 4000;

function path(points: [number, number][]): string {
  let open = false;
  let d = '';
  for (const [x, y] of points) {
    if (!Number.isFinite(x + y)) {
      open = false;
      continue;
    }
    d += `${open ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    open = true;
  }
  return d;
}

/** A long run of points as the smallest and the largest of each piece. */
function thinned(points: [number, number][]): [number, number][] {
  if (points.length <= MANY) return points;
  const size = Math.ceil((2 * points.length) / MANY);
  const kept: [number, number][] = [];
  for (let i = 0; i < points.length; i += size) {
    const piece = points.slice(i, i + size);
    const drawn = piece.filter(([x, y]) => Number.isFinite(x + y));
    if (drawn.length < piece.length) kept.push([NaN, NaN]);
    if (drawn.length === 0) continue;
    const low = drawn.reduce((a, b) => (b[1] < a[1] ? b : a));
    const high = drawn.reduce((a, b) => (b[1] > a[1] ? b : a));
    kept.push(...(low[0] <= high[0] ? [low, high] : [high, low]));
  }
  return kept;
}

const pairs = (x: Value[], y: Value[], sheet: Sheet): [number, number][] =>
  x.map((v, i) => [sheet.x(v), sheet.y(y[i] ?? null)]);

function drawLine(mark: LineMark, sheet: Sheet): void {
  const points = pairs(mark.x ?? [], mark.y ?? [], sheet);
  if (mark.dash !== 'none') {
    const element = add(sheet.clipped, 'path', { class: 'line', d: path(thinned(points)) });
    pen(element, mark.color, mark.width * PT, mark.dash);
  }
  if (!mark.marker) return;
  const shape = outline(mark.marker, ((mark.size ?? 6) * PT) / 2);
  for (const point of points)
    if (Number.isFinite(point[0] + point[1]))
      drawMarker(sheet.clipped, point, shape, mark.fill ?? mark.color, mark.edge ?? null, 1.2);
}

function drawPoints(mark: PointsMark, sheet: Sheet): void {
  pairs(mark.x, mark.y, sheet).forEach((point, i) => {
    if (!Number.isFinite(point[0] + point[1])) return;
    const size = mark.sizes.length === 1 ? mark.sizes[0]! : (mark.sizes[i] ?? 36);
    const fill = mark.colors.length === 1 ? mark.colors[0]! : (mark.colors[i] ?? 'k');
    const shape = outline(mark.marker, (Math.sqrt(size) * PT) / 2);
    drawMarker(sheet.clipped, point, shape, fill, mark.edge ?? null, mark.width ?? 1.2);
  });
}

function drawArea(mark: AreaMark, sheet: Sheet): void {
  // On a logarithmic axis an area begins at the axis' end.
  const floor = sheet.y.pixels[0];
  const points = pairs(mark.x, mark.y, sheet).map(([x, y]): [number, number] => [
    x,
    Number.isFinite(y) ? y : floor,
  ]);
  const element = add(sheet.clipped, 'path', { d: `${path(points)}Z`, fill: color(mark.color) });
  if (mark.edge) pen(element, mark.edge, (mark.width ?? 1) * PT, mark.dash);
}

function drawRule(mark: RuleMark, sheet: Sheet): void {
  const { left, top, width, height } = sheet.box;
  const upright = mark.axis === 'x';
  const scale = upright ? sheet.x : sheet.y;
  const [a, b] = mark.ends;
  const start = upright ? top + height * (1 - b) : left + width * a;
  const length = (upright ? height : width) * (b - a);
  const from = scale(mark.at);
  if (mark.to !== undefined) {
    const to = scale(mark.to);
    const [low, size] = [Math.min(from, to), Math.abs(to - from)];
    const box = upright
      ? { x: low, y: start, width: size, height: length }
      : { x: start, y: low, width: length, height: size };
    add(sheet.clipped, 'rect', { ...box, fill: color(mark.color) });
    return;
  }
  if (!Number.isFinite(from)) return;
  const ends = upright
    ? { x1: from, x2: from, y1: start, y2: start + length }
    : { x1: start, x2: start + length, y1: from, y2: from };
  pen(add(sheet.clipped, 'line', ends), mark.color, mark.width * PT, mark.dash);
}

function drawSegments(mark: SegmentsMark, sheet: Sheet): void {
  mark.pieces.forEach(([x0, y0, x1, y1], i) => {
    const ends = {
      x1: sheet.x(x0 ?? null),
      y1: sheet.y(y0 ?? null),
      x2: sheet.x(x1 ?? null),
      y2: sheet.y(y1 ?? null),
    };
    if (!Object.values(ends).every(Number.isFinite)) return;
    const shade = mark.colors[i % mark.colors.length] ?? 'C0';
    pen(add(sheet.clipped, 'line', ends), shade, mark.width * PT, mark.dash);
  });
}

/** A line from one place to another with a head at its end. */
function arrow(
  parent: Element,
  [x0, y0]: [number, number],
  [x1, y1]: [number, number],
  shade: string,
  width: number,
  head: boolean,
): void {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (!(length > 0.3)) return;
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const size = head ? Math.min(7, length * 0.45) : 0;
  const [bx, by] = [x1 - ux * size * 0.8, y1 - uy * size * 0.8];
  pen(
    add(parent, 'line', { x1: x0, y1: y0, x2: head ? bx : x1, y2: head ? by : y1 }),
    shade,
    width,
  );
  if (!head) return;
  const [px, py] = [-uy * size * 0.42, ux * size * 0.42];
  const [ax, ay] = [x1 - ux * size, y1 - uy * size];
  const d = path([
    [x1, y1],
    [ax + px, ay + py],
    [ax - px, ay - py],
  ]);
  add(parent, 'path', { d: `${d}Z`, fill: color(shade) });
}

function drawArrows(mark: ArrowsMark, sheet: Sheet): void {
  mark.x.forEach((x, i) => {
    const [y, u, v] = [mark.y[i] ?? null, mark.u[i] ?? null, mark.v[i] ?? null];
    if (x === null || y === null || u === null || v === null) return;
    const [from, to] = [
      [sheet.x(x), sheet.y(y)],
      [sheet.x(x + u), sheet.y(y + v)],
    ] as [[number, number], [number, number]];
    arrow(sheet.clipped, from, to, mark.color, 1.1, true);
  });
}

const ANCHOR: Record<string, string> = { left: 'start', center: 'middle', right: 'end' };
const BASE: Record<string, string> = {
  top: 'hanging',
  center: 'central',
  center_baseline: 'central',
};

function drawText(mark: TextMark, sheet: Sheet): void {
  const { left, top, width, height } = sheet.box;
  const place = (x: number, y: number): [number, number] =>
    mark.coords === 'axes' ? [left + x * width, top + (1 - y) * height] : [sheet.x(x), sheet.y(y)];
  let [x, y] = place(mark.x, mark.y);
  if (mark.offset) [x, y] = [x + mark.offset[0] * PT, y - mark.offset[1] * PT];
  if (!Number.isFinite(x + y)) return;
  const { arrow: to } = mark;
  if (to) {
    const end = place(to.x, to.y);
    const far = Math.hypot(end[0] - x, end[1] - y);
    const from: [number, number] = [x + ((end[0] - x) / far) * 4, y + ((end[1] - y) / far) * 4];
    const short: [number, number] = [
      end[0] - ((end[0] - x) / far) * 3,
      end[1] - ((end[1] - y) / far) * 3,
    ];
    if (far > 8) arrow(sheet.words, from, short, to.color, to.width, to.head);
  }
  const element = write(sheet.words, x, y, mark.text, {
    class: 'note',
    'text-anchor': ANCHOR[mark.align[0]] ?? 'start',
    'dominant-baseline': BASE[mark.align[1]] ?? 'auto',
  });
  element.style.fill = color(mark.color);
  if (mark.size) element.style.fontSize = `${(mark.size * 1.3).toFixed(1)}px`;
  if (mark.bold) element.style.fontWeight = '600';
  if (mark.turn) element.setAttribute('transform', `rotate(${-mark.turn} ${x} ${y})`);
}

function drawImage(mark: ImageMark, sheet: Sheet): void {
  const bytes = Uint8ClampedArray.from(atob(mark.pixels), (c) => c.charCodeAt(0));
  if (bytes.length !== 4 * mark.rows * mark.columns || bytes.length === 0) return;
  const canvas = document.createElement('canvas');
  canvas.width = mark.columns;
  canvas.height = mark.rows;
  canvas.getContext('2d')?.putImageData(new ImageData(bytes, mark.columns, mark.rows), 0, 0);
  const [left, right, bottom, top] = mark.extent;
  const [x0, x1, y0, y1] = [sheet.x(left), sheet.x(right), sheet.y(bottom), sheet.y(top)];
  const element = add(sheet.clipped, 'image', {
    x: Math.min(x0, x1),
    y: Math.min(y0, y1),
    width: Math.abs(x1 - x0),
    height: Math.abs(y1 - y0),
    preserveAspectRatio: 'none',
    href: canvas.toDataURL(),
  });
  element.style.imageRendering = mark.smooth ? 'auto' : 'pixelated';
  // An axis that runs the other way turns the image with it.
  const turns = [x1 < x0 ? -1 : 1, y1 > y0 ? -1 : 1];
  if (turns[0] === -1 || turns[1] === -1) {
    const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
    element.setAttribute(
      'transform',
      `translate(${cx} ${cy}) scale(${turns.join(' ')}) translate(${-cx} ${-cy})`,
    );
  }
}

function drawContours(mark: ContoursMark, sheet: Sheet): void {
  const pixels = (ring: [number, number][]): [number, number][] =>
    ring.map(([x, y]) => [sheet.x(x), sheet.y(y)]);
  if (mark.filled) {
    for (let k = 0; k + 1 < mark.levels.length; k++) {
      // What is above the band's upper level is a hole in it.
      const rings = [...areas(mark, mark.levels[k]!), ...areas(mark, mark.levels[k + 1]!)];
      const d = rings.map((ring) => `${path(pixels(ring))}Z`).join('');
      const shade = color(mark.colors[k]);
      const band = add(sheet.clipped, 'path', { d, 'fill-rule': 'evenodd', fill: shade });
      // Bands that touch show no seam.
      band.style.stroke = shade;
      band.style.strokeWidth = '0.6';
    }
    return;
  }
  mark.levels.forEach((level, k) => {
    const found = lines(mark, level).map(pixels);
    const element = add(sheet.clipped, 'path', { class: 'line', d: found.map(path).join('') });
    pen(element, mark.colors[k] ?? 'k', (mark.widths[k] ?? 1.5) * PT * 0.85, mark.dashes[k]);
    const words = mark.labels?.[k];
    const longest = found.reduce<[number, number][]>((a, b) => (b.length > a.length ? b : a), []);
    const at = longest[Math.floor(longest.length * 0.4)];
    if (!words || !at || longest.length < 12) return;
    const label = write(sheet.clipped, at[0], at[1], words, {
      class: 'level',
      'text-anchor': 'middle',
      'dominant-baseline': 'central',
    });
    label.style.fill = color(mark.colors[k]);
  });
}

export function drawMark(mark: Mark, sheet: Sheet): void {
  const group = add(sheet.clipped, 'g');
  if (mark.alpha !== undefined && mark.alpha !== 1)
    group.setAttribute('opacity', String(mark.alpha));
  const own = { ...sheet, clipped: group };
  switch (mark.kind) {
    case 'line':
      return drawLine(mark, own);
    case 'points':
      return drawPoints(mark, own);
    case 'area':
      return drawArea(mark, own);
    case 'rule':
      return drawRule(mark, own);
    case 'segments':
      return drawSegments(mark, own);
    case 'arrows':
      return drawArrows(mark, own);
    case 'text':
      return drawText(mark, own);
    case 'image':
      return drawImage(mark, own);
    case 'contours':
      return drawContours(mark, own);
  }
}

/** What stands for a mark in a legend, in a place of 26 by 12 pixels at (x, y). */
export function drawSwatch(parent: Element, mark: Mark, x: number, y: number): void {
  const group = add(parent, 'g');
  if (mark.alpha !== undefined) group.setAttribute('opacity', String(mark.alpha));
  if (mark.kind === 'line') {
    if (mark.dash !== 'none')
      pen(
        add(group, 'line', { x1: x, x2: x + 26, y1: y, y2: y }),
        mark.color,
        mark.width * PT,
        mark.dash,
      );
    if (mark.marker) {
      const shape = outline(mark.marker, ((mark.size ?? 6) * PT) / 2);
      drawMarker(group, [x + 13, y], shape, mark.fill ?? mark.color, mark.edge ?? null, 1.2);
    }
  } else if (mark.kind === 'points')
    drawMarker(
      group,
      [x + 13, y],
      outline(mark.marker, 4),
      mark.colors[0] ?? 'k',
      mark.edge ?? null,
      1.2,
    );
  else if (mark.kind === 'area') {
    const box = add(group, 'rect', {
      x: x + 2,
      y: y - 5,
      width: 22,
      height: 10,
      fill: color(mark.color),
    });
    if (mark.edge) pen(box, mark.edge, 1);
  } else if (mark.kind === 'rule' && mark.to !== undefined)
    add(group, 'rect', { x: x + 2, y: y - 5, width: 22, height: 10, fill: color(mark.color) });
  else if (mark.kind === 'rule' || mark.kind === 'segments') {
    const shade = mark.kind === 'rule' ? mark.color : (mark.colors[0] ?? 'C0');
    pen(add(group, 'line', { x1: x, x2: x + 26, y1: y, y2: y }), shade, mark.width * PT, mark.dash);
  }
}
