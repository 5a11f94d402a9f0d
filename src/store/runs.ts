import type { Run, RunFacts } from '../model/run.js';
import type { VerdictIndex, Verdicts } from '../model/verdicts.js';
import { unpackJson } from './compression.js';
import { parseStoredJson } from './locks.js';
import type { Queries } from './queries.js';
import {
  GOOD_RUNS,
  indexIn,
  type KeptVerdict,
  type LifeRow,
  lifeFromRow,
  NIGHTS,
  runWith,
  SHOWN_RUN,
  type StoredRun,
  sourceOf,
} from './rows.js';
import type { Store } from './store.js';

/** Reads the verdicts that a run's result holds. Throws when the visit that held one is not there. */
export type RowsOf = (run: number, kept: readonly KeptVerdict[], index: VerdictIndex | undefined) => Promise<Verdicts>;

/** Finished runs, and the lives of the findings that they opened and resolved. */
export function runQueries(
  db: Queries,
  rowsOf: RowsOf,
): Pick<Store, 'rows' | 'run' | 'result' | 'verdicts' | 'runs' | 'nights' | 'lastGood' | 'lives'> {
  const one = db.prepare<{ result: Buffer | null }>(
    `SELECT result FROM runs WHERE state = 'finished' AND id = coalesce($1, ${SHOWN_RUN})`,
  );
  const factsFrom = (which: string) => {
    const facts = db.prepare<{ facts: string }>(`SELECT facts FROM ${which} ORDER BY id DESC LIMIT $1`);
    return async (limit: number) => (await facts.all(limit)).map((row) => parseStoredJson<RunFacts>(row.facts));
  };
  const runs = factsFrom(`runs WHERE state = 'finished'`);
  const nights = factsFrom(NIGHTS);
  const good = factsFrom(GOOD_RUNS);
  // Oldest first, so that of a finding that came back the present life comes last.
  const lives = db.prepare<LifeRow>(
    `SELECT body, opened_in AS "openedIn", fresh_in AS "freshIn", resolved_in AS "resolvedIn" FROM lives
     WHERE resolved_in IS NULL OR resolved_in > $1 ORDER BY opened_in, finding`,
  );

  async function resultOf(id: number | null): Promise<StoredRun | null> {
    const row = await one.first(id);
    return row?.result == null ? null : unpackJson<StoredRun>(row.result);
  }
  async function read(id: number | null): Promise<Run<Verdicts> | null> {
    const result = await resultOf(id);
    return result && runWith(await rowsOf(result.run.id, result.sources, indexIn(result)), result);
  }
  return {
    async run(id) {
      const run = await read(id);
      return run && { ...run, sources: [...run.sources] };
    },
    result: read,
    rows: (run, index) => rowsOf(run, index.ids, index),
    async verdicts(id, sources) {
      const wanted = new Set(sources);
      const kept = (await resultOf(id))?.sources.filter((verdict) => wanted.has(sourceOf(verdict))) ?? [];
      return [...(await rowsOf(id, kept, undefined))];
    },
    runs,
    nights,
    lastGood: async () => (await good(1))[0] ?? null,
    lives: async (since) => (await lives.all(since)).map(lifeFromRow),
  };
}
