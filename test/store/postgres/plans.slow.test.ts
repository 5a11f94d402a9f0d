import type { Pool, PoolClient } from 'pg';
import { describe, expect, it } from 'vitest';
import { askRowOf } from '../../../src/fleet/ask-rows.js';
import { answersTo, enqueueAsks, hasPendingAsk } from '../../../src/store/postgres/asks.js';
import { reportRows } from '../../../src/store/postgres/database.js';
import {
  fleetState,
  hasActiveWorker,
  nextAsk,
  recordAsks,
  takeLanes,
} from '../../../src/store/postgres/lanes.js';
import { sharedStore } from '../../fleet/shared-store.js';
import type { PostgresServer } from '../../postgres.js';
import { postgresServer } from '../../postgres-server.js';

const server = (await postgresServer()) as PostgresServer;

/** Hosts, and requests that wait and that were answered in each. */
const [HOSTS, EACH] = [5_000, 4];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

const scans = (plan: Plan): readonly string[] => [
  ...(plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? ''] : []),
  ...(plan.Plans ?? []).flatMap(scans),
];

type Asked = string | { readonly text: string; readonly values: unknown[] };

/** A pool of which every statement says first which tables it would read whole. */
function explaining(pool: Pool, whole: Set<string>): Pool {
  const explained = (db: Pick<Pool, 'query'>) => async (asked: Asked, given?: unknown[]) => {
    const { text, values } =
      typeof asked === 'string' ? { text: asked, values: given ?? [] } : asked;
    if (/^\s*(?:SELECT|WITH|UPDATE|INSERT|DELETE)/u.test(text)) {
      const { rows } = await db.query<{ 'QUERY PLAN': readonly [{ readonly Plan: Plan }] }>(
        `EXPLAIN (FORMAT JSON) ${text}`,
        values,
      );
      for (const table of scans(rows[0]?.['QUERY PLAN'][0].Plan as Plan))
        whole.add(`${table}: ${text.trim().split('\n', 1)[0]}`);
    }
    return db.query(text, values);
  };
  const connect = async () => {
    const client = await pool.connect();
    return {
      query: explained(client),
      release: (broken?: boolean) => client.release(broken),
    } as unknown as PoolClient;
  };
  return { query: explained(pool), connect } as unknown as Pool;
}

describe.skipIf(server === null)('the statements of every hop', () => {
  it('read no table whole, of forty thousand requests on five thousand hosts', async () => {
    const { pool } = await sharedStore(server);
    await pool.query(
      `INSERT INTO asks (key, night, host, origin, ask, since, status, reply, answered)
       SELECT md5(n::text || a::text), now(), 'h' || n % ${HOSTS} || '.example', 'o', '{}', now() - interval '1 hour' * a,
         CASE WHEN a = 1 THEN 200 END, CASE WHEN a = 1 THEN '{"kind":"failed"}' END, CASE WHEN a = 1 THEN now() - interval '1 hour' END
       FROM generate_series(1, ${HOSTS * EACH}) n, generate_series(0, 1) a`,
    );
    await pool.query(
      `INSERT INTO lanes (host, lease, gap, manners, due, backlog)
       SELECT host, 0, 0, '', CASE WHEN random() < 0.02 THEN '-infinity' ELSE 'infinity' END::timestamptz, ${EACH} FROM asks GROUP BY host`,
    );
    await pool.query(
      `INSERT INTO payloads SELECT 'p' || n, '\\x00' FROM generate_series(1, 20000) n ON CONFLICT DO NOTHING`,
    );
    await pool.query(
      `INSERT INTO representations (key, reply, payload, used) SELECT key, reply, 'p' || row_number() OVER (), now() FROM asks WHERE reply IS NOT NULL`,
    );
    for (const table of ['asks', 'lanes', 'payloads', 'representations'])
      await pool.query(`ANALYZE ${table}`);
    const whole = new Set<string>();
    const asked = reportRows(explaining(pool, whole), 'it');
    const rows = Array.from({ length: 50 }, (_, n) =>
      askRowOf({ url: new URL(`http://h${n}.example/new-${n}`), headers: {} }),
    );
    const stored = await enqueueAsks(asked, rows, { night: new Date(), heard: null });
    await enqueueAsks(asked, rows, { night: new Date(), heard: null });
    const lanes = await takeLanes(asked, 8, 10_000, { hostDelay: 0 });
    expect(lanes).toHaveLength(8);
    for (const { lease } of lanes) {
      const next = await nextAsk(asked, lease, []);
      if (next === null) throw new Error('there is none');
      const lane = { lease, state: { wait: 0, gap: 0, manners: '' } };
      const became = { again: 0, spent: '{}' };
      expect(await recordAsks(asked, [{ lane, next, became }])).toEqual([true]);
    }
    await answersTo(
      asked,
      stored.map(({ id }) => ({ id, tag: null })),
    );
    expect([await hasPendingAsk(asked), await hasActiveWorker(asked)]).toEqual([true, true]);
    // What is told of the lanes is counted over the lanes.
    expect(await fleetState(asked)).toMatchObject({ held: 8, waiting: HOSTS * EACH + 50 });
    expect([...whole].filter((one) => !/^(?:lanes: SELECT|: )/u.test(one))).toEqual([]);
  }, 120_000);
});
