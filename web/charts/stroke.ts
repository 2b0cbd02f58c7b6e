// A series as a stroke: one pass over the rows, at most four points to a column of pixels.

import type { Line } from './lines';

export interface Beyond {
  /** Where on the iteration axis values were infinite (or, on a log axis, zero or less). */
  from: number;
  to: number;
  /** 1 above the plot, -1 below it. */
  side: 1 | -1;
}

/**
 * Strokes a line; NaN leaves a gap, a point between two gaps becomes a dot. Returns the stretches
 * that lie beyond the axis and were not drawn. `x` and `y` map iteration and value to pixels.
 */
export function stroke(
  pen: CanvasRenderingContext2D,
  line: Line,
  color: string,
  x: (iteration: number) => number,
  y: (value: number) => number,
  log: boolean,
): Beyond[] {
  const { series, column } = line;
  const beyond: Beyond[] = [];
  // Columns to a pixel: where lines are many and thin, half of the points say as much.
  const fineness = line.alpha < 1 ? 1 : 2;
  pen.strokeStyle = color;
  pen.fillStyle = color;
  pen.lineWidth = line.width;
  pen.globalAlpha = line.alpha;
  pen.setLineDash(line.dash);
  pen.beginPath();
  const dots: [number, number][] = [];
  let points = 0; // in the current piece of line
  let at = NaN; // the column of pixels that is being gathered
  let px = 0;
  let first = 0;
  let low = 0;
  let high = 0;
  let end = 0;
  const flush = (): void => {
    if (Number.isNaN(at)) return;
    if (points === 0) pen.moveTo(px, first);
    else pen.lineTo(px, first);
    if (low !== first || high !== end) {
      pen.lineTo(px, low);
      pen.lineTo(px, high);
      pen.lineTo(px, end);
    }
    points++;
    at = NaN;
  };
  const lift = (): void => {
    flush();
    if (points === 1) dots.push([px, end]);
    points = 0;
  };
  for (let row = 0; row < series.length; row++) {
    const value = series.at(row, column);
    const iteration = series.iteration(row);
    const side = value === Infinity ? 1 : value === -Infinity || (log && value <= 0) ? -1 : 0;
    if (side !== 0) {
      lift();
      const open = beyond.at(-1);
      if (open && open.side === side && series.iteration(row - 1) === open.to) open.to = iteration;
      else beyond.push({ from: iteration, to: iteration, side });
      continue;
    }
    if (Number.isNaN(value)) {
      lift();
      continue;
    }
    const nx = x(iteration);
    const ny = y(value);
    const place = Math.floor(nx * fineness);
    if (place === at) {
      if (ny < low) low = ny;
      if (ny > high) high = ny;
      end = ny;
      continue;
    }
    flush();
    at = place;
    px = nx;
    first = low = high = end = ny;
  }
  lift();
  pen.stroke();
  pen.setLineDash([]);
  for (const [cx, cy] of dots) {
    pen.beginPath();
    pen.arc(cx, cy, Math.max(1.5, line.width), 0, 7);
    pen.fill();
  }
  pen.globalAlpha = 1;
  return beyond;
}

/** A wedge at the plot's edge for what lies beyond it, with a bar as long as it lasted. */
export function markBeyond(
  pen: CanvasRenderingContext2D,
  stretch: Beyond,
  color: string,
  x: (iteration: number) => number,
  top: number,
  bottom: number,
): void {
  const edge = stretch.side === 1 ? top : bottom;
  const d = stretch.side;
  const [a, b] = [x(stretch.from), x(stretch.to)];
  pen.fillStyle = color;
  pen.fillRect(a, edge - (d === 1 ? 0 : 2), Math.max(1, b - a), 2);
  pen.beginPath();
  pen.moveTo(a - 4.5, edge + d * 8);
  pen.lineTo(a + 4.5, edge + d * 8);
  pen.lineTo(a, edge + d * 1);
  pen.fill();
}
