import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addZotero } from '../../src/commands/nightly.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { emptyFolder } from '../command-line.js';
import { type LoopbackZotero, startLoopbackZotero } from '../replica/zotero.js';
import { RUN } from '../surfaces/fixture-night.js';
import { run } from './run.js';

const KEY = 'P9niFoiC3YgW5DMLaMbD2hTk';
const ITEMS = {
  'rfa-2018-family-suicide': 'AAAA2345',
  'usdos-tip-2024-china': 'BBBB2345',
  'ti-2020-gcb-asia': 'CCCC2345',
};

let zotero: LoopbackZotero;
let folder: string;
beforeEach(async () => {
  zotero = await startLoopbackZotero(KEY, ['groups/1']);
  for (const key of Object.values(ITEMS)) zotero.change('groups/1', key, {});
  folder = emptyFolder();
  mkdirSync(join(folder, 'reports'));
  reported(true);
  const sources = Object.entries(ITEMS).map(([id, key]) => ({
    id,
    publisher: 'P',
    title: 'T',
    url: `https://example.org/${id}`,
    zotero: `groups/1/items/${key}`,
  }));
  const reports = [{ id: 'ASI2025-01', title: 'China', citations: [] }];
  writeFileSync(join(folder, 'sources.json'), JSON.stringify({ reports, sources }));
});
afterEach(() => zotero.close());

const reported = (online: boolean) =>
  writeFileSync(
    join(folder, 'reports/latest.json'),
    renderJson({ ...RUN, run: { ...RUN.run, online } }),
  );

const told = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  run(
    addZotero,
    [
      'zotero',
      join(folder, 'reports/latest.json'),
      '--sources',
      join(folder, 'sources.json'),
      '--allow-private',
      ...args,
    ],
    { ZOTERO_API_KEY: KEY, ZOTERO_API_URL: `http://127.0.0.1:${zotero.port}`, ...env },
  );
const written = () =>
  [...(zotero.libraries.get('groups/1')?.values() ?? [])].filter(({ data }) => data.note);

describe('citewatch zotero', () => {
  it('writes what latest.json says, says what it wrote, and writes nothing on a second call', async () => {
    const first = await told();
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out.split('\n')).toEqual([
      'groups/1/items/AAAA2345: written (citewatch: archived-copy, citewatch: source-gone)',
      'groups/1/items/BBBB2345: written (citewatch: edition-newer)',
      '2 written, 0 cleared, 1 as before, 0 could not be',
      '',
    ]);
    expect(written().map(({ data }) => data.note)).toEqual([
      expect.stringContaining('answered 404 on three nights in a row'),
      expect.stringContaining('The 2025 edition is out.'),
    ]);
    expect((await told()).out).toBe('0 written, 0 cleared, 3 as before, 0 could not be\n');
  });

  it('takes away what a decision has answered since the run', async () => {
    await told();
    const file = join(folder, 'sources.json');
    const decision = {
      source: 'usdos-tip-2024-china',
      about: 'edition-newer',
      reason: 'the 2025 edition drops the passage',
    };
    const decisions = [{ ...decision, edition: '2025', keep: true, on: '2026-01-05', until: null }];
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), decisions }));
    expect((await told()).out).toBe(
      'groups/1/items/BBBB2345: nothing is open; note and tags are taken away\n0 written, 1 cleared, 2 as before, 0 could not be\n',
    );
  });

  it('prints with --dry-run what it would write, and writes nothing', async () => {
    const { code, out } = await told(['--dry-run']);
    expect(code).toBe(0);
    expect(out).toContain('  <h1>citewatch: ASI2025-01</h1>');
    expect(out).toContain('Nothing was written. It would be: 2 written, 0 cleared, 1 as before');
    expect(written()).toEqual([]);
  });

  it('ends with 1 where an item could not be written, and names it', async () => {
    zotero.libraries.get('groups/1')?.delete('AAAA2345');
    const { code, out } = await told();
    expect(code).toBe(1);
    expect(out).toContain('groups/1/items/AAAA2345: is not in the library, or is in its trash');
    expect(written()).toHaveLength(1);
  });

  it('goes to no address on this network unless it may', async () => {
    const args = [
      'zotero',
      join(folder, 'reports/latest.json'),
      '--sources',
      join(folder, 'sources.json'),
    ];
    const env = { ZOTERO_API_KEY: KEY, ZOTERO_API_URL: `http://127.0.0.1:${zotero.port}` };
    expect(await run(addZotero, args, env)).toMatchObject({
      code: 1,
      out: expect.stringContaining('could not be asked'),
    });
    expect(zotero.requests).toEqual([]);
  });

  it.each([
    ['no key', { ZOTERO_API_KEY: '' }, /^ZOTERO_API_KEY: must be a key of zotero.org/u],
    ['a key that is none', { ZOTERO_API_KEY: `${KEY}\n` }, /^ZOTERO_API_KEY: must be/u],
    ['an address that is none', { ZOTERO_API_URL: 'zotero' }, /^ZOTERO_API_URL: must be/u],
  ])('asks nobody with %s, and says nothing of the key', async (_, env, words) => {
    const refused = told([], env);
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.not.toThrow(KEY);
    expect(zotero.requests).toEqual([]);
  });

  it('takes nothing away for a run that saw nothing of the web, and for a file that is no run', async () => {
    await told();
    reported(false);
    await expect(told()).rejects.toThrow('is of a run that saw nothing of the web');
    writeFileSync(join(folder, 'reports/latest.json'), '{"schema":"citewatch.run/1"}');
    await expect(told()).rejects.toThrow('is not what check --json gives');
    expect(written()).toHaveLength(2);
  });
});
