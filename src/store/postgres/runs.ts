import type { NotedChainTip } from '../../model/capture.js';
import type { FindingLife } from '../../model/finding.js';
import { goodRunFacts, isGoodRun, isNight, type RunFacts } from '../../model/run.js';
import { packJson } from '../compression.js';
import { parseStoredJson } from '../locks.js';
import { UNDELIVERED } from '../queries.js';
import { GOOD_RUNS, NIGHTS, type RunVerdictCache, toStoredRun } from '../rows.js';
import type { OpenRun, Store } from '../store.js';
import { countUp, type ReportRows, type Statements } from './database.js';
import type { RunLease } from './locks.js';
import { makeMonth, monthOf } from './retention.js';

/** How runs of one report begin and end. */
export function sharedRuns(
  db: ReportRows,
  lease: RunLease,
  verdicts: RunVerdictCache,
  applyRetention: (startedAt: string) => Promise<void>,
): Pick<Store, 'beginRun' | 'checkIntegrity' | 'advanceRunNumber' | 'finishRun'> {
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
    // The server looks after what it keeps.
    checkIntegrity: async () => {},
    advanceRunNumber: async (run) => void (await countUp(db, 'runs', run)),
    async finishRun(run, lives) {
      const result = await packJson(toStoredRun(run, verdicts));
      let isAgain = false;
      await db.together(async (within) => {
        await lease.assertHeld(within);
        await end(within, run.run, result, lives, isAgain);
        isAgain = true;
      });
      await applyRetention(run.run.startedAt);
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
  const last = await db.row<{ id: number; startedAt: string }>(
    `SELECT id, started_at AS "startedAt" FROM runs WHERE state = 'open' ORDER BY id DESC LIMIT 1`,
  );
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
    ...[id, month, at],
  );
  return { id, startedAt: at, resumed: false };
}

/** Ends a run; `isAgain`: it was tried, and it is not known whether that was kept. */
async function end(
  db: Statements,
  run: RunFacts,
  result: Buffer,
  lives: readonly FindingLife[],
  isAgain: boolean,
): Promise<void> {
  const ended = await db.write(
    `UPDATE runs SET state = 'finished', online = $1, facts = $2, result = $3
     WHERE id = $4 AND (state = 'open' OR ($5 AND facts = $2))`,
    ...[run.online, JSON.stringify(run), result, run.id, isAgain],
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

const OWN = `WHERE name = current_setting('citewatch.report')`;

/** Notes how the watch over the report fares, where connections of no report see it. */
async function noteNight(db: Statements, run: RunFacts): Promise<void> {
  // A night that was judged again asked nobody.
  if (run.rejudges === undefined) await db.write(`UPDATE reports SET online = $1 ${OWN}`, run.online);
  if (isGoodRun(run))
    await db.write(
      `UPDATE reports SET last_run = $1, good = $2 ${OWN}`,
      ...[run.startedAt, JSON.stringify(goodRunFacts(run))],
    );
  await noteUndelivered(db);
}

/** Notes there how many recipients were not reached. */
export const noteUndelivered = (db: Statements): Promise<number> =>
  db.write(`UPDATE reports SET undelivered = (${UNDELIVERED}) ${OWN}`);

/** Notes the same of a history that came from another store, as its nights would have noted it. */
export async function noteHistory(db: Statements): Promise<void> {
  const asked = `${NIGHTS} AND facts NOT LIKE '%"rejudges":%'`;
  // Whether the web was seen the later night says.
  for (const which of [GOOD_RUNS, asked]) {
    const last = await db.row<{ facts: string }>(`SELECT facts FROM ${which} ORDER BY id DESC LIMIT 1`);
    if (last !== undefined) await noteNight(db, parseStoredJson<RunFacts>(last.facts));
  }
  await noteUndelivered(db);
}

/** The latest lines of a report's chains of evidence, night by night. */
export const notedTips = (db: ReportRows) => ({
  /** Does nothing for a line that is noted already. */
  async note({ chain, n, sha256, run, at, machine, folder }: NotedChainTip) {
    await db.write(
      `INSERT INTO tips (chain, n, sha256, run, at, machine, folder) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT DO NOTHING`,
      ...[chain, n, sha256, run, at, machine, folder],
    );
  },
  /** Of all chains of the report, each from its beginning. */
  list: () =>
    db.rows<NotedChainTip>('SELECT chain, n, sha256, run, at, machine, folder FROM tips ORDER BY chain, n, at'),
});
