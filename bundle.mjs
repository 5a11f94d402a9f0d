import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * Puts what each command loads into few files, over what the compiler made of `cli.ts` and of what begins a thread: to look up and to open
 * two hundred modules took a command longer than to run them. Chunks lie as deep as modules do, so that `import.meta.url` leads to the
 * same places.
 */
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Loaded by every check; what only some commands need stays where npm put it. */
const TAKEN_IN = [
  'ansis',
  'cheerio',
  'commander',
  'diff',
  'encoding-sniffer',
  'fastest-levenshtein',
  'ipaddr.js',
  'jsonc-parser',
  'p-limit',
  'parse5',
  'parse5-htmlparser2-tree-adapter',
  'robots-parser',
  'tough-cookie',
  'undici',
  'zod',
];

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

const options = {
  outdir: 'dist',
  outbase: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // Of two builds of a package, the one whose parts can be told apart.
  mainFields: ['module', 'main'],
  target: 'node20',
  external: Object.keys(dependencies).filter((name) => !TAKEN_IN.includes(name)),
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
};

const CLI = { ...options, entryPoints: ['dist/cli.js'] };
const { inputs } = (await build({ ...CLI, plugins: [partsOfUndici], write: false, metafile: true })).metafile;

/** A module and all that is loaded with it. */
function loadedWith(module) {
  const all = new Set([module]);
  for (const one of all)
    for (const { path, kind } of inputs[one]?.imports ?? []) if (kind !== 'dynamic-import') all.add(path);
  return all;
}

/** What a check loads of ours. */
const OF_A_CHECK = [...loadedWith('dist/commands/run/check.js')].filter((path) => path.startsWith('dist/'));

/** What is loaded when it is asked for. */
const LATER = new Set(
  Object.values(inputs).flatMap(({ imports }) =>
    imports.filter(({ kind, path }) => kind === 'dynamic-import' && path in inputs).map(({ path }) => path),
  ),
);

/** Commands that need little of what a check loads. */
const SMALL = ['look', 'status'].map((name) => `dist/commands/run/${name}.js`);
const OF_SMALL = OF_A_CHECK.filter((path) => SMALL.some((one) => loadedWith(one).has(path)));

const librariesOf = (module) =>
  [...loadedWith(module)].filter((path) => !path.startsWith('dist/') && !path.startsWith('node:'));

/**
 * esbuild puts into one file what the same commands load, which makes some seventy files of a check, and to look up each takes a millisecond.
 * So whatever loads some of a check's modules loads all of them; a small command loads those that small ones load and that need no library
 * but its own.
 */
function loadedToo(module) {
  const loaded = loadedWith(module);
  if (SMALL.includes(module))
    return OF_SMALL.filter((one) => librariesOf(one).every((library) => loaded.has(library)));
  return OF_A_CHECK.some((one) => loaded.has(one)) ? OF_A_CHECK : [];
}

const together = {
  name: 'together',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/.*\.js$/ }, ({ path }) => {
      const module = relative('.', path);
      if (!LATER.has(module)) return;
      const imports = loadedToo(module).map((one) => `import ${JSON.stringify(resolve(one))};`);
      return { contents: `${imports.join('')}\n${readFileSync(path, 'utf8')}` };
    });
  },
};

rmSync('dist/chunks', { recursive: true, force: true });
rmSync('dist/rules.sha256', { force: true });
await build({ ...CLI, plugins: [partsOfUndici, together] });
// A thread shares no module with the others.
await build({ ...options, entryPoints: ['dist/night/pool/worker.js'], plugins: [partsOfUndici] });
const { digestOfRooms } = await import('./dist/night/world.js');
writeFileSync('dist/rules.sha256', digestOfRooms('dist'));
