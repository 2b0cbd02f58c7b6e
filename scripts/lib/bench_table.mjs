// The figures of npm run bench as one table, each beside its floor and the limit that we keep to.

/** At most this many times the floor of the same place. */
export const limits = {
  native: { W1: 110, W2: 15, W3: 80, W4: 1.6, W5: 1.4, W6: 1.5 },
  wasm: { W1: 110, W2: 15, W3: 40, W4: 1.5, W5: 1.4, W6: 1.5 },
  replay: { W1: 5, W2: 3, W3: 4 }, // wasm
};
/** From a Python cell: at most this part of what PyTorch takes in native Python. */
const PYTHON = 0.06;

export function table(figures) {
  const rows = [['', 'where', 'mode', 'ns', 'least … most', 'ratio', 'limit', '']];
  const times = figures.filter((f) => f.workload);
  const ids = [...new Set(times.map((f) => f.workload))];
  const find = (workload, where, mode) =>
    times.find((f) => f.workload === workload && f.where === where && f.mode === mode);
  for (const id of ids) {
    for (const f of times.filter((f) => f.workload === id)) {
      const python = f.where === 'python';
      const beside = python ? find(id, 'torch', 'eager') : find(id, f.where, 'floor');
      const compared = f.mode !== 'floor' && beside;
      const limit = python
        ? PYTHON
        : f.mode === 'replay'
          ? f.where === 'wasm' && limits.replay[id]
          : limits[f.where]?.[id];
      rows.push([
        id,
        f.where,
        f.mode,
        digits(f.ns),
        `${digits(f.min)} … ${digits(f.max)}`,
        ...(compared ? judged(f.ns / beside.ns, limit) : ['', '', '']),
      ]);
    }
  }
  const products = [['matrix product', 'where', 'GFLOP/s', "Eigen's", 'ratio', 'at least', '']];
  for (const f of figures.filter((f) => f.gemm)) {
    const ratio = f.gflops / f.eigen;
    const eigen = `${digits(f.eigen)} ${f.eigen_flags}`.trim();
    products.push([f.gemm, f.where, digits(f.gflops), eigen, digits(ratio), '1', mark(ratio >= 1)]);
  }
  const size = figures.find((f) => f.module);
  const parts = [
    'Nanoseconds a step (W6: an element), median; ratio: to the floor of the same place, python: to torch',
    aligned(rows),
    ...(products.length > 1 ? [aligned(products)] : []),
    `The wasm module and its glue: ${size.gzipped.toLocaleString('en')} bytes gzipped (limit 350,000)`,
  ];
  return parts.join('\n\n');
}

function judged(ratio, limit) {
  return limit ? [digits(ratio), String(limit), mark(ratio <= limit)] : [digits(ratio), '', ''];
}
const mark = (kept) => (kept ? '' : 'missed');

/** Three digits that count, without exponents. */
const digits = (x) =>
  x >= 100 ? Math.round(x).toLocaleString('en') : String(Number(x.toPrecision(3)));

function aligned(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) =>
          i < 3 && !/^\d/.test(cell) ? cell.padEnd(widths[i]) : cell.padStart(widths[i]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
