// The page's Python in Node: the same core, extension, packages and cells, without a browser.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';
import { Problem } from './run.mjs';

const module = inRoot('build/wasm/downhill.mjs');
const wasm = inRoot('build/packed/downhill.wasm');
const extension = inRoot('build/wasm/_dh.so');

/** Builds what is not there yet; whatever that says goes to standard error. */
export async function prepareRuntime() {
  const needed = [module, wasm, extension, inRoot('node_modules/pyodide/pyodide.mjs')];
  if (!needed.every((file) => fs.existsSync(file))) {
    const stdio = ['ignore', process.stderr, process.stderr];
    const { status } = spawnSync(process.execPath, [inRoot('scripts/lib/prepare.mjs')], { stdio });
    if (status !== 0) throw new Problem('Downhill could not be built; the reason is above.');
  }
  const { buildPythonArchives } = await import('./python_archives.mjs');
  await buildPythonArchives({ log: (line) => console.error(line) });
}

/**
 * @param {{ folder?: string, emit: (message: import('../../web/runtime/messages').FromWorker) => void }} options
 *   folder: what Python finds as its working directory, with the files in it
 * @returns {Promise<{ cells: import('../../web/runtime/cells.mjs').Cells, python: any, core: any }>}
 */
export async function startRuntime({ folder, emit }) {
  await prepareRuntime();
  const { stdlib, packages } = await import('./python_archives.mjs');
  const [{ startCore }, { startPython }, { Cells }, { default: createCore }] = await Promise.all([
    import('../../web/runtime/core.mjs'),
    import('../../web/runtime/python.mjs'),
    import('../../web/runtime/cells.mjs'),
    import(pathToFileURL(module).href),
  ]);
  const core = await startCore(createCore, fs.readFileSync(wasm));
  const python = await startPython({
    core,
    extension: fs.readFileSync(extension),
    packages: fs.readFileSync(packages),
    pyodide: { indexURL: inRoot('node_modules/pyodide'), stdLibURL: stdlib },
  });
  if (folder) openFolder(python, folder);
  return { cells: new Cells(python, core, emit), python, core };
}

/**
 * Forgets all that cells have made, and tells how many handles live in the core then: a test compares
 * that with the number before the first cell.
 */
export function handlesLeft(python, core) {
  python.runPython(`
import builtins, gc, os, sys
for _name, _module in list(sys.modules.items()):
    if _name != '__main__' and (getattr(_module, '__file__', None) or '').startswith(os.getcwd() + os.sep):
        del sys.modules[_name]
sys.modules['__main__'].__dict__.clear()
for _name in ('last_exc', 'last_value', 'last_traceback', 'last_type'): vars(sys).pop(_name, None)
vars(builtins).pop('_', None)
del _name, _module
gc.collect(), gc.collect()
import _dh
_dh.live() # drops what only dead nodes asked for
gc.collect()`);
  return core._dh_live();
}

/**
 * Makes a folder of this machine Python's working directory, and what lies around it reachable: the
 * highest folder above it that Python has nothing in is mounted, so that paths are the real ones.
 */
function openFolder(python, folder) {
  const { FS } = python;
  const parts = folder.split(path.sep);
  const tops = folder.startsWith('/')
    ? parts.map((_, i) => parts.slice(0, i + 1).join('/')).slice(1)
    : [];
  const top = tops.find((place) => isFree(FS, place));
  const mounted = top ?? '/notebook';
  FS.mkdirTree(mounted);
  FS.mount(FS.filesystems.NODEFS, { root: top ?? folder }, mounted);
  python.workingFolder = top ? folder : mounted;
  FS.chdir(python.workingFolder);
  python.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(python.workingFolder)})`);
}

function isFree(FS, place) {
  const { exists, object } = FS.analyzePath(place);
  return (
    !exists || (FS.isDir(object.mode) && FS.readdir(place).every((name) => /^\.\.?$/.test(name)))
  );
}
