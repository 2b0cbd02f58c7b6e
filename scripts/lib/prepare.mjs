// Sets up the machine and builds what is stale; a program of its own, so that commands whose standard
// output is for something else can run it with its output elsewhere.
import { build, buildNeeds } from './pipeline.mjs';
import { main } from './run.mjs';
import { setup } from './setup.mjs';

main(async () => {
  await setup(buildNeeds);
  await build();
});
