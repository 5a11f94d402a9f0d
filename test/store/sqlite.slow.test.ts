import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { DamagedStore, openSqlite } from '../../src/store/locks.js';
import { SQLITE_VISITS } from '../../src/store/sqlite/dialect.js';
import { MIGRATIONS, migrate } from '../../src/store/sqlite/migrations.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { historyQueries } from '../../src/store/visits.js';
import { storeContract } from './contract.js';
import {
  HOUR,
  lifeOf,
  memoryAfter,
  night,
  readingOf,
  runOf,
  verdictOf,
  visitOf,
} from './samples.js';

storeContract('SQLite in memory', async () => openStore(':memory:'));

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'citewatch-store-'));
  path = join(folder, 'new', 'folder', 'citewatch.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a store file', () => {
  it('is made with its folder, and remembers after it was closed', async () => {
    const store = openStore(path);
    const { id } = await store.beginRun(night(1), HOUR);
    const reading = readingOf('text');
    await store.keepVisit(visitOf(id, 'tip', { snapshot: reading.snapshot.sha256 }), reading);
    await store.finishRun(runOf(id), [lifeOf('a', id, null)]);
    await store.close();

    const again = openStore(path);
    expect(await again.run(null)).toEqual(runOf(id));
    expect((await again.history('tip', 2)).baseline?.snapshot).toEqual(reading.snapshot);
    expect(await again.lives(0)).toEqual([lifeOf('a', id, null)]);
    await again.close();
  });

  it('keeps what is said of a source once', async () => {
    const store = openStore(path);
    const { id } = await store.beginRun(night(1), HOUR);
    const verdicts = Array.from({ length: 300 }, (_, i) => verdictOf(`source-${i}`));
    await Promise.all(
      verdicts.map((verdict) => store.keepVisit(visitOf(id, verdict.id, { verdict }), null)),
    );
    await store.finishRun({ ...runOf(id), sources: verdicts }, []);
    expect((await store.run(id))?.sources).toEqual(verdicts);
    await store.close();
    const db = openSqlite(path, { readonly: true });
    const size = db.prepare<[], number>('SELECT length(result) FROM runs').pluck();
    expect(size.get()).toBeLessThan(300 * 10);
    db.close();
  });

  it('keeps of a night at rest little more than what was answered, and once what two nights said in the same words', async () => {
    const store = openStore(path);
    const quotes = Array.from({ length: 50 }, (_, i) => ({
      id: `R/1#${i}`,
      text: 'A passage. '.repeat(9),
    }));
    const verdict = {
      ...verdictOf('tip'),
      citations: [{ id: 'R/1', quotes }],
    } as unknown as SourceVerdict;
    const why = { kind: 'not-modified' } as const;
    for (let n = 1; n <= 12; n++) {
      const { id } = await store.beginRun(night(n), HOUR);
      const { previous } = await store.lately('tip', id);
      const last =
        previous ?? visitOf(id, 'tip', { verdict, memory: memoryAfter(1), restsUntil: 0 });
      const link = n === 2 ? { ...verdict.link, why } : (last.verdict ?? verdict).link;
      const visit = {
        ...last,
        run: id,
        at: night(n),
        verdict: { ...(last.verdict ?? verdict), link },
      };
      await store.keepVisit(visit, null);
      expect(await store.visit('tip', id)).toEqual(visit);
      await store.finishRun(runOf(id), []);
    }
    await store.close();
    const db = openSqlite(path, { readonly: true });
    const sizes = db
      .prepare<[], number>('SELECT length(visit) FROM visits ORDER BY run')
      .pluck()
      .all();
    // Whole again once, when its turn comes within eight nights.
    expect(
      sizes.map((size) => (size > 5_000 ? 'whole' : size > 150 ? 'more' : 'little')).join(' '),
    ).toMatch(/^whole( more){1,8} whole( little)+$/);
    expect(db.prepare('SELECT count(*) FROM memories').pluck().get()).toBe(0);
    db.close();
  });

  it('can be read by others while a run is under way', async () => {
    const running = openStore(path);
    const { id } = await running.beginRun(night(1), HOUR);
    const reader = openStore(path);
    await running.keepVisit(visitOf(id, 'tip'), null);
    expect(await reader.visits(id)).toEqual([visitOf(id, 'tip')]);
    await expect(reader.beginRun(night(1), HOUR)).rejects.toThrow(
      `another run is under way on ${path}`,
    );
    await reader.close();
    await running.close();
  });

  it('commits to the disk, not to the system’s memory only', () => {
    const db = openDatabase(path);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
  });
});

describe('an unfinished run', () => {
  const interrupted = async (n: number) => {
    const store = openStore(path);
    const run = await store.beginRun(night(n), 12 * HOUR);
    await store.keepVisit(visitOf(run.id, 'tip'), null);
    await store.close();
    return run;
  };

  it('is taken up while it is young, with its visits', async () => {
    const run = await interrupted(1);
    const store = openStore(path);
    const at = new Date(Date.parse(night(1)) + 11 * HOUR).toISOString();
    expect(await store.beginRun(at, 12 * HOUR)).toEqual({ ...run, resumed: true });
    expect(await store.visits(run.id)).toEqual([visitOf(run.id, 'tip')]);
    await store.close();
  });

  it('is left behind when it is old, and what it saw is no history: it was told to nobody', async () => {
    const first = openStore(path);
    const told = visitOf((await first.beginRun(night(0), HOUR)).id, 'tip');
    await first.keepVisit(told, null);
    await first.finishRun(runOf(told.run), []);
    await first.close();
    const run = await interrupted(1);
    const store = openStore(path);
    const next = await store.beginRun(night(2), 12 * HOUR);
    expect(next).toEqual({ id: run.id + 1, startedAt: night(2), resumed: false });
    expect((await store.history('tip', next.id)).previous).toEqual(told);
    await expect(store.finishRun(runOf(run.id), [])).rejects.toThrow('not under way');
    await store.finishRun(runOf(next.id), []);
    expect(await store.runs(10)).toEqual([runOf(next.id).run, runOf(told.run).run]);
    await store.close();
  });
});

describe('a file that is not a store', () => {
  const refused = (content: string | Buffer, message: RegExp) => {
    const file = join(folder, 'given.db');
    writeFileSync(file, content);
    expect(() => openStore(file)).toThrow(message);
    expect(readFileSync(file)).toEqual(Buffer.from(content));
  };

  it('is named as such, and left as it is', () => {
    refused(
      '{ "sources": [] }'.repeat(500),
      /given\.db is not a citewatch store: file is not a database/,
    );
  });

  it('is named as a damaged one when it is cut off', () => {
    openDatabase(path).close();
    refused(
      readFileSync(path).subarray(0, 5000),
      /^(?:database disk image is malformed|file is not a database)$/,
    );
  });

  it('is named as such when it is the database of another program', () => {
    const other = openSqlite(join(folder, 'other.db'));
    other.exec('CREATE TABLE bookmarks (url TEXT)');
    other.close();
    refused(
      readFileSync(join(folder, 'other.db')),
      /not a citewatch store: it is the database of another program/,
    );
  });

  it('is named when it is a folder', () => {
    expect(() => openStore(folder)).toThrow(`cannot open the store ${folder}`);
  });
});

describe('migrations', () => {
  const later = [...MIGRATIONS, 'ALTER TABLE runs ADD COLUMN note TEXT'];

  it('lead from the first version to the next without losing anything', async () => {
    const old = openSqlite(join(folder, 'old.db'));
    migrate(old, MIGRATIONS.slice(0, 1));
    old.exec(`INSERT INTO runs (started_at, state, online) VALUES ('2025-09-01', 'open', 1)`);
    migrate(old, later);
    expect(old.pragma('user_version', { simple: true })).toBe(later.length);
    expect(old.prepare('SELECT started_at, note FROM runs').all()).toEqual([
      { started_at: '2025-09-01', note: null },
    ]);
    old.close();
  });

  it('undo a step that fails', () => {
    const db = openDatabase(path);
    expect(() =>
      migrate(db, [...MIGRATIONS, 'CREATE TABLE half (a); SELECT * FROM nowhere']),
    ).toThrow('nowhere');
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).all()).toEqual([]);
    db.close();
  });

  it('find a store damaged whose tables are not those of its version, and not one for which a step is wrong', () => {
    const db = openDatabase(path);
    for (const version of [-2_147_483_648, -1, 0, 1, MIGRATIONS.length - 1]) {
      db.pragma(`user_version = ${version}`);
      expect(() => migrate(db), String(version)).toThrow(DamagedStore);
    }
    db.pragma(`user_version = ${MIGRATIONS.length}`);
    migrate(db);
    expect(() => migrate(db, [...MIGRATIONS, 'SELECT * FROM nowhere'])).toThrow(
      /^no such table: nowhere$/u,
    );
    db.close();
  });

  it('refuse a store that a newer citewatch wrote', () => {
    const db = openDatabase(path);
    migrate(db, later);
    db.close();
    expect(() => openStore(path)).toThrow('written by a newer citewatch');
  });
});

describe('history', () => {
  it('is the same whether the latest reading was noted or is looked for', async () => {
    const nightsOf = fc.array(
      fc.record({
        read: fc.boolean(),
        judged: fc.boolean(),
        online: fc.boolean(),
        ended: fc.boolean(),
        visited: fc.boolean(),
        again: fc.boolean(),
      }),
      { minLength: 2, maxLength: 9 },
    );
    await fc.assert(
      fc.asyncProperty(nightsOf, async (nights) => {
        rmSync(path, { force: true });
        let store = openStore(path);
        const seen: unknown[] = [];
        const look = async (run: number) =>
          seen.push(await store.history('tip', run), await store.lately('tip', run));
        for (const [n, { read, judged, online, ended, visited, again }] of nights.entries()) {
          const { id } = await store.beginRun(night(n + 1), HOUR);
          await look(id);
          const reading = readingOf(`text ${n}`);
          const keep = (isRead: boolean) => {
            const snapshot = isRead ? reading.snapshot.sha256 : null;
            // What could not be judged was not read.
            const verdict = verdictOf('tip', judged || isRead ? 'alive' : 'unjudged');
            return store.keepVisit(
              visitOf(id, 'tip', { snapshot, verdict }),
              isRead ? reading : null,
            );
          };
          if (visited) await keep(read);
          // A second visit in the same run, by somebody who has not looked back.
          if (visited && again) await keep(!read);
          if (ended) await store.finishRun(runOf(id, online), []);
          else {
            await store.close();
            store = openStore(path);
          }
        }
        await look(nights.length + 1);
        await store.close();
        const db = openSqlite(path);
        db.exec('UPDATE visits SET read_in = NULL');
        db.close();
        const unnoted = openStore(path);
        const found: unknown[] = [];
        for (const n of [...nights.keys(), nights.length])
          found.push(await unnoted.history('tip', n + 1), await unnoted.lately('tip', n + 1));
        await unnoted.close();
        expect(found).toEqual(seen);
      }),
      { numRuns: 150 },
    );
  });

  it.each(['judged', 'latest', 'read'] as const)(
    'asks for the %s visit by its index, without sorting, and scans only the one that it found',
    (which) => {
      const db = openDatabase(':memory:');
      const sql = historyQueries(SQLITE_VISITS)[which].replaceAll(/\$\d/gu, '1');
      const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
      expect(plan.map((step) => step.detail)).toEqual([
        'CO-ROUTINE v',
        'SEARCH v USING INDEX sqlite_autoindex_visits_1 (subject=? AND run<?)',
        'CORRELATED SCALAR SUBQUERY 1',
        'SEARCH r USING INTEGER PRIMARY KEY (rowid=?)',
        'SCAN v',
        'SEARCH h USING INDEX sqlite_autoindex_visits_1 (subject=? AND run=?) LEFT-JOIN',
        'SEARCH m USING INDEX sqlite_autoindex_memories_1 (subject=? AND run=?) LEFT-JOIN',
      ]);
      db.close();
    },
  );
});
