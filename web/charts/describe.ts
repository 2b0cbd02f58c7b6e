// What a chart shows, in words: its text alternative.

import { significant } from './format';
import type { Line } from './lines';
import { lastKnown } from './labels';

export function describeLines(what: string, lines: Line[]): string {
  const known = lines.filter((l) => l.series.length > 0 && l.column >= 0);
  if (known.length === 0) return `${what} by iteration: no values yet.`;
  const shown = known.slice(0, 8).map((line) => {
    const { series, column, plain } = line;
    const extent = series.extent(column);
    const start = series.at(0, column);
    const end = lastKnown(line, series.last, true);
    let missing = 0;
    for (let row = 0; row < series.length; row++)
      if (Number.isNaN(series.at(row, column))) missing++;
    if (series.closed && Number.isNaN(series.at(series.length - 1, column))) missing--;
    const gaps = missing > 0 ? `, ${missing} values unknown` : '';
    const range = `between ${significant(extent.lo)} and ${significant(extent.hi)}`;
    const last = end
      ? `${significant(end.value)} at iteration ${end.iteration}`
      : 'unknown at the end';
    return `${plain} from ${significant(start)} at iteration ${series.iteration(0)} to ${last}, ${range}${gaps}`;
  });
  const rest = known.length > shown.length ? `; and ${known.length - shown.length} more lines` : '';
  return `${what} by iteration: ${shown.join('; ')}${rest}.`;
}

export function describePath(lines: Line[]): string {
  const parts = lines.map(({ series, column, plain }) => {
    const loss = series.find('loss');
    const end = series.length - (Number.isNaN(series.at(series.length - 1, loss)) ? 2 : 1);
    return (
      `${plain} steps from ${significant(series.at(0, column))} (loss ${significant(series.at(0, loss))}) ` +
      `to ${significant(series.at(end, column))} (loss ${significant(series.at(end, loss))})`
    );
  });
  const curve = lines.some((l) => l.series.curve) ? ' on the curve of the loss' : '';
  return `Path${curve}: ${parts.join('; ')}.`;
}
