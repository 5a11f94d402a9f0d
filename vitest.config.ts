import { defineConfig } from 'vitest/config';

/** `npm run test:slow`: what proves the same at full size, and takes minutes. */
const SLOW = process.env.SLOW === '1';

export default defineConfig({
  test: {
    include: [SLOW ? 'test/**/*.slow.test.ts' : 'test/**/*.test.ts'],
    exclude: SLOW ? [] : ['test/**/*.slow.test.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: [
      'default',
      ['json', { outputFile: `node_modules/.cache/citewatch/${SLOW ? 'slow' : 'tests'}.json` }],
    ],
  },
});
