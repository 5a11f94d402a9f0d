import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { billOfMaterials, bundledParts, licensesPage, titleOf } from '../tools/bundle-notices.mjs';
import { emptyFolder } from './command-line.js';

const ROOT = join(import.meta.dirname, '..');
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Component {
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly content: string }[];
}
interface Bill {
  readonly components: readonly Component[];
}
interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly dev?: boolean }>>;
}

/** The packages in the bundler's own list of inputs, each with its version, as the lock has it. */
function bundledPackages(inputs: readonly string[], { packages }: Lock): readonly string[] {
  const folders = inputs.map((path) => path.split('/').slice(0, nameEnd(path)).join('/'));
  const named = [...new Set(folders)].filter((folder) => folder !== '');
  return named.map(
    (folder) => `${folder.split('node_modules/').at(-1)} ${packages[folder]?.version}`,
  );
}

/** How many steps of a path lead to its package: one more for a name with a scope. */
function nameEnd(path: string): number {
  const steps = path.split('/');
  const at = steps.lastIndexOf('node_modules');
  if (at < 0) return 0;
  return steps[at + 1]?.startsWith('@') ? at + 3 : at + 2;
}

/** What both files leave out of these packages. */
const leftOut = (
  packages: readonly string[],
  page: string,
  { components }: Bill,
): readonly string[] => {
  const listed = new Set(page.split('\n## ')[0]?.match(/(?<=^- )[^:,]+/gmu));
  const counted = new Set(components.map(({ name, version }) => `${name} ${version}`));
  return packages.filter((name) => !listed.has(name) || !counted.has(name));
};

describe('what the packed program carries of others', () => {
  const inputs = Object.keys(JSON.parse(text('dist/bundle.json')).inputs);
  const lock: Lock = JSON.parse(text('package-lock.json'));
  const packages = bundledPackages(inputs, lock);
  const page = text('dist/THIRD-PARTY-LICENSES.md');
  const bill: Bill = JSON.parse(text('dist/sbom.cdx.json'));

  it('is named in the page of licences and in the bill of materials, package by package', () => {
    expect(packages.length).toBeGreaterThan(30);
    expect(leftOut(packages, page, bill)).toEqual([]);
  });

  it('would be found out by one package that is left out of either', () => {
    const parts = bundledParts(inputs, ROOT);
    for (const gone of ['parse5', 'pdfjs-dist', '@exodus/bytes']) {
      const rest = parts.filter(({ name }) => name !== gone);
      const shorter = billOfMaterials(rest, lock, JSON.parse(text('package.json')));
      expect(leftOut(packages, licensesPage(rest), bill)).toEqual([
        expect.stringContaining(`${gone} `),
      ]);
      expect(leftOut(packages, page, shorter)).toEqual([expect.stringContaining(`${gone} `)]);
    }
  });

  it('has every licence in full, each text once', () => {
    const texts = [...page.matchAll(/^```text\n([\s\S]*?)^```$/gmu)].map(([, one = '']) =>
      one.replaceAll(/\s+/gu, ' '),
    );
    expect(new Set(texts).size).toBe(texts.length);
    const headings = [...page.matchAll(/^## (.+)$/gmu)].flatMap(([, titles = '']) =>
      titles.split(', '),
    );
    expect(headings).toEqual(expect.arrayContaining(bundledParts(inputs, ROOT).map(titleOf)));
    for (const one of texts) expect(one.length).toBeGreaterThan(400);
  });

  it('includes what pdf.js took in, its tables of encodings, and the data of our own tables', () => {
    const version = /version: '([\d.]+)',\s+mode: IS_PURE/.exec(
      text('node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs'),
    )?.[1];
    for (const part of [
      `core-js ${version}`,
      'brotli',
      'openjpeg',
      'jbig2',
      'qcms',
      'cmap-resources',
      'n2words 4.0.0',
    ])
      expect(page).toMatch(new RegExp(`^- ${part.replaceAll('.', '\\.')}[:,]`, 'mu'));
    expect(page).toContain('Copyright 1990-2009 Adobe Systems Incorporated');
    expect(page).toContain('UNICODE LICENSE V3');
  });

  it('stands in the bill beside what npm installs, each with the digest of the lock', () => {
    const installed = Object.entries(lock.packages).filter(
      ([path, { dev }]) => path !== '' && dev !== true,
    );
    const counted = new Map(bill.components.map((one) => [`${one.name} ${one.version}`, one]));
    for (const [path, { version }] of installed) {
      const one = counted.get(`${path.split('node_modules/').at(-1)} ${version}`);
      expect(one?.purl, path).toMatch(/^pkg:npm\/.+@[\d.]+$/u);
      expect(one?.hashes?.[0]?.content, path).toMatch(/^[\da-f]{128}$/u);
    }
    expect(counted.has('vitest 5.1.2')).toBe(false);
  });
});

describe('a build', () => {
  /** A folder with these files, where the packages are whose words are always asked for. */
  function folderWith(files: Readonly<Record<string, string>>): string {
    const root = emptyFolder();
    const always = [
      'node_modules/n2words/package.json',
      'node_modules/n2words/LICENSE',
      'licenses/unicode.txt',
    ];
    const read = [...always, 'node_modules/pdfjs-dist/cmaps/LICENSE'].map((path) => [
      path,
      text(path),
    ]);
    for (const [path = '', content = ''] of [...read, ...Object.entries(files)]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return root;
  }
  const build = (license: string | undefined, files: Readonly<Record<string, string>> = {}) => {
    const about = JSON.stringify({
      name: 'a-package',
      version: '1.2.3',
      license,
      repository: 'somebody/a-package',
    });
    const root = folderWith({ 'node_modules/a-package/package.json': about, ...files });
    return () => bundledParts(['node_modules/a-package/index.js'], root);
  };
  const LICENSE = { 'node_modules/a-package/LICENSE.md': 'Do what you like, but name us.' };

  it('takes in a package whose licence is known, with its page', () => {
    expect(build('MIT', LICENSE)()).toContainEqual(
      expect.objectContaining({
        name: 'a-package',
        version: '1.2.3',
        repository: 'https://github.com/somebody/a-package',
      }),
    );
    expect(build('(MIT OR Apache-2.0)', LICENSE)).not.toThrow();
  });

  it('fails for a package without a file of its licence, and names it', () => {
    expect(build('MIT')).toThrow('a-package is bundled, and has no file with its licence');
  });

  it.each(['GPL-3.0-only', 'MIT AND CC-BY-NC-4.0', 'SEE LICENSE IN LICENSE.md', undefined])(
    'fails for a package whose licence is %s, and names it',
    (license) => {
      expect(build(license, LICENSE)).toThrow(
        `a-package has a licence that nobody has looked at: ${license}`,
      );
    },
  );

  it('fails for a package that was bundled with another within it, whose licence is not known', () => {
    const bundled = {
      'node_modules/a-package/index.js': '// node_modules/another/index.js\nexport default 1;\n',
    };
    expect(build('MIT', { ...LICENSE, ...bundled })).toThrow('a-package has another within it');
    const plain = {
      'node_modules/a-package/index.js': 'export default 1; // as in node_modules/another\n',
    };
    expect(build('MIT', { ...LICENSE, ...plain })).not.toThrow();
  });
});
