// From the sources to what the page, the notebook command and the tests read, in order. Each step
// knows what it reads, so that a second call does nothing.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { Problem, must } from './run.mjs';
import { step } from './step.mjs';

/** What a build for the browser needs on the machine. */
export const buildNeeds = ['emscripten', 'eigen', 'doctest', 'cmake', 'ninja', 'python'];

const native = ['CMakeLists.txt', 'CMakePresets.json', 'cmake', 'core', 'wasm/CMakeLists.txt'];
const schema = ['build/wasm/downhill_schema.cjs', 'build/wasm/downhill_schema.wasm'];
const module = ['build/wasm/downhill.mjs', 'build/wasm/downhill.wasm'];

const steps = [
  {
    name: 'wasm',
    says: 'Building the core for the browser',
    inputs: [...native, 'wasm/api', 'wasm/bindings', 'wasm/extension', 'wasm/schema'],
    outputs: [...module, 'build/wasm/_dh.so', ...schema],
    make: () => cmakeBuild('wasm', ['downhill_module', 'downhill_schema', 'dh_extension']),
  },
  {
    name: 'pack',
    says: "Packing the core's module",
    inputs: [
      'scripts/pack.mjs',
      'scripts/lib/function_order.mjs',
      'node_modules/binaryen/package.json',
      'build/wasm/downhill.wasm',
    ],
    outputs: ['build/packed/downhill.wasm'],
    make: () => script('pack'),
  },
  {
    name: 'generate',
    says: 'Generating the Python and TypeScript sides of the core',
    inputs: ['scripts/generate.mjs', 'scripts/generate', ...schema],
    outputs: ['build/generated/schema.json'],
    make: () => script('generate'),
  },
  {
    name: 'python',
    says: "Precompiling Python's standard library and our packages",
    inputs: [
      'scripts/stdlib.mjs',
      'scripts/lib/python_archives.mjs',
      'node_modules/pyodide/package.json',
      'wasm/python',
      'build/generated/python',
    ],
    outputs: ['build/python/python_stdlib.zip', 'build/python/packages.zip'],
    make: () => script('stdlib'),
  },
];

/** Makes what is stale of all this. */
export async function build() {
  for (const { says, make, ...rest } of steps) {
    await step({
      ...rest,
      make: async () => {
        console.log(says);
        await make();
        const lost = rest.outputs.filter((file) => !fs.existsSync(inRoot(file)));
        if (lost.length > 0) throw new Problem(`${says}: ${lost.join(', ')} was not made.`);
      },
    });
  }
}

/** Configures and builds a CMake preset; without targets, all of it. */
export async function cmakeBuild(preset, targets = []) {
  const cmake = 'cmake';
  const env = { PATH: pathOutsideNpm() };
  await must(cmake, ['--preset', preset, '--log-level=WARNING'], { env });
  const jobs = String(Math.max(2, os.availableParallelism()));
  const wanted = targets.length > 0 ? ['--target', ...targets] : [];
  await must(cmake, ['--build', '--preset', preset, '-j', jobs, ...wanted], { env });
}

/** npm puts the binaryen package's wasm-opt first on the path; em++ must find the one that it was made with. */
function pathOutsideNpm() {
  const places = (process.env.PATH ?? '').split(path.delimiter);
  return places.filter((place) => !place.includes('node_modules')).join(path.delimiter);
}

const script = (name) => must(process.execPath, [inRoot('scripts', `${name}.mjs`)]);
