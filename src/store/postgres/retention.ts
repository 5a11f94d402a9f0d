import type { Pool } from 'pg';
import type { Statements } from '../database.js';
import { SHOWN_RUN } from '../rows.js';
import { type ReportRows, reclaimPayloads, reportRows } from './database.js';
import { isLockedOut } from './outages.js';

/** Months for which every visit is kept, our choice: as long as a report of country information is cited, and a yearly edition is compared. */
const KEPT_MONTHS = 24;

/** The first month whose visits are all kept, as `2025-10-01`, at an instant. */
export function retentionCutoff(at: string): string {
  const month = new Date(`${at.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() - KEPT_MONTHS);
  return month.toISOString().slice(0, 10);
}

/**
 * What is done once a month when a run has ended: see {@link dropOldVisits} and {@link dropEmptyMonths}. `nobody` opens connections
 * of no report. Where others are busy it is left to the next month. A clock that is ahead drops nothing sooner.
 */
export async function applyRetention(
  db: ReportRows,
  nobody: () => Pool,
  startedAt: string,
): Promise<void> {
  const now = new Date().toISOString();
  const month = retentionCutoff(startedAt < now ? startedAt : now);
  try {
    if (!(await dropOldVisits(db, month))) return;
    const pool = nobody();
    try {
      await dropEmptyMonths(reportRows(pool, db.shown), month);
    } finally {
      await pool.end();
    }
  } catch (error) {
    if (!isLockedOut(error)) throw error;
  }
}

/**
 * Drops what runs of before `month` saw and on which nothing rests, once a month: of each subject there stay the last visit, the
 * last that was judged, the last that was read, and those that hold what a visit that stays said again. What the last night
 * and later runs said stays whole. False when the month had been seen to already.
 */
export async function dropOldVisits(db: ReportRows, month: string): Promise<boolean> {
  const unwanted = await db.together(async (within) => {
    const due = await within.write(
      `INSERT INTO counters (name, value) VALUES ('kept from', $1)
       ON CONFLICT (report, name) DO UPDATE SET value = excluded.value WHERE counters.value < excluded.value`,
      Number(month.slice(0, 7).replace('-', '')),
    );
    if (due === 0) return null;
    await within.write(
      `UPDATE runs SET result = NULL
       WHERE month < $1 AND result IS NOT NULL AND id < ${SHOWN_RUN}`,
      month,
    );
    await dropVisits(within, month);
    return dropReadings(within, month);
  });
  if (unwanted === null) return false;
  await reclaimPayloads(
    db.on,
    unwanted.flatMap(({ document, bytes }) => [document, bytes]),
  );
  return true;
}

/** There is a later visit to the subject of `v`, of a run that was online and ended, which `which` lets pass. */
const later = (which: string): string =>
  `EXISTS (SELECT FROM visits l JOIN runs lr ON lr.id = l.run WHERE l.subject = v.subject AND l.run > v.run AND lr.online AND lr.state = 'finished' ${which})`;

const dropVisits = (db: Statements, month: string): Promise<number> =>
  db.write(
    `WITH old AS MATERIALIZED (
       SELECT v.subject, v.month, v.run FROM visits v JOIN runs r ON r.id = v.run
       WHERE v.month < $1 AND r.state <> 'open' AND r.result IS NULL AND ${later('')}
         AND (NOT v.judged OR ${later('AND l.judged')})
         AND (v.snapshot IS NULL OR ${later('AND l.snapshot IS NOT NULL')}))
     DELETE FROM visits d USING old
     WHERE d.subject = old.subject AND d.month = old.month AND d.run = old.run
       AND NOT EXISTS (
         SELECT FROM visits w WHERE w.subject = d.subject AND w.held_in = d.run
           AND NOT EXISTS (SELECT FROM old o WHERE o.subject = w.subject AND o.run = w.run))`,
    month,
  );

/** Readings that no visit that stayed brought, and that nothing remembers. */
const dropReadings = (db: Statements, month: string) =>
  db.rows<{ readonly document: string; readonly bytes: string }>(
    `DELETE FROM readings g USING runs r
     WHERE r.id = g.first_run AND r.month < $1
       AND NOT EXISTS (SELECT FROM visits v WHERE v.subject = g.subject AND v.snapshot = g.sha256)
       AND NOT EXISTS (SELECT FROM memories m WHERE m.subject = g.subject AND m.former = g.sha256)
     RETURNING g.document, g.bytes`,
    month,
  );

/** Drops the tables of months before `month` that hold no visit, on a connection of no report, for which nobody waits. */
export const dropEmptyMonths = (db: ReportRows, month: string) =>
  db.rows('SELECT drop_empty_months($1)', month);

/** The month of an instant, ISO. */
export const monthOf = (at: string): string => `${at.slice(0, 7)}-01`;

/** Makes the place for the visits of a month, such as `2025-10-01`, where there is none, whoever else does so now. */
export const makeMonth = (db: ReportRows, month: string) => db.rows('SELECT make_month($1)', month);
