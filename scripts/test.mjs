// npm test: sets up what is missing, runs every suite, sums up. A suite that fails does not stop the
// others. `npm test -- native vitest` runs the named ones alone.
import { parseArgs } from 'node:util';
import { buildNeeds } from './lib/pipeline.mjs';
import { Problem, main } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';
import { suites } from './lib/suites.mjs';

main(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const names = positionals.length > 0 ? positionals : Object.keys(suites);
  const unknown = names.filter((name) => !(name in suites));
  if (unknown.length > 0) {
    throw new Problem(
      `No such suite: ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}`,
    );
  }

  const results = (await ready()) ? await runAll(names) : [{ name: 'setup', passed: 0, failed: 1 }];
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log('\nSuite          passed  failed  seconds');
  for (const { name, passed, failed, seconds = 0 } of results) {
    const cells = [passed, failed, seconds].map((n) => String(n).padStart(8)).join('');
    console.log(name.padEnd(13) + cells);
  }
  // The last line, in this form: others count by it.
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
});

async function ready() {
  try {
    await setup([...buildNeeds, 'compiler', 'chromium']);
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

async function runAll(names) {
  const results = [];
  for (const name of names) {
    console.log(`\n=== ${name} ===`);
    const begun = Date.now();
    let result;
    try {
      result = await suites[name]();
    } catch (error) {
      report(error);
      result = { passed: 0, failed: 1 };
    }
    results.push({ name, ...result, seconds: Math.round((Date.now() - begun) / 1000) });
  }
  return results;
}

function report(error) {
  console.error(error instanceof Problem ? error.message : error);
}
