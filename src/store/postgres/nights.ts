import type { Records } from '../database.js';

/** What is done for each report by a schedule. */
export type NightJob = 'check' | 'digest';

/** A report's night, or the digest that follows it, taken by one scheduler. */
export interface TakenNight {
  readonly report: string;
  /** Path of its sources.json. */
  readonly sources: string;
  readonly job: NightJob;
  /** When it was due. */
  readonly night: Date;
  /** How often it was begun, this time included. */
  readonly attempts: number;
  /** Higher for each who takes it: who has lost it writes nothing. */
  readonly lease: string;
}

/** Seconds, our choice: a scheduler renews every two. */
const HELD = 30;
/** How often a night is begun before it is given up, our choice: with the waits between it takes half an hour. */
const MOST_ATTEMPTS = 6;
/** Seconds until a night that failed is begun again, doubled each time. Our choice. */
const RETRY = 30;
/** Days for which it is kept what became of a night, our choice. */
const KEPT = 30;

const seconds = (of: string): string => `${of} * interval '1 second'`;

const keyOf = ({ report, job, lease }: Pick<TakenNight, 'report' | 'job' | 'lease'>): string =>
  `${lease} ${job} ${report}`;

/**
 * The nights of the reports of a shared store that are not private, as durable jobs: each is begun until it ends, by whichever scheduler
 * takes it. All times are the server's. `held`: seconds for which a scheduler that is not heard of holds a night.
 */
export const nightQueue = (db: Records, held = HELD) => ({
  /** The server's clock, and when the last night was due for which these jobs were stored; null before the first. */
  async clock(): Promise<{
    readonly now: Date;
    readonly last: Readonly<Record<NightJob, Date | null>>;
  }> {
    const row = await db.row<{ now: Date; check: Date | null; digest: Date | null }>(
      `SELECT clock_timestamp() AS now, max(night) FILTER (WHERE job = 'check') AS check,
         max(night) FILTER (WHERE job = 'digest') AS digest FROM nights`,
    );
    const { now, ...last } = row as NonNullable<typeof row>;
    return { now, last };
  },

  /** Stores a job for each report, but for those whose last one has not ended: it is not doubled. Forgets what is long over. */
  async enqueue(job: NightJob, night: Date): Promise<void> {
    await db.write(
      'INSERT INTO nights (report, job, night) SELECT name, $1, $2 FROM reports WHERE removed_at IS NULL ON CONFLICT DO NOTHING',
      job,
      night,
    );
    await db.write(
      `DELETE FROM nights WHERE state <> 'waiting' AND night < now() - ${KEPT} * interval '1 day'`,
    );
  },

  /** Takes up to `most` that are due and that nobody works on; a digest waits for the check of its report. */
  take: (most: number): Promise<readonly TakenNight[]> =>
    db.rows(
      `WITH free AS (
         SELECT report, job, night FROM nights n
         WHERE state = 'waiting' AND due <= now()
           AND EXISTS (SELECT FROM reports r WHERE r.name = n.report AND r.removed_at IS NULL)
           AND (held IS NULL OR greatest(held, pg_postmaster_start_time() + ${seconds(`${held}`)}) <= now())
           AND (job = 'check' OR NOT EXISTS (
             SELECT FROM nights c WHERE c.report = n.report AND c.job = 'check' AND c.state = 'waiting'))
         ORDER BY night, report LIMIT $1 FOR UPDATE SKIP LOCKED)
       UPDATE nights n SET held = now() + ${seconds(`${held}`)}, lease = lease + 1, attempts = attempts + 1
       FROM free f JOIN reports r ON r.name = f.report
       WHERE n.report = f.report AND n.job = f.job AND n.night = f.night
       RETURNING n.report, r.sources, n.job, n.night, n.attempts, n.lease`,
      most,
    ),

  /** Holds these for longer; gives those that somebody else has taken. */
  async renew(taken: readonly TakenNight[]): Promise<readonly TakenNight[]> {
    const rows = await db.rows<Pick<TakenNight, 'report' | 'job' | 'lease'>>(
      `UPDATE nights n SET held = now() + ${seconds(`${held}`)}
       FROM unnest($1::text[], $2::text[], $3::bigint[]) AS mine (report, job, lease)
       WHERE n.report = mine.report AND n.job = mine.job AND n.lease = mine.lease AND state = 'waiting'
       RETURNING n.report, n.job, n.lease`,
      taken.map(({ report }) => report),
      taken.map(({ job }) => job),
      taken.map(({ lease }) => lease),
    );
    const ours = new Set(rows.map(keyOf));
    return taken.filter((night) => !ours.has(keyOf(night)));
  },

  /**
   * Notes how a night ended: done, or to be begun again after a while, or given up (a dead letter). `worth` says whether another try is.
   * Gives what became of it; null where somebody else has taken it.
   */
  async ended(
    { report, job, night, lease }: TakenNight,
    isDone: boolean,
    worth: boolean,
  ): Promise<NightState | null> {
    const row = await db.row<{ state: NightState }>(
      `UPDATE nights SET held = NULL, due = now() + ${seconds(`${RETRY} * 2 ^ (attempts - 1)`)},
         state = CASE WHEN $5 THEN 'done' WHEN $6 AND attempts < ${MOST_ATTEMPTS} THEN 'waiting' ELSE 'dead' END
       WHERE report = $1 AND job = $2 AND night = $3 AND lease = $4 AND state = 'waiting' RETURNING state`,
      report,
      job,
      night,
      lease,
      isDone,
      worth,
    );
    return row?.state ?? null;
  },

  /** Gives back what is not begun after all, or was broken off by this scheduler's own end: others may begin it at once. */
  async giveBack({ report, job, night, lease }: TakenNight): Promise<void> {
    await db.write(
      `UPDATE nights SET held = NULL, attempts = attempts - 1
       WHERE report = $1 AND job = $2 AND night = $3 AND lease = $4 AND state = 'waiting'`,
      report,
      job,
      night,
      lease,
    );
  },
});

/** What became of a night: `dead` is a dead letter, of which a person is told. */
export type NightState = 'waiting' | 'done' | 'dead';

export type NightQueue = ReturnType<typeof nightQueue>;
