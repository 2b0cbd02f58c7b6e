// The test suites by name: each runs to its end, its output streaming by, and counts its cases.
// What ends badly without a failed case (a crash, a file that does not load) counts as one.
import fs from 'node:fs';
import os from 'node:os';
import { inRoot } from './paths.mjs';
import { build, cmakeBuild } from './pipeline.mjs';
import { node, run } from './run.mjs';

export const suites = {
  /** doctest suites and the consumer of the installed library, on this machine */
  native: () => ctest('native'),
  /** the same doctest suites as wasm in Node */
  wasm: () => ctest('wasm'),
  /** the module, the Python layer and the page's parts, in Node */
  async vitest() {
    await build();
    return reported(
      'build/reports/vitest.json',
      'node_modules/vitest/vitest.mjs',
      ['run'],
      (report) => {
        const broken = report.testResults.filter(
          (file) =>
            file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
        );
        return {
          passed: report.numPassedTests,
          failed: report.numFailedTests + broken.length,
        };
      },
    );
  },
  /** the built site in a browser */
  async browser() {
    await build();
    const program = 'node_modules/@playwright/test/cli.js';
    return reported('build/reports/playwright.json', program, ['test'], ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + (errors?.length ?? 0),
    }));
  },
};

/** Builds a preset and runs its tests; a doctest program counts by its cases, any other as one. */
async function ctest(preset) {
  await cmakeBuild(preset);
  const tests = new Map(); // by CTest's number
  const jobs = String(Math.max(2, os.availableParallelism()));
  const args = [
    '--test-dir',
    `build/${preset}`,
    '--verbose',
    '-j',
    jobs,
    '--no-tests=error',
    '--timeout',
    '900',
  ];
  const code = await run('ctest', args, {
    onLine(line) {
      const cases = /^(\d+):.*\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed/.exec(
        line,
      );
      if (cases) tests.set(cases[1], { passed: Number(cases[2]), failed: Number(cases[3]) });
      const end = /^ *\d+\/\d+ Test +#(\d+): \S+ \.*(.*?) +[\d.]+ sec/.exec(line);
      if (!end) return;
      const counted = tests.get(end[1]);
      const passed = /^ +Passed$/.test(end[2]);
      if (!counted) tests.set(end[1], { passed: passed ? 1 : 0, failed: passed ? 0 : 1 });
      else if (!passed && counted.failed === 0) counted.failed = 1;
    },
  });
  return sound(code, total([...tests.values()]));
}

/** Runs a test runner that writes a report, and counts by the report. */
async function reported(file, program, args, count) {
  fs.rmSync(inRoot(file), { force: true });
  const code = await node(inRoot(program), args);
  if (!fs.existsSync(inRoot(file))) return { passed: 0, failed: 1 };
  return sound(code, count(JSON.parse(fs.readFileSync(inRoot(file), 'utf8'))));
}

const total = (results) => ({
  passed: results.reduce((sum, result) => sum + result.passed, 0),
  failed: results.reduce((sum, result) => sum + result.failed, 0),
});

/** A runner that reports failure has failed, whatever it counted. */
const sound = (code, result) =>
  code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
