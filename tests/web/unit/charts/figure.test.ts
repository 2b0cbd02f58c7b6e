import { describe, expect, it } from 'vitest';
import { areas, lines } from '../../../../web/charts/figure/contour';
import { describeFigure } from '../../../../web/charts/figure/describe';
import { color, dashes } from '../../../../web/charts/figure/ink';
import { layOut } from '../../../../web/charts/figure/layout';
import { scaleOf } from '../../../../web/charts/figure/scales';
import {
  readFigure,
  type AxesSpec,
  type AxisSpec,
  type ContoursMark,
  type FigureSpec,
} from '../../../../web/charts/figure/spec';
import { pieces, plain } from '../../../../web/charts/figure/words';
import { parseNotebook, serializeNotebook } from '../../../../web/notebook/model';

const axis = (lo: number, hi: number, more: Partial<AxisSpec> = {}): AxisSpec => ({
  label: '',
  lo,
  hi,
  scale: 'linear',
  ...more,
});

function axes(row: number, column: number, rows = 1, columns = 1): AxesSpec {
  return {
    place: {
      grid: [rows, columns],
      at: [row, row + 1, column, column + 1],
      widths: Array<number>(columns).fill(1),
      heights: Array<number>(rows).fill(1),
    },
    x: axis(0, 10, { label: 'epoch' }),
    y: axis(0, 1),
    marks: [{ kind: 'line', x: [0, 1], y: [0, null], color: 'C0', width: 1.5, dash: 'solid' }],
    title: {},
    grid: '',
    aspect: 'auto',
    framed: true,
    hidden: [],
  };
}

const figure = (...all: AxesSpec[]): FigureSpec => ({
  version: 1,
  size: [6.4, 4.8],
  title: '',
  axes: all,
  text: '<Figure size 640x480 with 1 Axes>',
});

describe('words', () => {
  it('between dollar signs are mathematics', () => {
    expect(plain('loss of $\\theta_1$ at $10^{-3}$')).toBe('loss of θ1 at 10−3');
    expect(pieces('$x^2$').map((p) => [p.text, p.italic, p.shift])).toEqual([
      ['x', true, 0],
      ['2', false, 1],
    ]);
    expect(plain('$\\eta = -1$')).toBe('η\u2009=\u2009−1');
    expect(plain('$\\nabla f(\\mathbf{w}) \\leq \\frac{1}{2}\\log x$')).toBe(
      '∇f(w)\u2009≤\u20091/2\u2009log\u2009x',
    );
  });
  it('with one dollar sign cost a dollar', () => {
    expect(plain('5 $ a piece')).toBe('5 $ a piece');
    expect(plain('\\$5 and $x$')).toBe('$5 and x');
  });
});

describe('colours', () => {
  it('of the cycle are the theme’s', () => {
    expect(['C0', 'C5', 'C6', 'k', 'tab:red'].map(color)).toEqual([
      'var(--s1)',
      'var(--s6)',
      'var(--s1)',
      'var(--figure-k, var(--ink))',
      'var(--error)',
    ]);
  });
  it('from a file are nothing but colours', () => {
    expect(color('#1f77b4')).toBe('#1f77b4');
    expect(color('url(https://example.org/x)')).toBe('var(--ink)');
    expect(color('red;background:url(x)')).toBe('var(--ink)');
  });
  it('dashes grow with the width', () => {
    expect(dashes('solid', 1)).toBeNull();
    expect(dashes('dashed', 2)).toBe('7.4 3.6');
  });
});

describe('scales', () => {
  it('have gaps where there is no place', () => {
    const y = scaleOf(axis(0.01, 100, { scale: 'log' }), [400, 0]);
    expect([y(1), y(0), y(null), y(-1)].map(Math.round)).toEqual([200, NaN, NaN, NaN]);
    expect(y.ticks.map((t) => t.label)).toEqual(['10⁻²', '10⁻¹', '1', '10', '10²']);
  });
  it('run backwards where the limits do', () => {
    const y = scaleOf(axis(7.5, -0.5), [400, 0]);
    expect(y(-0.5)).toBe(0);
    expect(y.ticks.map((t) => t.at)).toContain(0);
  });
  it('take the ticks that a program sets, with its names', () => {
    const x = scaleOf(
      axis(-0.5, 1.5, { ticks: [0, 1, 9], labels: ['SGD', 'Adam', 'no'] }),
      [0, 100],
    );
    expect(x.ticks).toEqual([
      { at: 0, label: 'SGD' },
      { at: 1, label: 'Adam' },
    ]);
  });
});

describe('contours', () => {
  const n = 9;
  const at = Array.from({ length: n }, (_, i) => i - 4);
  const mark: ContoursMark = {
    kind: 'contours',
    x: at,
    y: at,
    z: at.flatMap((y) => at.map((x) => x * x + y * y)),
    levels: [4, 20],
    filled: false,
    colors: ['C0', 'C1'],
    widths: [1, 1],
    dashes: ['solid', 'solid'],
  };
  it('of a bowl are circles, closed within the grid and open at its edge', () => {
    const inner = lines(mark, 4);
    expect(inner).toHaveLength(1);
    expect(inner[0]![0]).toEqual(inner[0]!.at(-1));
    for (const [x, y] of inner[0]!) expect(Math.hypot(x, y)).toBeCloseTo(2, 0);
    const outer = lines(mark, 20);
    expect(outer).toHaveLength(4);
    for (const line of outer)
      for (const [x, y] of line) expect(Math.hypot(x, y)).toBeCloseTo(Math.sqrt(20), 0);
  });
  it('enclose what is above them', () => {
    const xs = areas(mark, 4).flatMap((ring) => ring.map(([x]) => x));
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([-4, 4]);
  });
});

describe('layout', () => {
  it('keeps plots of a row and of a column in line', () => {
    const all = [axes(0, 0, 2, 2), axes(0, 1, 2, 2), axes(1, 0, 2, 2), axes(1, 1, 2, 2)];
    all[2]!.y = axis(0, 1e-5, { label: 'loss' });
    const { boxes, width, height } = layOut(figure(...all), 1000);
    expect([width, height]).toEqual([640, 480]);
    expect(boxes[0]!.left).toBe(boxes[2]!.left);
    expect(boxes[0]!.top).toBe(boxes[1]!.top);
    for (const b of boxes) expect(b.left + b.width).toBeLessThanOrEqual(640);
  });
  it('puts plots below one another where they would be too narrow', () => {
    const { boxes, width } = layOut(figure(axes(0, 0, 1, 2), axes(0, 1, 1, 2)), 350);
    expect(width).toBe(350);
    expect(boxes[1]!.left).toBe(boxes[0]!.left);
    expect(boxes[1]!.top).toBeGreaterThan(boxes[0]!.top + boxes[0]!.height);
  });
  it('gives equal units equal lengths', () => {
    const square = { ...axes(0, 0), aspect: 'equal' as const, x: axis(0, 4), y: axis(0, 2) };
    const [box] = layOut(figure(square), 640).boxes;
    expect(box!.width / box!.height).toBeCloseTo(2, 6);
  });
});

describe('a figure', () => {
  it('is told in words', () => {
    const one = axes(0, 0);
    one.title = { center: 'Loss' };
    one.legend = {
      entries: [{ label: '$\\eta$', swatch: { kind: 'none' } }],
      loc: 'best',
      title: null,
      columns: 1,
    };
    expect(describeFigure(figure(one))).toBe(
      'Figure. Loss: 1 line (η); epoch from 0 to 10.0; y from 0 to 1.00.',
    );
  });

  it('lies in a notebook and comes back', () => {
    const output = {
      output_type: 'display_data',
      data: {
        'application/vnd.downhill.figure.v1+json': figure(axes(0, 0)),
        'text/plain': ['<Figure size 640x480 with 1 Axes>'],
      },
      metadata: {},
    };
    const cell = {
      cell_type: 'code',
      id: 'a',
      source: [],
      metadata: {},
      execution_count: 1,
      outputs: [output],
    };
    const text = JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
    const saved = JSON.parse(serializeNotebook(parseNotebook(text))) as { cells: unknown[] };
    expect(saved.cells).toEqual([cell]);
  });

  type Bent = { [key: string]: unknown } & FigureSpec;
  it.each<[string, (f: Bent) => void]>([
    ['another version', (f) => Object.assign(f, { version: 2 })],
    ['no axes', (f) => Object.assign(f, { axes: 3 })],
    ['an axis without an end', (f) => Object.assign(f.axes[0]!.x, { hi: null })],
    ['a mark that there is not', (f) => Object.assign(f.axes[0]!.marks[0]!, { kind: 'script' })],
    ['text among numbers', (f) => Object.assign(f.axes[0]!.marks[0]!, { x: [1, '2'] })],
    ['an object where there is none', (f) => Object.assign(f.axes[0]!.marks[0]!, { color: {} })],
    [
      'a huge image',
      (f) =>
        f.axes[0]!.marks.push({
          kind: 'image',
          rows: 1e6,
          columns: 1e6,
          extent: [0, 1, 0, 1],
          smooth: false,
          pixels: '',
        }),
    ],
    ['a twin of nothing', (f) => Object.assign(f.axes[0]!, { twin: { of: 5, shares: 'x' } })],
    ['a number for a colour', (f) => Object.assign(f.axes[0]!.marks[0]!, { color: 3 })],
    ['text for a width', (f) => Object.assign(f.axes[0]!.marks[0]!, { width: 'wide' })],
    ['a field that there is not', (f) => Object.assign(f.axes[0]!.marks[0]!, { href: 'x' })],
    ['a number for a label', (f) => Object.assign(f.axes[0]!.x, { label: 5 })],
    ['a number for a title', (f) => Object.assign(f.axes[0]!.title, { center: 5 })],
    ['a twin of a twin', (f) => Object.assign(f.axes[0]!, { twin: { of: 0, shares: 'x' } })],
    ['no place', (f) => Object.assign(f.axes[0]!, { place: {} })],
  ])('with %s is refused', (_, bend) => {
    const bent = structuredClone(figure(axes(0, 0))) as Bent;
    expect(readFigure(bent)).toBe(bent);
    bend(bent);
    expect(() => readFigure(bent)).toThrow(/./);
  });
});
