// @ts-check
// The core's wasm module, and its flat API as another wasm module can call it.

/**
 * @typedef {Record<string, any> & { HEAPU8: Uint8Array }} Core  the module that downhill.mjs makes
 */

/**
 * @param {(options: object) => Promise<Core>} createCore  downhill.mjs's default export
 * @param {BufferSource} bytes  of downhill.wasm
 */
export function startCore(createCore, bytes) {
  return createCore({ wasmBinary: bytes });
}

/**
 * The raw wasm exports dh_*. The glue's own functions are stubs in JavaScript that cost as much
 * again as the call; each names the export behind it, under the short name that the linker gave.
 * @param {Core} core
 * @returns {Record<string, Function>}
 */
export function rawExports(core) {
  /** @type {Record<string, Function>} */
  const found = {};
  for (const [name, stub] of Object.entries(core)) {
    if (!name.startsWith('_dh_') || typeof stub !== 'function') continue;
    const short = /asm["'\]]*(?:\.|\[["'])([\w$]+)/.exec(String(stub))?.[1];
    const raw = short === undefined ? stub : core.asm[short];
    if (typeof raw !== 'function') throw new Error(`the core's ${name} has no export behind it`);
    found[name.slice(1)] = raw;
  }
  if (!Object.keys(found).length) throw new Error('the core exports no dh_ functions');
  return found;
}

/**
 * What Python's extension is linked with: the flat API, and the two functions that copy between the
 * core's stage and Python's memory, which only JavaScript sees both of.
 * @param {Core} core
 * @param {{ HEAPU8: Uint8Array }} python  Pyodide's module; both memories move when they grow
 */
export function symbolsFor(core, python) {
  const raw = rawExports(core);
  return {
    ...raw,
    /** @param {number} to @param {number} count */
    dh_copy_out(to, count) {
      const from = raw.dh_stage_pointer();
      python.HEAPU8.set(core.HEAPU8.subarray(from, from + count), to);
      return 1;
    },
    /** @param {number} from @param {number} count */
    dh_copy_in(from, count) {
      if (!raw.dh_stage_resize(count) && count) return 0;
      core.HEAPU8.set(python.HEAPU8.subarray(from, from + count), raw.dh_stage_pointer());
      return 1;
    },
  };
}
