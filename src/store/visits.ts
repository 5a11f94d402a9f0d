import type { Snapshot } from '../model/visit.js';
import type { Queries } from './queries.js';
import { type Holder, readLife, readVisit, type VisitRow } from './rows.js';
import type { LatestVisits, Store } from './store.js';

/** Reads the latest visits to a subject before a run, and what holds the verdict of the last one. */
export type Look = (subject: string, run: number) => Promise<LatestVisits & { readonly holder: Holder | null }>;

/** What the two stores do in their own ways. */
interface VisitDialect {
  /** Selects a {@link VisitRow} of visits `v`, and what is joined to them for it. */
  readonly columns: string;
  readonly parts: string;
  /** The column that says in which order visits landed. */
  readonly landed: string;
  readonly look: Look;
  text(subject: string, sha256: string): Promise<Snapshot | null>;
}

/** Visits, more than any subject has: the greatest number that both stores take as a limit. */
const ALL = 2 ** 31 - 1;

/** What was visited, for those who look back. */
export function visitQueries(
  db: Queries,
  { columns, parts, landed, look, text }: VisitDialect,
): Pick<Store, 'visit' | 'visits' | 'history' | 'life' | 'snapshot'> {
  const rows = (which: string) => db.prepare<VisitRow>(`SELECT ${columns} FROM visits v ${parts} WHERE ${which}`);
  const one = rows('v.subject = $1 AND v.run = $2');
  const ofRun = rows(`v.run = $1 ORDER BY ${landed}`);
  const ofSubject = db.prepare<VisitRow & { offline: number | boolean }>(
    `SELECT ${columns}, NOT r.online AS offline FROM visits v JOIN runs r ON r.id = v.run ${parts}
     WHERE v.subject = $1 ORDER BY v.run DESC LIMIT $2`,
  );
  return {
    async visit(subject, run) {
      const row = await one.first(subject, run);
      return row === undefined ? null : readVisit(row).visit;
    },
    visits: async (run) => (await ofRun.all(run)).map((row) => readVisit(row).visit),
    life: async (subject, latest = ALL) => (await ofSubject.all(subject, latest)).map(readLife),
    snapshot: text,
    async history(subject, run) {
      const { previous, accepted } = await look(subject, run);
      const former = previous?.memory?.former ?? null;
      const snapshot = accepted?.snapshot == null ? null : await text(subject, accepted.snapshot);
      return {
        previous,
        baseline: accepted === null || snapshot === null ? null : { visit: accepted, snapshot },
        ...(former === null ? {} : { former: await text(subject, former) }),
      };
    },
  };
}
