// The built site on a port of this machine, for the browser tests: builds it, then serves it as the
// plainest static host would, from a sub-folder.
import { parseArgs } from 'node:util';
import { build } from './lib/pipeline.mjs';
import { inRoot } from './lib/paths.mjs';
import { main } from './lib/run.mjs';
import { serveFolder } from './lib/static_server.mjs';

main(async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4173' },
      base: { type: 'string', default: '/some/folder/' },
    },
  });
  await build();
  const vite = await import('vite');
  const folder = inRoot('build/site'); // dist/ is the user's
  await vite.build({ build: { outDir: folder }, logLevel: 'warn' });
  await serveFolder({ folder, base: values.base, port: Number(values.port) });
  console.log(`http://127.0.0.1:${values.port}${values.base}`);
});
