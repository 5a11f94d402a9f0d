import { join } from 'node:path';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { addStatus } from '../../src/commands/nightly.js';
import { lookAtFleet } from '../../src/fleet/fleet.js';
import { parseShared } from '../../src/model/settings.js';
import { openPool } from '../../src/store/postgres/connect.js';
import { migrateShared, SHARED_STEPS } from '../../src/store/postgres/migrations.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import type { Store } from '../../src/store/store.js';
import { renderMetrics, watchFault } from '../../src/surfaces/status.js';
import { serveHealth } from '../../src/tasks/services.js';
import { openReportList, openShared } from '../../src/tasks/shared-stores.js';
import { lookAtStore } from '../../src/tasks/stores.js';
import { emptyFolder } from '../command-line.js';
import { run } from '../commands/run.js';
import { postgresServer } from '../postgres-server.js';
import { digestOf, runOf } from '../store/samples.js';
import { said as heard } from '../world.js';

/** What a night may come to; `judged-again` looks at nothing, `ahead` begins by a clock that is ten days ahead. */
const KINDS = ['good', 'offline', 'part', 'killed', 'judged-again', 'ahead'] as const;
type Kind = (typeof KINDS)[number];

const DAY = 86_400_000;
const HOURS = 36 * 3_600_000;
const at = (day: number): string => new Date(Date.UTC(2025, 9, day, 3)).toISOString();

/** Plays a night a day; gives when the last good run began, as whoever wrote the nights down would say it. */
async function played(open: () => Promise<Store>, kinds: readonly Kind[]): Promise<string | null> {
  let good: string | null = null;
  let goodRun = 0;
  for (const [n, kind] of kinds.entries()) {
    if (kind === 'judged-again' && good === null) continue;
    const startedAt: string =
      kind === 'judged-again' && good !== null ? good : at(n + 1 + (kind === 'ahead' ? 10 : 0));
    const store = await open();
    const lastRun = (await store.beginRun(startedAt, 0)).id;
    // Whoever is killed ends nothing.
    if (kind === 'killed') {
      await store.close();
      continue;
    }
    const { run: facts, ...rest } = runOf(lastRun, kind !== 'offline');
    const more = {
      ...(kind === 'part' ? { partOf: 34 } : {}),
      ...(kind === 'judged-again' ? { rejudges: goodRun } : {}),
    };
    await store.finishRun({ ...rest, run: { ...facts, startedAt, ...more } }, []);
    await store.close();
    if (kind === 'good' || kind === 'ahead') [good, goodRun] = [startedAt, lastRun];
  }
  return good;
}

/** What each of the three says of the watch, a day after so many nights. */
async function said(db: string, look: typeof lookAtStore, now: Date) {
  const folder = emptyFolder();
  const options = ['--db', db, '--reports', folder, '--now', now.toISOString(), '--json'];
  const { code, out } = await run(addStatus, ['status', ...options]);
  const state = await look(db);
  const text = renderMetrics({
    version: '1',
    store: state,
    leads: true,
    visits: new Map(),
    traffic: { requests: 0, bytes: 0 },
  });
  const [, seconds] =
    /^citewatch_last_night_timestamp_seconds(?:\{[^}]*\})? (\S+)$/mu.exec(text) ?? [];
  const [, reached] = /^citewatch_web_reached(?:\{[^}]*\})? (\d)$/mu.exec(text) ?? [];
  return {
    status: JSON.parse(out).lastGoodRun?.startedAt ?? null,
    statusIsOk: code === 0,
    metric: seconds === undefined ? null : new Date(Number(seconds) * 1000).toISOString(),
    // A service that has been up for long has no patience left.
    healthIsOk: watchFault(state, now, { maxAge: HOURS, started: new Date(0) }) === null,
    reached,
  };
}

/** Three say one thing, and it is that which was so. */
async function agree(db: string, look: typeof lookAtStore, good: string | null, now: Date) {
  const told = await said(db, look, now);
  const isOk = good !== null && Math.abs(now.getTime() - Date.parse(good)) <= HOURS;
  expect(told).toMatchObject({ status: good, metric: good, statusIsOk: isOk, healthIsOk: isOk });
  return told;
}

/** Nights by name, whether all is well the day after, and what is said of the web. */
interface Case {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly ok: boolean;
  readonly reached?: '0' | '1';
}

const TABLE: readonly Case[] = [
  { name: 'never any run', kinds: [], ok: false },
  { name: 'every night offline', kinds: Array<Kind>(5).fill('offline'), ok: false, reached: '0' },
  {
    name: 'one night offline, and good ones before',
    kinds: ['good', 'good', 'offline'],
    ok: false,
    reached: '0',
  },
  {
    name: 'one night offline, then a good one',
    kinds: ['good', 'offline', 'good'],
    ok: true,
    reached: '1',
  },
  {
    name: 'a look at some of the sources alone',
    kinds: ['good', 'part', 'part'],
    ok: false,
    reached: '1',
  },
  {
    name: 'a night that was killed',
    kinds: ['good', 'offline', 'killed'],
    ok: false,
    reached: '0',
  },
  {
    name: 'a good night after one that was killed',
    kinds: ['killed', 'good'],
    ok: true,
    reached: '1',
  },
  {
    name: 'a night that was judged again',
    kinds: ['good', 'offline', 'offline', 'judged-again'],
    ok: false,
    reached: '0',
  },
  { name: 'a clock that was ahead', kinds: ['good', 'ahead'], ok: false, reached: '1' },
  {
    name: 'a good night after a clock that was ahead',
    kinds: ['ahead', 'good'],
    ok: true,
    reached: '1',
  },
];

const nightsOf = fc.array(fc.constantFrom(...KINDS), { maxLength: 6 });

describe('status, /healthz and the metric of the last night', () => {
  const embedded = () => join(emptyFolder(), 'citewatch.db');

  it.each(TABLE)('agree on $name', async ({ kinds, ok, reached }) => {
    const db = embedded();
    const good = kinds.length === 0 ? null : await played(async () => openStore(db), kinds);
    const told = await agree(db, lookAtStore, good, new Date(Date.parse(at(kinds.length)) + DAY));
    expect([told.statusIsOk, told.reached]).toEqual([ok, reached]);
  });

  it('agree whatever the nights came to', async () => {
    await fc.assert(
      fc.asyncProperty(nightsOf, async (kinds) => {
        const db = embedded();
        const good = await played(async () => openStore(db), kinds);
        for (const days of [0.5, 1, 2, 12])
          await agree(db, lookAtStore, good, new Date(Date.parse(at(kinds.length)) + days * DAY));
      }),
      { numRuns: 25 },
    );
  });

  it('know a last good run that is followed by more offline nights than anybody counts', async () => {
    const db = embedded();
    const good = await played(
      async () => openStore(db),
      ['good', ...Array<Kind>(120).fill('offline')],
    );
    expect(good).not.toBeNull();
    await agree(db, lookAtStore, good, new Date(at(130)));
  });
});

const server = await postgresServer();

describe.skipIf(server === null)('the same of a shared store', { timeout: 120_000 }, () => {
  async function report(db: string, name: string, addedAt = at(-9)): Promise<string> {
    const reports = await openReportList(db, name);
    await reports.add({ sources: `/${name}/sources.json`, private: name === 'secret', addedAt });
    await reports.close();
    return `${db}#${name}`;
  }
  const lookAt = (db: string) => async () => {
    const { look, close } = lookAtFleet(db);
    return look().finally(close);
  };

  it.each(TABLE)('agrees on $name', async ({ kinds, ok, reached }) => {
    const db = (await server?.database()) as string;
    const own = await report(db, 'one');
    const good = await played(() => openShared(own, null), kinds);
    const now = new Date(Date.parse(at(kinds.length)) + DAY);
    const told = await agree(own, lookAt(db), good, now);
    expect([told.statusIsOk, told.reached]).toEqual([ok, reached]);
    // The report's own watch sees it from inside.
    await agree(own, lookAtStore, good, now);
  });

  it('names the report that nobody looks at, and of a private one nothing', async () => {
    const db = (await server?.database()) as string;
    for (const name of ['good', 'late', 'never', 'secret']) await report(db, name);
    await report(db, 'young', at(1));
    await played(() => openShared(`${db}#good`, null), ['good']);
    await played(() => openShared(`${db}#late`, null), ['offline']);
    const state = await lookAt(db)();
    const fault = (started: Date, now = new Date(at(2))) =>
      watchFault(state, now, { maxAge: HOURS, started });
    // A service that has just been started gives each report its time, and so does a report that was just added.
    expect(fault(new Date(at(2)))).toBeNull();
    expect(fault(new Date(0))).toBe('no good run of late and 1 more within 36 hours');
    expect(JSON.stringify(state)).not.toContain('secret');
  });

  it('tells of readers who were not reached, from inside and from outside', async () => {
    const db = (await server?.database()) as string;
    const own = await report(db, 'one');
    const store = await openShared(own, null);
    const { id } = await store.addDigest(digestOf(1), { key: 'k', part: false }, 'a@x.org', at(1));
    const of = { recipient: 'a@x.org', at: at(1), detail: heard('550 nobody') } as const;
    await store.markDelivery(id, { ...of, state: 'pending' });
    const failed = async () => (await lookAt(db)()).reports?.map(({ undelivered }) => undelivered);
    expect(await failed()).toEqual([1]);
    expect((await lookAtStore(own)).reports?.[0]?.undelivered).toBe(1);
    await store.markDelivery(id, { ...of, state: 'sent' });
    expect(await failed()).toEqual([0]);
    await store.close();
  });

  it('is told right after an upgrade, whoever wrote the store before', async () => {
    const db = (await server?.database()) as string;
    const pool = openPool(parseShared(`${db}#one`));
    const records = Object.fromEntries(
      Object.entries(SHARED_STEPS).filter(([name]) => name.startsWith('record-')),
    );
    const { 'record-05': _, ...before } = records;
    await migrateShared(pool, 'store', before);
    const add = (text: string, ...values: unknown[]) => pool.query(text, values);
    await add(
      `INSERT INTO reports VALUES ('one', '/one/sources.json', false, $1, $2)`,
      at(0),
      at(3),
    );
    for (const [id, online, facts] of [
      [1, true, runOf(1).run],
      [2, true, { ...runOf(2).run, partOf: 34 }],
      [3, false, runOf(3, false).run],
    ] as const)
      await add(
        `INSERT INTO runs (id, month, started_at, state, online, facts) VALUES ($1, '2025-10-01', $2, 'finished', $3, $4)`,
        ...[id, at(id), online, JSON.stringify(facts)],
      );
    await migrateShared(pool, 'store', records);
    const { rows } = await pool.query('SELECT last_run, online, undelivered FROM reports');
    expect(rows).toEqual([{ last_run: at(1), online: false, undelivered: 0 }]);
    expect(await forced(pool)).toEqual([true, true]);
    await pool.end();
  });

  /** Whether row-level security holds for the owner of the tables too. */
  const forced = async (pool: Pool): Promise<readonly boolean[]> => {
    const { rows } = await pool.query<{ forced: boolean }>(
      `SELECT relforcerowsecurity AS forced FROM pg_class WHERE oid IN ('runs'::regclass, 'reports'::regclass)`,
    );
    return rows.map((row) => row.forced);
  };
});

describe('/healthz of a service', () => {
  const now = Date.now();
  const state = (nights: readonly number[]) => async () => ({
    version: '1',
    leads: true,
    visits: new Map(),
    traffic: { requests: 0, bytes: 0 },
    store: {
      fleet: null,
      nights: nights.map((age) => ({ report: null, at: new Date(now - age).toISOString() })),
      reports: [{ report: null, since: null, online: true, undelivered: 0, good: null }],
    },
  });
  async function health(nights: readonly number[], maxAge: number | null, up = 0) {
    const patience = maxAge === null ? null : { maxAge, started: new Date(now - up) };
    const stop = new AbortController();
    const serving = await serveHealth(
      { host: '127.0.0.1', port: 0 },
      stop.signal,
      state(nights),
      patience,
    );
    const ask = async (path: string) => (await fetch(`${serving.url}${path}`)).status;
    const told = [await ask('healthz'), await ask('livez')];
    stop.abort();
    told.push(await ask('healthz'), await ask('livez'));
    await serving.close();
    return told;
  }

  it('is bad when the last good run is too long ago, and /livez, by which services are restarted, is not', async () => {
    expect(await health([DAY], HOURS)).toEqual([200, 200, 503, 503]);
    expect(await health([2 * DAY], HOURS)).toEqual([503, 200, 503, 503]);
    expect(await health([-2 * DAY], HOURS)).toEqual([503, 200, 503, 503]);
    // Before the first night it has as long as a night may take to come.
    expect(await health([], HOURS)).toEqual([200, 200, 503, 503]);
    expect(await health([], HOURS, 2 * DAY)).toEqual([503, 200, 503, 503]);
    // A worker looks after no report.
    expect(await health([2 * DAY], null)).toEqual([200, 200, 503, 503]);
  });
});
