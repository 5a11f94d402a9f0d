import { describe, expect, it } from 'vitest';
import { type AskRow, enqueueAsks, type ReplyRow } from '../../../src/store/postgres/asks.js';
import {
  type HeldLane,
  type Lease,
  type NextAsk,
  nextAsk,
  noteAsking,
  recordAsks,
  releaseLane,
  renewLeases,
  type TakenLane,
  takeLanes,
} from '../../../src/store/postgres/lanes.js';
import { type SharedStore, sharedStore } from '../../fleet/shared-store.js';
import type { PostgresServer } from '../../postgres.js';
import { postgresServer } from '../../postgres-server.js';

const server = (await postgresServer()) as PostgresServer;

const A_GAP = { hostDelay: 300 };
const LEASE = 10_000;
const REPLY: ReplyRow = { status: 200, reply: '{}', payload: null, tags: null };
const SPENT = '{"requests":1}';

const askOf = (host: string, path: string | number): AskRow => ({
  key: `${host}/${path}`,
  host,
  origin: host,
  tag: null,
  ask: `http://${host}/${path}`,
  login: null,
});
const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.skipIf(server === null)('a lane', () => {
  const taken = async ({ db }: SharedStore, held = LEASE): Promise<TakenLane> => {
    const [lane] = await takeLanes(db, 1, held, A_GAP);
    if (lane === undefined) throw new Error('there is none to take');
    return lane;
  };
  const heldOn = (lease: Lease, wait = 0): HeldLane => ({
    lease,
    state: { wait, gap: 300, manners: '{}' },
  });
  const ask = async ({ db }: SharedStore, path = '') => {
    await enqueueAsks(db, [askOf('a.example', path)], { night: new Date(), heard: null });
  };
  const release = ({ db }: SharedStore, lease: Lease) => releaseLane(db, lease, new Map());
  const answer = async ({ db }: SharedStore, lane: HeldLane, of: NextAsk) =>
    (await recordAsks(db, [{ lane, next: of, became: REPLY }]))[0];
  const again = async ({ db }: SharedStore, lane: HeldLane, of: NextAsk, ms: number) =>
    (await recordAsks(db, [{ lane, next: of, became: { again: ms, spent: SPENT } }]))[0];
  const next = async ({ db }: SharedStore, lease: Lease, resting: readonly string[] = []) =>
    (await nextAsk(db, lease, resting)) as NextAsk;

  it('is held by one worker until he lets go', async () => {
    const store = await sharedStore(server);
    await ask(store);
    const { lease } = await taken(store);
    expect(await takeLanes(store.db, 1, LEASE, A_GAP)).toEqual([]);
    expect(await release(store, lease)).toBe(1);
    expect(Number((await taken(store)).lease.number)).toBe(Number(lease.number) + 1);
  });

  it('of a worker of whom nothing is heard is another’s, a gap after the last moment at which he may have asked', async () => {
    const store = await sharedStore(server);
    await ask(store);
    await taken(store, 50);
    await later(60);
    const { wait } = await taken(store);
    expect(wait).toBeGreaterThan(150);
    expect(wait).toBeLessThanOrEqual(300);
  });

  it('takes no word from a worker who has lost it', async () => {
    const store = await sharedStore(server);
    await ask(store);
    const { lease: old } = await taken(store);
    const asked = await next(store, old);
    await store.pool.query("UPDATE lanes SET held = now() - interval '1 second'");
    const { lease } = await taken(store);
    expect(await nextAsk(store.db, old, [])).toBeNull();
    expect(await answer(store, heldOn(old), asked)).toBe(false);
    expect(await again(store, heldOn(old), asked, 0)).toBe(false);
    expect(await release(store, old)).toBeNull();
    expect(await renewLeases(store.db, [old, lease], LEASE)).toEqual(['a.example']);
    // The other asks again, and his answer is the one.
    expect((await next(store, lease)).id).toBe(asked.id);
    expect(await answer(store, heldOn(lease), asked)).toBe(true);
    expect(await answer(store, heldOn(lease), asked)).toBe(false);
  });

  it('keeps its pace for whoever takes it next', async () => {
    const store = await sharedStore(server);
    for (const path of ['1', '2']) await ask(store, path);
    const { lease } = await taken(store);
    await answer(store, heldOn(lease, 60_000), await next(store, lease));
    expect(await release(store, lease)).toBe(1);
    expect(await takeLanes(store.db, 1, LEASE, A_GAP)).toEqual([]);
    await store.pool.query('UPDATE lanes SET next = now()');
    expect((await taken(store)).manners).toBe('{}');
  });

  it('gives its requests in the order in which they came, but those that wait for another try or whose origin rests', async () => {
    const store = await sharedStore(server);
    for (const path of ['1', '2']) await ask(store, path);
    const { lease } = await taken(store);
    const first = await next(store, lease);
    expect(first.ask).toContain('a.example/1');
    await again(store, heldOn(lease), first, 60_000);
    expect((await next(store, lease)).ask).toContain('a.example/2');
    expect(await next(store, lease, [first.origin])).toBeNull();
    await store.pool.query("UPDATE asks SET due = now() - interval '1 second'");
    const retried = await next(store, lease);
    expect(retried).toMatchObject({ id: first.id, tries: 1, spent: SPENT });
  });

  it('says of a request how many workers died of it, and of one that was given back, or of another lane’s, none', async () => {
    const store = await sharedStore(server);
    await ask(store);
    const takenNow = async (): Promise<Lease> => {
      await store.pool.query("UPDATE lanes SET next = '-infinity'");
      return (await taken(store, 400)).lease;
    };
    const diesOf = async (isAsked = true): Promise<number> => {
      const lease = await takenNow();
      const { deaths, id } = await next(store, lease);
      if (deaths > 0 && isAsked) expect(await noteAsking(store.db, lease, id)).toBe(true);
      await later(420);
      expect(await noteAsking(store.db, lease, id)).toBe(false);
      return deaths;
    };
    // The second time it waited to be asked alone, and its worker died of another.
    expect([await diesOf(), await diesOf(false), await diesOf()]).toEqual([0, 1, 1]);
    const lease = await takenNow();
    expect((await next(store, lease)).deaths).toBe(2);
    await release(store, lease);
    const again = await takenNow();
    expect((await next(store, again)).deaths).toBe(2);
    await release(store, again);
    // Who died before it asked anything died of nothing here.
    await takenNow();
    await later(420);
    expect((await next(store, await takenNow())).deaths).toBe(2);
  });

  it('stores what many ask at once, in whatever order, once each', async () => {
    const store = await sharedStore(server);
    const rows = Array.from({ length: 50 }, (_, n) => askOf(`h${n % 7}.example`, n));
    const asker = { night: new Date(), heard: null };
    const askers = [
      rows,
      rows.toReversed(),
      [...rows.slice(20), ...rows.slice(0, 20)],
      [...rows, ...rows],
    ];
    const stored = await Promise.all(askers.map((some) => enqueueAsks(store.db, some, asker)));
    expect(stored.flat().filter(({ isNew }) => isNew)).toHaveLength(50);
    expect(new Set(stored.flat().map(({ id }) => id)).size).toBe(50);
    const { rows: kept } = await store.pool.query('SELECT sum(backlog)::int AS n FROM lanes');
    expect(kept).toEqual([{ n: 50 }]);
  });
});
