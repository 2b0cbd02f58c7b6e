// Sets up the machine and builds what is stale; a program of its own, so that commands whose standard
// output is for something else can run it with its output elsewhere. `prepare.mjs bench` builds the
// benchmark as well.
import { build, buildNeeds, cmakeBuild } from './pipeline.mjs';
import { main } from './run.mjs';
import { setup } from './setup.mjs';

main(async () => {
  const bench = process.argv.includes('bench');
  await setup(bench ? [...buildNeeds, 'compiler'] : buildNeeds);
  await build();
  if (!bench) return;
  for (const preset of ['native', 'wasm']) await cmakeBuild(preset, ['downhill_bench']);
});
