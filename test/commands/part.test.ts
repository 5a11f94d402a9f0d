import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addCheck } from '../../src/commands/check.js';
import { addDigest } from '../../src/commands/nightly.js';
import { addExplain, addReport } from '../../src/commands/review.js';
import { digestOfRules } from '../../src/night/rules.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { lookAtStore } from '../../src/tasks/stores.js';
import { check } from '../check.js';
import { emptyFolder } from '../command-line.js';
import { citation, fakeWorld, page, settings, source, watchlist } from '../world.js';
import { run } from './run.js';

const PASSAGE = 'The court of the first district heard ninety cases of usury.';
const watch = watchlist(
  [source('a'), source('b'), source('paper', { url: null })],
  [citation(1, 'a', PASSAGE), citation(2, 'b', PASSAGE), citation(3, 'paper', PASSAGE)],
);

/** A folder, with a night in it on which `b` says something else where that is wanted, and ways to ask there. */
async function place(isNight: boolean) {
  const folder = emptyFolder();
  const [db, sources, reports] = ['citewatch.db', 'sources.json', 'reports'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(sources, JSON.stringify(watch));
  if (isNight) {
    const world = { ...fakeWorld(), store: openStore(db), rules: digestOfRules };
    world.pages.set('https://a.example/article', page(PASSAGE));
    world.pages.set('https://b.example/article', page(PASSAGE.replace('ninety', 'seventy')));
    await check(world, watch, settings(), () => {});
    await world.store.close();
  }
  const files = ['--sources', sources, '--db', db];
  const look = (...args: readonly string[]) =>
    run(addCheck, ['check', ...files, '--reports', reports, '--archive', 'none', ...args]);
  const ask = (add: Parameters<typeof run>[0], name: string, ...args: readonly string[]) =>
    run(add, [name, ...files, ...args]);
  return { db, reports, look, ask };
}

describe('check --only', () => {
  it('leaves the night to its readers, says so in a line, and tells what it saw itself', async () => {
    const { db, reports, look, ask } = await place(true);
    const before = (await ask(addReport, 'report', '--format', 'html')).out;
    const told = await ask(addDigest, 'digest');
    expect(told.out).toContain('seventy');
    const { code, out, err } = await look('--only', 'paper');
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining(
        '1 of 3 sources looked at: the report files stay those of the last night, run 1\n',
      ),
    });
    expect(out).toContain(
      '0 of 1 source stands; 1 could not be checked; 2 others were not looked at.',
    );
    expect(existsSync(reports)).toBe(false);
    expect((await ask(addReport, 'report', '--format', 'html')).out).toBe(before);
    expect((await ask(addDigest, 'digest')).out).toContain('seventy');
    expect((await ask(addReport, 'report', '--run', '2', '--format', 'md')).out).toContain(
      '2 others were not looked at',
    );
    expect((await run(addExplain, ['explain', 'b', '--db', db])).out).toContain('Passage changed');
    expect((await lookAtStore(db)).nights).toEqual([
      { report: null, at: '2025-10-01T02:00:00.000Z' },
    ]);
  });

  it('is quiet about that where it is to be quiet, and keeps one document on standard output', async () => {
    const { look } = await place(true);
    expect((await look('--only', 'paper', '--quiet')).err).not.toContain('report files');
    const { out, err } = await look('--only', 'paper', '--json');
    expect(JSON.parse(out).run).toMatchObject({ sources: 1, partOf: 3 });
    expect(err).toContain('the report files stay');
  });

  it('writes the reports where there was no night yet, and the page says of how many sources it is', async () => {
    const { db, reports, look } = await place(false);
    const { err } = await look('--only', 'paper');
    expect(err).not.toContain('the report files stay');
    const html = readFileSync(join(reports, 'index.html'), 'utf8');
    expect(html).toContain('1 of 3 sources was looked at.');
    expect(JSON.parse(readFileSync(join(reports, 'latest.json'), 'utf8')).run.partOf).toBe(3);
    expect((await lookAtStore(db)).nights).toEqual([]);
  });

  it('writes them where what it names is the whole list', async () => {
    const { reports, look } = await place(true);
    await look('--only', 'a,b,paper', '--connect-to', '::127.0.0.1:9', '--retries', '0');
    expect(JSON.parse(readFileSync(join(reports, 'latest.json'), 'utf8')).run).not.toHaveProperty(
      'partOf',
    );
  });
});
