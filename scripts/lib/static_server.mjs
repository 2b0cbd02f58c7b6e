// A plain static host: files from a folder, under a sub-folder of the address, with a strict policy. If
// the site works here it works anywhere.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

/** What the site may do: its own scripts and WebAssembly, no eval, nothing from elsewhere. */
export const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'", // KaTeX and the editor set sizes and colours on elements
  "img-src 'self' data:", // pictures inside a notebook
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** @param {{ folder: string, base: string, port: number, host?: string }} options */
export function serveFolder({ folder, base, port, host = '127.0.0.1' }) {
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const inside = address.startsWith(base) && path.normalize(address.slice(base.length));
    const file = inside && path.join(folder, inside === '.' ? 'index.html' : inside);
    const stat = file && file.startsWith(folder) && fs.statSync(file, { throwIfNoEntry: false });
    if (!stat || !stat.isFile()) return response.writeHead(404).end('Not found');
    response.writeHead(200, {
      'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
      'Content-Length': stat.size,
      'Content-Security-Policy': policy,
    });
    return fs.createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
