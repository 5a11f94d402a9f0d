import { describe, expect, it } from 'vitest';
import { pruneAsks } from '../../src/store/postgres/asks.js';
import type { PostgresServer } from '../postgres.js';
import { postgresServer } from '../postgres-server.js';
import { manyHosts } from './many-hosts.js';
import { askingAs, sharedStore } from './shared-store.js';

const server = (await postgresServer()) as PostgresServer;
const NIGHT = new Date('2025-10-01T02:00:00Z');
const nightsLater = (n: number): Date => new Date(NIGHT.getTime() + n * 86_400_000);

describe.skipIf(server === null)('what the fleet keeps of answers', () => {
  /** A store that has one answer, of a page with a validator; how much of it is left. */
  async function answered() {
    const web = await manyHosts(
      (_, response) => response.setHeader('etag', '"v1"').end('a page'),
      0,
    );
    const store = await sharedStore(server);
    const fleet = await store.fleet(askingAs(web.connectTo), { night: NIGHT });
    await fleet.fetch({ url: 'http://a.example/page', validators: null });
    const count = async (table: string): Promise<number> =>
      (await store.pool.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;
    const left = async () => ({
      asks: await count('asks'),
      representations: await count('representations'),
      payloads: await count('payloads'),
    });
    return { db: store.db, left };
  }

  it('is all of it for two nights: a report whose own night is late still hears it', async () => {
    const { db, left } = await answered();
    await pruneAsks(db, nightsLater(2));
    expect(await left()).toEqual({ asks: 1, representations: 1, payloads: 1 });
  });

  it('is the body of the latest one after that, for which its validators stand', async () => {
    const { db, left } = await answered();
    await pruneAsks(db, nightsLater(3));
    await pruneAsks(db, nightsLater(90));
    expect(await left()).toEqual({ asks: 0, representations: 1, payloads: 1 });
  });

  it('is nothing of a page that nobody asked for in ninety nights', async () => {
    const { db, left } = await answered();
    await pruneAsks(db, nightsLater(91));
    expect(await left()).toEqual({ asks: 0, representations: 0, payloads: 0 });
  });
});
