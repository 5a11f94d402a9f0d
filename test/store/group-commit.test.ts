import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqlite } from '../../src/store/locks.js';
import { type GroupCommit, groupCommit } from '../../src/store/sqlite/visits.js';

let db: Database;
let commit: GroupCommit;
let transactions: number;
beforeEach(() => {
  transactions = 0;
  db = openSqlite(':memory:', {
    verbose: (sql) => {
      if (/^COMMIT/u.test(String(sql))) transactions++;
    },
  });
  db.exec('CREATE TABLE kept (n INTEGER UNIQUE)');
  commit = groupCommit(db, () => {});
});
afterEach(() => db.close());

const keep = (n: number): Promise<void> =>
  commit.write(() => void db.prepare('INSERT INTO kept VALUES (?)').run(n));
const kept = (): unknown => db.prepare('SELECT n FROM kept ORDER BY n').pluck().all();

it('writes all that came together in one transaction, before any of them is told', async () => {
  const seen = await Promise.all([1, 2, 3].map((n) => keep(n).then(kept)));
  expect(seen).toEqual([1, 2, 3].map(() => [1, 2, 3]));
  expect(transactions).toBe(1);
});

it('lets one that fails take nobody with it, and tells only its caller', async () => {
  const ends = await Promise.allSettled([keep(1), keep(1), keep(2)]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(kept()).toEqual([1, 2]);
});

it('writes at once what waits when it is told to', async () => {
  const waiting = keep(1);
  expect(kept()).toEqual([]);
  commit.flush();
  expect(kept()).toEqual([1]);
  await waiting;
});

it.each([
  [47, 0],
  [48, 48],
])('of %i writes in one moment has done %i by itself', async (count, done) => {
  const writes = Array.from({ length: count }, (_, n) => keep(n));
  expect(kept()).toHaveLength(done);
  await Promise.all(writes);
  expect(transactions).toBe(1);
});
