import { describe, expect, it } from 'vitest';
import { parseShared } from '../../../src/model/settings.js';
import { openPool } from '../../../src/store/postgres/connect.js';
import {
  type NightQueue,
  nightQueue,
  type TakenNight,
} from '../../../src/store/postgres/nights.js';
import { reportRegistry } from '../../../src/store/postgres/reports.js';
import { sharedStore } from '../../fleet/shared-store.js';
import type { PostgresServer } from '../../postgres.js';
import { postgresServer } from '../../postgres-server.js';

const server = (await postgresServer()) as PostgresServer;
const NIGHT = new Date('2026-03-01T03:00:00Z');
const NEXT = new Date('2026-03-02T03:00:00Z');

describe.skipIf(server === null)('the nights of a shared store', () => {
  async function opened(...names: readonly string[]) {
    const { pool, db, url } = await sharedStore(server);
    for (const name of names) {
      const own = openPool(parseShared(`${url}#${name}`));
      const added = { sources: `/${name}/sources.json`, private: name === 'secret', addedAt: '' };
      await reportRegistry(own, parseShared(`${url}#${name}`)).add(added);
      await own.end();
    }
    const run = (sql: string) => pool.query(sql);
    return { queue: nightQueue(db, 1), run };
  }
  const one = async (queue: NightQueue): Promise<TakenNight> =>
    (await queue.take(1))[0] as TakenNight;
  const taken = async (queue: NightQueue) =>
    (await queue.take(9)).map(({ report, job }) => `${job} ${report}`);

  it('are one for each report that is not private, however often they are stored', async () => {
    const { queue } = await opened('a', 'b', 'secret');
    expect((await queue.clock()).last).toEqual({ check: null, digest: null });
    await queue.enqueue('check', NIGHT);
    await queue.enqueue('check', NIGHT);
    expect((await queue.clock()).last).toEqual({ check: NIGHT, digest: null });
    expect(await queue.take(9)).toMatchObject([
      { report: 'a', sources: '/a/sources.json', attempts: 1 },
      { report: 'b', sources: '/b/sources.json', attempts: 1 },
    ]);
    expect(await queue.take(9)).toEqual([]);
  });

  it('a night that is longer than a day is not doubled, and delays nobody else', async () => {
    const { queue } = await opened('a', 'b');
    await queue.enqueue('check', NIGHT);
    const [long, short] = (await queue.take(2)) as [TakenNight, TakenNight];
    await queue.ended(short, true, true);
    await queue.enqueue('check', NEXT);
    expect(await queue.take(9)).toMatchObject([{ report: 'b', night: NEXT }]);
    await queue.ended(long, true, true);
    expect(await queue.take(9)).toEqual([]);
  });

  it('a digest follows the night of its own report, and waits for no other', async () => {
    const { queue } = await opened('a', 'b');
    await queue.enqueue('check', NIGHT);
    await queue.enqueue('digest', NIGHT);
    const [a, b] = (await queue.take(9)) as [TakenNight, TakenNight];
    expect([a.job, b.job]).toEqual(['check', 'check']);
    await queue.ended(a, true, true);
    expect(await taken(queue)).toEqual(['digest a']);
    // What is known when a night is given up is told.
    await queue.ended(b, false, false);
    expect(await taken(queue)).toEqual(['digest b']);
  });

  it('one that failed is begun again after a while, six times in all; bad input is not', async () => {
    const { queue, run } = await opened('a', 'b');
    await queue.enqueue('check', NIGHT);
    const [a, b] = (await queue.take(9)) as [TakenNight, TakenNight];
    expect(await queue.ended(b, false, false)).toBe('dead');
    expect(await queue.ended(a, false, true)).toBe('waiting');
    expect(await queue.take(9)).toEqual([]);
    for (const attempts of [2, 3, 4, 5, 6]) {
      const wait = await run(
        `SELECT round(extract(epoch FROM due - now()))::int AS s FROM nights WHERE report = 'a'`,
      );
      expect(wait.rows[0].s).toBeGreaterThan(30 * 2 ** (attempts - 2) - 5);
      await run('UPDATE nights SET due = now()');
      const again = await one(queue);
      expect(again.attempts).toBe(attempts);
      expect(await queue.ended(again, false, true)).toBe(attempts === 6 ? 'dead' : 'waiting');
    }
    await queue.enqueue('check', NEXT);
    expect(await taken(queue)).toEqual(['check a', 'check b']);
  });

  it('of a scheduler that is not heard of is another’s, and he writes nothing any more', async () => {
    const { queue } = await opened('a');
    await queue.enqueue('check', NIGHT);
    const first = await one(queue);
    await new Promise((later) => setTimeout(later, 600));
    expect(await queue.renew([first])).toEqual([]);
    await new Promise((later) => setTimeout(later, 600));
    // He was heard meanwhile.
    expect(await queue.take(9)).toEqual([]);
    await new Promise((later) => setTimeout(later, 600));
    const second = await one(queue);
    expect(second).toMatchObject({ report: 'a', attempts: 2 });
    expect(await queue.renew([first, second])).toEqual([first]);
    expect(await queue.ended(first, true, true)).toBeNull();
    await queue.giveBack(first);
    expect(await queue.take(9)).toEqual([]);
    // What its scheduler gives back was not tried.
    await queue.giveBack(second);
    expect(await one(queue)).toMatchObject({ report: 'a', attempts: 2 });
  });
});
