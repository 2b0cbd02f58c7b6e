// The built core through the facade, for tests in Node. After every test, what lives in a core that was
// made here is what lived there when it was made.
import fs from 'node:fs';
import { afterEach, expect } from 'vitest';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { Downhill } from '../../wasm/facade/index.ts';

const made: { dh: Downhill; start: number[] }[] = [];
const living = (dh: Downhill) => [dh.live, dh.liveOptimizers];

export async function create() {
  const dh = await Downhill.create({
    wasmBinary: fs.readFileSync(inRoot('build/packed/downhill.wasm')),
  });
  made.push({ dh, start: living(dh) });
  return dh;
}

afterEach(() => {
  for (const { dh, start } of made)
    expect(living(dh), 'live tensors and optimizers').toEqual(start);
});
