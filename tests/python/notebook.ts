// Running Python files as `npm run notebook` runs them, and what the tests compare.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const golden = path.join(root, 'tests/golden');

export interface Run {
  stdout: string;
  stderr: string;
  status: number;
}

/** Runs a file in a process of its own; one that leaves handles behind in the core fails. */
export function runNotebook(file: string): Promise<Run> {
  const program = [path.join(root, 'scripts/notebook.mjs'), file];
  const env = { ...process.env, DOWNHILL_COUNT_HANDLES: '1' };
  const options = { cwd: root, env, maxBuffer: 2 ** 28 };
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, program, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ stdout, stderr, status: child.exitCode ?? 1 });
    });
  });
}

/** The JSON in the last line that a driver prints, and what it printed before. */
export async function runDriver<T>(file: string): Promise<{ result: T; text: string }> {
  const { stdout, stderr, status } = await runNotebook(file);
  if (status !== 0)
    throw new Error(`${file} ended with ${status}\n${stdout.slice(-2000)}\n${stderr}`);
  const lines = stdout.trimEnd().split('\n');
  return { result: JSON.parse(lines.pop() ?? '') as T, text: lines.join('\n') };
}

export function readJson<T>(...parts: string[]): T {
  return JSON.parse(fs.readFileSync(path.join(golden, ...parts), 'utf8')) as T;
}

export function masked(text: string): string {
  return text.replace(/0x[0-9a-f]+/g, '0x…');
}

/** The version of the Python that runs in Pyodide. */
export function pythonVersion(): string {
  const lock = fs.readFileSync(path.join(root, 'node_modules/pyodide/pyodide-lock.json'), 'utf8');
  return (JSON.parse(lock) as { info: { python: string } }).info.python;
}

interface Difference {
  since: string;
  why: string;
  within: string;
  replace: [string, string][];
}

/** What the fixtures' Python 3.11 printed, as a newer Python prints it: programs/differences.json. */
export function underPython(version: string, text: string): string {
  const minor = (v: string) => Number(v.split('.')[1]);
  let result = text;
  const { differences } = readJson<{ differences: Difference[] }>('programs/differences.json');
  for (const { since, within, replace } of differences) {
    if (minor(version) < minor(since)) continue;
    result = result.replace(new RegExp(within, 'gs'), (match) =>
      replace.reduce((part, [from, to]) => part.replace(new RegExp(from, 'g'), to), match),
    );
  }
  return result;
}

/** The expressions of not_yet.json that belong to a file of cases. */
export function notYet(cases: string): Map<string, string> {
  const lists =
    readJson<Record<string, { expr: string; needs: string }[]>>('reference/not_yet.json');
  return new Map(lists[cases].map(({ expr, needs }) => [expr, needs]));
}
