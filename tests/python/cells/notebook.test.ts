// npm run notebook: what lies on its two outputs, and its exit code.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root, runNotebook } from '../notebook';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'downhill-')));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function write(name: string, content: string | object) {
  const place = path.join(folder, name);
  fs.writeFileSync(place, typeof content === 'string' ? content : JSON.stringify(content));
  return place;
}

const run = (name: string, content: string | object) => runNotebook(write(name, content));
const notebook = (...cells: string[]) => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: cells.map((source) => ({
    cell_type: 'code',
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  })),
});

test('a notebook prints cell by cell, with the last expressions, and nothing else', async () => {
  const said = await run(
    'a.ipynb',
    notebook('print("one")\n1 + 1', 'x = 5', 'x;', 'None', '"end"'),
  );
  expect(said).toEqual({ stdout: "one\n2\n'end'\n", stderr: '', status: 0 });
});

test('through npm too', () => {
  const file = write('npm.ipynb', notebook('7'));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = {
    cwd: path.join(root, 'tests'),
    encoding: 'utf8' as const,
    shell: process.platform === 'win32',
  };
  expect(execFileSync(npm, ['run', 'notebook', '--', file], options)).toBe('7\n');
});

test('a Python file with marks is cells, without marks a script', async () => {
  expect((await run('cells.py', '1\n# %%\n2\n')).stdout).toBe('1\n2\n');
  expect((await run('script.py', 'print(__name__)\n2\n')).stdout).toBe('__main__\n');
});

test('an error ends it: traceback on standard error, text before it on standard output', async () => {
  const said = await run('bad.ipynb', notebook('print("before")', '\n1 / 0', 'print("after")'));
  expect(said.status).toBe(1);
  expect(said.stdout).toBe('before\n');
  expect(said.stderr).toBe(
    'Traceback (most recent call last):\n  File "<cell 2>", line 2, in <module>\n    1 / 0\n    ~~^~~\n' +
      'ZeroDivisionError: division by zero\n',
  );
});

test('a traceback names a Python file and its lines', async () => {
  const file = write('lines.py', '# %%\ndef f():\n    return 1 / 0\n# %%\n\nf()\n');
  const { stderr } = await runNotebook(file);
  expect(stderr).toContain(`  File "${file}", line 6, in <module>\n    f()\n`);
  expect(stderr).toContain(`  File "${file}", line 3, in f\n    return 1 / 0\n`);
});

test.each([
  ['import sys; sys.exit(3)', 3, ''],
  ['raise SystemExit', 0, ''],
  ['raise SystemExit("bye")', 1, 'bye\n'],
])('%j exits as Python does', async (source, status, stderr) => {
  const said = await run('exit.py', `print("x")\n${source}\nprint("y")\n`);
  expect(said).toEqual({ stdout: 'x\n', stderr, status });
});

test('paths are those of this machine', async () => {
  const source = `import os\nprint(os.getcwd(), __file__)\nprint(open("../${path.basename(folder)}/path.py").readline(9))\n`;
  const file = write('path.py', source);
  expect((await runNotebook(file)).stdout).toBe(`${folder} ${file}\nimport os\n`);
});

test('files beside the notebook can be imported, read and written', async () => {
  write('beside.py', 'value = 5\n');
  write('data.csv', '1,2\n');
  const source =
    'import beside\nprint(beside.value, open("data.csv").read(), end="")\nopen("out.txt", "w").write("made")';
  expect((await run('files.ipynb', notebook(source))).stdout).toBe('5 1,2\n4\n');
  expect(fs.readFileSync(path.join(folder, 'out.txt'), 'utf8')).toBe('made');
});

test('--save writes outputs into the notebook and keeps the rest', async () => {
  const file = write('save.ipynb', notebook('print("a")\n3'));
  execFileSync(process.execPath, [path.join(root, 'scripts/notebook.mjs'), file, '--save']);
  const { cells, nbformat_minor: minor } = JSON.parse(fs.readFileSync(file, 'utf8'));
  expect(minor).toBe(5);
  expect(cells[0]).toMatchObject({
    source: 'print("a")\n3',
    execution_count: 1,
    outputs: [
      { name: 'stdout', text: ['a\n'] },
      { output_type: 'execute_result', data: { 'text/plain': ['3'] } },
    ],
  });
});

test('what is no notebook is refused in one line', async () => {
  const said = await run('none.ipynb', '{"nbformat": 3}');
  expect([said.status, said.stdout]).toEqual([1, '']);
  expect(said.stderr).toMatch(/^.*none\.ipynb has notebook format 3; this reads format 4\..*\n$/);
});
