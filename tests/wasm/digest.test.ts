// The same test program, native and wasm: every bit of every operator, optimizer and of a training run.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../scripts/lib/paths.mjs';

const native = inRoot(
  `build/native/tests/test_digest${process.platform === 'win32' ? '.exe' : ''}`,
);
const wasm = inRoot('build/wasm/tests/downhill_tests.js');

function digests(program: string, args: string[]): string[] {
  const output = execFileSync(program, [...args, '--no-colors'], { encoding: 'utf8' });
  return output.split('\n').filter((line) => line.startsWith('digest '));
}

test('native and wasm compute the same bits', () => {
  for (const file of [native, wasm]) {
    expect(
      fs.existsSync(file),
      `${file} is built by the suites "native" and "wasm" of npm test`,
    ).toBe(true);
  }
  const expected = digests(native, []);
  expect(expected.length).toBeGreaterThan(90);
  expect(digests(process.execPath, [wasm, '--source-file=*digest_test.cpp'])).toEqual(expected);
});
