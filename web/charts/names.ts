// Names as they are set: one letter is mathematics, a word is code, an index follows its name.

import { setting } from './format';
import type { Series } from './series';
import { count } from './series';

/** A piece of a name. `math` letters are italic, `code` is what stands in the program. */
export interface Run {
  text: string;
  as: 'math' | 'upright' | 'code' | 'text';
  sub?: boolean;
}

const GREEK: Record<string, string> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  eta: 'η',
  theta: 'θ',
  kappa: 'κ',
  lambda_: 'λ',
  lam: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  phi: 'φ',
  omega: 'ω',
};

export const text = (s: string): Run[] => [{ text: s, as: 'text' }];

/** `x`, `w1` and `theta` become letters; anything else stays the name it is. */
export function nameRuns(name: string): Run[] {
  const [, base, index] = /^([A-Za-z]|[a-z]+_?)_?(\d*)$/.exec(name) ?? [];
  const letter = base === undefined ? undefined : base.length === 1 ? base : GREEK[base];
  if (letter === undefined) return [{ text: name, as: 'code' }];
  const runs: Run[] = [{ text: letter, as: 'math' }];
  if (index) runs.push({ text: index, as: 'upright', sub: true });
  return runs;
}

/** Position in a tensor of the given shape, row-major: 5 in [2, 3] is [1, 2]. */
export function unravel(flat: number, shape: number[]): number[] {
  const index: number[] = [];
  for (let d = shape.length - 1; d >= 0; d--) {
    const size = shape[d] || 1;
    index.unshift(flat % size);
    flat = Math.floor(flat / size);
  }
  return index;
}

/** The name of what a value or gradient column holds. */
export function columnRuns(series: Series, column: number): Run[] {
  const { name, param, element } = series.columns[column]!;
  const shape = series.shapes[param ?? 0] ?? [];
  const runs = nameRuns(name);
  if (element === null || element === undefined)
    return [{ text: '‖', as: 'upright' }, ...runs, { text: '‖', as: 'upright' }];
  if (count(shape) === 1) return runs;
  const index = unravel(element, shape).join(', ');
  if (runs.length === 1 && runs[0]!.as === 'math')
    return [...runs, { text: index, as: 'upright', sub: true }];
  return [{ text: `${name}[${index}]`, as: 'code' }];
}

/** What to call the only weight of each series: its name, where all have the same. */
export function scalarRuns(all: Series[]): Run[] {
  const names = new Set(all.map((s) => columnText(s, s.scalar)));
  return all[0] && names.size === 1 ? columnRuns(all[0], all[0].scalar) : text('weight');
}

/** The name in plain words, for text alternatives. */
export function columnText(series: Series, column: number): string {
  const { name, param, element } = series.columns[column]!;
  const shape = series.shapes[param ?? 0] ?? [];
  if (element === null || element === undefined) return `norm of ${name}`;
  return count(shape) === 1 ? name : `${name}[${unravel(element, shape).join(', ')}]`;
}

/** 'SGD, η = 0.05, momentum 0.9' as runs. */
export function labelRuns(label: string): Run[] {
  const runs: Run[] = [];
  for (const [i, part] of label.split(/(?<=[,=])\s|\s(?==)/).entries()) {
    const space = i > 0 ? ' ' : '';
    const letter = /^[α-ωϵ]$/.test(part);
    const [, words = '', number, comma] = /^(.*\s)?(-?[\d.]+(?:e[-+]?\d+)?)(,?)$/.exec(part) ?? [];
    if (letter && space) runs.push({ text: space, as: 'text' });
    if (letter) runs.push({ text: part, as: 'math' });
    else
      runs.push({
        text: space + (number ? words + setting(Number(number)) + comma : part),
        as: 'text',
      });
  }
  return runs;
}

const CLASS = { math: 'mi', upright: 'mm', code: 'mc', text: 'mt' } as const;
export const runClass = (run: Run): string => CLASS[run.as] + (run.sub ? ' sb' : '');

/** The runs as HTML. */
export function runsToSpan(runs: Run[]): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = 'name';
  for (const run of runs) {
    const piece = document.createElement(run.sub ? 'sub' : 'span');
    piece.className = runClass(run);
    piece.textContent = run.text;
    span.append(piece);
  }
  return span;
}

export const runsToText = (runs: Run[]): string =>
  runs.map((r) => (r.sub ? `_${r.text}` : r.text)).join('');
