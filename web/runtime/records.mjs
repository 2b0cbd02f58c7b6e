// @ts-check
// The core's records as the page knows them (SeriesBlock in messages.ts). The core keeps numbers;
// what they are called lies in a text that the optimizer in Python gave it.

/**
 * @typedef {object} CoreBlock  as wasm/bindings/records.cpp makes it
 * @property {number} id
 * @property {string} text  JSON: { optimizer, lr, names }
 * @property {{ part: 'loss' | 'lr' | 'value' | 'grad', param?: number, element?: number | null }[]} columns
 * @property {number[][]} shapes
 * @property {number} stride
 * @property {number} total
 * @property {number} from
 * @property {boolean} closed
 * @property {Float64Array} rows
 * @property {{ x: number[], y: number[] }} [curve]
 */

/**
 * @param {CoreBlock} block
 * @returns {import('./messages').SeriesBlock}
 */
export function seriesBlock({ text, columns, rows, ...rest }) {
  const { optimizer, lr, names } = JSON.parse(text);
  return {
    version: 1,
    optimizer,
    lr: lr ?? NaN,
    label: lr === null ? optimizer : `${optimizer}, η = ${lr}`,
    columns: columns.map(({ part, param, element }) =>
      part === 'loss' || part === 'lr'
        ? { name: part }
        : { name: names[param ?? 0], part, param, element: element ?? null },
    ),
    ...rest,
    rows: Float64Array.from(rows), // never a view of the core's memory: that cannot be sent
  };
}
