// npm run bench: the workloads of tests/bench in every mode and place, beside the hand-written loops
// that are their floors, with the limits that we keep to. Every run checks its final values.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { inRoot } from './lib/paths.mjs';
import { Problem, ask, main } from './lib/run.mjs';
import { measurePython } from './lib/bench_python.mjs';
import { limits, table } from './lib/bench_table.mjs';

const USAGE = `Usage: npm run bench -- [--json] [--torch=PYTHON] [--only=W1,W3] [--seconds=0.25]
  --json     one line of JSON per figure, instead of the table
  --torch    runs W1 to W3 with the PyTorch of this Python as well
  --only     these workloads alone, without the matrix products
  --seconds  the least time of a repetition (there are five, after one that warms up)`;

main(async () => {
  const options = read();
  prepare();
  const figures = [
    ...program(inRoot('build/native/tests/bench/downhill_bench'), [], options),
    ...program(process.execPath, [inRoot('build/wasm/tests/bench/downhill_bench.js')], options),
  ];
  const inPython = options.only.filter((id) => /^W[123]$/.test(id));
  for (const figure of await measurePython(inPython, options)) {
    const { values } = figures.find((f) => f.workload === figure.workload && f.mode === 'floor');
    check(figure, values, figure.where === 'torch' ? 1e-14 : 0);
    figures.push({ ...figure, mode: 'eager' });
  }
  figures.push({ module: 'wasm', gzipped: moduleSize() });
  if (options.json) {
    for (const figure of figures) console.log(JSON.stringify({ ...figure, values: undefined }));
  } else {
    console.log(`${machine()}\n\n${table(figures)}`);
  }
});

function read() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        torch: { type: 'string' },
        only: { type: 'string' },
        seconds: { type: 'string', default: '0.25' },
      },
    }));
  } catch (error) {
    throw new Problem(`${error.message}\n${USAGE}`);
  }
  const all = Object.keys(limits.native);
  const only = values.only?.split(',') ?? all;
  const unknown = only.filter((id) => !all.includes(id));
  if (unknown.length > 0) throw new Problem(`No such workload: ${unknown.join(', ')}\n${USAGE}`);
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Problem(`--seconds takes a positive number\n${USAGE}`);
  return { ...values, only, seconds, products: values.only === undefined };
}

/** Builds what is stale; what that says goes to standard error. */
function prepare() {
  const stdio = ['ignore', process.stderr, process.stderr];
  const args = [inRoot('scripts/lib/prepare.mjs'), 'bench'];
  if (spawnSync(process.execPath, args, { stdio }).status !== 0)
    throw new Problem('The benchmark could not be built; the reason is above.');
}

/** Runs a program that prints lines of JSON; an ending other than success is a problem. */
function output(command, args) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  const { status, stdout, error } = spawnSync(command, args, { stdio, encoding: 'utf8' });
  if (status !== 0)
    throw new Problem(`${command} failed${error ? `: ${error.message}` : ''} (${status})`);
  return stdout;
}

function parsed(text) {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line));
}

function program(command, args, { only, seconds, products }) {
  const chosen = products ? [] : ['--only', only.join(',')];
  return parsed(output(command, [...args, '--seconds', String(seconds), ...chosen]));
}

function check({ workload, where, values }, expected, within) {
  const right = values.every(
    (v, i) => v === expected[i] || Math.abs(v - expected[i]) <= within * Math.abs(expected[i]),
  );
  if (!right) {
    const got = `${values.join(', ')} instead of ${expected.join(', ')}`;
    throw new Problem(`${workload} ${where} ends with wrong values: ${got}`);
  }
}

function moduleSize() {
  const sizes = ['packed/downhill.wasm', 'wasm/downhill.mjs'].map(
    (name) => gzipSync(fs.readFileSync(inRoot('build', name)), { level: 9 }).length,
  );
  return sizes[0] + sizes[1];
}

function machine() {
  const cpus = os.cpus();
  const compilers = ['c++', 'em++'].map((name) => ask(name, ['--version'])?.split('\n')[0]);
  const load = os.loadavg()[0].toFixed(1);
  return [
    `${cpus[0]?.model ?? 'unknown processor'}, ${cpus.length} cores (load ${load}), ${os.type()} ${os.arch()}`,
    `${compilers.filter(Boolean).join('; ')}; Node ${process.version}`,
  ].join('\n');
}
