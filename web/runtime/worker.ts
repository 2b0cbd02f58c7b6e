// The worker that holds Python. Everything it says is in messages.ts.
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import createCore from '../../build/wasm/downhill.mjs';
import { Cells, jspi } from './cells.mjs';
import { startCore } from './core.mjs';
import { Loading } from './loading.mjs';
import type { FromWorker, ToWorker } from './messages';
import { startPython } from './python.mjs';

let cells: Cells | null = null;
let queue: Promise<void> = Promise.resolve();
/** Cells that were asked for before the last Stop do not start any more. */
let stops = 0;

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'start') queue = start(data.base).catch(fail);
  else if (data.type === 'run') {
    const asked = stops;
    queue = queue.then(() => run(data.cell, data.source, asked)).catch(fail);
  } else if (data.type === 'stop') {
    stops += 1;
    cells?.stop();
  } else if (data.type === 'pause') cells?.pause();
  else if (data.type === 'resume') cells?.resume();
};

async function start(base: string) {
  checkWebAssembly();
  const loading = new Loading(base, (what, done, total) =>
    say({ type: 'loading', what, done, total }),
  );
  await loading.serve(async () => {
    const core = loading.bytes('downhill.wasm').then((bytes) => startCore(createCore, bytes));
    const python = await startPython({
      core,
      extension: loading.bytes('_dh.so'),
      packages: loading.bytes('packages.zip'),
      pyodide: {
        createPyodideModule,
        indexURL: loading.url,
        stdLibURL: `${loading.url}python_stdlib.zip`,
      },
    });
    loading.step('torch and numpy');
    cells = new Cells(python, await core, say);
    say({ type: 'ready', jspi: jspi(), ...cells.versions() });
  });
}

async function run(cell: string, source: string, asked: number) {
  if (!cells) return; // it has failed, and said so
  if (asked !== stops) {
    say({ type: 'ended', cell, status: 'stopped', seconds: 0, count: cells.count });
    return;
  }
  await cells.run(cell, source).catch((error) => {
    throw new Error(`Python has broken down (${(error as Error).message}).`);
  });
}

function say(message: FromWorker) {
  const blocks = message.type === 'records' ? message.series : [];
  const buffers = blocks.flatMap(({ rows }) => (rows instanceof Float64Array ? [rows.buffer] : []));
  self.postMessage(message, { transfer: buffers });
}

function fail(error: unknown) {
  cells = null;
  say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
}

/** A policy that forbids WebAssembly is told from a slow start only by trying. */
function checkWebAssembly() {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (error) {
    throw new Error(`This page may not run WebAssembly (${(error as Error).message}).`, {
      cause: error,
    });
  }
}
