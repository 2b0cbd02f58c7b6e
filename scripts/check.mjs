// npm run check: formatters, linters and type checks over everything. --fix mends what they can.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from './lib/paths.mjs';
import { build, buildNeeds } from './lib/pipeline.mjs';
import { ask, main, must, node, run } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';
import { which } from './lib/which.mjs';

main(async () => {
  const { values } = parseArgs({ options: { fix: { type: 'boolean', default: false } } });
  const { fix } = values;
  await setup([...buildNeeds, 'compiler', 'clangFormat', 'clangTidy', 'pyflakes']);
  await build(); // the types of what is generated

  const checks = {
    prettier: () =>
      tool('prettier/bin/prettier.cjs', [
        ...(fix ? ['--write', '--list-different'] : ['--check']),
        '.',
      ]),
    eslint: () => tool('eslint/bin/eslint.js', ['.', ...(fix ? ['--fix'] : [])]),
    tsc: () => tool('typescript/bin/tsc', ['--noEmit']),
    'clang-format': () =>
      run(which('clang-format-14'), [
        ...(fix ? ['-i'] : ['--dry-run', '-Werror']),
        ...sources(/\.(h|c|cpp)$/),
      ]),
    python: pythonLint,
    'clang-tidy': clangTidy,
  };
  const failed = [];
  for (const [name, check] of Object.entries(checks)) {
    console.log(`\n=== ${name} ===`);
    if ((await check()) !== 0) failed.push(name);
  }
  console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll checks passed');
  process.exitCode = failed.length > 0 ? 1 : 0;
});

const tool = (script, args) => node(inRoot('node_modules', script), args);

/** The project's own files of a kind: what git has or would take. */
function sources(pattern) {
  const list = ask('git', ['ls-files', '--cached', '--others', '--exclude-standard']) ?? '';
  return list.split('\n').filter((file) => pattern.test(file) && fs.existsSync(inRoot(file)));
}

function pythonLint() {
  const files = sources(/\.py$/);
  if (files.length === 0) return 0;
  const program = which('pyflakes3', 'pyflakes');
  const args = program ? files : ['check', '--select', 'F', '--output-format', 'concise', ...files];
  const { stdout, stderr, status } = spawnSync(program ?? which('ruff'), args, {
    cwd: inRoot(),
    encoding: 'utf8',
  });
  // A package, and torch.nn.functional, import so that others find it there; test programs import *
  // as notebooks do.
  const meant = [
    /(__init__|functional)\.py:.*(imported but unused|unable to detect|redefinition of unused)/,
    /programs\/.*(import \*' used|star imports)/,
  ];
  const faults = stdout
    .split('\n')
    .filter((line) => /\.py:\d/.test(line) && !meant.some((pattern) => pattern.test(line)));
  console.log([...faults, stderr.trim()].filter(Boolean).join('\n') || `${files.length} files`);
  // 1: it has complained, of what may be no fault here. Anything else is a failure of its own.
  return faults.length > 0 || stderr.trim() || status > 1 ? 1 : 0;
}

/** One process per core, each file of the native build on its own. */
async function clangTidy() {
  await must('cmake', ['--preset', 'native', '--log-level=WARNING']);
  const database = JSON.parse(
    fs.readFileSync(inRoot('build/native/compile_commands.json'), 'utf8'),
  );
  const ours = (file) => /^(core|wasm)\//.test(path.relative(inRoot(), file).replaceAll('\\', '/'));
  const queue = database.map((entry) => entry.file).filter((file) => ours(file));
  const program = which('clang-tidy-14', 'clang-tidy');
  let code = 0;
  const worker = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      if ((await run(program, ['-p', 'build/native', '--quiet', file])) !== 0) code = 1;
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  return code;
}
