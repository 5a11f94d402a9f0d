import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { citewatch, emptyFolder } from '../command-line.js';

const TITLE = 'Réseau des éditeurs';
const watch = (title = TITLE) => `{"reports":[],
 "sources":[{"id":"a","publisher":"Éditeur","title":"${title}","url":null}],"series":[],"decisions":[]}\n`;

let folder: string;
const file = () => join(folder, 'sources.json');
const run = (...args: readonly string[]) => citewatch(args, folder);
beforeEach(() => {
  folder = emptyFolder();
  writeFileSync(file(), watch());
});

describe('a sources.json that is not UTF-8', () => {
  it.each([
    [
      'Latin-1',
      Buffer.from(watch(), 'latin1'),
      /^sources\.json:2:\d+: this character is not UTF-8/u,
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${watch()}`, 'utf16le'),
      /^sources\.json: is UTF-16: save it as UTF-8\n$/u,
    ],
  ])('(%s) is one problem, and is not written again', async (_, bytes, problem) => {
    writeFileSync(file(), bytes);
    for (const args of [['check'], ['lint'], ['ack', 'a', '--reason', 'asked']]) {
      const { code, err } = await run(...args);
      expect({ args, code }).toEqual({ args, code: 3 });
      expect(err).toMatch(problem);
    }
    expect(readFileSync(file()).equals(bytes)).toBe(true);
  });

  it('is no file that has the sign for a character that could not be read', async () => {
    writeFileSync(file(), watch('R\ufffdseau'));
    expect(await run('lint')).toMatchObject({ code: 0 });
  });
});

describe('an option that names a place', () => {
  it.each([
    [['check', '--db', ''], '--db: must be the path of a file, or postgres://…, and is empty'],
    [
      ['check', '--db', 'mysql://me:secret@db/x'],
      '--db: must be the path of a file, or postgres://…\n',
    ],
    [['check', '--reports', ' '], '--reports: must be a path, and is empty'],
    [['lint', '--sources', ''], '--sources: must be a path, and is empty'],
    [['check', '--sarif', ''], '--sarif: must be a path, and is empty'],
    [['check', '--added-since', ''], '--added-since: must be a path, and is empty'],
    [['init', ''], 'report: must be a path, and is empty'],
    [
      ['init', 'report.md', '--dir', '/proc/x'],
      '--dir: must be a path at which a file can be made',
    ],
    [
      ['check', '--reports', '/proc/self/fd/x/y'],
      '--reports: must be a path at which a file can be made',
    ],
    [['check', '--reports', 'sources.json'], '--reports: sources.json is a file: name a folder'],
    [['check', '--sarif', 'sources.json'], '--sarif: sources.json is what says what is cited'],
    [['check', '--junit', './sources.json'], '--junit: ./sources.json is what says what is cited'],
    [['check', '--sarif', '.'], '--sarif: . is a folder'],
    [['schedule', '--out', 'sources.json'], '--out: sources.json is what says what is cited'],
    [['diff', 'a', '--html', 'sources.json'], '--html: sources.json is what says what is cited'],
  ])(
    'is refused where it makes no sense, or takes the place of what is read: %s',
    async (args, problem) => {
      const { code, err } = await run(...args);
      expect(code, err).toBe(3);
      expect(err).toContain(problem);
      expect(err).not.toContain('secret');
      expect(readFileSync(file(), 'utf8')).toBe(watch());
    },
  );

  it('may be what a shell hands over as a file that is open', async () => {
    const { code, err } = await run('lint', '--sources', '/proc/self/fd/0');
    expect({ code, err }).toMatchObject({
      code: 3,
      err: expect.not.stringContaining('can be made'),
    });
  });

  it('is told with all else that is wrong, an id that nobody knows too', async () => {
    const { code, err } = await run(
      'check',
      '--only',
      'a,b',
      '--timeout',
      'x',
      '--reports',
      'sources.json',
    );
    expect(code).toBe(3);
    for (const part of ['--only: unknown source "b"', '--timeout: ', '--reports: ', '3 problems'])
      expect(err).toContain(part);
  });

  it('may name any other file', async () => {
    expect(
      await run('check', '--sarif', 'out/findings.sarif', '--junit', 'out/junit.xml'),
    ).toMatchObject({
      code: 0,
    });
    expect(JSON.parse(readFileSync(join(folder, 'out/findings.sarif'), 'utf8'))).toHaveProperty(
      'runs',
    );
  });
});

describe('CITEWATCH_PAGE_URL', () => {
  it.each(['asylos.example/reports', 'javascript:alert(1)'])(
    'that is no address is told: %s',
    async (page) => {
      const { code, err } = await citewatch(['check'], folder, { CITEWATCH_PAGE_URL: page });
      expect(code).toBe(3);
      expect(err).toContain(
        `CITEWATCH_PAGE_URL: must be an address such as https://example.org/reports/, not "${page}"`,
      );
    },
  );

  it('that is empty is not set', async () => {
    expect(await citewatch(['check'], folder, { CITEWATCH_PAGE_URL: '' })).toMatchObject({
      code: 0,
    });
  });
});
