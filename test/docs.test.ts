import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EXIT_CODES } from '../src/commands/options.js';
import { FINDING_KINDS } from '../src/model/finding.js';
import { LANGUAGES } from '../src/model/languages.js';
import { LINT_RULES } from '../src/model/lint.js';
import { check } from '../src/night/night.js';
import { parseWatchlist } from '../src/settings/watchlist.js';
import { schemaText } from '../src/settings/watchlist-schema.js';
import { renderCsv } from '../src/surfaces/files/csv.js';
import { reportFiles } from '../src/surfaces/files/files.js';
import { renderJson } from '../src/surfaces/files/json.js';
import { pathsBelow } from './files-below.js';
import { sentenceList } from './sentences.js';
import { RUN } from './surfaces/fixture-night.js';
import { fakeWorld, page, settings } from './world.js';

const ROOT = join(import.meta.dirname, '..');
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const filesIn = (folder: string, ending: string): readonly string[] =>
  pathsBelow(join(ROOT, folder))
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}/${path}`);
const all = (source: string, pattern: RegExp): readonly string[] =>
  [...source.matchAll(pattern)].map((match) => match[1] as string);
const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();
/** What the first column of a page's tables lists, each in backticks. */
const listed = (path: string): readonly string[] =>
  sorted(all(text(path), /^\|(( `[^`|]+`)+) \|/gm).flatMap((cell) => all(cell, /`([^`]+)`/g)));

const CODE = filesIn('src', '.ts');
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'benchmark/README.md',
  ...filesIn('docs', '.md').filter((path) => !/^docs\/(?:api\/|site\/|sentences\.md$)/u.test(path)),
];

/** Paths that a text cites and that `exists` does not know. */
const dangling = (
  source: string,
  pattern: RegExp,
  exists: (path: string) => boolean,
): readonly string[] => all(source, pattern).filter((path) => !exists(path));
const inRepository = (path: string): boolean => existsSync(join(ROOT, path));
const CITED_PAGE = /\b(docs\/[\w./-]+\.md)\b/g;
const LINK = /\]\((?!https?:|#)([^)#\s]+)/g;

describe('what the code says of documents', () => {
  it('leads to pages that exist', () => {
    const files = [...CODE, ...filesIn('test', '.ts'), ...filesIn('bench', '.ts')];
    const cited = files
      .filter((path) => path !== 'test/docs.test.ts')
      .map(text)
      .join('\n');
    expect(all(cited, CITED_PAGE).length).toBeGreaterThan(6);
    expect(dangling(cited, CITED_PAGE, inRepository)).toEqual([]);
  });

  it('would be found out by a page that does not exist', () => {
    const comment = '/** See docs/judging.md and docs/decisions/0000-nothing.md. */';
    expect(dangling(comment, CITED_PAGE, inRepository)).toEqual(['docs/decisions/0000-nothing.md']);
  });
});

describe('the threats of docs/security.md', () => {
  const threats = text('docs/security.md').split(/^## /mu).slice(1);

  it.each(threats.map((threat) => [threat.split('\n')[0], threat]))(
    '%s: a promise, and tests that exist',
    (_, threat) => {
      const [, promise = '', tests = ''] = threat.split(/\*\*(?:Promised|Tests)\.\*\*/u);
      expect(promise.length).toBeGreaterThan(100);
      const named = all(tests, /`(test\/[\w./-]+\.test\.ts)`/gu);
      expect(named.length).toBeGreaterThanOrEqual(3);
      expect(named.filter((path) => !inRepository(path))).toEqual([]);
    },
  );

  it('are twelve', () => {
    expect(threats).toHaveLength(12);
  });
});

describe('the documents', () => {
  it.each(PAGES)('%s links to files that exist', (path) => {
    expect(dangling(text(path), LINK, (to) => inRepository(join(dirname(path), to)))).toEqual([]);
  });

  it.each(PAGES)('%s names files and folders that exist', (path) => {
    expect(
      dangling(text(path), /`((?:src|test|bench|benchmark)\/[\w./-]*)`/g, inRepository),
    ).toEqual([]);
  });

  it('name every decision in the list of decisions', () => {
    const records = filesIn('docs/decisions', '.md').map((path) =>
      path.replace('docs/decisions/', ''),
    );
    expect(sorted(all(text('docs/decisions/README.md'), LINK))).toEqual(
      sorted(records.filter((name) => name !== 'README.md')),
    );
  });

  it('date the changelog, its newest version being the package’s', () => {
    const [newest] = all(text('CHANGELOG.md'), /^## \[([\d.]+)\] - \d{4}-\d\d-\d\d$/gm);
    expect(newest).toBe(JSON.parse(text('package.json')).version);
  });
});

describe('the reference lists what there is, and nothing else:', () => {
  it('finding kinds, in the order of their weight', () => {
    expect(listed('docs/reference/findings.md')).toEqual(sorted(FINDING_KINDS));
    const rows = all(text('docs/reference/findings.md'), /^\| `([\w-]+)` \|/gm);
    expect(rows.slice(0, FINDING_KINDS.length)).toEqual(FINDING_KINDS);
  });

  it('languages of what people read, wherever their codes are named', () => {
    const codes = LANGUAGES.map((code) => `\`${code}\``);
    for (const path of ['docs/reference/sources-json.md', 'docs/reference/subscribers-json.md'])
      for (const code of codes) expect(text(path), path).toContain(code);
  });

  it('rules of lint, each with its severity', () => {
    const rows = [...text('docs/reference/lint.md').matchAll(/^\| `([\w-]+)` \| (\w+) \|/gm)];
    expect(rows.map(([, rule, severity]) => [rule, severity])).toEqual(Object.entries(LINT_RULES));
  });

  it('sentences, each in a row, under a line that says who reads it', () => {
    const sentences: string[] = [];
    for (const name of ['messages', 'status-words', 'finding-kinds', 'commands']) {
      const catalogue = JSON.parse(text(`src/surfaces/words/${name}.json`));
      const groups = { ...catalogue, $schema: null, source: null };
      JSON.stringify(groups, (_key, value) => {
        if (typeof value === 'string')
          sentences.push(value.replaceAll('|', '\\|').replaceAll('<', '&lt;').trim());
        return value;
      });
    }
    const rows = all(sentenceList(), /^\| `[^`]+` \| ([\s\S]*?) \|$/gmu);
    expect(sentences.length).toBeGreaterThan(1000);
    expect([...rows].sort()).toEqual(sentences.sort());
    expect(sentenceList()).not.toMatch(/^(?:undefined)?\.$/mu);
  });

  it('exit codes', () => {
    expect(listed('docs/reference/exit-codes.md')).toEqual(
      sorted(EXIT_CODES.map(([code]) => String(code))),
    );
  });

  it('commands', () => {
    const made = [
      ...CODE.map(text)
        .join('\n')
        .matchAll(/\b(\w+)\s*\.command\('([\w-]+)'/g),
    ];
    const parents = new Set(made.map(([, parent]) => parent));
    const names = made.flatMap(([, parent = '', name = '']) =>
      parents.has(name) ? [] : [parent === 'program' ? name : `${parent} ${name}`],
    );
    expect(names.length).toBeGreaterThan(9);
    expect(listed('docs/reference/commands.md')).toEqual(sorted(names));
  });

  it('files of a run, and columns of its table', () => {
    const findings = RUN.findings.filter(({ state }) => state === 'open');
    const files = reportFiles({ ...RUN, findings }, {}, { decisions: [] }).map(([path]) => path);
    const [columns = ''] = renderCsv(RUN).slice(1).split('\r\n');
    expect(listed('docs/reference/reports.md')).toEqual(sorted([...files, ...columns.split(',')]));
  });

  it('metrics', () => {
    const names = all(text('src/surfaces/words/metrics.json'), /"(citewatch_\w+)"/g);
    expect(listed('docs/reference/metrics.md')).toEqual(sorted(names));
  });

  it('environment variables', () => {
    const code = CODE.map(text).join('\n');
    const read = [
      ...all(code, /\benv\.([A-Z_]+)\b/g),
      ...all(code, /\.env\(\s*'([A-Z_]+)'/g),
      ...all(code, /\bset\('([A-Z_]+)'\)/g),
      ...all(code, /const \{([^}]*)\} = env;/g).flatMap((names) =>
        all(names, /\b([A-Z][A-Z_]+)\b/g),
      ),
    ];
    expect(read.length).toBeGreaterThan(9);
    expect(listed('docs/reference/environment.md')).toEqual(sorted(read));
  });

  it('fields of latest.json', () => {
    const written = new Set<string>();
    // What a verdict rests on (`why`) has fields of its own for each kind: the types list them.
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (!Array.isArray(value)) written.add(key);
        if (key !== 'why') collect(inner);
      }
    };
    collect(JSON.parse(renderJson(RUN)));
    // A night without every trouble leaves fields out: the types name them too.
    for (const field of all(text('src/model/verdict.ts'), /^ {2}readonly (\w+)\??:/gm))
      written.add(field);
    const named = new Set(all(text('docs/reference/latest-json.md'), /`([\w-]+)`/g));
    expect([...written].filter((field) => !named.has(field))).toEqual([]);
    const model = [...filesIn('src/model', '.ts'), 'src/surfaces/files/json.ts']
      .map(text)
      .join('\n');
    const declared = new Set(all(model, /\b(\w+)\??:/g));
    expect(listed('docs/reference/latest-json.md').filter((field) => !declared.has(field))).toEqual(
      [],
    );
  });

  it('fields of sources.json', () => {
    const fields = new Set<string>();
    const collect = (schema: { properties?: object; items?: object; anyOf?: object[] }): void => {
      for (const [name, inner] of Object.entries(schema.properties ?? {})) {
        fields.add(name);
        collect(inner);
      }
      for (const inner of [schema.items ?? [], schema.anyOf ?? []].flat()) collect(inner);
    };
    collect(JSON.parse(schemaText()));
    const prose = text('docs/reference/sources-json.md').replace(/```[\s\S]*?```/g, '');
    const named = new Set(all(prose, /`([^`]+)`/g).flatMap((code) => all(code, /([$\w]+)/g)));
    expect(fields.size).toBeGreaterThan(30);
    expect([...fields].filter((field) => !named.has(field))).toEqual([]);
    const listing = listed('docs/reference/sources-json.md').flatMap((code) => all(code, /(\w+)/g));
    expect(listing.filter((field) => !fields.has(field))).toEqual([]);
  });
});

describe('the minimal sources.json of the reference', () => {
  const example = /```json\n([\s\S]*?)```/.exec(text('docs/reference/sources-json.md'))?.[1] ?? '';

  it('is accepted, by the program and by an editor', () => {
    expect(parseWatchlist(example, 'example').sources[0]?.id).toBe('example-domain');
    expect(z.fromJSONSchema(JSON.parse(schemaText())).safeParse(JSON.parse(example)).success).toBe(
      true,
    );
  });

  it('finds its passage on a page that carries it, and misses it on one that does not', async () => {
    const watch = parseWatchlist(example, 'example');
    const world = fakeWorld();
    const night = async (passage: string) => {
      world.pages.set('https://example.com/', page(passage, 'Example Domain'));
      const [source] = (await check(world, watch, settings(), () => {})).sources;
      return source?.citations[0]?.quotes[0]?.verdict;
    };
    expect(
      await night('This domain is for use in documentation examples without needing permission.'),
    ).toBe('intact');
    world.date = '2025-10-02T02:00:00.000Z';
    expect(await night('Nothing of the kind.')).toBe('missing');
  });

  it('has nothing that could be left out', () => {
    const without = (path: readonly string[]): string => {
      const value = JSON.parse(example);
      const parent = path.slice(0, -1).reduce((at, step) => at[step], value);
      delete parent[path.at(-1) as string];
      return JSON.stringify(value);
    };
    for (const path of [
      'reports',
      'sources',
      'reports.0.id',
      'reports.0.title',
      'reports.0.citations',
      'sources.0.title',
    ])
      expect(() => parseWatchlist(without(path.split('.')), 'example'), path).toThrow();
  });
});

describe('the workflows', () => {
  const uses = ['action.yml', ...filesIn('.github/workflows', '.yml')]
    .flatMap((path) => all(text(path), /\buses: (.+)/g))
    .filter((use) => use !== './');

  it('pin every action to a commit and name its version', () => {
    expect(uses.length).toBeGreaterThan(8);
    expect(
      uses.filter((use) => !/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use)),
    ).toEqual([]);
  });

  it('pin an action to one commit everywhere', () => {
    const pins = new Set(uses);
    expect(pins.size).toBe(new Set(uses.map((use) => use.split('@')[0])).size);
  });
});

describe('the glossary', () => {
  // biome-ignore format: a list
  const FIELD = [
    'SSRF guard', 'limits', 'transport', 'clock', 'circuit breaker', 'boilerplate', 'whitespace', 'metadata',
    'page similarity by shingles', 'soft-404 probe', 'block-page signs', 'volatile places', 'flapping', 'parse-quote',
    'tokens', 'word-diff', 'find-exact', 'find-approximate', 'text-fragment', 'memento', 'append log', 'furniture',
    'haystack', 'lane', 'throttle', 'stranger', 'witness', 'retry', 'baseline', 'WARC', 'hash chain', 'tier',
  ];

  it.each(FIELD)('knows “%s”', (term) => {
    expect(text('docs/glossary.md').toLowerCase()).toContain(term.toLowerCase());
  });
});
