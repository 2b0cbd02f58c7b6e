// The two archives that Python starts from: its standard library and our packages, both compiled
// inside Pyodide, since only the same Python makes the bytecode that it takes.
import fs from 'node:fs';
import path from 'node:path';
import { loadPyodide } from 'pyodide';
import { inRoot } from './paths.mjs';

const here = import.meta.filename ?? inRoot('scripts/lib/python_archives.mjs');
const pyodide = inRoot('node_modules/pyodide');
const stock = path.join(pyodide, 'python_stdlib.zip');
export const stdlib = inRoot('build/python/python_stdlib.zip');
export const packages = inRoot('build/python/packages.zip');
/** Folders whose contents lie side by side in packages.zip; what is generated is merged into torch. */
const sources = ['wasm/python', 'build/generated/python'].map((folder) => inRoot(folder));

/** Makes what is missing or older than what it is made from; the names of what was made. */
export async function buildPythonArchives({ log = () => {} } = {}) {
  const made = [];
  if (!isNewer(stdlib, [stock, here])) {
    log("precompiling Python's standard library");
    await makeStdlib();
    made.push(stdlib);
  }
  const files = packageFiles();
  const list = JSON.stringify(files.map(({ name, file }) => [name, fs.statSync(file).mtimeMs]));
  const listFile = `${packages}.list`;
  const fresh = fs.existsSync(packages) && fs.existsSync(listFile) && isNewer(packages, [here]);
  if (!fresh || fs.readFileSync(listFile, 'utf8') !== list) {
    log('packing torch, numpy and downhill');
    await makePackages(files);
    fs.writeFileSync(listFile, list);
    made.push(packages);
  }
  return made;
}

function isNewer(output, inputs) {
  if (!fs.existsSync(output)) return false;
  const time = fs.statSync(output).mtimeMs;
  return inputs.every((input) => fs.statSync(input).mtimeMs <= time);
}

function packageFiles() {
  const files = new Map();
  for (const folder of sources) {
    if (!fs.existsSync(folder)) continue;
    for (const entry of fs.readdirSync(folder, { recursive: true })) {
      if (!entry.endsWith('.py') && !entry.endsWith('.json')) continue;
      files.set(entry.split(path.sep).join('/'), path.join(folder, entry));
    }
  }
  return [...files]
    .map(([name, file]) => ({ name, file }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function makeStdlib() {
  const python = await loadPyodide({ indexURL: pyodide });
  python.runPython(COMPILE);
  save(stdlib, python, `stdlib()`);
}

async function makePackages(files) {
  const python = await loadPyodide({ indexURL: pyodide, stdLibURL: stdlib });
  python.runPython(COMPILE);
  for (const { name, file } of files) {
    python.FS.mkdirTree(path.posix.dirname(`/packages/${name}`));
    python.FS.writeFile(`/packages/${name}`, fs.readFileSync(file));
  }
  save(packages, python, `packages(${JSON.stringify(files.map(({ name }) => name))})`);
}

function save(output, python, call) {
  python.runPython(call);
  fs.mkdirSync(path.dirname(output), { recursive: true });
  const unfinished = `${output}.${process.pid}`; // two builds at once must not share one half file
  fs.writeFileSync(unfinished, python.FS.readFile('/out.zip'));
  fs.renameSync(unfinished, output);
}

// A .pyc of zipimport: the magic number, the flags, 8 bytes of date and size (or hash), the code.
const COMPILE = `
import importlib, importlib.util, marshal, sys, zipfile

STAMP = (1980, 1, 1, 0, 0, 0)  # the same bytes from the same sources

def add(archive, name, data):
    info = zipfile.ZipInfo(name, STAMP)
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, zipfile.ZIP_DEFLATED, 9)

def compiled(source, filename, flags):
    code = compile(source, filename, 'exec', dont_inherit=True, optimize=0)
    return importlib.util.MAGIC_NUMBER + flags.to_bytes(4, 'little') + bytes(8) + marshal.dumps(code)

# Servers and clients of protocols that need sockets, which a page does not have, and what CPython
# itself has in C.
USELESS = ('xmlrpc/', 'wsgiref/', 'ctypes/macholib/', '__phello__', 'imaplib.py', 'smtplib.py', 'poplib.py',
           'ftplib.py', 'mailbox.py', 'turtle', 'idlelib/', 'tkinter/', 'test/', 'ensurepip/',
           '_pyio.py', '_pydatetime.py', '_pydecimal.py')
# What notebooks import. All else stays source, which is half the size, and is compiled when it is
# imported; so is nothing that a start needs, since this Python has just started.
USUAL = """abc argparse array ast asyncio base64 bisect calendar codecs collections.abc concurrent.futures
contextlib copy csv dataclasses datetime decimal difflib enum fractions functools gc glob hashlib heapq
importlib.metadata importlib.resources inspect io itertools json linecache logging math numbers operator os
pathlib pickle platform pprint queue random re shutil statistics string struct sys tempfile textwrap
threading time timeit tokenize traceback types typing unittest.mock urllib.parse urllib.request uuid warnings
weakref zipfile pyodide.code pyodide.ffi pyodide.http atexit"""

def stdlib():
    path = next(p for p in sys.path if p.endswith('.zip'))
    for name in USUAL.split():
        importlib.import_module(name)
    wanted = {module.__spec__.origin for module in list(sys.modules.values()) if getattr(module, '__spec__', None)}
    with zipfile.ZipFile(path) as old, zipfile.ZipFile('/out.zip', 'w') as new:
        for name in old.namelist():
            if name.startswith(USELESS) or name.endswith('/'):
                continue
            data = old.read(name)
            if path + '/' + name in wanted or name.startswith('encodings/'):
                add(new, name + 'c', compiled(data, path + '/' + name, 0))
            else:
                add(new, name, data)

def packages(names):
    with zipfile.ZipFile('/out.zip', 'w') as new:
        for name in names:
            with open('/packages/' + name, 'rb') as file:
                data = file.read()
            add(new, name, data)  # the text too: inspect and tracebacks show it
            if name.endswith('.py'):
                where = f'/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages/packages.zip/'
                add(new, name + 'c', compiled(data, where + name, 1))  # 1: not checked against the text
`;
