import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsBelow } from './files-below.js';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { engines, devDependencies } = JSON.parse(read('package.json'));

/** The oldest Node that must go on working, such as `22.19`. */
const FLOOR: string = engines.node.replace('>=', '');
/** The Node by which the repository itself runs. */
const OWN: string = devDependencies.node;
const [OWN_MAJOR = ''] = OWN.split('.');

const below = (folder: string): readonly string[] =>
  pathsBelow(join(ROOT, folder)).map((path) => `${folder}/${path}`);

/** What was decided and measured then stays as it was written. */
const isHistory = (path: string): boolean =>
  /^docs\/(?:decisions\/|measured\.md|api\/|site\/)/u.test(path);
const DOCUMENTS = [
  ...below('docs'),
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'benchmark/README.md',
].filter((path) => path.endsWith('.md') && !isHistory(path));
const WORDS = below('src/surfaces/words').filter((path) => path.endsWith('.json'));
const JOBS = [...below('.github/workflows'), ...below('src/surfaces/workflows'), 'action.yml'];

/** The versions of Node that a text names, by the form in which it names them. */
const named = (text: string, form: RegExp): readonly string[] =>
  [...text.matchAll(form)].map(([, v = '']) => v);

const INSTALLED = /\bnode-version: *['"]?([^\s'"]+)/gu;
const IMAGE = /\bnode:(\d[\d.]*)/gu;
const SAID = /\bNode(?:\.js)? v?(\d+(?:\.\d+)*)/gu;

describe('the versions of Node', () => {
  it('are the oldest that is allowed, and the repository’s own', () => {
    expect(FLOOR).toMatch(/^\d+\.\d+$/u);
    expect(OWN).toMatch(/^\d+\.\d+\.\d+$/u);
    expect(Number(OWN_MAJOR)).toBeGreaterThanOrEqual(Number.parseInt(FLOOR, 10));
  });

  it.each([...JOBS, ...DOCUMENTS, '.nvmrc'])(
    'are installed as the repository’s own: %s',
    (path) => {
      expect(named(read(path), INSTALLED).filter((version) => version !== OWN_MAJOR)).toEqual([]);
    },
  );

  it('are the repository’s own for whoever enters its folder, and in the image', () => {
    expect(read('.nvmrc')).toBe(`${OWN_MAJOR}\n`);
    expect(named(read('Dockerfile'), IMAGE)).toEqual([OWN_MAJOR, OWN_MAJOR]);
    expect(named(read('compose.yaml'), IMAGE)).toEqual([]);
  });

  it.each([...DOCUMENTS, ...WORDS, 'src/commands/start.ts'])(
    'are one of the two wherever people are told of them: %s',
    (path) => {
      expect(
        named(read(path), SAID).filter((version) => ![FLOOR, OWN_MAJOR].includes(version)),
      ).toEqual([]);
    },
  );

  it('are said where people look for them first', () => {
    expect(named(read('README.md'), SAID)).toContain(FLOOR);
    expect(named(read('src/commands/start.ts'), SAID)).toContain(OWN_MAJOR);
  });

  it('are the oldest in what is built, and in the types that it is compiled by', () => {
    const major = `${Number.parseInt(FLOOR, 10)}`;
    expect(named(read('tools/bundle.mjs'), /target: 'node(\d+)'/gu)).toEqual([major]);
    expect(named(devDependencies['@types/node'], /^\^(\d+)\./gu)).toEqual([major]);
  });

  it('are all tried: the oldest exactly, and its line', () => {
    const [said = ''] = named(read('.github/workflows/ci.yml'), /^ +node: \[(.*)\]$/gmu);
    expect(said.split(', ')).toEqual(
      expect.arrayContaining([`${FLOOR}.0`, `${Number.parseInt(FLOOR, 10)}`]),
    );
  });

  it('are listed by nodejs.org: its list for the repository’s own is kept', () => {
    const list = read('.ci/node.sha256').trimEnd().split('\n');
    const of = named(read('.ci/node.sha256'), / node-v(\d+\.\d+\.\d+)[-.]/gu);
    expect(
      new Set(of),
      `curl https://nodejs.org/dist/v${OWN}/SHASUMS256.txt > .ci/node.sha256`,
    ).toEqual(new Set([OWN]));
    expect(list.filter((line) => !/^[\da-f]{64} {2}\S+$/u.test(line))).toEqual([]);
    for (const name of [
      'linux-x64.tar.gz',
      'linux-arm64.tar.gz',
      'darwin-arm64.tar.gz',
      'darwin-x64.tar.gz',
    ])
      expect(list.filter((line) => line.endsWith(`  node-v${OWN}-${name}`))).toHaveLength(1);
    expect(list.filter((line) => line.endsWith('  win-x64/node.exe'))).toHaveLength(1);
  });

  it.each([
    ['a job', INSTALLED, '          node-version: 22.x', '22.x'],
    ['an image', IMAGE, 'FROM node:22-bookworm AS build', '22'],
    ['a sentence', SAID, 'You need Node 20.19 or newer.', '20.19'],
  ] as const)('would be found in %s', (_, form, text, version) => {
    expect(named(text, form)).toEqual([version]);
  });
});
