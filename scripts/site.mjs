// The built site on a port of this machine, for the browser tests: builds it, then serves it as a
// static host would.
import { parseArgs } from 'node:util';
import { build } from './lib/pipeline.mjs';
import { inRoot } from './lib/paths.mjs';
import { main } from './lib/run.mjs';

main(async () => {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } });
  await build();
  const vite = await import('vite');
  const outDir = inRoot('build/site'); // dist/ is the user's
  await vite.build({ build: { outDir }, logLevel: 'warn' });
  const preview = { host: '127.0.0.1', port: Number(values.port), strictPort: true };
  const server = await vite.preview({ build: { outDir }, preview });
  server.printUrls();
});
