import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { RunInProgress } from '../../src/store/locks.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import type { Store } from '../../src/store/store.js';
import { emptyFolder } from '../command-line.js';
import { HOUR, night } from './samples.js';

const stores: Store[] = [];
const open = (db: string, evidence: string | null = null): Store => {
  const store = openStore(db, evidence);
  stores.push(store);
  return store;
};
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});
const begin = (store: Store) => store.beginRun(night(1), HOUR);

it('a store is held under every name that it has: through a link, a link to its folder, and dots', async () => {
  const folder = emptyFolder();
  const db = join(folder, 'kept/citewatch.db');
  await begin(open(db));
  symlinkSync(db, join(folder, 'store.db'));
  symlinkSync(join(folder, 'kept'), join(folder, 'linked'));
  for (const name of ['store.db', 'linked/citewatch.db', 'kept/../kept/./citewatch.db'])
    await expect(begin(open(join(folder, name)))).rejects.toThrow(RunInProgress);
  await begin(open(join(folder, 'kept/another.db')));
});

it('a store that is a link to none yet is held where it is made', async () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'kept'));
  symlinkSync(join(folder, 'kept/citewatch.db'), join(folder, 'store.db'));
  await begin(open(join(folder, 'store.db')));
  await expect(begin(open(join(folder, 'kept/citewatch.db')))).rejects.toThrow(RunInProgress);
});

it('two stores that keep their evidence in one folder run one after the other', async () => {
  const folder = emptyFolder();
  const [first, second] = ['a.db', 'b.db'].map((name) =>
    open(join(folder, name), join(folder, 'evidence')),
  ) as [Store, Store];
  await begin(first);
  const evidence = join(folder, 'evidence');
  await expect(begin(second)).rejects.toThrow(
    `another run is under way on ${evidence}; wait until it ends`,
  );
  await first.close();
  // The first attempt holds nothing of the second's own.
  await begin(second);
  stores.shift();
});

it.each([
  [0, HOUR, true],
  [59, HOUR, true],
  [60, HOUR, false],
  [120, HOUR, false],
  // Where a clock was set back, nobody knows how old it is.
  [-59, HOUR, true],
  [-120, HOUR, false],
  [0, 0, false],
])(
  'a run that was left is taken up after %i minutes, where it may be %i ms old: %s',
  async (minutes, within, resumed) => {
    const db = join(emptyFolder(), 'citewatch.db');
    const left = open(db);
    const { id, startedAt } = await begin(left);
    await left.close();
    const at = new Date(Date.parse(startedAt) + minutes * 60_000).toISOString();
    const next = await open(db).beginRun(at, within);
    expect([next.resumed, next.id === id]).toEqual([resumed, resumed]);
  },
);
