import { defineConfig } from 'vitest/config';

const common = { environment: 'node' as const };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{scenario,servers,browser,reliability}/**'],
          testTimeout: 20_000,
        },
      },
      { test: { ...common, name: 'scenario', include: ['tests/scenario/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { ...common, name: 'simulation', include: ['tests/simulation/**/*.test.ts'], testTimeout: 300_000 } },
      {
        test: {
          ...common,
          name: 'servers',
          include: ['tests/servers/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...common,
          name: 'reliability',
          include: ['tests/reliability/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...common,
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
