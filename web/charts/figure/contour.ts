// Contours of a grid: closed areas from d3-contour, and open lines without the grid's own edge.

import { contours } from 'd3-contour';
import type { ContoursMark } from './spec';

type Point = [number, number];

/** A place in index units as one on the axis. */
function along(values: number[], index: number): number {
  const i = Math.min(Math.max(index, 0), values.length - 1);
  const k = Math.min(Math.floor(i), values.length - 2);
  return values[k]! + (values[k + 1]! - values[k]!) * (i - k);
}

/** The rings around all that is at least as high as a level; in index units. */
function rings(mark: ContoursMark, level: number): Point[][] {
  const z = mark.z.map((v) => v ?? -Infinity);
  const of = contours().size([mark.x.length, mark.y.length]);
  // d3 counts a cell's middle as a half.
  return of
    .contour(z, level)
    .coordinates.flat()
    .map((ring) => ring.map(([x, y]): Point => [x! - 0.5, y! - 0.5]));
}

/** Areas at least as high as a level, in data's units. */
export const areas = (mark: ContoursMark, level: number): Point[][] =>
  rings(mark, level).map((ring) =>
    ring.map(([i, j]): Point => [along(mark.x, i), along(mark.y, j)]),
  );

/** Lines at a level, in data's units. */
export function lines(mark: ContoursMark, level: number): Point[][] {
  const [right, top] = [mark.x.length - 1, mark.y.length - 1];
  // A ring leaves the grid for half a cell where it runs along the edge.
  const outside = ([i, j]: Point): boolean => i < 0 || j < 0 || i > right || j > top;
  const found: Point[][] = [];
  for (const ring of rings(mark, level)) {
    const start = ring.findIndex(outside);
    // A closed line may begin anywhere; one that leaves the grid begins out there.
    const turned = start < 0 ? ring : [...ring.slice(start, -1), ...ring.slice(0, start + 1)];
    let line: Point[] = [];
    const end = (): void => {
      if (line.length > 1) found.push(line);
      line = [];
    };
    for (const point of turned)
      if (outside(point)) end();
      else line.push([along(mark.x, point[0]), along(mark.y, point[1])]);
    end();
  }
  return found;
}
