import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Puts what each command loads into few files, in place of what the compiler made of `cli.ts` and of the worker: looking up and opening
 * some 350 modules doubles the processor time of a check of one source (1,070 against 540 ms). Chunks lie as deep as modules do, so that
 * `import.meta.url` leads to the same places.
 */
const { dependencies, peerDependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Packages that every check loads; what only some commands need stays where npm put it. */
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
  'pdfjs-dist',
  'robots-parser',
  'tough-cookie',
  'undici',
  'zod',
];

/** What we use of undici, and where it lies there: its index also loads a fetch, caches and mocks (a tenth of a check of one source). */
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

/**
 * pdf.js goes into our own files, with the tables that it reads beside them (`dist/pdfjs/`): its package brings a viewer (41 MB) and a canvas
 * (33 MB), which nobody here draws on.
 */
const PDFJS = 'node_modules/pdfjs-dist';

/** Text in place of another that must be there: a new release may have written it differently. */
function replaced(text, pattern, by) {
  if (!pattern.test(text)) throw new Error(`${pattern} is not in it`);
  return text.replaceAll(new RegExp(pattern, 'g'), by);
}

const pdfjs = {
  name: 'pdf.js',
  setup({ onLoad }) {
    onLoad({ filter: /pdfjs-dist\/legacy\/build\/pdf\.mjs$/ }, ({ path }) => {
      const withoutCanvas = replaced(
        readFileSync(path, 'utf8'),
        /require\("@napi-rs\/canvas"\)/,
        '{ DOMMatrix: class {} }',
      );
      const contents = replaced(withoutCanvas, /warn\("Cannot polyfill/, 'void ("Cannot polyfill');
      // The worker, which has a thread of ours to itself already, names itself where pdf.js looks for it.
      return { contents: `import './pdf.worker.mjs';\n${contents}` };
    });
    onLoad({ filter: /dist\/reading\/pdf\/open-pdf\.js$/ }, ({ path }) => {
      const resolved = /dirname\(createRequire\(import\.meta\.url\)\.resolve\('pdfjs-dist\/package\.json'\)\)/;
      const contents = replaced(
        readFileSync(path, 'utf8'),
        resolved,
        "decodeURIComponent(new URL('../pdfjs', import.meta.url).pathname)",
      );
      return { contents };
    });
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
  // The build of a package that can be tree-shaken.
  mainFields: ['module', 'main'],
  target: 'node20',
  external: Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !TAKEN_IN.includes(name)),
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
  plugins: [partsOfUndici, pdfjs],
};

rmSync('dist/chunks', { recursive: true, force: true });
rmSync('dist/rules.sha256', { force: true });
await build({ ...options, entryPoints: ['dist/cli.js'] });
// A worker thread shares no module with the others.
await build({ ...options, entryPoints: ['dist/night/pool/worker.js'] });
for (const part of ['cmaps', 'standard_fonts', 'LICENSE'])
  cpSync(`${PDFJS}/${part}`, `dist/pdfjs/${part}`, { recursive: true });
const { digestOfRooms } = await import('./dist/night/world.js');
writeFileSync('dist/rules.sha256', digestOfRooms('dist'));
