// Vite plugins for the large files that workers fetch while they start: they are served under
// runtime/ in development and copied there by a build, never bundled.
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/** Address under runtime/ -> file. */
const assets = {
  'pyodide.asm.wasm': 'node_modules/pyodide/pyodide.asm.wasm',
  'python_stdlib.zip': 'build/python/python_stdlib.zip',
  'packages.zip': 'build/python/packages.zip',
  'downhill.wasm': 'build/packed/downhill.wasm',
  '_dh.so': 'build/wasm/_dh.so',
};

const types = { '.wasm': 'application/wasm', '.zip': 'application/zip' };

export function runtimeAssets() {
  return {
    name: 'downhill-runtime-assets',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = /\/runtime\/([^/?]+)(\?.*)?$/.exec(request.url ?? '')?.[1];
        if (!name || !Object.hasOwn(assets, name)) return next();
        const file = inRoot(assets[name]);
        if (!fs.existsSync(file)) {
          response.statusCode = 404;
          return response.end(`${name} has not been built: npm start builds it`);
        }
        const type = types[path.extname(file)] ?? 'application/octet-stream';
        response.setHeader('Content-Type', type);
        response.setHeader('Content-Length', fs.statSync(file).size);
        response.setHeader('Cache-Control', 'no-cache');
        fs.createReadStream(file).pipe(response);
      });
    },
    generateBundle() {
      for (const [name, place] of Object.entries(assets)) {
        const file = inRoot(place);
        if (!fs.existsSync(file)) this.error(`${place} is missing: npm run build makes it`);
        this.emitFile({
          type: 'asset',
          fileName: `runtime/${name}`,
          source: fs.readFileSync(file),
        });
      }
    },
  };
}

/**
 * The core's glue and Pyodide's name their .wasm files in a way that makes a bundler copy each a second
 * time; ours come with the bytes, or the address, in hand.
 */
export function wasmGlue() {
  const glue = /(?:build\/wasm\/downhill|pyodide\/pyodide\.asm)\.mjs$/;
  const named =
    /new URL\((["'])(downhill|pyodide\.asm)\.wasm\1, ?import\.meta\.url\)\.(?:href|toString\(\))/g;
  return {
    name: 'downhill-wasm-glue',
    transform(code, id) {
      return glue.test(id) ? { code: code.replace(named, '"$2.wasm"'), map: null } : null;
    },
  };
}
