import { setImmediate } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { FindingLife } from '../../model/finding.js';
import type { RunFacts } from '../../model/run.js';
import { packJson } from '../compression.js';
import { DamagedStore, type FileIdentityCheck, OTHER_SCHEMA, type RunLock } from '../locks.js';
import { toStoredRun } from '../rows.js';
import type { OpenRun, Store } from '../store.js';
import { hasOwnSchema } from './migrations.js';
import type { VerdictTable } from './readings.js';

/** How runs begin and end. `checkFile` throws when the store's file was removed or replaced. */
export function runTable(
  db: Database,
  lock: RunLock,
  verdicts: VerdictTable,
  checkFile: FileIdentityCheck,
): Pick<Store, 'beginRun' | 'checkIntegrity' | 'advanceRunNumber' | 'finishRun'> {
  const unfinished = db.prepare<[], { id: number; startedAt: string }>(
    `SELECT id, started_at AS startedAt FROM runs WHERE state = 'open' ORDER BY id DESC LIMIT 1`,
  );
  const abandon = db.prepare<[number | null]>(
    `UPDATE runs SET state = 'abandoned' WHERE state = 'open' AND id IS NOT ?`,
  );
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

  const begin = db.transaction((at: string, resumeWithin: number): OpenRun => {
    const last = unfinished.get();
    // A clock that was set back makes no old run a young one.
    const isYoung = last !== undefined && Math.abs(Date.parse(at) - Date.parse(last.startedAt)) < resumeWithin;
    abandon.run(isYoung ? last.id : null);
    if (isYoung) return { ...last, resumed: true };
    return { id: Number(open.run(at).lastInsertRowid), startedAt: at, resumed: false };
  });

  const end = db.transaction((run: RunFacts, result: Buffer, lives: readonly FindingLife[]) => {
    checkFile();
    const { changes } = finish.run(run.online ? 1 : 0, JSON.stringify(run), result, run.id);
    if (changes !== 1) throw new Error(`run ${run.id} is not under way`);
    for (const { finding, openedIn, freshIn, resolvedIn } of lives)
      keepLife.run(finding.id, openedIn, freshIn, resolvedIn, JSON.stringify(finding));
  });

  /** The present run's check of the whole file. */
  let checked: Promise<void> | null = null;

  return {
    async beginRun(at, resumeWithin) {
      lock.take();
      try {
        checked = null;
        verdicts.forget();
        return begin.immediate(at, resumeWithin);
      } catch (error) {
        lock.release();
        throw error;
      }
    },
    checkIntegrity() {
      checked ??= setImmediate().then(() => refuseDamaged(db));
      return checked;
    },
    async advanceRunNumber(run) {
      numbered.run();
      numbers.run(run);
    },
    async finishRun(run, lives) {
      end.immediate(run.run, await packJson(toStoredRun(run, verdicts)), lives);
      lock.release();
    },
  };
}

/** Reads the whole file but for what is packed in it (0.4 s of a processor a gigabyte): what is written into a damaged file may be lost. */
export function refuseDamaged(db: Database): void {
  const found = String(db.pragma('quick_check(1)', { simple: true }));
  if (found !== 'ok') throw new DamagedStore(found.split('\n').at(-1));
  if (!hasOwnSchema(db)) throw new DamagedStore(OTHER_SCHEMA);
}
