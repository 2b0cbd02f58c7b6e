// Makes build/packed/downhill.wasm: the linked module once more through wasm-opt (a newer one than
// Debian's), its functions in the order that compresses best. A thirteenth of the download.
import fs from 'node:fs';
import binaryen from 'binaryen';
import { nameInOrder } from './lib/function_order.mjs';
import { inRoot } from './lib/paths.mjs';

const linked = fs.readFileSync(inRoot('build/wasm/downhill.wasm'));
const module = binaryen.readBinary(nameInOrder(linked));
const { ExceptionHandling, SIMD128, BulkMemory, SignExt, MutableGlobals, NontrappingFPToInt } =
  binaryen.Features;
module.setFeatures(
  // Without the first, calls are taken not to throw, and what catches is taken away.
  ExceptionHandling | SIMD128 | BulkMemory | SignExt | MutableGlobals | NontrappingFPToInt,
);
binaryen.setOptimizeLevel(2); // with the next line wasm-opt's -Oz
binaryen.setShrinkLevel(2);
binaryen.setDebugInfo(true); // names stay until they have been sorted by
module.optimize();
module.runPasses(['reorder-functions-by-name']);
binaryen.setDebugInfo(false);
fs.mkdirSync(inRoot('build/packed'), { recursive: true });
fs.writeFileSync(inRoot('build/packed/downhill.wasm'), module.emitBinary());
module.dispose();
