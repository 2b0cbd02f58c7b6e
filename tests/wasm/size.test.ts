// The core is small enough to be waited for.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const LIMIT = 350_000;

test(`the module and its glue are at most ${LIMIT} bytes, compressed`, () => {
  const bytes = ['packed/downhill.wasm', 'wasm/downhill.mjs'].map((name) => {
    const content = readFileSync(new URL(`../../build/${name}`, import.meta.url));
    return gzipSync(content, { level: 9 }).length;
  });
  console.log(`downhill.wasm ${bytes[0]} bytes, downhill.mjs ${bytes[1]} bytes`);
  expect(bytes[0]! + bytes[1]!).toBeLessThanOrEqual(LIMIT);
});
