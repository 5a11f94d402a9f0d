import type { Database } from 'better-sqlite3';
import type { Visit } from '../model/visit.js';
import { packJson, unpackJson } from './compression.js';
import { type ReadingRow, type ReadingTable, snapshotFromRow } from './readings.js';
import type { Store } from './store.js';

// CROSS JOIN keeps SQLite from walking the runs first: a visit is found by its subject, then its run is asked.
const earlier = (which: string) => `
  SELECT v.visit FROM visits v CROSS JOIN runs r ON r.id = v.run
  WHERE v.subject = ? AND v.run < ? AND r.online = 1 ${which}
  ORDER BY v.run DESC LIMIT 1`;

/** How history is asked for, with a subject and a run: one step down an index each, however long the history is. */
export const HISTORY = {
  judged: earlier('AND v.judged = 1'),
  latest: earlier(''),
  read: earlier('AND v.snapshot IS NOT NULL'),
} as const;

/** Visits, each kept in one transaction with the reading that it brought. */
export function visitTable(
  db: Database,
  readings: ReadingTable,
): Pick<Store, 'keepVisit' | 'visits' | 'history' | 'life'> {
  const upsert = db.prepare<[number, string, number, string | null, Buffer]>(
    `INSERT INTO visits (run, subject, judged, snapshot, visit) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (subject, run) DO UPDATE
     SET judged = excluded.judged, snapshot = excluded.snapshot, visit = excluded.visit`,
  );
  const ofRun = db.prepare<[number], Buffer>('SELECT visit FROM visits WHERE run = ? ORDER BY id').pluck();
  const ofSubject = db
    .prepare<[string], Buffer>('SELECT visit FROM visits WHERE subject = ? ORDER BY run DESC')
    .pluck();
  const asked = (sql: string) => db.prepare<[string, number], Buffer>(sql).pluck();
  const judged = asked(HISTORY.judged);
  const latest = asked(HISTORY.latest);
  const read = asked(HISTORY.read);

  const keep = db.transaction((visit: Visit, packed: Buffer, reading: ReadingRow | null) => {
    if (reading !== null) readings.insert(reading);
    upsert.run(visit.run, visit.subject, isJudged(visit) ? 1 : 0, visit.snapshot, packed);
  });

  return {
    async keepVisit(visit, reading) {
      const row = reading === null ? null : await readings.row(visit, reading);
      keep.immediate(visit, await packJson(visit), row);
    },
    async visits(run) {
      return Promise.all(ofRun.all(run).map(unpackJson<Visit>));
    },
    async history(subject, run) {
      const previous = judged.get(subject, run) ?? latest.get(subject, run);
      const accepted = read.get(subject, run);
      return {
        previous: previous === undefined ? null : await unpackJson<Visit>(previous),
        baseline: accepted === undefined ? null : await baseline(await unpackJson<Visit>(accepted)),
      };
    },
    async life(subject) {
      return Promise.all(ofSubject.all(subject).map(unpackJson<Visit>));
    },
  };

  async function baseline(visit: Visit) {
    const text = visit.snapshot === null ? undefined : readings.text(visit.subject, visit.snapshot);
    return text === undefined ? null : { visit, snapshot: await snapshotFromRow(text) };
  }
}

/** A run that ended before it could judge a source says nothing that a later night could be compared with. */
const isJudged = ({ verdict }: Visit): boolean => verdict !== null && verdict.link.status !== 'unjudged';
