import { defineConfig } from 'vitest/config';

const project = (name: string, extra: object = {}) => ({
  test: { name, include: [`test/**/*.${name}.test.ts`], testTimeout: 60_000, hookTimeout: 120_000, ...extra },
});

export default defineConfig({
  test: {
    projects: [
      project('unit'),
      project('contract', { globalSetup: ['test/support/database-setup.ts'] }),
      project('http', { globalSetup: ['test/support/database-setup.ts'] }),
      project('e2e', {
        globalSetup: ['test/support/database-setup.ts'],
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
      }),
    ],
  },
});
