// The built core through the facade, for tests in Node.
import fs from 'node:fs';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { Downhill } from '../../wasm/facade/index.ts';

export const create = () =>
  Downhill.create({ wasmBinary: fs.readFileSync(inRoot('build/wasm/downhill.wasm')) });
