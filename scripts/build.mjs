// npm run build: the static site in dist/.
import { parseArgs } from 'node:util';
import { build, buildNeeds } from './lib/pipeline.mjs';
import { inRoot } from './lib/paths.mjs';
import { main } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';

main(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } });
  await setup(buildNeeds);
  await build();
  const vite = await import('vite');
  await vite.build({ build: { outDir: inRoot(values.out) } });
  console.log(`\nThe site is in ${values.out}/: any static host serves it, from any sub-folder.`);
});
