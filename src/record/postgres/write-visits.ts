import type { Visit } from '../../model/visit.js';
import { isJudged, type KeptVisit } from '../visit-rows.js';
import type { Statements } from './database.js';
import { earlierRun, JUDGED_ONLY } from './earlier-run.js';
import { insertReadings, type SharedReading } from './readings.js';

/** A visit on its way into the store. */
export interface Keeping {
  readonly visit: Visit;
  readonly kept: KeptVisit;
  readonly reading: SharedReading | null;
}

/** Keeps visits, all or none, with the readings that they brought and the memories that they left; of each subject one. */
export async function writeVisits(db: Statements, batch: readonly Keeping[]): Promise<void> {
  await insertReadings(
    db,
    batch.flatMap(({ reading }) => reading ?? []),
  );
  const visits = batch.map(({ visit }) => visit);
  const written = await db.write(
    `INSERT INTO visits (month, run, subject, judged, snapshot, held_in, visit)
     SELECT r.month, v.run, v.subject, v.judged, v.snapshot, v.held_in, v.visit
     FROM unnest($1::int[], $2::text[], $3::bool[], $4::text[], $5::int[], $6::bytea[]) WITH ORDINALITY
       AS v (run, subject, judged, snapshot, held_in, visit, n)
     JOIN runs r ON r.id = v.run ORDER BY v.n
     ON CONFLICT (report, subject, month, run) DO UPDATE
     SET judged = excluded.judged, snapshot = excluded.snapshot, held_in = excluded.held_in, visit = excluded.visit`,
    visits.map(({ run }) => run),
    visits.map(({ subject }) => subject),
    visits.map(isJudged),
    visits.map(({ snapshot }) => snapshot),
    batch.map(({ kept }) => kept.heldIn),
    batch.map(({ kept }) => kept.packed),
  );
  if (written !== batch.length) throw new Error('a visit belongs to no run');
  await writeMemories(
    db,
    batch.filter(({ kept }) => kept.memory !== null),
  );
}

/** Keeps what is remembered after visits, and forgets what no later visit can ask for: see the embedded store's memories. */
async function writeMemories(db: Statements, batch: readonly Keeping[]): Promise<void> {
  if (batch.length === 0) return;
  const subjects = batch.map(({ visit }) => visit.subject);
  const runs = batch.map(({ visit }) => visit.run);
  await db.write(
    `INSERT INTO memories (subject, run, former, memory) SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[])
     ON CONFLICT (report, subject, run) DO UPDATE SET former = excluded.former, memory = excluded.memory`,
    subjects,
    runs,
    batch.map(({ kept }) => kept.memory?.former ?? null),
    batch.map(({ kept }) => JSON.stringify(kept.memory)),
  );
  const latest = (which: string) => `(SELECT run FROM (${earlierRun('k.subject', 'k.run', which)}) e)`;
  await db.write(
    `DELETE FROM memories m USING unnest($1::text[], $2::int[]) AS k (subject, run)
     WHERE m.subject = k.subject AND m.run < k.run
       AND m.run IS DISTINCT FROM ${latest(JUDGED_ONLY)} AND m.run IS DISTINCT FROM ${latest('')}`,
    subjects,
    runs,
  );
}
