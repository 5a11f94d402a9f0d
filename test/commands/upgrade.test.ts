import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addCheck } from '../../src/commands/check.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { check } from '../check.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { citation, fakeWorld, settings, source, watchlist } from '../world.js';
import { run } from './run.js';

const watch = watchlist(
  [source('a', { url: null })],
  [citation(1, 'a', 'A passage of some words.')],
);

/** A folder in which a night was judged by rules that are not ours; a way to check there. */
async function upgraded() {
  const folder = emptyFolder();
  const db = join(folder, 'citewatch.db');
  const sources = join(folder, 'sources.json');
  writeFileSync(sources, JSON.stringify(watch));
  const store = openStore(db);
  await check({ ...fakeWorld(), store }, watch, settings(), () => {});
  await store.close();
  const places = ['--sources', sources, '--db', db, '--reports', join(folder, 'reports')];
  const ask = (...args: readonly string[]) =>
    run(addCheck, ['check', ...places, '--archive', 'none', '--fail-on', 'never', ...args]);
  const runs = async () => {
    const opened = openStore(db);
    const known = await opened.runs(9);
    await opened.close();
    return known;
  };
  return { ask, runs };
}

it('a night that finds other rules than the last one says that what was received is judged again first', async () => {
  const { ask } = await upgraded();
  const note =
    'note: citewatch was updated since the last run: what was received before is judged again first';
  expect((await ask()).err).toContain(note);
  expect((await ask()).err).not.toContain('was updated');
});

it('check --from-evidence tells what the rules change and records nothing; --record alone does, after which no night speaks of it', async () => {
  const { ask, runs } = await upgraded();
  const said = await ask('--from-evidence');
  expect({ code: said.code, out: said.out }).toEqual({
    code: 0,
    out: expect.stringContaining(
      'What run 1, on 1 October 2025, received is judged as it was then: no verdict differs.',
    ),
  });
  expect(await runs()).toHaveLength(1);
  const json = await ask('--from-evidence', '--json');
  expect(JSON.parse(json.out).run).toMatchObject({ rejudges: 1 });
  expect(json.err).toContain('no verdict differs');
  expect((await ask('--record')).code).toBe(0);
  expect((await runs()).map(({ id, rejudges }) => [id, rejudges])).toEqual([
    [2, 1],
    [1, undefined],
  ]);
  expect(await ask('--record')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no night that could be judged'),
  });
  expect((await ask()).err).not.toContain('was updated');
});
