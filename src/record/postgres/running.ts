import type { FindingLife } from '../../model/finding.js';
import { isGoodRun, isNight, type RunFacts } from '../../model/run.js';
import { goodNight } from '../../model/service-state.js';
import { packJson } from '../compression.js';
import { keptRun } from '../kept-run.js';
import type { OpenRun, Store } from '../store.js';
import { countUp } from './counters.js';
import type { ReportRows, Statements } from './database.js';
import { noteUndelivered } from './digests.js';
import type { RunLease } from './lease.js';
import { makeMonth, monthOf } from './months.js';
import type { SharedVerdicts } from './verdicts.js';

/** How runs of one report begin and end. */
export function sharedRunning(
  db: ReportRows,
  lease: RunLease,
  verdicts: SharedVerdicts,
  tidyUp: (startedAt: string) => Promise<void>,
): Pick<Store, 'beginRun' | 'lookThrough' | 'numberAfter' | 'finishRun'> {
  return {
    async beginRun(at, resumeWithin) {
      await lease.take();
      try {
        verdicts.forget();
        const month = await nextMonth(db, at);
        await makeMonth(db, month);
        return await db.together((within) => begin(within, at, month, resumeWithin));
      } catch (error) {
        await lease.release();
        throw error;
      }
    },
    // Its server looks after what it keeps.
    lookThrough: async () => {},
    numberAfter: async (run) => void (await countUp(db, 'runs', run)),
    async finishRun(run, lives) {
      const result = await packJson(keptRun(run, verdicts));
      await db.together(async (within) => {
        await lease.assertHeld(within);
        await end(within, run.run, result, lives);
      });
      await tidyUp(run.run.startedAt);
      await lease.release();
    },
  };
}

/** The month in which the visits of a run that begins are kept: a clock that was set back makes none of an earlier one. */
async function nextMonth(db: ReportRows, at: string): Promise<string> {
  const last = await db.row<{ month: string }>('SELECT month::text FROM runs ORDER BY id DESC LIMIT 1');
  const month = monthOf(at);
  return last !== undefined && last.month > month ? last.month : month;
}

async function begin(db: Statements, at: string, month: string, resumeWithin: number): Promise<OpenRun> {
  const open = await db.rows<{ id: number; startedAt: string }>(
    `SELECT id, started_at AS "startedAt" FROM runs WHERE state = 'open' ORDER BY id DESC`,
  );
  const [last] = open;
  // A clock that was set back makes no old run a young one.
  const young = last !== undefined && Math.abs(Date.parse(at) - Date.parse(last.startedAt)) < resumeWithin;
  await db.write(
    `UPDATE runs SET state = 'abandoned' WHERE state = 'open' AND id IS DISTINCT FROM $1::int`,
    young ? last.id : null,
  );
  if (young) return { ...last, resumed: true };
  const id = await countUp(db, 'runs');
  await db.write(
    `INSERT INTO runs (id, month, started_at, state, online) VALUES ($1, $2, $3, 'open', true)`,
    id,
    month,
    at,
  );
  return { id, startedAt: at, resumed: false };
}

async function end(
  db: Statements,
  run: RunFacts,
  result: Buffer,
  lives: readonly FindingLife[],
): Promise<void> {
  const ended = await db.write(
    `UPDATE runs SET state = 'finished', online = $1, facts = $2, result = $3 WHERE id = $4 AND state = 'open'`,
    run.online,
    JSON.stringify(run),
    result,
    run.id,
  );
  if (ended !== 1) throw new Error(`run ${run.id} is not under way`);
  if (isNight(run)) await noteNight(db, run);
  await db.write(
    `INSERT INTO lives (finding, opened_in, fresh_in, resolved_in, body)
     SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::text[])
     ON CONFLICT (report, finding, opened_in)
     DO UPDATE SET fresh_in = excluded.fresh_in, resolved_in = excluded.resolved_in, body = excluded.body`,
    lives.map(({ finding }) => finding.id),
    lives.map(({ openedIn }) => openedIn),
    lives.map(({ freshIn }) => freshIn),
    lives.map(({ resolvedIn }) => resolvedIn),
    lives.map(({ finding }) => JSON.stringify(finding)),
  );
}

/** Notes where connections of no report see it how the watch over the report fares. */
async function noteNight(db: Statements, run: RunFacts): Promise<void> {
  const own = `WHERE name = current_setting('citewatch.report')`;
  // One that judged a night again asked nobody.
  if (run.rejudges === undefined) await db.write(`UPDATE reports SET online = $1 ${own}`, run.online);
  if (isGoodRun(run))
    await db.write(
      `UPDATE reports SET last_run = $1, good = $2 ${own}`,
      run.startedAt,
      JSON.stringify(goodNight(run)),
    );
  await noteUndelivered(db);
}
