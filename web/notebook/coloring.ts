// A weight keeps its colour: in the text's formulas and code words as in its line on the chart.

import type { Line } from '../charts/lines';
import type { NameMark } from './editor';

const number = (line: Line): number => Number(line.color.replace('--s', ''));

/** Which names are marked in the code, with up to two colours each; none where weights are many. */
export function nameMarks(lines: Line[]): NameMark[] {
  if (new Set(lines.map((l) => l.family)).size !== lines.length) return [];
  const marks = new Map<string, number[]>();
  for (const line of lines) {
    const { name } = line.series.columns[line.column];
    const colors = marks.get(name) ?? [];
    if (!colors.includes(number(line))) colors.push(number(line));
    marks.set(name, colors);
  }
  return [...marks].map(([name, colors]) => ({ name, colors }));
}

/** Colours `x`, `weights[0]` in the text that leads to a cell. */
export function colorText(prose: Element, lines: Line[]): void {
  for (const old of prose.querySelectorAll('[data-weight]')) {
    old.classList.remove(old.getAttribute('data-weight')!);
    old.removeAttribute('data-weight');
  }
  if (nameMarks(lines).length === 0) return;
  const color = (element: Element, line: Line): void => {
    const name = `c-s${number(line)}`;
    element.classList.add(name);
    element.setAttribute('data-weight', name);
  };
  const byName = new Map(lines.map((l) => [l.plain, l]));
  for (const code of prose.querySelectorAll('code')) {
    const line = byName.get(code.textContent);
    if (line) color(code, line);
  }
  for (const letter of prose.querySelectorAll('.katex-html .mord.mathnormal')) {
    const line = byName.get(letter.textContent);
    if (!line) continue;
    const group = letter.parentElement!;
    const subscript = letter.nextElementSibling?.querySelector(':scope > .vlist-t2');
    // x in f(x) is any number; x with an index, or alone, is the weight.
    if (group.classList.contains('mord') && subscript) color(group, line);
    else if (letter.closest('.katex-html')!.textContent === letter.textContent) color(letter, line);
  }
}
