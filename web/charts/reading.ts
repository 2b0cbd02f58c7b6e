// The numbers above the charts, at the iteration of the reading.

import { setting, significant, whole } from './format';
import { lastKnown } from './labels';
import { lossLines, weightLines, type Line } from './lines';
import { columnRuns, labelRuns, runsToSpan, scalarRuns, type Run } from './names';
import type { Records, Series } from './series';

interface Item {
  key: string;
  name: Node[];
  value: string;
  color?: string;
}

const ETA: Run[] = [{ text: 'η', as: 'math' }];
const GRADIENT: Run[] = [
  { text: '∇', as: 'upright' },
  { text: 'f', as: 'math' },
];
const bars = (runs: Run[]): Run[] => [
  { text: '‖', as: 'upright' },
  ...runs,
  { text: '‖', as: 'upright' },
];

/** For screen readers, on the slider. */
export function speak(records: Records, k: number): string {
  const end = k >= records.last;
  const lines = [...lossLines(records), ...weightLines(records).slice(0, 6)];
  const values = lines.flatMap((line) => {
    const read = line.column < 0 ? null : lastKnown(line, k, end);
    return read ? [`${line.plain} ${significant(read.value)}`] : [];
  });
  return [`iteration ${k}`, ...values].join(', ');
}

export class Reading {
  readonly root = document.createElement('div');
  #shape = '';
  #cells: HTMLElement[] = [];

  constructor() {
    this.root.className = 'reading';
  }

  update(records: Records, k: number): void {
    if (records.series.length <= 1) this.#single(records.series[0], k, k >= records.last);
    else this.#table(records, k);
  }

  #single(series: Series | undefined, k: number, end: boolean): void {
    const items = series ? numbers(series, k, end) : blank();
    const shape = items.map((i) => i.key).join();
    if (shape !== this.#shape) {
      const list = document.createElement('dl');
      list.className = 'nums';
      this.#cells = items.map((item) => {
        const pair = document.createElement('div');
        if (item.color) pair.className = `c${item.color.slice(1)}`;
        const term = document.createElement('dt');
        term.append(...item.name);
        const value = document.createElement('dd');
        pair.append(term, value);
        list.append(pair);
        return value;
      });
      this.root.replaceChildren(list);
      this.#shape = shape;
    }
    items.forEach((item, i) => put(this.#cells[i]!, item.value));
  }

  #table(records: Records, k: number): void {
    const lines = lossLines(records);
    const scalar = records.series.every((s) => s.scalar >= 0);
    const shape = `table ${records.series.map((s) => `${s.id} ${s.label} ${scalar}`).join()}`;
    if (shape !== this.#shape) this.#buildTable(records, lines, scalar);
    this.#shape = shape;
    const values = records.series.flatMap((series, i) => {
      const row = series.rowNear(k);
      const end = k >= series.last;
      const loss = lines[i]!.column < 0 ? null : lastKnown(lines[i]!, k, end);
      const third = scalar ? series.at(row, series.scalar) : series.gradientNorm(row);
      return [significant(loss?.value ?? NaN), significant(third), setting(rate(series, row))];
    });
    put(this.#cells[0]!, `iteration ${whole(k)}`);
    values.forEach((v, i) => put(this.#cells[i + 1]!, v));
  }

  #buildTable(records: Records, lines: Line[], scalar: boolean): void {
    const table = document.createElement('table');
    table.className = 'races';
    const head = table.createTHead().insertRow();
    const third = scalar ? scalarRuns(records.series) : bars(GRADIENT);
    const corner = document.createElement('th');
    corner.scope = 'col';
    head.append(corner);
    for (const name of [document.createTextNode('loss'), runsToSpan(third), runsToSpan(ETA)]) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.append(name);
      head.append(cell);
    }
    this.#cells = [corner];
    const body = table.createTBody();
    records.series.forEach((series, i) => {
      const row = body.insertRow();
      const name = document.createElement('th');
      name.scope = 'row';
      name.className = `c${lines[i]!.color.slice(1)}`;
      name.append(runsToSpan(labelRuns(series.label)));
      row.append(name);
      for (let n = 0; n < 3; n++) this.#cells.push(row.insertCell());
    });
    this.root.replaceChildren(table);
  }
}

const put = (element: HTMLElement, text: string): void => {
  if (element.textContent !== text) element.textContent = text;
};

function rate(series: Series, row: number): number {
  const column = series.find('lr');
  const value = column < 0 ? NaN : series.at(row, column);
  return Number.isNaN(value) ? series.lr : value;
}

function blank(): Item[] {
  return ['iteration', 'loss', 'gradient', 'rate'].map((key) => ({
    key: `blank ${key}`,
    name: nameOf(key),
    value: '–',
  }));
}

function nameOf(key: string): Node[] {
  if (key === 'gradient') return [runsToSpan(bars(GRADIENT))];
  if (key === 'rate') return [document.createTextNode('learning rate '), runsToSpan(ETA)];
  return [document.createTextNode(key)];
}

/** Four numbers: iteration, loss, and the weight with its slope or gradient norm with learning rate. */
function numbers(series: Series, k: number, end: boolean): Item[] {
  const row = series.rowNear(k);
  const loss = series.find('loss');
  let lossRow = row;
  // The final state has no loss unless it is known: say where the last one was taken.
  if (end && row > 0 && Number.isNaN(series.at(row, loss))) lossRow = row - 1;
  const at = lossRow === row ? '' : ` at ${series.iteration(lossRow)}`;
  const items: Item[] = [
    { key: 'iteration', name: nameOf('iteration'), value: whole(series.iteration(row)) },
    {
      key: `loss${at}`,
      name: [document.createTextNode(`loss${at}`)],
      value: significant(series.at(lossRow, loss)),
    },
  ];
  const { scalar } = series;
  const slopes = series.parts('grad');
  if (scalar >= 0) {
    const slope = slopes.length > 0 ? series.at(lossRow, slopes[0]!) : NaN;
    items.push(
      {
        key: `value ${series.columns[scalar]!.name}`,
        name: [runsToSpan(columnRuns(series, scalar))],
        value: significant(series.at(row, scalar)),
        color: '--s1',
      },
      {
        key: `slope${at}`,
        name: [runsToSpan(GRADIENT), document.createTextNode(at)],
        value: significant(slope),
      },
    );
  } else {
    items.push(
      {
        key: `gradient${at}`,
        name: [...nameOf('gradient'), document.createTextNode(at)],
        value: significant(series.gradientNorm(lossRow)),
      },
      { key: 'rate', name: nameOf('rate'), value: setting(rate(series, row)) },
    );
  }
  return items;
}
