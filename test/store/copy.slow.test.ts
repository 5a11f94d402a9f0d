import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { calendarOf } from '../../bench/nights/calendar.js';
import { NIGHTS } from '../../bench/nights/clock.js';
import { type MadeUp, playNight, watched } from '../../bench/nights/play.js';
import { SHELF } from '../../bench/nights/shelf.js';
import { Web } from '../../bench/nights/web.js';
import { write } from '../../bench/nights/work.js';
import { UserError } from '../../src/model/problem.js';
import { goodRunFacts, type RunFacts } from '../../src/model/run.js';
import { parseShared } from '../../src/model/settings.js';
import { publish } from '../../src/night/night.js';
import { packJson, unpackText } from '../../src/store/compression.js';
import { COPIED_TABLES, type CopiedTable, type HistorySource } from '../../src/store/copy.js';
import { DamagedStore, openSqlite, RunInProgress } from '../../src/store/locks.js';
import { openPool } from '../../src/store/postgres/connect.js';
import { sharedSource } from '../../src/store/postgres/copy.js';
import { reportRows } from '../../src/store/postgres/database.js';
import { migrateShared } from '../../src/store/postgres/migrations.js';
import { notedTips } from '../../src/store/postgres/runs.js';
import { sqliteSource, sqliteTarget } from '../../src/store/sqlite/copy.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import type { Store } from '../../src/store/store.js';
import { copyStoreHistory } from '../../src/tasks/copy-store.js';
import { openReportList, openShared } from '../../src/tasks/shared-stores.js';
import { emptyFolder } from '../command-line.js';
import { postgresServer } from '../postgres-server.js';
import { fakeWorld } from '../world.js';
import { HOUR, night } from './samples.js';

const server = await postgresServer();

/** Nights that are played before the history is copied. */
const PLAYED = 16;
const SEED = 3;

/** Forty works, and what befalls them. */
function madeUp(): MadeUp {
  const works = SHELF.map((shelved) => write(shelved, SEED));
  return { web: new Web(works, calendarOf(works, NIGHTS, SEED), SEED), watch: watched(works) };
}

/** Plays a night on a store, and gives what it published and sent. */
async function nightOn(store: Store, n: number) {
  const world = fakeWorld(undefined, store);
  const { run } = await playNight(world, madeUp(), n);
  await publish(world, run, {});
  await world.close();
  const files = [...world.published];
  return { latest: world.published.get('latest.json') ?? '', files, mails: world.sent };
}

/** All that a store keeps of a report, as text: what is packed in one way or another is the same. */
async function historyOf(
  source: HistorySource,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const all: Record<string, readonly string[]> = {};
  for (const table of COPIED_TABLES) {
    const lines: string[] = [];
    for await (const rows of source.rows(table))
      for (const row of rows) lines.push(lineOf(table, row));
    // Visits stand in the order in which they landed.
    all[table.name] = table.name === 'visits' ? lines : lines.sort();
  }
  await source.close();
  return all;
}

const lineOf = ({ columns }: CopiedTable, row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.entries(columns).map(([column, kind]) => {
      const value = row[column];
      return kind === 'packed' && Buffer.isBuffer(value) ? unpackText(value) : value;
    }),
  );

describe.skipIf(server === null)(
  'a history of sixteen nights, copied into a shared store and back',
  () => {
    let [own, db, back] = ['', '', ''];
    let folder = '';
    beforeAll(async () => {
      folder = emptyFolder();
      own = join(folder, 'own.db');
      back = join(folder, 'back.db');
      db = `${await server?.database()}#asylos`;
      const made = madeUp();
      const world = fakeWorld(undefined, openStore(own));
      for (let n = 1; n <= PLAYED; n += 1) await playNight(world, made, n);
      await world.close();
      await copyStoreHistory(own, db, inFolder());
      await copyStoreHistory(db, back, null);
    }, 300_000);

    const poolOf = async (address: string): Promise<Pool> => {
      const pool = openPool(parseShared(address));
      await migrateShared(pool, 'it');
      return pool;
    };
    const shared = async (address = db): Promise<HistorySource> => {
      const pool = await poolOf(address);
      const source = sharedSource(pool, 'it');
      return { ...source, close: () => source.close().then(() => pool.end()) };
    };
    const inFolder = () => ({ sources: join(folder, 'sources.json'), id: null, private: false });
    /** A copy of the file, which a test may damage. */
    const another = (name: string): string => {
      const path = join(folder, name);
      copyFileSync(own, path);
      return path;
    };

    it('is the same in all three, and one visit that was altered is noticed', async () => {
      const here = await historyOf(sqliteSource(own));
      for (const { name } of COPIED_TABLES)
        if (name !== 'tips') expect(here[name]?.length, name).toBeGreaterThan(0);
      expect(here.visits?.length).toBeGreaterThan(PLAYED * SHELF.length - 1);
      expect(await historyOf(await shared())).toEqual(here);
      expect(await historyOf(sqliteSource(back))).toEqual(here);
      const altered = another('altered.db');
      const visit = openSqlite(altered);
      visit
        .prepare('UPDATE visits SET visit = ? WHERE id = (SELECT max(id) FROM visits)')
        .run(await packJson({ subject: 'x' }));
      visit.close();
      expect(await historyOf(sqliteSource(altered))).not.toEqual(here);
    });

    it('has columns for all that either store keeps', async () => {
      const copied = new Map(
        COPIED_TABLES.map(({ name, columns }) => [name, Object.keys(columns)]),
      );
      const db = openSqlite(own, { readonly: true });
      const ofSqlite = db
        .prepare<[], { table: string; name: string }>(
          `SELECT m.name AS "table", c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'`,
        )
        .all();
      db.close();
      const pool = await poolOf(`${await server?.database()}#x`);
      const ofShared = await pool.query<{ table: string; name: string }>(
        `SELECT table_name AS "table", column_name AS name FROM information_schema.columns
       WHERE table_schema = 'citewatch' AND table_name IN (SELECT table_name FROM information_schema.columns WHERE column_name = 'report' AND table_schema = 'citewatch')
         AND table_name NOT LIKE 'visits\\_%' AND table_name <> 'nights'`,
      );
      await pool.end();
      const left = (columns: readonly { table: string; name: string }[]): readonly string[] =>
        columns
          .filter(({ table, name }) => copied.get(table)?.includes(name) !== true)
          .map(({ table, name }) => `${table}.${name}`)
          .sort();
      // Numbers of rows, and what is found out again by whoever needs it.
      expect(left(ofSqlite)).toEqual(['visits.id', 'visits.read_in']);
      expect(left(ofShared.rows.filter(({ name }) => name !== 'report'))).toEqual([
        'memories.former',
        'runs.month',
        'visits.landed',
        'visits.month',
      ]);
    });

    it('goes on from each as if it had always been there: the next nights publish and tell the same', async () => {
      const reports = await openReportList(db);
      expect(await reports.mine()).toMatchObject({
        name: 'asylos',
        private: false,
        sources: join(folder, 'sources.json'),
      });
      const before = openStore(another('before.db'));
      const good = (await before.lastGood()) as RunFacts;
      expect(await reports.watched()).toMatchObject({
        nights: [{ report: 'asylos', at: good.startedAt }],
        reports: [{ report: 'asylos', online: true, good: goodRunFacts(good) }],
      });
      await Promise.all([reports.close(), before.close()]);
      for (const n of [PLAYED + 1, PLAYED + 2]) {
        const here = await nightOn(openStore(own), n);
        expect(JSON.parse(here.latest).run.id).toBe(n);
        expect(await nightOn(await openShared(db, null), n)).toEqual(here);
        expect(await nightOn(openStore(back), n)).toEqual(here);
      }
    }, 120_000);

    it('goes from one shared store to another, with what was noted of its evidence, and from there into a file', async () => {
      const [one, other] = [`${await server?.database()}#one`, `${await server?.database()}#other`];
      // Digests of before keys, and a memory of a visit that was dropped after two years.
      const old = another('old.db');
      const early = openSqlite(old);
      early.exec('UPDATE digests SET key = NULL');
      early.close();
      await copyStoreHistory(old, one, inFolder());
      const pool = await poolOf(one);
      await notedTips(reportRows(pool, 'it')).note({
        chain: 'c',
        n: 7,
        sha256: 's',
        run: 1,
        at: night(1),
        machine: 'm',
        folder: '/f',
      });
      const dropped = await pool.query(
        `DELETE FROM visits d USING memories m WHERE d.subject = m.subject AND d.run = m.run
         AND NOT EXISTS (SELECT FROM visits h WHERE h.subject = d.subject AND h.held_in = d.run)
         AND d.subject = (SELECT min(subject) FROM memories) RETURNING d.run`,
      );
      expect(dropped.rowCount).toBeGreaterThan(0);
      await pool.end();
      await copyStoreHistory(one, other, inFolder());
      const [here, there] = [
        await historyOf(await shared(one)),
        await historyOf(await shared(other)),
      ];
      expect(there).toEqual(here);
      expect(here.tips).toHaveLength(1);
      const file = join(folder, 'from-other.db');
      await copyStoreHistory(other, file, null);
      expect(await historyOf(sqliteSource(file))).toEqual({ ...here, tips: [] });
    });

    it('is refused where a history is already, where none is, and where nothing is kept of the report', async () => {
      const other = `${await server?.database()}#lacking`;
      for (const [from, to, words] of [
        [own, db, /has a history of this report already/],
        [own, back, /has a history of this report already/],
        [db, db, /has a history of this report already/],
        [own, own, /is the store that is to be copied/],
        [own, other, /it has no report lacking: citewatch reports add --db … adds it/],
        [join(folder, 'none.db'), join(folder, 'x.db'), /there is no store yet/],
      ] as const)
        await expect(copyStoreHistory(from, to, null)).rejects.toThrow(words);
      const empty = join(folder, 'empty.db');
      await openStore(empty).close();
      await expect(copyStoreHistory(empty, join(folder, 'x.db'), null)).rejects.toThrow(UserError);
      expect(existsSync(join(folder, 'x.db'))).toBe(false);
    });

    it('waits for no run that is under way on either side: it is refused, and nothing is made', async () => {
      const from = another('running.db');
      const to = join(folder, 'to.db');
      const running = openStore(from);
      await running.beginRun(night(900), HOUR);
      await expect(copyStoreHistory(from, to, null)).rejects.toThrow(RunInProgress);
      await running.close();
      expect(existsSync(to)).toBe(false);
      const [there, shown] = [await openShared(db, null), parseShared(db).shown];
      await there.beginRun(night(900), HOUR);
      await expect(copyStoreHistory(db, to, null)).rejects.toThrow(
        `another run is under way on ${shown}`,
      );
      await there.close();
      const target = sqliteTarget(to);
      const begun = openStore(to);
      await begun.beginRun(night(900), HOUR);
      await expect(target.hold()).rejects.toThrow(RunInProgress);
      await Promise.all([begun.close(), target.close()]);
    });

    it('is nowhere when what was written there is damaged, or of a newer version', async () => {
      const to = join(folder, 'nothing.db');
      const damaged = another('damaged.db');
      const db = openSqlite(damaged);
      const last = db
        .prepare<[], Buffer>('SELECT visit FROM visits ORDER BY id DESC LIMIT 1')
        .pluck()
        .get() as Buffer;
      last[3] = (last[3] ?? 0) ^ 1;
      db.prepare('UPDATE visits SET visit = ? WHERE id = (SELECT max(id) FROM visits)').run(last);
      db.close();
      await expect(copyStoreHistory(damaged, to, null)).rejects.toThrow(DamagedStore);
      const torn = another('torn.db');
      truncateSync(torn, 40_960);
      await expect(copyStoreHistory(torn, to, null)).rejects.toThrow(
        /malformed|not a database|damaged/u,
      );
      const newer = another('newer.db');
      const later = openSqlite(newer);
      later.pragma('user_version = 99');
      later.close();
      await expect(copyStoreHistory(newer, to, null)).rejects.toThrow(
        /was written by a newer citewatch/,
      );
      expect(readdirSync(folder).filter((name) => name.startsWith('nothing'))).toEqual([]);
      const shared = `${await server?.database()}#half`;
      await expect(copyStoreHistory(damaged, shared, inFolder())).rejects.toThrow(DamagedStore);
      await expect(nothingIn(shared)).resolves.toBe(true);
    });

    it.each(['readings', 'visits', 'counters'])(
      'is nowhere when the copy is killed behind its %s',
      async (table) => {
        const file = join(folder, `killed-${table}.db`);
        for (const to of [file, `${await server?.database()}#killed`]) {
          if (to !== file) await (await poolOf(to)).end();
          const child = spawn(
            process.execPath,
            ['--import', 'tsx', join(import.meta.dirname, 'copying-child.ts'), own, to],
            {
              stdio: ['ignore', 'pipe', 'inherit'],
            },
          );
          for await (const chunk of child.stdout)
            if (String(chunk).split('\n').includes(table)) break;
          child.kill('SIGKILL');
          await once(child, 'exit');
          if (to === file)
            expect(Object.values(await historyOf(sqliteSource(file))).flat()).toEqual([]);
          else expect(await nothingIn(to)).toBe(true);
          // What was killed is begun again.
          await copyStoreHistory(own, to, inFolder());
          expect(await historyOf(to === file ? sqliteSource(to) : await shared(to))).toEqual(
            await historyOf(sqliteSource(own)),
          );
        }
      },
      120_000,
    );

    /** True where no table of a shared store has a row, of that report or of none. */
    async function nothingIn(to: string): Promise<boolean> {
      const pool = await poolOf(to);
      try {
        const tables = [...COPIED_TABLES.map(({ name }) => name), 'payloads', 'reports'];
        const some = tables.map((name) => `EXISTS (SELECT FROM ${name})`).join(' OR ');
        return (
          (await pool.query<{ some: boolean }>(`SELECT ${some} AS some`)).rows[0]?.some === false
        );
      } finally {
        await pool.end();
      }
    }
  },
);
