import { defineConfig } from 'vite';
import { inRoot } from './scripts/lib/paths.mjs';
import { parityPage } from './scripts/lib/parity_page.mjs';
import { wasmGlue, runtimeAssets } from './scripts/lib/runtime_assets.mjs';

export default defineConfig({
  root: 'web',
  base: './', // the site works from any sub-folder of any static host
  cacheDir: '../node_modules/.vite',
  plugins: [runtimeAssets(), wasmGlue(), parityPage()],
  assetsInclude: ['**/*.ipynb'],
  worker: { format: 'es', plugins: () => [wasmGlue()] },
  optimizeDeps: { exclude: ['pyodide'] },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'esnext',
    rollupOptions: { input: [inRoot('web/index.html'), inRoot('web/parity.html')] },
    chunkSizeWarningLimit: 1100,
  },
  server: { fs: { allow: ['..'] } }, // the sources and builds beside web/
});
