import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderJson } from '../../src/surfaces/files/json.js';
import { citewatch, emptyFolder, start } from '../command-line.js';
import { RUN } from '../surfaces/fixture-night.js';
import { serve } from '../web/servers.js';

const ROOT = join(import.meta.dirname, '../..');
const DOCS = readFileSync(join(ROOT, 'docs/reference/library.md'), 'utf8');

/** The programs of the documentation, by the names in their first lines. */
const PROGRAMS = new Map(
  [...DOCS.matchAll(/```js\n\/\/ (\S+)\n(.*?)```/gsu)].map(([, name = '', text = '']) => [
    name,
    text,
  ]),
);

const folder = emptyFolder();
beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/citewatch'));
  for (const [name, text] of PROGRAMS) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});

const PASSAGES = [
  'The court of the first district heard 90 cases in that year.',
  'The court of the first district heard 19 cases in that year.',
  'Nobody was heard by any of the courts of the second district.',
];
const REST =
  '<p>The report goes on about other courts, and what they heard in other years.</p>'.repeat(30);
const PAGE = `<!doctype html><html lang="en"><title>Courts in 2024</title><h1>Courts in 2024</h1><p>${PASSAGES[0]}</p>${REST}`;
/** Runs one of the programs to its end. */
const program = (name: string, ...args: readonly string[]) =>
  start(args, { cwd: folder, cli: join(folder, name) }).ended;

describe('the programs in the documentation of the library', () => {
  it('are these, each of them run here', () => {
    expect([...PROGRAMS.keys()]).toEqual(['verify.js', 'outline.js', 'open.js', 'mistake.js']);
  });

  it('say of quotations what citewatch verify says', async () => {
    const server = await serve(
      (_, response) => void response.setHeader('content-type', 'text/html').end(PAGE),
    );
    const url = `${server.origin}/courts`;
    const { out, err } = await program('verify.js', url, ...PASSAGES);
    expect(err).toBe('');
    const quotes = PASSAGES.flatMap((passage) => ['--quote', passage]);
    const verify = await citewatch(
      ['verify', url, ...quotes, '--json', '--allow-private', '--archive', 'none'],
      folder,
    );
    const [citation] = JSON.parse(verify.out).citations;
    const said = citation.quotes.map(
      ({ verdict, reason }: Record<string, string>) => `${verdict}: ${reason}`,
    );
    expect(out.trimEnd().split('\n')).toEqual(said);
    expect(said.map((line: string) => line.split(':')[0])).toEqual([
      'intact',
      'altered',
      'missing',
    ]);
    expect(PROGRAMS.get('verify.js')?.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  });

  it('print the outline of a document', async () => {
    writeFileSync(join(folder, 'courts.html'), PAGE);
    const { out } = await program('outline.js', 'courts.html');
    expect(out).toMatch(/^Courts in 2024 \(en\), \d+ blocks\n# Courts in 2024\n$/u);
  });

  it('list what is open in a night', async () => {
    mkdirSync(join(folder, 'reports'));
    writeFileSync(join(folder, 'reports/latest.json'), renderJson(RUN));
    const { out } = await program('open.js');
    expect(out.trimEnd().split('\n')).toHaveLength(RUN.findings.length);
  });

  it('say all that is wrong with what was given, and where', async () => {
    const { out } = await program('mistake.js');
    expect(out).toBe(
      'passage: must be words, or { text, original } with words\nbytes: must be a Uint8Array\n',
    );
  });
});
