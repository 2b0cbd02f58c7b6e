// Drawings that a text cell can ask for in its metadata: {"downhill": {"figure": "one-step"}}.

import { add, addRuns } from '../charts/surface';
import type { Run } from '../charts/names';

const math = (text: string, sub = false): Run => ({ text, as: 'math', sub });
const upright = (text: string, sub = false): Run => ({ text, as: 'upright', sub });

/** One step of gradient descent on a curve: slope, stride, and the points that follow. */
function oneStep(): HTMLElement {
  const figure = document.createElement('figure');
  figure.className = 'fig-step';
  const [width, height] = [432, 264];
  const svg = add(figure, 'svg', {
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label':
      'A curve f of theta with its lowest point left of the middle. At theta k, high on the right, the tangent ' +
      'shows the slope; an arrow of length eta times the slope leads left to theta k+1; shorter steps follow.',
  });
  const f = (t: number): number => 0.42 + 0.23 * t ** 2 + 0.014 * t ** 3;
  const slope = (t: number): number => 0.46 * t + 0.042 * t ** 2;
  const base = height - 30;
  const px = (t: number): number => 4 + ((t + 2.6) / 5.75) * (width - 8);
  const py = (v: number): number => base - v * 78;
  const eta = 0.72;
  const t: number[] = [2.62];
  for (let k = 0; k < 4; k++) t.push(t[k] - eta * slope(t[k]));
  add(svg, 'line', { class: 'axis', x1: 2, x2: width - 2, y1: base + 0.5, y2: base + 0.5 });
  const points = Array.from({ length: 121 }, (_, i) => -2.5 + (i / 120) * 5.45);
  const curve = points
    .map((v, i) => `${i ? 'L' : 'M'}${px(v).toFixed(1)} ${py(f(v)).toFixed(1)}`)
    .join('');
  add(svg, 'path', { class: 'curve strong', d: curve });
  const tangent = (v: number): number => f(t[0]) + (v - t[0]) * slope(t[0]);
  const [a, b] = [t[0] - 0.62, t[0] + 0.22];
  add(svg, 'line', {
    class: 'tangent',
    x1: px(a),
    y1: py(tangent(a)),
    x2: px(b),
    y2: py(tangent(b)),
  });
  for (const v of t.slice(0, 2)) {
    const x = Math.round(px(v)) + 0.5;
    add(svg, 'line', { class: 'drop', x1: x, x2: x, y1: py(f(v)), y2: base });
  }
  const y = base - 15;
  add(svg, 'path', { class: 'arrow', d: `M${px(t[0]) - 3} ${y}H${px(t[1]) + 9}` });
  add(svg, 'path', { class: 'arrowhead', d: `M${px(t[1]) + 3} ${y}l9 -4v8z` });
  const gradient = [
    upright('∇'),
    math('f'),
    upright('('),
    math('θ'),
    math('k', true),
    upright(')'),
  ];
  addRuns(
    svg,
    (px(t[0]) + px(t[1])) / 2,
    y - 10,
    [upright('−'), math('η'), upright('\u2009'), ...gradient],
    { 'text-anchor': 'middle', class: 'acc' },
  );
  t.forEach((v, k) =>
    add(svg, 'circle', {
      class: 'dot acc',
      cx: px(v),
      cy: py(f(v)),
      r: [5, 5, 3.6, 3.2, 2.8][k],
      opacity: [1, 1, 0.75, 0.6, 0.45][k],
    }),
  );
  addRuns(svg, px(t[0]), height - 9, [math('θ'), math('k', true)], { 'text-anchor': 'middle' });
  addRuns(svg, px(t[1]), height - 9, [math('θ'), math('k', true), upright('+1', true)], {
    'text-anchor': 'middle',
  });
  addRuns(svg, px(-2.2) + 14, py(f(-2.2)) - 2, [math('f'), upright('('), math('θ'), upright(')')]);
  addRuns(svg, px(t[0]) - 16, py(f(t[0])) - 3, [{ text: 'slope ', as: 'text' }, ...gradient], {
    'text-anchor': 'end',
    class: 'acc',
  });
  const caption = document.createElement('figcaption');
  caption.textContent =
    'One step. Where the slope is steep the stride is long; near the bottom it shortens by itself.';
  figure.append(caption);
  return figure;
}

const FIGURES: Record<string, () => HTMLElement> = { 'one-step': oneStep };

export const figureNamed = (name: unknown): HTMLElement | null =>
  typeof name === 'string' && name in FIGURES ? FIGURES[name]() : null;
