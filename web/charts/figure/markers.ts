// The markers of points, and the pen that lines and edges are drawn with.

import { add } from '../surface';
import { color, dashes } from './ink';

/** Points (1/72 inch) in pixels of the page, whose charts are drawn a little finer than on paper. */
export const PT = 1.15;
export function pen(element: SVGElement, stroke: string, width: number, dash?: string): void {
  element.style.stroke = color(stroke);
  element.style.strokeWidth = width.toFixed(2);
  const pattern = dashes(dash, width);
  if (!pattern) return;
  element.setAttribute('stroke-dasharray', pattern);
  element.style.strokeLinecap = 'butt';
}

/** A marker's outline around (0, 0); `r` is half its size. */
export function outline(marker: string, r: number): { d: string; open: boolean } {
  const polygon = (n: number, turn: number, by = 1): string =>
    Array.from({ length: n }, (_, k) => {
      const t = turn + (2 * Math.PI * k) / n;
      const s = r * (k % 2 === 1 ? by : 1);
      return `${k ? 'L' : 'M'}${(s * Math.sin(t)).toFixed(2)} ${(-s * Math.cos(t)).toFixed(2)}`;
    }).join('') + 'Z';
  const open = (d: string): { d: string; open: boolean } => ({ d, open: true });
  const closed = (d: string): { d: string; open: boolean } => ({ d, open: false });
  const h = r * 0.72;
  switch (marker) {
    case 's':
      return closed(`M${-r} ${-r}H${r}V${r}H${-r}Z`);
    case '^':
      return closed(`M0 ${-r}L${r} ${r}L${-r} ${r}Z`);
    case 'v':
      return closed(`M0 ${r}L${r} ${-r}L${-r} ${-r}Z`);
    case '<':
      return closed(`M${-r} 0L${r} ${-r}L${r} ${r}Z`);
    case '>':
      return closed(`M${r} 0L${-r} ${-r}L${-r} ${r}Z`);
    case 'D':
      return closed(polygon(4, 0, 1));
    case 'd':
      return closed(`M0 ${-r}L${r * 0.6} 0L0 ${r}L${-r * 0.6} 0Z`);
    case '*':
      return closed(polygon(10, 0, 0.4));
    case 'p':
      return closed(polygon(5, 0));
    case 'h':
    case 'H':
    case '8':
      return closed(polygon(marker === '8' ? 8 : 6, 0));
    case 'P':
      return closed(
        `M${-r / 3} ${-r}H${r / 3}V${-r / 3}H${r}V${r / 3}H${r / 3}V${r}H${-r / 3}V${r / 3}H${-r}V${-r / 3}H${-r / 3}Z`,
      );
    case 'X':
      return closed(polygon(8, Math.PI / 4, 0.5));
    case 'x':
      return open(`M${-h} ${-h}L${h} ${h}M${-h} ${h}L${h} ${-h}`);
    case '+':
      return open(`M${-r} 0H${r}M0 ${-r}V${r}`);
    case '|':
      return open(`M0 ${-r}V${r}`);
    case '_':
      return open(`M${-r} 0H${r}`);
    case '1':
    case '2':
    case '3':
    case '4':
      return open(`M0 0V${r}M0 0L${-r} ${-r / 2}M0 0L${r} ${-r / 2}`);
    default: {
      const R = marker === '.' ? r / 2 : marker === ',' ? 0.5 : r;
      return closed(`M${-R} 0a${R} ${R} 0 1 0 ${2 * R} 0a${R} ${R} 0 1 0 ${-2 * R} 0Z`);
    }
  }
}

export function drawMarker(
  parent: Element,
  [x, y]: [number, number],
  shape: { d: string; open: boolean },
  fill: string,
  edge: string | null,
  width: number,
): void {
  const element = add(parent, 'path', {
    d: shape.d,
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
  });
  element.style.fill = shape.open ? 'none' : color(fill);
  if (shape.open || edge) pen(element, edge ?? fill, width);
}
