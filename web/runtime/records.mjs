// @ts-check
// The core's records as the page knows them (SeriesBlock in messages.ts). The core keeps numbers;
// what they are called lies in a text that the optimizer in Python gave it.

/**
 * @typedef {object} CoreBlock  as wasm/bindings/records.cpp makes it
 * @property {number} id
 * @property {string} text  JSON: { optimizer, lr, options, names }
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
  const { optimizer, lr, options = {}, names } = JSON.parse(text);
  return {
    version: 1,
    optimizer,
    lr: lr ?? NaN,
    label: label(optimizer, lr, options),
    columns: columns.map(({ part, param, element }) =>
      part === 'loss' || part === 'lr'
        ? { name: part }
        : { name: names[param ?? 0], part, param, element: element ?? null },
    ),
    ...rest,
    rows: Float64Array.from(rows), // never a view of the core's memory: that cannot be sent
  };
}

/**
 * 'SGD, η = 0.05, momentum 0.9': what tells one optimizer from another.
 * @param {string} optimizer
 * @param {number | null} lr
 * @param {Record<string, number | boolean | number[] | null>} options  those that are not the usual ones
 */
function label(optimizer, lr, options) {
  const parts = lr === null ? [optimizer] : [optimizer, `η = ${lr}`];
  for (const [name, value] of Object.entries(options)) {
    const words = name.replaceAll('_', ' ');
    if (value === true) parts.push(words);
    else if (value === false) parts.push(`no ${words}`);
    else if (Array.isArray(value)) parts.push(`${words} (${value.join(', ')})`);
    else if (value !== null) parts.push(`${words} ${value}`);
  }
  return parts.join(', ');
}
