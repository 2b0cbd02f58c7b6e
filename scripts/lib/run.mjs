// Running other programs, and ending with one clear message. Uses Node's built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';

/** Something the person at the keyboard can mend: shown without a stack. */
export class Problem extends Error {}

/** Runs a command's main function; what it throws ends the process with code 1. */
export function main(body) {
  body().catch((error) => {
    console.error(error instanceof Problem ? `\n${error.message}\n` : error);
    process.exit(1);
  });
}

/**
 * Runs a program to its end, its output going to ours, and gives its exit code (1 when it was killed
 * by a signal or could not be started).
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, onLine?: (line: string) => void }} [options]
 *   onLine sees each line of standard output as well
 */
export function run(command, args, { cwd = root, env = {}, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', onLine ? 'pipe' : 'inherit', 'inherit'],
      // Windows starts .cmd and .bat files through its shell only.
      shell: process.platform === 'win32' && /\.(cmd|bat)$/i.test(command),
    });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    if (onLine) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        console.log(line);
        onLine(line);
      });
    }
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** As run(), but anything other than success is a problem. */
export async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0)
    throw new Problem(`This failed with code ${code}: ${[command, ...args].join(' ')}`);
}

/** Standard output of a short command, or null when it fails. */
export function ask(command, args) {
  const answer = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : null;
}

/** Runs one of the project's npm-installed programs by its script, without a shell. */
export const node = (script, args, options) => run(process.execPath, [script, ...args], options);
