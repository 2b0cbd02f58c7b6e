// What a cell's series become on a chart: lines, each with its colour, its name and its weight.

import type { Run } from './names';
import { columnRuns, columnText, labelRuns, nameRuns } from './names';
import type { Records, Series } from './series';

export interface Line {
  series: Series;
  column: number;
  /** Name of a CSS custom property. */
  color: string;
  dash: number[];
  width: number;
  alpha: number;
  /** Shown at the line's end; lines of one family share a name and show it once. */
  name: Run[];
  plain: string;
  family: string;
}

export const COLORS = ['--s1', '--s2', '--s3', '--s4', '--s5', '--s6'];
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

/** Up to this many lines each have a colour of their own. */
const FEW = COLORS.length;

const colorOf = (i: number): string => COLORS[i % COLORS.length]!;

/** What tells an optimizer from the others: 'η = 0.3' where all are SGD. */
function shortLabel(series: Series, records: Records): string {
  const parts = (s: Series): string[] => s.label.split(/, (?![^(]*\))/);
  const own = parts(series).filter((p) => !records.series.every((s) => parts(s).includes(p)));
  return own.length > 0 ? own.join(', ') : series.label;
}

export function lossLines(records: Records): Line[] {
  const several = records.series.length > 1;
  return records.series.map((series, i) => ({
    series,
    column: series.find('loss'),
    // Loss is ink: the one quantity every chart has. Optimizers side by side need telling apart.
    color: several ? colorOf(i) : '--ink',
    dash: several ? DASHES[Math.floor(i / FEW) % DASHES.length]! : [],
    width: 1.75,
    alpha: 1,
    name: several ? labelRuns(shortLabel(series, records)) : [{ text: 'loss', as: 'text' }],
    plain: several ? series.label : 'loss',
    family: String(i),
  }));
}

export function weightLines(records: Records): Line[] {
  const all = records.series.flatMap((series, s) =>
    series.parts('value').map((column, place) => ({ series, s, column, place })),
  );
  const several = records.series.length > 1;
  const single = records.series.every((s) => s.parts('value').length === 1);
  const most = Math.max(0, ...records.series.map((s) => s.parts('value').length));
  return all.map(({ series, s, column, place }) => {
    const { name, param } = series.columns[column]!;
    const few = most <= FEW;
    // One weight each: the optimizer's colour. Many weights: one colour for each parameter.
    const hue = several && single ? s : few ? place : (param ?? 0);
    const runs = few ? columnRuns(series, column) : nameRuns(name);
    return {
      series,
      column,
      color: colorOf(hue),
      dash: several && !single ? DASHES[s % DASHES.length]! : [],
      width: few ? 1.75 : 1.1,
      alpha: few ? 1 : 0.6,
      name: several && single ? labelRuns(shortLabel(series, records)) : runs,
      plain: columnText(series, column) + (several ? ` (${series.label})` : ''),
      family: few ? `${s}.${column}` : `${s}.${name}`,
    };
  });
}
