import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', ['json', { outputFile: 'build/reports/vitest.json' }]],
    pool: 'forks',
    maxWorkers: 2, // each may hold a Python of its own
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
