import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** How code reaches into what a library keeps to itself: the next version may have it otherwise, and nobody is told. */
const REACHES: readonly (readonly [what: string, sign: RegExp])[] = [
  [
    'overrides or calls a method that is marked as private',
    /\boverride _\w+|\b(?:super|this\.\w+)\._\w+/,
  ],
  ['reads what a library keeps under symbols', /getOwnPropertySymbols|\[k[A-Z][a-z]{2,}\w*\]/],
  ['changes a class of others', /\.prototype\.\w+\s*=[^=]/],
  [
    'imports a file that its package does not offer',
    /(?:from|import\(|require\()\s*['"](?:@[\w-][\w.-]*\/)?\w[\w.-]*\/(?:lib|src|dist|internal)\//,
  ],
  [
    'resolves a package elsewhere, or edits its text, while it is bundled',
    /\bonResolve\(|readFileSync\([^)]*\)[^;\n]*\.replace(?:All)?\(\s*\/[^)]*node_modules/,
  ],
  ['patches packages after they were installed', /\bpatch-package\b/],
];

/** Files that its package offers, though they lie in a folder of such a name: its `exports` name them. */
const OFFERED = /['"]nodemailer\/lib\/addressparser['"]/g;

/** The patches that stay, each with its record: the case, what it pays, and the test that fails when it is no longer needed. */
const KEPT: Readonly<Record<string, string>> = {
  'src/reading/quick-parser.ts': 'docs/decisions/0028-one-patch-stays.md',
};

const ROOT = join(import.meta.dirname, '..');
const BUILD = ['package.json', '*.mjs', 'tools/*.mjs'];
const files = new Map(
  globSync(['src/**/*.ts', ...BUILD], { cwd: ROOT }).map((path) => [
    path.replaceAll('\\', '/'),
    readFileSync(join(ROOT, path), 'utf8'),
  ]),
);

const reachesOf = (text: string): readonly string[] =>
  REACHES.filter(([, sign]) => sign.test(text.replace(OFFERED, "''"))).map(([what]) => what);

describe('the private parts of a library', () => {
  it('are reached by what has a record, and by nothing else', () => {
    expect(files.size).toBeGreaterThan(300);
    const found = [...files].filter(([, text]) => reachesOf(text).length > 0).map(([path]) => path);
    expect(found).toEqual(Object.keys(KEPT));
  });

  it.each(Object.entries(KEPT))('%s has a record that names it, and a test', (path, record) => {
    expect(existsSync(join(ROOT, record))).toBe(true);
    expect(readFileSync(join(ROOT, record), 'utf8')).toContain(path);
    expect(
      existsSync(join(ROOT, path.replace(/^src/u, 'test').replace(/\.ts$/u, '.test.ts'))),
    ).toBe(true);
  });

  it.each([
    'protected override _stateData(cp: number): void {}',
    'super._flush();',
    'for (const own of Object.getOwnPropertySymbols(db)) wrap(own);',
    'socket[kParser].resume();',
    'Parser.prototype.onText = quick;',
    "import agent from 'undici/lib/dispatcher/agent.js';",
    "const lib = await import('undici/lib/core/connect.js');",
    'onResolve({ filter: /^undici$/ }, () => ({ path }));',
    '"postinstall": "patch-package"',
  ])('would be reached by %s', (text) => {
    expect(reachesOf(text)).not.toEqual([]);
  });

  it.each([
    "import addressparser from 'nodemailer/lib/addressparser';",
    "import { load } from 'cheerio/slim';",
    "await import('pdfjs-dist/legacy/build/pdf.mjs');",
    'override readonly name = "UserError";',
    'const isArray = Array.prototype.every === every;',
    'this.#prefix_of_mine = 1;',
    "const { digestOfRooms } = await import('../dist/night/rules.js');",
    'new RegExp(`[kKmM]`);',
  ])('are not reached by %s', (text) => {
    expect(reachesOf(text)).toEqual([]);
  });
});
