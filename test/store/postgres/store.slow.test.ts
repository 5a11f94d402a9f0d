import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { parseShared } from '../../../src/model/settings.js';
import { RunInProgress } from '../../../src/store/locks.js';
import { openPool } from '../../../src/store/postgres/connect.js';
import { reportRows } from '../../../src/store/postgres/database.js';
import { migrateShared } from '../../../src/store/postgres/migrations.js';
import { reportRegistry } from '../../../src/store/postgres/reports.js';
import {
  dropEmptyMonths,
  dropOldVisits,
  retentionCutoff,
} from '../../../src/store/postgres/retention.js';
import { SHARED_VISITS, sharedStore } from '../../../src/store/postgres/store.js';
import { OutboxLocked, type Store } from '../../../src/store/store.js';
import { earlierVisit, JUDGED } from '../../../src/store/visits.js';
import { postgresServer } from '../../postgres-server.js';
import { storeContract } from '../contract.js';
import {
  digestOf,
  HOUR,
  lifeOf,
  memoryAfter,
  night,
  readingOf,
  runOf,
  verdictOf,
  visitOf,
} from '../samples.js';

const server = await postgresServer();

describe.skipIf(server === null)('a report in a shared store', () => {
  let database: Promise<string> | undefined;
  let n = 0;
  const names = (): string => `report-${++n}`;
  const poolOf = async (name: string): Promise<{ pool: Pool; shown: string }> => {
    database ??= server?.database();
    const shared = parseShared(`${await database}${name === '' ? '' : `#${name}`}`);
    const pool = openPool(shared);
    await migrateShared(pool, shared.shown);
    return { pool, shown: shared.shown };
  };
  const opened = async (name: string, evidence: string | null = null): Promise<Store> => {
    const { pool, shown } = await poolOf(name);
    const address = (await database) as string;
    const nobody = () => openPool({ ...parseShared(address), report: null });
    return sharedStore({ shown, report: pool, nobody }, evidence);
  };

  storeContract('PostgreSQL', () => opened(names()));

  it('is read by others while a run is under way, and has one at a time, as it has one who sends its digests', async () => {
    const name = names();
    const [running, reader] = [await opened(name), await opened(name)];
    const { id } = await running.beginRun(night(1), HOUR);
    await running.keepVisit(visitOf(id, 'tip'), null);
    expect(await reader.visits(id)).toEqual([visitOf(id, 'tip')]);
    await expect(reader.beginRun(night(1), HOUR)).rejects.toThrow(RunInProgress);
    await running.lockOutbox();
    await expect(reader.lockOutbox()).rejects.toThrow(OutboxLocked);
    const other = await opened(names());
    expect((await other.beginRun(night(1), HOUR)).id).toBe(1);
    await running.close();
    await reader.lockOutbox();
    expect(await reader.beginRun(night(1), HOUR)).toMatchObject({ id, resumed: true });
    await Promise.all([reader.close(), other.close()]);
  });

  it('tells what a run saw that never ended to no later one', async () => {
    const name = names();
    for (const [n, ends] of [
      [1, true],
      [2, false],
    ] as const) {
      const store = await opened(name);
      const { id } = await store.beginRun(night(n), HOUR);
      await store.keepVisit(visitOf(id, 'tip'), null);
      if (ends) await store.finishRun(runOf(id), []);
      await store.close();
    }
    const store = await opened(name);
    const { id } = await store.beginRun(night(3), HOUR);
    expect((await store.history('tip', id)).previous).toEqual(visitOf(1, 'tip'));
    await store.close();
  });

  it('keeps out a run that would keep its evidence in the same folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'citewatch-evidence-'));
    const [one, other] = [await opened(names(), folder), await opened(names(), folder)];
    await one.beginRun(night(1), HOUR);
    await expect(other.beginRun(night(1), HOUR)).rejects.toThrow(
      `another run is under way on ${folder}`,
    );
    await one.close();
    await other.beginRun(night(1), HOUR);
    await other.close();
  });

  it('is free again, and whole up to there, when the process of a run is killed', async () => {
    const name = names();
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        join(import.meta.dirname, 'keeping-child.ts'),
        `${await database}#${name}`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let kept = 0;
    for await (const chunk of child.stdout) {
      kept += String(chunk).split('\n').length - 1;
      if (kept >= 20) break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await opened(name);
    const again = await taken(() => store.beginRun(night(1), HOUR));
    expect(again).toMatchObject({ id: 1, resumed: true });
    const subjects = (await store.visits(1)).map(({ subject }) => subject);
    expect(subjects.length).toBeGreaterThanOrEqual(20);
    expect(subjects.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, i) => `s${i}`));
    await store.close();
  });

  it('tells in one sentence that a connection was lost; a run that another took up meanwhile is over for the first', async () => {
    const name = names();
    const store = await opened(name);
    const { id } = await store.beginRun(night(1), HOUR);
    await store.keepVisit(visitOf(id, 'a'), null);
    const { pool, shown } = await poolOf(name);
    const asked = reportRows(pool, shown).rows('SELECT pg_sleep(60)');
    const lost = expect(asked).rejects.toThrow(
      /^the connection to the store postgres:\S+ was lost: /,
    );
    await asking(pool);
    await server?.disconnect((await database) as string);
    await lost;
    await pool.end();
    const next = await opened(name);
    expect(await next.beginRun(night(1), HOUR)).toMatchObject({ id, resumed: true });
    // It has a lease no more, whether it has heard of that or not.
    await expect(store.keepVisit(visitOf(id, 'b'), null)).rejects.toThrow(RunInProgress);
    await expect(store.finishRun(runOf(id), [])).rejects.toThrow(RunInProgress);
    expect(await store.visits(id)).toEqual([visitOf(id, 'a')]);
    await store.close();
    await next.finishRun(runOf(id), []);
    await next.close();
  });

  it('keeps the visits of many in few transactions, and each of them whatever the others are', async () => {
    const store = await opened(names());
    const { id } = await store.beginRun(night(1), HOUR);
    const { sha256 } = readingOf('never kept').snapshot;
    const subjects = Array.from({ length: 1_000 }, (_, i) => `s${i}`);
    const ended = await Promise.allSettled(
      subjects.map((subject, i) =>
        store.keepVisit(visitOf(id, subject, i === 500 ? { snapshot: sha256 } : {}), null),
      ),
    );
    expect(ended.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([500]);
    expect((await store.visits(id)).map(({ subject }) => subject)).toHaveLength(999);
    await store.close();
  });

  it('shares bytes and texts with reports that have the same, whatever they call the source, and drops them last', async () => {
    const names2 = [names(), names()];
    const stores = await Promise.all(names2.map((name) => opened(name)));
    const reading = readingOf(`shared by ${names2.join(' and ')}`);
    for (const [i, store] of stores.entries()) {
      const { id } = await store.beginRun(night(1), HOUR);
      await store.keepVisit(visitOf(id, `s${i}`, { snapshot: reading.snapshot.sha256 }), reading);
    }
    const { pool } = await poolOf('');
    const client = await pool.connect();
    const kept = 'SELECT count(*)::int AS n FROM payloads WHERE sha256 = $1';
    const count = async () =>
      (await client.query<{ n: number }>(kept, [reading.snapshot.sha256])).rows[0]?.n;
    expect(await count()).toBe(0);
    await client.query(`SELECT set_config('citewatch.reclaimed', $1, false)`, [
      reading.snapshot.sha256,
    ]);
    expect(await count()).toBe(1);
    client.release(true);
    expect(await stores[0]?.reading('s1', reading.snapshot.sha256)).toBeNull();
    await pool.end();
    await Promise.all(stores.map((store) => store.close()));
  });

  describe('of which nothing shows in another', () => {
    const SECRET = 'secret-of-a';

    it('to raw statements over every table, but for bytes by their digest', async () => {
      const [a, b] = [`${SECRET}-${names()}`, names()];
      const store = await opened(a);
      const { pool: own } = await poolOf(a);
      await own.query(`INSERT INTO reports VALUES ($1, '/srv/${SECRET}', true, '2025')`, [a]);
      const { id } = await store.beginRun(night(1), HOUR);
      const reading = { ...readingOf(SECRET), url: `https://${SECRET}.example/` };
      const verdict = verdictOf(SECRET);
      const visit = { snapshot: reading.snapshot.sha256, verdict, memory: memoryAfter(1) };
      await store.keepVisit(visitOf(id, SECRET, visit), reading);
      await store.finishRun({ ...runOf(id), sources: [verdict] }, [lifeOf(SECRET, id, null)]);
      await store.addDigest(digestOf(1), { key: SECRET, part: false }, `${SECRET}@x.org`, night(2));
      await store.heed(`${SECRET}@x.org`, night(2));
      await store.close();
      const { pool: worker } = await poolOf('');
      const ask = `INSERT INTO asks (key, night, host, origin, ask) VALUES ($1, now(), $1, $1, $1)`;
      await worker.query(ask, [SECRET]);
      expect((await worker.query('TABLE asks')).rows).toHaveLength(1);

      const { pool } = await poolOf(b);
      const seenBy = async (asked: Pool): Promise<ReadonlyMap<string, string>> => {
        const { rows: tables } = await asked.query<{ name: string }>(
          `SELECT relname AS name FROM pg_class WHERE relnamespace = 'citewatch'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')`,
        );
        const seen = new Map<string, string>();
        for (const { name } of tables)
          seen.set(name, JSON.stringify((await asked.query(`TABLE ${name}`)).rows));
        return seen;
      };
      const mine = await seenBy(own);
      const shown = [...mine].filter(([, rows]) => rows.includes(SECRET)).map(([name]) => name);
      expect(shown.sort()).toEqual(
        [
          'counters',
          'deliveries',
          'digests',
          'lives',
          'memories',
          'readers',
          'readings',
          'reports',
          'runs',
          'visits',
        ].sort(),
      );
      const theirs = await seenBy(pool);
      expect([...theirs.keys()]).toEqual([...mine.keys()]);
      for (const [name, rows] of theirs) expect(rows, name).not.toContain(SECRET);
      for (const name of shown.filter((one) => one !== 'reports'))
        expect(theirs.get(name), name).toBe('[]');
      await Promise.all([own.end(), pool.end(), worker.end()]);
    });

    it('and no statement writes into it', async () => {
      const [a, b] = [names(), names()];
      const store = await opened(a);
      await wholeNight(store, 1);
      const { pool } = await poolOf(b);
      await expect(
        pool.query(`INSERT INTO counters (report, name, value) VALUES ($1, 'x', 1)`, [a]),
      ).rejects.toThrow(/row-level security/);
      expect((await pool.query(`UPDATE runs SET facts = NULL`)).rowCount).toBe(0);
      expect((await pool.query('DELETE FROM visits')).rowCount).toBe(0);
      expect(await store.run(1)).not.toBeNull();
      await Promise.all([store.close(), pool.end()]);
    });

    it('and a connection of no report sees none, nor leaves anything', async () => {
      await wholeNight(await opened(names()), 1);
      const { pool } = await poolOf('');
      expect((await pool.query('TABLE runs')).rows).toEqual([]);
      await expect(
        pool.query(`INSERT INTO counters (name, value) VALUES ('x', 1)`),
      ).rejects.toThrow();
      await pool.end();
    });
  });

  it('asks for what was before by the index, from the last month backwards, without sorting', async () => {
    const name = names();
    const store = await opened(name);
    for (const n of [1, 32, 62]) await wholeNight(store, n);
    const { pool } = await poolOf(name);
    const client = await pool.connect();
    await client.query('SET enable_seqscan = off');
    const asked = earlierVisit('*', SHARED_VISITS.latest, JUDGED)
      .replace('$1', `'tip'`)
      .replace('$2', '9');
    const explain = `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${asked}`;
    const plan = (await client.query<{ 'QUERY PLAN': string }>(explain)).rows.map(
      (row) => row['QUERY PLAN'],
    );
    const scans = plan.filter((line) => /Scan.* on visits/u.test(line));
    expect(scans.length).toBeGreaterThan(2);
    for (const scan of scans)
      expect(scan).toMatch(/Index (?:Only )?Scan Backward using visits_\d{4}_\d\d_pkey/u);
    expect(plan.join('\n')).not.toMatch(/Sort|Merge Append/u);
    client.release();
    await Promise.all([store.close(), pool.end()]);
  });

  it('was last watched on its last night, whatever was looked at alone since', async () => {
    const name = names();
    const { pool, shown } = await poolOf(name);
    const reports = reportRegistry(pool, { ...parseShared(`${await database}#${name}`), shown });
    await reports.add({ sources: '/sources.json', private: false, addedAt: night(1) });
    const store = await opened(name);
    const lastOf = async () => (await reports.mine())?.lastRun;
    const part = async (n: number) => {
      const { id } = await store.beginRun(night(n), HOUR);
      await store.finishRun({ ...runOf(id), run: { ...runOf(id).run, partOf: 34 } }, []);
    };
    await part(1);
    expect(await lastOf()).toBeNull();
    await wholeNight(store, 2);
    await part(3);
    expect(await lastOf()).toBe(night(2));
    await Promise.all([store.close(), reports.close()]);
  });

  describe('keeps two years', () => {
    it('from the first day of a month', () => {
      expect(retentionCutoff('2025-10-17T02:00:00Z')).toBe('2023-10-01');
      expect(retentionCutoff('2024-01-31T23:59:00Z')).toBe('2022-01-01');
    });

    it('and longer than that what the last night said, whatever was looked at alone since', async () => {
      const name = names();
      const store = await opened(name);
      const at = (month: number): string => new Date(Date.UTC(2015, month, 5)).toISOString();
      for (const [month, partOf] of [[0], [1], [2, 34], [40, 34]] as const) {
        const { id } = await store.beginRun(at(month), HOUR);
        await store.keepVisit(visitOf(id, 'tip'), null);
        const facts = partOf === undefined ? {} : { partOf };
        await store.finishRun({ ...runOf(id), run: { ...runOf(id).run, ...facts } }, []);
      }
      const { pool, shown } = await poolOf(name);
      await dropOldVisits(reportRows(pool, shown), '2024-01-01');
      expect(await store.run(1)).toBeNull();
      expect((await store.run(null))?.run.id).toBe(2);
      await Promise.all([pool.end(), store.close()]);
    });

    it('and longer than that what anything rests on', async () => {
      const name = names();
      const store = await opened(name);
      const old = readingOf(`old of ${name}`);
      const kept = readingOf(`kept of ${name}`);
      const at = (month: number): string => new Date(Date.UTC(2020, month, 5)).toISOString();
      // With other citations, so that no earlier visit holds it.
      const another = { ...verdictOf('a'), citations: [{ id: 'R/1', quotes: [] }] as never };
      const nights: readonly (readonly [string, ...Parameters<Store['keepVisit']>[]])[] = [
        [
          at(0),
          [visitOf(0, 'a', { snapshot: old.snapshot.sha256 }), old],
          [visitOf(0, 'still'), null],
          [visitOf(0, 'held'), null],
        ],
        [
          at(1),
          [visitOf(0, 'a', { snapshot: kept.snapshot.sha256, verdict: another }), kept],
          [visitOf(0, 'held'), null],
        ],
        [at(2), [visitOf(0, 'a', { verdict: verdictOf('a', 'unjudged') }), null]],
        [at(40), [visitOf(0, 'a', { verdict: verdictOf('a', 'unjudged') }), null]],
      ];
      for (const [began, ...visits] of nights) {
        const { id } = await store.beginRun(began, HOUR);
        for (const [visit, reading] of visits) {
          await store.lately(visit.subject, id);
          await store.keepVisit({ ...visit, run: id }, reading);
        }
        const sources = visits.flatMap(([visit]) => visit.verdict ?? []);
        await store.finishRun({ ...runOf(id), sources }, []);
      }
      const before = await store.history('a', 5);
      const { pool, shown } = await poolOf(name);
      const db = reportRows(pool, shown);
      await dropOldVisits(db, '2024-01-01');
      expect((await store.life('a')).map(({ run }) => run)).toEqual([4, 2]);
      expect((await store.life('held')).map(({ run }) => run)).toEqual([2, 1]);
      expect((await store.life('still')).map(({ run }) => run)).toEqual([1]);
      expect(await store.history('a', 5)).toEqual(before);
      expect(before.previous?.run).toBe(2);
      expect(await store.reading('a', old.snapshot.sha256)).toBeNull();
      expect(await store.reading('a', kept.snapshot.sha256)).not.toBeNull();
      expect(await store.run(3)).toBeNull();
      expect((await store.run(4))?.run.id).toBe(4);
      expect((await store.runs(9)).map(({ id }) => id)).toEqual([4, 3, 2, 1]);

      const { pool: nobody } = await poolOf('');
      const bytes = await nobody.query('SELECT FROM payloads WHERE sha256 = $1', [
        old.snapshot.sha256,
      ]);
      expect(bytes.rowCount).toBe(0);
      await dropEmptyMonths(reportRows(nobody, shown), '2024-01-01');
      const { rows } = await nobody.query<{ name: string }>(
        `SELECT relname AS name FROM pg_class WHERE relname LIKE 'visits\\_202_\\___' ORDER BY 1`,
      );
      const months = rows.map((row) => row.name);
      expect(months).toEqual(
        expect.arrayContaining(['visits_2020_01', 'visits_2020_02', 'visits_2023_05']),
      );
      expect(months).not.toContain('visits_2020_03');
      await Promise.all([pool.end(), nobody.end(), store.close()]);
    });
  });
});

/** Resolves when a connection is in the middle of a statement. */
async function asking(pool: Pool): Promise<void> {
  const count = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()`;
  while ((await pool.query<{ n: number }>(count)).rows[0]?.n === 0);
}

async function wholeNight(store: Store, n: number): Promise<void> {
  const { id } = await store.beginRun(night(n), HOUR);
  await store.keepVisit(visitOf(id, 'tip'), null);
  await store.finishRun(runOf(id), []);
}

/** What a lock gives once the server has heard that its holder is gone. */
async function taken<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RunInProgress) || tries > 100) throw error;
      await new Promise((later) => setTimeout(later, 50));
    }
}
