// @ts-check
// Fetches what the runtime starts from, all at once, and counts the bytes for the page.

/** What each file is, in the reader's words. */
const FILES = {
  'pyodide.asm.wasm': 'Python',
  'python_stdlib.zip': "Python's library",
  'downhill.wasm': 'the Downhill core',
  '_dh.so': 'the Downhill core',
  'packages.zip': 'torch and numpy',
};

/** @typedef {keyof typeof FILES} Name */

const SAY_EVERY = 50; // milliseconds
const STALLED = 60_000;

export class Loading {
  /** @type {Map<string, Promise<Response>>} by address */ #responses = new Map();
  /** @type {Map<string, { what: string, done: number, total: number, whole: boolean }>} */ #counts =
    new Map();
  /** @type {(what: string, done: number, total: number) => void} */ #say;
  #said = 0;
  #base;
  #what = 'Python';
  #moved = performance.now();

  /**
   * @param {string} base  absolute URL of the folder that holds runtime/
   * @param {(what: string, done: number, total: number) => void} say
   */
  constructor(base, say) {
    this.#base = new URL('runtime/', base).href;
    this.#say = say;
    for (const [name, what] of Object.entries(FILES)) this.#fetch(name, what);
  }

  /** Folder of the files. */
  get url() {
    return this.#base;
  }

  /** @param {Name} name */
  async bytes(name) {
    const response = await this.#responses.get(this.#base + name);
    return new Uint8Array(await /** @type {Response} */ (response).arrayBuffer());
  }

  /**
   * While `body` runs, fetch answers from here what has been asked for already: Pyodide fetches by
   * itself, and compiles while the bytes arrive.
   * @template T @param {() => Promise<T>} body
   */
  async serve(body) {
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      return this.#responses.get(address) ?? real(input, init);
    };
    try {
      return await Promise.race([body(), this.#failure(), this.#stall()]);
    } finally {
      globalThis.fetch = real;
    }
  }

  /** A step after the files: it has no bytes. @param {string} what */
  step(what) {
    this.#what = what;
    this.#moved = performance.now();
    this.#tell(true);
  }

  /** @param {string} name @param {string} what */
  #fetch(name, what) {
    const count = { what, done: 0, total: 0, whole: false };
    this.#counts.set(name, count);
    const response = this.#counted(this.#base + name, name, count);
    response.catch(() => {}); // whoever asks for it hears of it
    this.#responses.set(this.#base + name, response);
  }

  /** @param {string} url @param {string} name @param {{ done: number, total: number, whole: boolean }} count */
  async #counted(url, name, count) {
    const answer = await fetch(url).catch((error) => {
      throw new Error(`${url} could not be loaded (${error.message}).`);
    });
    const type = answer.headers.get('content-type') ?? '';
    if (!answer.ok || !answer.body || type.startsWith('text/html')) {
      throw new Error(
        `${url} could not be loaded (${answer.ok ? 'it is a web page' : answer.status}).`,
      );
    }
    // What comes compressed counts more bytes than its length says: then the total is not known.
    if (!answer.headers.get('content-encoding'))
      count.total = Number(answer.headers.get('content-length'));
    const counter = new TransformStream({
      transform: (/** @type {Uint8Array} */ chunk, controller) => {
        count.done += chunk.length;
        this.#moved = performance.now();
        this.#tell(false);
        controller.enqueue(chunk);
      },
      flush: () => {
        count.whole = true;
        this.#tell(true);
      },
    });
    // Whatever type the server gives: without this one the browser refuses to compile while loading.
    const headers = {
      'content-type': name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream',
    };
    return new Response(answer.body.pipeThrough(counter), { headers });
  }

  /** @param {boolean} now */
  #tell(now) {
    const time = performance.now();
    if (!now && time - this.#said < SAY_EVERY) return;
    this.#said = time;
    const counts = [...this.#counts.values()];
    const waiting = counts.find((count) => !count.whole);
    const sum = (/** @type {'done' | 'total'} */ part) =>
      counts.reduce((all, count) => all + count[part], 0);
    const known = counts.every((count) => count.total > 0);
    this.#say(waiting?.what ?? this.#what, sum('done'), known ? sum('total') : 0);
  }

  /** Rejects when a file cannot be had: Pyodide itself would wait for ever. @returns {Promise<never>} */
  async #failure() {
    await Promise.all(this.#responses.values());
    return new Promise(() => {});
  }

  /** Rejects when nothing has moved for long. @returns {Promise<never>} */
  async #stall() {
    while (performance.now() - this.#moved < STALLED)
      await new Promise((done) => setTimeout(done, 1000));
    throw new Error(
      `Nothing has happened for ${STALLED / 1000} seconds while waiting for ${this.#what}. ` +
        'The connection may be lost, or the page may forbid WebAssembly (Content-Security-Policy).',
    );
  }
}
