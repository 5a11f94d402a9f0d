import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Puts what each command loads into few files, over what the compiler made of `cli.ts` and `pool/worker.ts`: to look up and to open two
 * hundred modules took a command longer than to run them. Chunks lie as deep as modules do, so that `import.meta.url` leads to the same
 * places.
 */
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Loaded by every check; what only some commands need stays where npm put it. */
const TAKEN_IN = ['ansis', 'commander', 'ipaddr.js', 'p-limit', 'undici', 'zod'];

/** What we use of undici, and where it lies there: its index also makes ready a fetch, caches and mocks, which took a night a tenth of a second. */
const OF_UNDICI = {
  Agent: 'dispatcher/agent.js',
  Pool: 'dispatcher/pool.js',
  ProxyAgent: 'dispatcher/proxy-agent.js',
  buildConnector: 'core/connect.js',
};

const partsOfUndici = {
  name: 'parts of undici',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^undici$/ }, ({ path }) => ({ path, namespace: 'parts' }));
    onLoad({ filter: /^undici$/, namespace: 'parts' }, () => ({
      contents: Object.entries(OF_UNDICI)
        .map(([name, file]) => `export { default as ${name} } from 'undici/lib/${file}';`)
        .join('\n'),
      resolveDir: import.meta.dirname,
    }));
  },
};

rmSync('dist/chunks', { recursive: true, force: true });
await build({
  entryPoints: ['dist/cli.js', 'dist/pool/worker.js'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: Object.keys(dependencies).filter((name) => !TAKEN_IN.includes(name)),
  plugins: [partsOfUndici],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
});
