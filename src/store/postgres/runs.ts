import type { NotedChainTip } from '../../model/capture.js';
import { goodRunFacts, isGoodRun, type RunFacts } from '../../model/run.js';
import type { Statements } from '../database.js';
import { parseStoredJson } from '../locks.js';
import { UNDELIVERED } from '../queries.js';
import { GOOD_RUNS, NIGHTS } from '../rows.js';

const OWN = `WHERE name = current_setting('citewatch.report')`;

/** Notes how the watch over the report fares, where connections of no report see it. */
export async function noteNight(db: Statements, run: RunFacts): Promise<void> {
  // A night that was judged again asked nobody.
  if (run.rejudges === undefined)
    await db.write(`UPDATE reports SET online = $1 ${OWN}`, run.online);
  if (isGoodRun(run))
    await db.write(
      `UPDATE reports SET last_run = $1, good = $2 ${OWN}`,
      run.startedAt,
      JSON.stringify(goodRunFacts(run)),
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
    const last = await db.row<{ facts: string }>(
      `SELECT facts FROM ${which} ORDER BY id DESC LIMIT 1`,
    );
    if (last !== undefined) await noteNight(db, parseStoredJson<RunFacts>(last.facts));
  }
  await noteUndelivered(db);
}

/** The latest lines of a report's chains of evidence, night by night. */
export const notedTips = (db: Statements) => ({
  /** Does nothing for a line that is noted already. */
  async note({ chain, n, sha256, run, at, machine, folder }: NotedChainTip) {
    await db.write(
      `INSERT INTO tips (chain, n, sha256, run, at, machine, folder) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT DO NOTHING`,
      chain,
      n,
      sha256,
      run,
      at,
      machine,
      folder,
    );
  },
  /** Of all chains of the report, each from its beginning. */
  list: () =>
    db.rows<NotedChainTip>(
      'SELECT chain, n, sha256, run, at, machine, folder FROM tips ORDER BY chain, n, at',
    ),
});
