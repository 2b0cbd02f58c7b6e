// W1 to W3 in Python (tests/bench/workloads.py): in a cell of ours, and in an installed PyTorch.
// They take turns every few hundredths of a second, as the modes of the C++ programs do: whatever
// else slows the machine down, it slows both.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import readline from 'node:readline';
import { inRoot } from './paths.mjs';
import { Problem } from './run.mjs';

const SLICE = 0.03; // seconds
const REPETITIONS = 5; // after one that only warms up

/**
 * @param {string[]} workloads
 * @param {{ seconds: number, torch?: string }} options  seconds: the least of a repetition
 * @returns {Promise<{ workload: string, where: string, ns: number, min: number, max: number,
 *   values: number[] }[]>}
 */
export async function measurePython(workloads, { seconds, torch }) {
  if (workloads.length === 0) return [];
  const places = [await startCell()];
  try {
    if (torch) places.push(startTorch(torch));
    const figures = [];
    for (const workload of workloads) figures.push(...(await measured(workload, seconds, places)));
    return figures;
  } finally {
    for (const place of places) place.end();
  }
}

async function measured(workload, seconds, places) {
  const means = places.map(() => []);
  let last;
  for (let repetition = 0; repetition <= REPETITIONS; ++repetition) {
    const sums = places.map(() => ({ spent: 0, steps: 0 }));
    while (sums.some(({ spent }) => spent < seconds)) {
      last = [];
      for (const [i, place] of places.entries()) {
        const turn = JSON.parse(await place.ask(`turn(${JSON.stringify(workload)}, ${SLICE})`));
        sums[i].spent += turn.spent;
        sums[i].steps += turn.steps;
        last.push(turn.values);
      }
    }
    if (repetition > 0) sums.forEach((s, i) => means[i].push((s.spent / s.steps) * 1e9));
  }
  return places.map(({ where }, i) => {
    const [min, , ns, , max] = means[i].sort((a, b) => a - b);
    return { workload, where, ns, min, max, values: last[i] };
  });
}

const program = () => fs.readFileSync(inRoot('tests/bench/workloads.py'), 'utf8');

/** In Node, as the page's worker runs cells: the recorder watches every step. */
async function startCell() {
  const { startRuntime } = await import('./runtime_node.mjs');
  let text = '';
  let failure;
  const emit = (message) => {
    if (message.type === 'output') text += message.text;
    if (message.type === 'error') failure = message.traceback;
  };
  const { cells } = await startRuntime({ emit });
  const ask = async (code) => {
    text = '';
    await cells.run('', code);
    if (failure) throw new Problem(failure);
    return text;
  };
  await ask(program());
  return { where: 'python', ask, end: () => cells.end() };
}

function startTorch(python) {
  const source = `${program()}\nimport sys\nfor line in sys.stdin:\n    exec(line)\n`;
  const child = spawn(python, ['-c', source], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((_, reject) => {
    const failed = (why) => reject(new Problem(`${python} failed (${why})`));
    child.on('error', ({ message }) => failed(message));
    child.on('exit', failed);
  });
  ended.catch(() => {}); // heard where an answer is waited for
  child.stdin.on('error', () => {}); // of one that has ended
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (code) => {
    child.stdin.write(`${code}\n`);
    const { value, done } = await Promise.race([lines.next(), ended]);
    return done ? ended : value;
  };
  return { where: 'torch', ask, end: () => child.stdin.end() };
}
