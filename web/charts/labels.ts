// Where names and values stand on a chart over iterations.

import type { Line } from './lines';
import type { Run } from './names';

/** Names and values at a point of a line. */
export interface Label {
  line: Line;
  x: number;
  y: number;
  /** Iteration of the point. */
  from: number;
  runs: Run[];
  value: boolean;
}

export interface Sheet {
  width: number;
  bottom: number;
  /** Labels stay below it. */
  ceiling: number;
  x: (iteration: number) => number;
  y: (value: number) => number;
  log: boolean;
  /** Last iteration so far. */
  last: number;
}

const GAP = 16;

/** About the width of a label with its gap; measuring it would cost a layout. */
export const widthOf = (runs: Run[]): number =>
  18 + 6.6 * runs.reduce((n, r) => n + r.text.length, 0);

interface Placed {
  label: Label;
  right: boolean;
  y: number;
}

/** Right of the point while there is room, else above or below the line; the axes never make room. */
export function arrange(labels: Label[], sheet: Sheet): Placed[] {
  const inside: { placed: Placed; above: number; below: number }[] = [];
  const placed = labels.map((label) => {
    const wide = widthOf(label.runs);
    const right = label.x + wide < sheet.width + 6;
    const at: Placed = { label, right, y: label.y + 4 };
    // Right of a line's end there is nothing to keep clear of.
    if (right && label.from >= sheet.last - 1) return at;
    const reach = Math.ceil(wide / (sheet.x(1) - sheet.x(0)));
    const [a, b] = right ? [label.from, label.from + reach] : [label.from - reach, label.from];
    const [top, bottom] = span(label, a, b, sheet);
    inside.push({ placed: at, above: top - 8, below: bottom + 17 });
    return at;
  });
  // Between two lines that run close together there is no room for a label: the upper one has its
  // label above, the lower one below.
  inside.sort((p, q) => p.placed.label.y - q.placed.label.y);
  inside.forEach(({ placed: at, above, below }, i) => {
    const y = at.label.y;
    const roomAbove =
      above >= sheet.ceiling && y - (inside[i - 1]?.placed.label.y ?? -Infinity) > 2 * GAP;
    const roomBelow =
      below <= sheet.bottom && (inside[i + 1]?.placed.label.y ?? Infinity) - y > 2 * GAP;
    at.y = !roomAbove && roomBelow ? below : above;
  });
  for (const side of [true, false]) {
    const group = placed.filter((at) => at.right === side);
    const wanted = group.map((at) => at.y);
    spread(wanted, GAP, sheet.ceiling, sheet.bottom - 8).forEach((y, i) => (group[i].y = y));
  }
  return placed;
}

/** Between which heights a label's line runs from one iteration to another. */
function span(label: Label, from: number, to: number, sheet: Sheet): [number, number] {
  const { series, column } = label.line;
  const last = series.rowNear(to);
  let [top, bottom] = [label.y, label.y];
  for (let row = Math.max(0, series.rowNear(from)); row <= last; row++) {
    const v = series.at(row, column);
    if (!Number.isFinite(v) || (sheet.log && v <= 0)) continue;
    top = Math.min(top, sheet.y(v));
    bottom = Math.max(bottom, sheet.y(v));
  }
  return [top, bottom];
}

/** Pushes labels apart until none overlaps, keeping their order; gives each its new place. */
export function spread(wanted: number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y || a.i - b.i);
  for (let n = 0; n < order.length; n++) {
    const least = n === 0 ? top : order[n - 1]!.y + gap;
    order[n]!.y = Math.max(order[n]!.y, least);
  }
  for (let n = order.length - 1; n >= 0; n--) {
    const most = n === order.length - 1 ? bottom : order[n + 1]!.y - gap;
    order[n]!.y = Math.min(order[n]!.y, most);
  }
  const placed = new Array<number>(wanted.length);
  for (const { y, i } of order) placed[i] = y;
  return placed;
}

/** The value at an iteration; at the end of a series, where the last may be unknown, the one before. */
export function lastKnown(
  line: Line,
  k: number,
  end: boolean,
): { iteration: number; value: number } | null {
  const { series, column } = line;
  let row = series.rowNear(k);
  if (row < 0) return null;
  if (end && row > 0 && Number.isNaN(series.at(row, column))) row--;
  const value = series.at(row, column);
  return Number.isNaN(value) ? null : { iteration: series.iteration(row), value };
}

/** Of each family the line that ends in its middle. */
export function familyEnds(lines: Line[]): Line[] {
  const families = new Map<string, Line[]>();
  for (const line of lines) families.set(line.family, [...(families.get(line.family) ?? []), line]);
  return [...families.values()].map((family) => {
    const ends = family.map((line) => ({
      line,
      v: line.series.at(line.series.length - 1, line.column),
    }));
    ends.sort((a, b) => a.v - b.v);
    return ends[ends.length >> 1]!.line;
  });
}
