import { defineConfig } from 'vitest/config';

/**
 * Which tests are run, by vitest's `--mode`, which every shell can say, or by the variable TESTS. `npm test`: what answers within three
 * minutes. `npm run test:ci`: what needs processes, Chromium or PostgreSQL (`*.slow.test.ts`), within a quarter of an hour.
 * `npm run test:slow`: those, and what takes many minutes (`*.long.test.ts`).
 */
const KINDS = {
  fast: '!(*.slow|*.long).test.ts',
  ci: '*.slow.test.ts',
  slow: '*.{slow,long}.test.ts',
};
const kindOf = (mode: string): keyof typeof KINDS =>
  (mode in KINDS ? mode : (process.env.TESTS ?? 'fast')) as keyof typeof KINDS;

/** Thought is pure, so its tests may share their modules: that halves their time. `test/floors.ts` keeps it pure. */
const THOUGHT = '{judging,manuscript,model,passage,series,settings,surfaces}';

export default defineConfig(({ mode }) => ({
  test: {
    // Some go through more of their cases at night.
    env: { TESTS: kindOf(mode) },
    // One more than the processors of the smallest machine: the longest files wait for slow servers and compute little.
    maxWorkers: 3,
    // Of a damaged PDF pdf.js leaves promises to nobody; a thread of the pool goes on then, and so does a test.
    onUnhandledError: ({ stack }) => stack?.includes('pdf.worker.mjs') !== true,
    // What was compiled before is not compiled again.
    fsModuleCache: true,
    fsModuleCachePath: 'node_modules/.cache/citewatch/modules',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: [
      'default',
      ['json', { outputFile: `node_modules/.cache/citewatch/${kindOf(mode)}.json` }],
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'thought',
          include: [`test/${THOUGHT}/**/${KINDS[kindOf(mode)]}`],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'world',
          include: [`test/**/${KINDS[kindOf(mode)]}`],
          exclude: [`test/${THOUGHT}/**`],
          isolate: kindOf(mode) !== 'fast',
          globalSetup: ['test/build.ts'],
        },
      },
    ],
  },
}));
