// The page's Python in Node: the same core, extension, packages and cells, without a browser.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';
import { Problem } from './run.mjs';

const module = inRoot('build/wasm/downhill.mjs');
const wasm = inRoot('build/wasm/downhill.wasm');
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

/** Mounts a folder of this machine, at its own path where Python has nothing else there. */
function openFolder(python, folder) {
  const own = folder.split(path.sep).join('/');
  const usable = own.startsWith('/') && !python.FS.analyzePath(own).exists;
  const mounted = usable ? own : '/notebook';
  python.FS.mkdirTree(mounted);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, mounted);
  python.FS.chdir(mounted);
  python.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(mounted)})`);
  python.workingFolder = mounted;
}
