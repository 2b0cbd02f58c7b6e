import { defineConfig } from 'vite';
import { coreGlue, runtimeAssets } from './scripts/lib/runtime_assets.mjs';

export default defineConfig({
  root: 'web',
  base: './', // the site works from any sub-folder of any static host
  cacheDir: '../node_modules/.vite',
  plugins: [runtimeAssets(), coreGlue()],
  assetsInclude: ['**/*.ipynb'],
  worker: { format: 'es', plugins: () => [coreGlue()] },
  optimizeDeps: { exclude: ['pyodide'] },
  build: { outDir: '../dist', emptyOutDir: true, assetsInlineLimit: 0, target: 'esnext' },
  server: { fs: { allow: ['..'] } }, // the sources and builds beside web/
});
