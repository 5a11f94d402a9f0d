import { setImmediate } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { FindingLife } from '../../model/finding.js';
import type { Run, RunFacts } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import { packJson, unpackJson } from '../compression.js';
import type { FileIdentityCheck, RunLock } from '../locks.js';
import { DamagedStore, OTHER_SCHEMA, parseStoredJson } from '../locks.js';
import {
  GOOD_RUNS,
  indexIn,
  type LifeRow,
  lifeFromRow,
  NIGHTS,
  runWith,
  SHOWN_RUN,
  type StoredRun,
  sourceOf,
  toStoredRun,
} from '../rows.js';
import type { OpenRun, Store } from '../store.js';
import { hasOwnSchema } from './migrations.js';
import type { VerdictTable } from './readings.js';

interface OpenRow {
  id: number;
  startedAt: string;
}

/** Runs, and the lives of the findings that they opened and resolved. */
export function runTables(
  db: Database,
  lock: RunLock,
  verdicts: VerdictTable,
  there: FileIdentityCheck,
): Pick<
  Store,
  | 'beginRun'
  | 'checkIntegrity'
  | 'advanceRunNumber'
  | 'rows'
  | 'finishRun'
  | 'run'
  | 'result'
  | 'verdicts'
  | 'runs'
  | 'nights'
  | 'lastGood'
  | 'lives'
> {
  const unfinished = db.prepare<[], OpenRow>(
    `SELECT id, started_at AS startedAt FROM runs WHERE state = 'open' ORDER BY id DESC`,
  );
  const abandon = db.prepare<[number]>(`UPDATE runs SET state = 'abandoned' WHERE id = ?`);
  const open = db.prepare<[string]>(`INSERT INTO runs (started_at, state, online) VALUES (?, 'open', 1)`);
  const numbered = db.prepare(
    `INSERT INTO sqlite_sequence (name, seq) SELECT 'runs', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'runs')`,
  );
  const numbers = db.prepare<[number]>(`UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'runs'`);
  const finish = db.prepare<[number, string, Buffer, number]>(
    `UPDATE runs SET state = 'finished', online = ?, facts = ?, result = ? WHERE id = ? AND state = 'open'`,
  );
  const keepLife = db.prepare<[string, number, number, number | null, string]>(
    `INSERT INTO lives (finding, opened_in, fresh_in, resolved_in, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET fresh_in = excluded.fresh_in, resolved_in = excluded.resolved_in, body = excluded.body`,
  );
  const one = db
    .prepare<[number], Buffer>(`SELECT result FROM runs WHERE state = 'finished' AND id = ?`)
    .pluck();
  const latest = db.prepare<[], Buffer>(`SELECT result FROM runs WHERE id = ${SHOWN_RUN}`).pluck();
  const factsOf = (which: string) =>
    db.prepare<[number], string>(`SELECT facts FROM ${which} ORDER BY id DESC LIMIT ?`).pluck();
  const facts = factsOf(`runs WHERE state = 'finished'`);
  const nights = factsOf(NIGHTS);
  const good = factsOf(GOOD_RUNS);
  // Oldest first, so that of a finding that came back the present life comes last.
  const livesSince = db.prepare<[number], LifeRow>(
    `SELECT body, opened_in AS openedIn, fresh_in AS freshIn, resolved_in AS resolvedIn FROM lives
     WHERE resolved_in IS NULL OR resolved_in > ? ORDER BY opened_in, finding`,
  );

  const begin = db.transaction((at: string, resumeWithin: number): OpenRun => {
    const [last, ...older] = unfinished.all();
    for (const run of older) abandon.run(run.id);
    if (last !== undefined) {
      // A clock that was set back makes no old run a young one.
      if (Math.abs(Date.parse(at) - Date.parse(last.startedAt)) < resumeWithin)
        return { ...last, resumed: true };
      abandon.run(last.id);
    }
    return { id: Number(open.run(at).lastInsertRowid), startedAt: at, resumed: false };
  });

  const end = db.transaction((run: RunFacts, result: Buffer, lives: readonly FindingLife[]) => {
    there();
    const { changes } = finish.run(run.online ? 1 : 0, JSON.stringify(run), result, run.id);
    if (changes !== 1) throw new Error(`run ${run.id} is not under way`);
    for (const { finding, openedIn, freshIn, resolvedIn } of lives) {
      keepLife.run(finding.id, openedIn, freshIn, resolvedIn, JSON.stringify(finding));
    }
  });

  /** The present run's look through the store. */
  let looked: Promise<void> | null = null;

  async function resultOf(id: number | null): Promise<StoredRun | null> {
    const result = id === null ? latest.get() : one.get(id);
    return result === undefined ? null : unpackJson<StoredRun>(result);
  }

  async function read(id: number | null): Promise<Run<Verdicts> | null> {
    const result = await resultOf(id);
    if (result === null) return null;
    const rows = verdicts.rows(result.run.id, result.sources, indexIn(result));
    return runWith(rows, result);
  }

  return {
    async beginRun(at, resumeWithin) {
      lock.take();
      try {
        looked = null;
        verdicts.forget();
        return begin.immediate(at, resumeWithin);
      } catch (error) {
        lock.release();
        throw error;
      }
    },
    checkIntegrity() {
      looked ??= setImmediate().then(() => refuseDamaged(db));
      return looked;
    },
    async advanceRunNumber(run) {
      numbered.run();
      numbers.run(run);
    },
    async finishRun(run, lives) {
      end.immediate(run.run, await packJson(toStoredRun(run, verdicts)), lives);
      lock.release();
    },
    async run(id) {
      const run = await read(id);
      return run && { ...run, sources: [...run.sources] };
    },
    result: read,
    rows: async (run, index) => verdicts.rows(run, index.ids, index),
    async verdicts(id, sources) {
      const wanted = new Set(sources);
      const kept = (await resultOf(id))?.sources.filter((one) => wanted.has(sourceOf(one))) ?? [];
      return kept.map((one) => verdicts.verdictOf(id, one));
    },
    async runs(limit) {
      return facts.all(limit).map((json) => parseStoredJson<RunFacts>(json));
    },
    async nights(limit) {
      return nights.all(limit).map((json) => parseStoredJson<RunFacts>(json));
    },
    async lastGood() {
      const [json] = good.all(1);
      return json === undefined ? null : parseStoredJson<RunFacts>(json);
    },
    async lives(since) {
      return livesSince.all(since).map(lifeFromRow);
    },
  };
}

/** Kibibytes of pages that are held while the whole file passes, as SQLite counts them: with the usual 16,000 it takes half as long again. */
const PASSING = -2_000;

/**
 * Reads the whole file, but for what is packed in it: 0.4 s of a processor a gigabyte, once a night. What would be
 * written into a damaged file might be lost with it.
 */
function refuseDamaged(db: Database): void {
  const usual = db.pragma('cache_size', { simple: true });
  db.pragma(`cache_size = ${PASSING}`);
  const found = String(db.pragma('quick_check(1)', { simple: true }));
  db.pragma(`cache_size = ${usual}`);
  if (found !== 'ok') throw new DamagedStore(found.split('\n').at(-1));
  if (!hasOwnSchema(db)) throw new DamagedStore(OTHER_SCHEMA);
}
