import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { constants, brotliCompressSync as packed } from 'node:zlib';
import { build, transform, transformSync } from 'esbuild';
import { billOfMaterials, bundledParts, licensesPage } from './bundle-notices.mjs';

/**
 * Puts what each command loads into few files, in place of what the compiler made of the command line, of the worker and of what others import:
 * looking up and opening some 350 modules doubles the processor time of a check of one source (1,070 against 540 ms). Chunks lie as deep
 * as modules do, so that `import.meta.url` leads to the same places.
 */
const program = JSON.parse(readFileSync('package.json', 'utf8'));

/** What npm brings: what only some commands need. Everything else, a devDependency, goes into our own files. */
const BROUGHT = Object.keys({ ...program.dependencies, ...program.peerDependencies });
/** A dependency only for the types of `citewatch/verdicts`: every check loads it. */
const TYPES = 'zod';

/**
 * pdf.js goes into our own files, with the tables of encodings that it reads (`src/reading/pdf/engine.ts`): its package brings a viewer
 * (41 MB) and a canvas (33 MB), which nobody here draws on.
 */
const PDFJS = 'node_modules/pdfjs-dist';

/** All tables in one file, its first line says where each lies behind it: many differ little, so together they take a third. */
function packedTables() {
  const names = readdirSync(`${PDFJS}/cmaps`).filter((name) => name.endsWith('.bcmap'));
  const tables = names.map((name) => readFileSync(`${PDFJS}/cmaps/${name}`));
  let end = 0;
  const places = names.map((name, i) => {
    const from = end;
    end += tables[i].length;
    return [name, from, end];
  });
  return packed(Buffer.concat([Buffer.from(`${JSON.stringify(places)}\n`), ...tables]), {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });
}

/** What others wrote is packed with short names, pdf.js whole: ours keeps its names, for the sake of crashes. */
const others = {
  name: 'packages of others',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/].*\.m?js$/ }, async ({ path }) => {
      const how = { minifyIdentifiers: true, target: options.target };
      return { contents: (await transform(readFileSync(path, 'utf8'), how)).code };
    });
  },
};

/** Style sheets, browser scripts, SQL and templates lie in files of their own, and in the packed program inside it; style sheets and the reviewer's script without what browsers skip (2 kB packed). */
const TEXT = /textBeside\(new URL\('(\.\/[^']+)', import\.meta\.url\)\)/g;
/** An expression that gives a long text, which is read where it is asked for. */
const unpacking = (text) =>
  `process.getBuiltinModule('zlib').brotliDecompressSync(Buffer.from('${packed(text).toString('base64')}', 'base64')).toString()`;
const ours = {
  name: 'our modules',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8').replaceAll(TEXT, (_, name) => {
        const text = readFileSync(join(dirname(path), name), 'utf8');
        if (name.endsWith('.json')) return unpacking(text);
        const isShortened = name.endsWith('.css') || name === './page-script.js';
        const loader = extname(name).slice(1);
        return JSON.stringify(
          isShortened ? transformSync(text, { loader, minify: true }).code : text,
        );
      });
      return { contents };
    });
    // Long tables take a fifth less so (25 kB).
    onLoad({ filter: /\.json$/ }, ({ path }) => {
      const table = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      if (table.length < 4096) return;
      // Some ask for them by `require`, which an `export` would give no table.
      return { contents: `module.exports = JSON.parse(${unpacking(table)});`, loader: 'js' };
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
  target: 'node22',
  external: BROUGHT.filter((name) => name !== TYPES),
  minify: true,
  metafile: true,
  // They say where a crash was, and are not packed: names and lines of the packed program say little.
  sourcemap: 'external',
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
  plugins: [others, ours],
};

cpSync('src', 'dist', {
  recursive: true,
  filter: (from) =>
    statSync(from).isDirectory() ||
    ['.bash', '.css', '.html', '.js', '.json', '.sql', '.yml'].includes(extname(from)),
});
for (const name of ['chunks', 'pdfjs', 'rules.sha256', 'THIRD-PARTY-LICENSES.md', 'sbom.cdx.json'])
  rmSync(`dist/${name}`, { recursive: true, force: true });
const shared = ['cli', 'pool/worker', 'exports/passage', 'exports/reading', 'exports/errors'];
const built = await build({
  ...options,
  write: false,
  entryPoints: shared.map((name) => `dist/${name}.js`),
});
/** Chunks by number: hashes do not pack (12 kB). A name is as long as it was, so that source maps hold. */
const HASH = /(?<=[\\/"][\w.-]+-)[\dA-Z]{8}(?=\.js)/g;
const hashes = Object.keys(built.metafile.outputs).flatMap((path) => path.match(HASH) ?? []);
const numbered = (text) =>
  text.replace(HASH, (hash) => String(hashes.indexOf(hash)).padStart(8, '0'));
mkdirSync('dist/chunks');
for (const { path, text } of built.outputFiles) writeFileSync(numbered(path), numbered(text));
const verdicts = await build({
  ...options,
  external: BROUGHT,
  splitting: false,
  entryPoints: ['dist/exports/verdicts.js'],
});
writeFileSync('dist/bundle.json', numbered(JSON.stringify(built.metafile)));
const parts = bundledParts(Object.keys({ ...built.metafile.inputs, ...verdicts.metafile.inputs }));
writeFileSync('dist/THIRD-PARTY-LICENSES.md', licensesPage(parts));
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
writeFileSync(
  'dist/sbom.cdx.json',
  `${JSON.stringify(billOfMaterials(parts, lock, program), null, 1)}\n`,
);
mkdirSync('dist/pdfjs');
writeFileSync('dist/pdfjs/cmaps.br', packedTables());
const { digestOfRooms } = await import('../dist/night/rules.js');
writeFileSync('dist/rules.sha256', digestOfRooms('dist'));
