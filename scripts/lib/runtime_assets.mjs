// A Vite plugin: the large files that workers fetch while they start, served under runtime/ in
// development and copied there by a build. None of them is bundled; each is read as it lies.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const types = {
  '.wasm': 'application/wasm',
  '.zip': 'application/zip',
  '.json': 'application/json',
};

/** Address under runtime/ -> file. Where two are named, the first that exists is taken. */
const assets = {
  'pyodide.asm.wasm': ['node_modules/pyodide/pyodide.asm.wasm'],
  'python_stdlib.zip': ['build/python/python_stdlib.zip', 'node_modules/pyodide/python_stdlib.zip'],
  'packages.json': ['build/python/packages.json'],
  'downhill.wasm': ['build/wasm/downhill.wasm'],
  '_dh.so': ['build/wasm/_dh.so'],
};

function locate(name) {
  const files = (assets[name] ?? []).map((file) => path.join(root, file));
  return files.find((file) => fs.existsSync(file)) ?? null;
}

export function runtimeAssets() {
  return {
    name: 'downhill-runtime-assets',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = /\/runtime\/([^/?]+)(\?.*)?$/.exec(request.url ?? '')?.[1];
        if (!name || !(name in assets)) return next();
        const file = locate(name);
        if (!file) {
          response.statusCode = 404;
          return response.end(`${name} has not been built: npm start builds it`);
        }
        response.setHeader('Content-Type', types[path.extname(file)] ?? 'application/octet-stream');
        response.setHeader('Content-Length', fs.statSync(file).size);
        response.setHeader('Cache-Control', 'no-cache');
        fs.createReadStream(file).pipe(response);
      });
    },
    generateBundle() {
      for (const name of Object.keys(assets)) {
        const file = locate(name);
        if (!file) this.error(`runtime/${name} has not been built: npm run build builds it`);
        this.emitFile({
          type: 'asset',
          fileName: `runtime/${name}`,
          source: fs.readFileSync(file),
        });
      }
    },
  };
}
