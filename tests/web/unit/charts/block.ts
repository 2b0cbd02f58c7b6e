import type { SeriesBlock } from '../../../../web/runtime/messages';

/** A record block of one weight `x` without gradients; rows of [iteration, loss, lr, x]. */
export function block(rows: number[][], more: Partial<SeriesBlock> = {}): SeriesBlock {
  return {
    version: 1,
    id: 1,
    optimizer: 'SGD',
    lr: 0.05,
    label: 'SGD, η = 0.05',
    columns: [{ name: 'loss' }, { name: 'lr' }, { name: 'x', part: 'value', param: 0, element: 0 }],
    shapes: [[1]],
    stride: 1,
    total: rows.length,
    from: 0,
    rows: Float64Array.from(rows.flat()),
    closed: false,
    ...more,
  };
}
