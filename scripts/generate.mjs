// Turns the core's schema into files: Python's functions, methods, optimizers, schedulers and layers,
// and TypeScript's types. What they say comes from the entries (core/downhill/ops, optim, schedule and nn).
//
//   node scripts/generate.mjs [schema.json]     without a file, build/wasm/downhill_schema.cjs prints it
import fs from 'node:fs';
import path from 'node:path';
import { definitions } from './generate/definitions.mjs';
import { functional } from './generate/functional.mjs';
import { methods, torchFunctions } from './generate/functions.mjs';
import { moduleFiles } from './generate/modules.mjs';
import { optimizers } from './generate/optimizers.mjs';
import { schedulers } from './generate/schedulers.mjs';
import { types } from './generate/types.mjs';
import { inRoot } from './lib/paths.mjs';
import { ask } from './lib/run.mjs';

const folder = inRoot('build/generated');

/** The schema that the built core prints. */
function askCore() {
  const text = ask(process.execPath, [inRoot('build/wasm/downhill_schema.cjs')]);
  if (!text) throw new Error('build/wasm/downhill_schema.cjs printed no schema');
  return text;
}

/** Keeps the date of a file that does not change: what is made of it stays fresh. */
function write(name, text) {
  const file = path.join(folder, name);
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

const given = process.argv[2];
const schema = JSON.parse(given ? fs.readFileSync(given, 'utf8') : askCore());
write('python/_dh_ops.py', definitions(schema));
write('python/torch/_ops.py', torchFunctions(schema));
write('python/torch/_methods.py', methods(schema));
write('python/torch/nn/_operators.py', functional(schema));
write('python/torch/optim/_generated.py', optimizers(schema, 'torch.optim'));
write('python/torch/optim/_schedules.py', schedulers(schema));
write('python/downhill/optim.py', optimizers(schema, 'downhill.optim'));
for (const [file, text] of moduleFiles(schema)) write(`python/torch/nn/modules/${file}.py`, text);
write('ts/schema.d.ts', types(schema));
write('ts/schema.js', `export const schema = ${JSON.stringify(schema)};\n`);
write('schema.json', `${JSON.stringify(schema, null, 1)}\n`);
