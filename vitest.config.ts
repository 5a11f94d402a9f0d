import { defineConfig } from 'vitest/config';

/** `npm run test:slow`: what proves the same at full size, and takes minutes. */
const SLOW = process.env.SLOW === '1';
const KIND = SLOW ? '*.slow.test.ts' : '*.test.ts';

/** Thought is pure, so its tests may share their modules: that halves their time. `test/floors.ts` keeps it pure. */
const THOUGHT = '{judging,manuscript,model,passage,series,settings,surfaces}';

export default defineConfig({
  test: {
    // One more than the processors of the smallest machine: the longest files wait for slow servers and compute little.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: [
      'default',
      ['json', { outputFile: `node_modules/.cache/citewatch/${SLOW ? 'slow' : 'tests'}.json` }],
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'thought',
          include: [`test/${THOUGHT}/**/${KIND}`],
          exclude: SLOW ? [] : ['**/*.slow.test.ts'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'world',
          include: [`test/**/${KIND}`],
          exclude: [`test/${THOUGHT}/**`, ...(SLOW ? [] : ['**/*.slow.test.ts'])],
          globalSetup: ['test/build.ts'],
        },
      },
    ],
  },
});
