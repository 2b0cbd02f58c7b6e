// A figure in words, for those who do not see it.

import { significant } from '../format';
import type { AxesSpec, FigureSpec, Mark } from './spec';
import { plain } from './words';

const NAMES: Record<Mark['kind'], [string, string]> = {
  line: ['line', 'lines'],
  points: ['set of points', 'sets of points'],
  area: ['area', 'areas'],
  rule: ['straight line', 'straight lines'],
  segments: ['set of lines', 'sets of lines'],
  arrows: ['field of arrows', 'fields of arrows'],
  text: ['note', 'notes'],
  image: ['image', 'images'],
  contours: ['contour plot', 'contour plots'],
};

function describeAxes(axes: AxesSpec): string {
  const counts = new Map<Mark['kind'], number>();
  for (const { kind } of axes.marks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const drawn = [...counts].map(([kind, n]) => `${n} ${NAMES[kind][n === 1 ? 0 : 1]}`);
  const labels = (axes.legend?.entries ?? []).map(({ label }) => plain(label));
  const axis = (name: string, of: AxesSpec['x']): string =>
    `${plain(of.label) || name} from ${significant(of.lo, 3)} to ${significant(of.hi, 3)}` +
    (of.scale === 'log' ? ', logarithmic' : '');
  const title = axes.title.center || axes.title.left || axes.title.right;
  return [
    title ? `${plain(title)}: ` : '',
    drawn.join(', ') || 'nothing',
    labels.length > 0 ? ` (${labels.join(', ')})` : '',
    `; ${axis('x', axes.x)}; ${axis('y', axes.y)}.`,
  ].join('');
}

export function describeFigure(figure: FigureSpec): string {
  const parts = figure.axes.map(describeAxes);
  const title = figure.title ? `${plain(figure.title)}. ` : '';
  return `Figure. ${title}${parts.join(' ')}`;
}
