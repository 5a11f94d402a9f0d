import type { FindingLife } from '../model/finding.js';
import type { RunFacts } from '../model/run.js';
import { packJson } from './compression.js';
import type { Records, Statements } from './database.js';
import type { RunLock } from './locks.js';
import { type RunVerdictCache, toStoredRun } from './rows.js';
import type { OpenRun, Store } from './store.js';

/** How a store counts runs, and what it does besides when one begins or ends. */
export interface RunDialect extends Pick<Store, 'checkIntegrity' | 'advanceRunNumber'> {
  /** Makes the place for what a run that begins will keep. */
  prepare(startedAt: string): Promise<unknown>;
  /** Adds a run, and gives its number. */
  addRun(within: Statements, startedAt: string): Promise<number>;
  /** Columns that tell one life from others. */
  readonly lifeKey: string;
  /** Does what belongs to the end of a run. */
  noteEnd(within: Statements, run: RunFacts): Promise<unknown>;
  /** Tidies up once a run has ended. */
  tidy(startedAt: string): Promise<unknown>;
}

/** How runs begin and end. */
export function runTable(
  db: Records,
  dialect: RunDialect,
  lock: RunLock,
  cache: RunVerdictCache,
): Pick<Store, 'beginRun' | 'checkIntegrity' | 'advanceRunNumber' | 'finishRun'> {
  const { checkIntegrity, advanceRunNumber } = dialect;
  return {
    checkIntegrity,
    advanceRunNumber,
    async beginRun(at, resumeWithin) {
      await lock.take();
      try {
        cache.forget();
        await dialect.prepare(at);
        return await db.together((within) => begin(within, dialect, at, resumeWithin));
      } catch (error) {
        await lock.release();
        throw error;
      }
    },
    async finishRun(run, lives) {
      const result = await packJson(toStoredRun(run, cache));
      let isAgain = false;
      await db.together(async (within) => {
        await lock.assertHeld(within);
        await end(within, run.run, result, isAgain);
        isAgain = true;
        await dialect.noteEnd(within, run.run);
        for (const life of lives) await keepLife(within, dialect, life);
      });
      await dialect.tidy(run.run.startedAt);
      await lock.release();
    },
  };
}

async function begin(
  db: Statements,
  dialect: RunDialect,
  at: string,
  resumeWithin: number,
): Promise<OpenRun> {
  const last = await db.row<{ id: number; startedAt: string }>(
    `SELECT id, started_at AS "startedAt" FROM runs WHERE state = 'open' ORDER BY id DESC LIMIT 1`,
  );
  // A clock that was set back makes no old run a young one.
  const isYoung =
    last !== undefined && Math.abs(Date.parse(at) - Date.parse(last.startedAt)) < resumeWithin;
  await db.write(
    `UPDATE runs SET state = 'abandoned' WHERE state = 'open' AND id <> $1`,
    isYoung ? last.id : 0,
  );
  if (isYoung) return { ...last, resumed: true };
  return { id: await dialect.addRun(db, at), startedAt: at, resumed: false };
}

/** Ends a run; `isAgain`: it was tried, and it is not known whether that was kept. */
async function end(db: Statements, run: RunFacts, result: Buffer, isAgain: boolean): Promise<void> {
  const ended = await db.write(
    `UPDATE runs SET state = 'finished', online = $1, facts = $2, result = $3
     WHERE id = $4 AND (state = 'open' OR ($5 AND facts = $2))`,
    run.online,
    JSON.stringify(run),
    result,
    run.id,
    isAgain,
  );
  if (ended !== 1) throw new Error(`run ${run.id} is not under way`);
}

const keepLife = (
  db: Statements,
  { lifeKey }: RunDialect,
  { finding, openedIn, freshIn, resolvedIn }: FindingLife,
): Promise<number> =>
  db.write(
    `INSERT INTO lives (finding, opened_in, fresh_in, resolved_in, body) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (${lifeKey}) DO UPDATE SET fresh_in = excluded.fresh_in, resolved_in = excluded.resolved_in, body = excluded.body`,
    finding.id,
    openedIn,
    freshIn,
    resolvedIn,
    JSON.stringify(finding),
  );
