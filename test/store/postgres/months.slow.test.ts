import { describe, expect, it } from 'vitest';
import { parseShared } from '../../../src/model/settings.js';
import { openPool } from '../../../src/store/postgres/connect.js';
import { reportRows } from '../../../src/store/postgres/database.js';
import { migrateShared } from '../../../src/store/postgres/migrations.js';
import { makeMonth } from '../../../src/store/postgres/retention.js';
import { postgresServer } from '../../postgres-server.js';

const server = await postgresServer();

/** Nights that begin at once, each with one connection, which remembers what it has looked for and not found. */
const NIGHTS = 6;

describe.skipIf(server === null)('the place for the visits of a month', () => {
  it('is made once, however many nights of reports begin in it at the same moment', async () => {
    const address = (await server?.database()) as string;
    const pools = await Promise.all(
      Array.from({ length: NIGHTS }, (_, n) => openPool(parseShared(`${address}#report-${n}`), 1)),
    );
    try {
      for (const pool of pools) await migrateShared(pool, address);
      for (let month = 1; month <= 12; month++) {
        const name = `2031-${String(month).padStart(2, '0')}-01`;
        await Promise.all(pools.map((pool) => makeMonth(reportRows(pool, address), name)));
      }
      const made = await pools[0]?.query(
        `SELECT count(*)::int FROM pg_inherits WHERE inhparent = 'visits'::regclass`,
      );
      expect(made?.rows).toEqual([{ count: 12 }]);
    } finally {
      await Promise.all(pools.map((pool) => pool.end()));
    }
  });
});
