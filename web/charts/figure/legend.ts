// The legend of axes, where it hides least.

import { add } from '../surface';
import { drawSwatch, type Sheet } from './marks';
import type { AxesSpec, Mark } from './spec';
import { plain, write } from './words';

const LINE = 19;

export function drawLegend(group: Element, axes: AxesSpec, sheet: Sheet): void {
  const { entries, loc, title, columns } = axes.legend!;
  if (entries.length === 0) return;
  const across = Math.max(1, Math.min(columns, entries.length));
  const down = Math.ceil(entries.length / across);
  const widths = Array.from({ length: across }, (_, c) =>
    Math.max(
      ...entries.slice(c * down, (c + 1) * down).map((e) => 50 + plain(e.label).length * 6.4),
    ),
  );
  const width = Math.max(
    widths.reduce((a, b) => a + b, 0),
    title ? 20 + title.length * 6.4 : 0,
  );
  const height = down * LINE + 8 + (title ? LINE : 0);
  const [x, y] = place(loc, width, height, axes, sheet);
  const root = add(group, 'g', { class: 'legend' });
  add(root, 'rect', { class: 'ground', x, y, width, height, rx: 3 });
  let top = y + 4 + LINE / 2;
  if (title) {
    write(root, x + 8, top, title, { class: 'note', 'dominant-baseline': 'central' });
    top += LINE;
  }
  let left = x + 8;
  for (let c = 0; c < across; c++) {
    entries.slice(c * down, (c + 1) * down).forEach(({ label, swatch }, k) => {
      const middle = top + k * LINE;
      if (swatch.kind !== 'none') drawSwatch(root, swatch, left, middle);
      write(root, left + 33, middle, label, { class: 'note', 'dominant-baseline': 'central' });
    });
    left += widths[c]!;
  }
}

/** Top left of the legend. */
function place(
  loc: string,
  width: number,
  height: number,
  axes: AxesSpec,
  sheet: Sheet,
): [number, number] {
  const { box } = sheet;
  const room = 8;
  const xs: Record<string, number> = {
    left: box.left + room,
    center: box.left + (box.width - width) / 2,
    right: box.left + box.width - width - room,
  };
  const ys: Record<string, number> = {
    upper: box.top + room,
    center: box.top + (box.height - height) / 2,
    lower: box.top + box.height - height - room,
  };
  const at = (name: string): [number, number] => {
    const words = name === 'right' ? ['center', 'right'] : name.split(' ');
    const [vertical, horizontal] = words.length === 1 ? ['center', 'center'] : words;
    return [xs[horizontal!] ?? xs.right!, ys[vertical!] ?? ys.upper!];
  };
  if (loc !== 'best') return at(loc);
  const points = axes.marks.flatMap((mark) => covered(mark, sheet));
  const order = [
    'upper right',
    'upper left',
    'lower left',
    'lower right',
    'center right',
    'center left',
    'lower center',
    'upper center',
    'center',
  ];
  let best: [number, number] = at(order[0]!);
  let least = Infinity;
  for (const name of order) {
    const [x, y] = at(name);
    const hidden = points.filter(
      ([px, py]) => px > x - 4 && px < x + width + 4 && py > y - 4 && py < y + height + 4,
    ).length;
    if (hidden < least) [best, least] = [[x, y], hidden];
    if (least === 0) break;
  }
  return best;
}

/** Places that a legend should leave free, close enough along lines. */
function covered(mark: Mark, { x, y }: Sheet): [number, number][] {
  if (mark.kind === 'segments')
    return mark.pieces.map(([, , x1, y1]) => [x(x1 ?? null), y(y1 ?? null)]);
  if (mark.kind !== 'line' && mark.kind !== 'points' && mark.kind !== 'area') return [];
  const found: [number, number][] = [];
  const step = Math.max(1, Math.floor((mark.x?.length ?? 0) / 2000));
  let before: [number, number] | null = null;
  for (let i = 0; i < (mark.x?.length ?? 0); i += step) {
    const point: [number, number] = [x(mark.x![i] ?? null), y(mark.y?.[i] ?? null)];
    if (!Number.isFinite(point[0] + point[1])) {
      before = null;
      continue;
    }
    if (before && mark.kind !== 'points') {
      const pieces = Math.min(
        40,
        Math.floor(Math.hypot(point[0] - before[0], point[1] - before[1]) / 12),
      );
      for (let k = 1; k < pieces; k++)
        found.push([
          before[0] + ((point[0] - before[0]) * k) / pieces,
          before[1] + ((point[1] - before[1]) * k) / pieces,
        ]);
    }
    found.push(point);
    before = point;
  }
  return found;
}
