// npm run notebook -- FILE.{ipynb,py}: runs a notebook without a browser, on the page's own Python and
// core. Standard output holds, cell by cell, what the cell prints and its last expression; no more.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readNotebook } from './lib/notebook_file.mjs';
import { Problem } from './lib/run.mjs';

const USAGE = `Usage: npm run notebook -- FILE.ipynb|FILE.py [--save]
  --save  writes outputs and charts into the .ipynb`;

try {
  process.exitCode = await main();
} catch (error) {
  // Pyodide is one line of a million characters: Node would print it as the place of the error.
  console.error(error instanceof Problem ? error.message : (error?.stack ?? String(error)));
  process.exitCode = 1;
}

async function main() {
  const { file, save } = options();
  const notebook = readNotebook(file);
  if (save && !notebook.json)
    throw new Problem(`--save is for .ipynb files; ${file} has no place for outputs.`);
  const { startRuntime, handlesLeft } = await import('./lib/runtime_node.mjs');
  const { Outputs, notebookText } = await import('./lib/notebook_outputs.mjs');
  let outputs = new Outputs();
  const emit = (message) => {
    show(message);
    if (save) outputs.add(message);
  };
  const { cells, python, core } = await startRuntime({ folder: path.dirname(file), emit });
  const counting = Boolean(process.env.DOWNHILL_COUNT_HANDLES);
  if (counting) python.runPython('import numpy'); // it has a generator of its own
  const living = core._dh_live();
  const filename = notebook.json ? undefined : `${python.workingFolder}/${path.basename(file)}`;
  if (filename) cells.isFile(filename);
  let code = 0;
  for (const cell of notebook.cells) {
    outputs = new Outputs();
    const { interactive } = notebook;
    const outcome = await cells.run('', cell.source, { filename, interactive });
    if (save) outputs.saveInto(cell.json);
    if (outcome.exit !== undefined || outcome.status !== 'ok') {
      code = outcome.exit ?? 1;
      break;
    }
  }
  cells.end();
  // The tests ask for this: a program that leaves something behind in the core has failed.
  const left = counting ? handlesLeft(python, core) - living : 0;
  if (left !== 0) throw new Problem(`${left} live handles more than before`);
  if (save) fs.writeFileSync(file, notebookText(notebook.json));
  return code;
}

function options() {
  let parsed;
  try {
    parsed = parseArgs({
      options: { save: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Problem(`${error.message}\n${USAGE}`);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== 1) throw new Problem(USAGE);
  // npm runs scripts in the project's folder; a relative path starts where npm was called.
  const bases = [process.env.INIT_CWD, process.cwd()].filter(Boolean);
  const places = bases.map((base) => path.resolve(base, positionals[0]));
  return { file: places.find((place) => fs.existsSync(place)) ?? places[0], save: values.save };
}

function show(message) {
  if (message.type === 'output') write(message.stream === 'stdout' ? 1 : 2, message.text);
  else if (message.type === 'result') write(1, `${message.text}\n`);
  else if (message.type === 'error') {
    const exit = message.name === 'SystemExit';
    if (!exit || !/^-?\d+$/.test(message.message))
      write(2, `${exit ? message.message : message.traceback}\n`);
  }
}

/** At once and whole, so that text before a crash is not lost and both streams keep their order. */
function write(descriptor, text) {
  let bytes = Buffer.from(text);
  while (bytes.length) {
    try {
      bytes = bytes.subarray(fs.writeSync(descriptor, bytes));
    } catch (error) {
      if (error.code === 'EPIPE') process.exit(141); // the reader has gone, as with `| head`
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
