/** Two runs: what nobody uses, and with `--production` what only tests reach (patterns with a `!`). */
const isProduction = process.argv.includes('--production');

export default {
  entry: [
    'src/pool/worker.ts!',
    'src/settings/watchlist-schema.ts!',
    'bench/*.ts',
    'test/{answers,hostile,unseen}/run.ts',
    'test/unseen/import.ts',
    'benchmark/tools/*.js',
    'bench/night/web.ts',
    'bench/fleet/web.ts',
    'test/**/*.test.ts',
    'test/store/copying-child.ts',
    'test/store/keeping-child.ts',
    'test/store/postgres/keeping-child.ts',
    'test/evidence/evidence-child.ts',
  ],
  project: ['src/**/*.ts!', 'test/**/*.ts', 'bench/**/*.ts', 'benchmark/**/*.js'],
  ignoreBinaries: ['fc-list', 'openssl', 'pdftoppm', 'soffice'],
  ignoreDependencies: ['n2words', 'typedoc-plugin-missing-exports'],
  // What tests import and its own file uses may be exported: that is told apart by the first run.
  ignoreExportsUsedInFile: isProduction || { interface: true, type: true },
};
