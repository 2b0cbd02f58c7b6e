// @ts-check
// Starts Python (Pyodide) with our packages, joined to the core wasm to wasm. The same in the
// page's worker and in Node.
import { loadPyodide } from 'pyodide';
import { symbolsFor } from './core.mjs';

/**
 * What it takes; while some of it is still on its way, Pyodide starts.
 * @typedef {object} Parts
 * @property {import('./core.mjs').Core | Promise<import('./core.mjs').Core>} core
 * @property {Uint8Array | Promise<Uint8Array>} extension  bytes of _dh.so
 * @property {Uint8Array | Promise<Uint8Array>} packages   bytes of packages.zip: torch, numpy, downhill
 * @property {object} pyodide  options for loadPyodide: where its files lie
 */

/** Where CPython looks for an extension of this name; it stays importable by `import _dh`. */
const EXTENSION = '_dh.abi3.so';

/**
 * @param {Parts} parts
 * @returns {Promise<any>} Pyodide
 */
export async function startPython(parts) {
  const lockFileContents = { info: lockInfo, packages: {} }; // nothing is ever installed
  /** @type {Promise<any>} */
  const starting = loadPyodide({ lockFileContents, ...parts.pyodide });
  const [python, core, extension, packages] = await Promise.all([
    starting,
    parts.core,
    parts.extension,
    parts.packages,
  ]);
  // Internal to Pyodide, hence its exact version in package.json; tests/web/runtime watches it.
  python._module.mergeLibSymbols(symbolsFor(core, python._module), 'downhill');
  const { FS } = python;
  const site = python._api.sitePackages;
  FS.writeFile(`${site}/${EXTENSION}`, extension);
  // Modules are read straight from the archive: quicker than unpacking it first.
  FS.writeFile(`${site}/packages.zip`, packages);
  python.runPython(`import sys; sys.path.append('${site}/packages.zip')`);
  return python;
}

/** @type {any} */
const lockInfo = {
  abi_version: '2026_0',
  arch: 'wasm32',
  platform: 'emscripten_5_0_3',
  python: '3.14.2',
  version: '314.0.7',
};
