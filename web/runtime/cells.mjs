// @ts-check
// JavaScript's side of running cells: what Python says becomes messages, and the page's wishes
// (stop, pause, resume) reach Python in the moments when it lets the event loop turn.

import { seriesBlock } from './records.mjs';

/** @typedef {import('./messages').FromWorker} FromWorker */

const FRAME = 16; // milliseconds between two messages of a kind

export class Cells {
  /** @type {string} */ #cell = '';
  /** @type {'stop' | 'pause' | null} */ #wish = null;
  /** @type {(() => void) | null} */ #changed = null;
  #drained = 0;
  #turn = eventLoopTurn();
  /** @type {any} */ #python;
  /** @type {any} */ #core;
  /** @type {any} */ #cells;
  /** @type {(message: FromWorker) => void} */ #emit;

  /**
   * @param {any} python  Pyodide, started by python.mjs
   * @param {any} core
   * @param {(message: FromWorker) => void} emit
   */
  constructor(python, core, emit) {
    this.#python = python;
    this.#core = core;
    this.#emit = emit;
    const host = {
      /** @param {'stdout' | 'stderr'} stream @param {string} text */
      output: (stream, text) => this.#say({ type: 'output', stream, text }),
      /** @param {string} json */
      figure: (json) => this.#say({ type: 'figure', figure: JSON.parse(json) }),
      clear: () => this.#say({ type: 'clear' }),
      frame: () => this.#drain(false),
      turn: () => this.#turn(), // lets messages in, while Python is suspended
      wish: () => this.#wish,
      /** @param {number | undefined} milliseconds */
      change: (milliseconds) => this.#change(milliseconds),
      granted: () => void (this.#wish = null),
    };
    python.setStdout({ write: bytesTo((text) => host.output('stdout', text)) });
    python.setStderr({ write: bytesTo((text) => host.output('stderr', text)) });
    python.setStdin({ error: true });
    this.#cells = python.pyimport('downhill.cells').start(host, jspi());
  }

  /** Versions for the page: of Python, and of the PyTorch whose digits these are. */
  versions() {
    return {
      python: this.#python.runPython('import platform; platform.python_version()'),
      torch: this.#python.runPython('import torch; torch.__version__'),
    };
  }

  /** Cells run so far. @returns {number} */
  get count() {
    return this.#cells.count;
  }

  /**
   * @param {string} cell
   * @param {string} source
   * @param {{ filename?: string, interactive?: boolean }} [options]
   * @returns {Promise<{ status: 'ok' | 'error' | 'stopped', exit?: number }>}
   */
  async run(cell, source, { filename, interactive = true } = {}) {
    this.#cell = cell;
    this.#wish = null;
    const count = this.count + 1;
    const began = performance.now();
    this.#say({ type: 'started', count });
    const run = this.#cells.run;
    const call = jspi() ? run.callPromising : run;
    const outcome = JSON.parse(await call.call(run, source, filename, interactive));
    run.destroy();
    this.#drain(true);
    if (outcome.text !== undefined) this.#say({ type: 'result', text: outcome.text });
    if (outcome.error) this.#say({ type: 'error', ...outcome.error });
    const seconds = (performance.now() - began) / 1000;
    this.#say({ type: 'ended', status: outcome.status, seconds, count });
    return outcome;
  }

  /** The cells are those of a Python file. @param {string} path */
  isFile(path) {
    this.#cells.is_file(path);
  }

  /** After the last cell. */
  end() {
    this.#cells.end();
  }

  stop() {
    this.#wish = 'stop';
    // Python is either suspended in the middle of its own work, or it waits in an `await`.
    if (this.#cells.cancel()) this.#wish = null;
    this.#wake();
  }

  pause() {
    if (this.#wish) return;
    this.#wish = 'pause';
    this.#wake();
  }

  resume() {
    if (this.#wish !== 'pause') return;
    this.#wish = null;
    this.#wake();
  }

  #wake() {
    this.#changed?.();
  }

  /**
   * Until the page wishes something else, or the time is over. A pause says so on both its ends.
   * @param {number | undefined} milliseconds
   */
  async #change(milliseconds) {
    const paused = this.#wish === 'pause';
    if (this.#wish === 'stop') return;
    if (paused) this.#say({ type: 'paused' });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    await new Promise((done) => {
      this.#changed = () => done(undefined);
      if (!paused && milliseconds !== undefined) timer = setTimeout(this.#changed, milliseconds);
    });
    clearTimeout(timer);
    this.#changed = null;
    if (paused) this.#say({ type: 'resumed' });
  }

  /** Sends what the recorder gathered. @param {boolean} closing  the cell has ended */
  #drain(closing) {
    const now = performance.now();
    if (!this.#core.records_drain || (!closing && now - this.#drained < FRAME)) return;
    this.#drained = now;
    if (closing) this.#core.records_close();
    const series = this.#core.records_drain().map(seriesBlock);
    if (series.length) this.#say({ type: 'records', series });
  }

  /** @param {any} message */
  #say(message) {
    this.#emit({ ...message, cell: this.#cell });
  }
}

/** Whether Python can be suspended here (JavaScript Promise Integration). */
export function jspi() {
  return 'Suspending' in WebAssembly;
}

/** One turn of the event loop: messages that have arrived are handled before it resolves. */
function eventLoopTurn() {
  if (typeof setImmediate === 'function') return () => new Promise((done) => setImmediate(done));
  /** @type {() => void} */
  let turned = () => {};
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => turned();
  return () =>
    new Promise((done) => {
      turned = () => done(undefined);
      port2.postMessage(0);
    });
}

/** What C code writes to a file descriptor, as text. @param {(text: string) => void} send */
function bytesTo(send) {
  const decoder = new TextDecoder();
  return (/** @type {Uint8Array} */ bytes) => {
    send(decoder.decode(bytes, { stream: true }));
    return bytes.length;
  };
}
