// npm start: sets up what is missing, builds what is stale, serves the site.
import { parseArgs } from 'node:util';
import { build, buildNeeds } from './lib/pipeline.mjs';
import { Problem, main } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';

main(async () => {
  const { port, host } = options();
  await setup(buildNeeds);
  await build();
  await serve(port, host);
});

function options() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '5173' },
        host: { type: 'string', default: '127.0.0.1' },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Problem(`--port takes a number from 1 to 65535, not "${values.port}".`);
    }
    return { port, host: values.host };
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${error.message}\nUsage: npm start -- [--port 5173] [--host 127.0.0.1]`);
  }
}

async function serve(port, host) {
  const { createServer } = await import('vite');
  const server = await createServer({ server: { port, host, strictPort: true } });
  try {
    await server.listen();
  } catch (error) {
    await server.close();
    if (!/already in use/.test(error.message)) throw error;
    throw new Problem(`Port ${port} is in use. Another one: npm start -- --port ${port + 1}`);
  }
  console.log(`\nDownhill is at http://${host}:${port}/  (Ctrl+C ends it)\n`);
}
