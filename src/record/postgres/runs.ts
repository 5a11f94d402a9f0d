import type { Run, RunFacts } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import { unpackJson } from '../compression.js';
import { writtenJson } from '../damage.js';
import {
  GOOD_RUNS,
  indexIn,
  type KeptRun,
  type LifeRow,
  lifeFromRow,
  NIGHTS,
  runWith,
  SHOWN_RUN,
} from '../kept-run.js';
import { sourceOf } from '../noted-verdicts.js';
import type { Store } from '../store.js';
import type { ReportRows } from './database.js';
import type { SharedVerdicts } from './verdicts.js';

/** What runs of one report said, and the lives of the findings that they opened and resolved. */
export function sharedRuns(
  db: ReportRows,
  verdicts: SharedVerdicts,
): Pick<Store, 'rows' | 'run' | 'result' | 'verdicts' | 'runs' | 'nights' | 'lastGood' | 'lives'> {
  async function resultOf(id: number | null): Promise<KeptRun | null> {
    const row = await db.row<{ result: Buffer | null }>(
      `SELECT result FROM runs WHERE state = 'finished' AND id = coalesce($1, ${SHOWN_RUN})`,
      id,
    );
    return row?.result == null ? null : unpackJson<KeptRun>(row.result);
  }
  async function read(id: number | null): Promise<Run<Verdicts> | null> {
    const result = await resultOf(id);
    if (result === null) return null;
    return runWith(await verdicts.rowsOf(result.run.id, result.sources, indexIn(result)), result);
  }
  async function factsOf(which: string, limit: number): Promise<readonly RunFacts[]> {
    const rows = await db.rows<{ facts: string }>(
      `SELECT facts FROM ${which} ORDER BY id DESC LIMIT $1`,
      limit,
    );
    return rows.map(({ facts }) => writtenJson<RunFacts>(facts));
  }
  return {
    async run(id) {
      const run = await read(id);
      return run && { ...run, sources: [...run.sources] };
    },
    result: read,
    rows: (run, index) => verdicts.rowsOf(run, index.ids, index),
    async verdicts(id, sources) {
      const wanted = new Set(sources);
      const kept = (await resultOf(id))?.sources.filter((one) => wanted.has(sourceOf(one))) ?? [];
      return [...(await verdicts.rowsOf(id, kept, undefined))];
    },
    runs: (limit) => factsOf(`runs WHERE state = 'finished'`, limit),
    nights: (limit) => factsOf(NIGHTS, limit),
    lastGood: async () => (await factsOf(GOOD_RUNS, 1))[0] ?? null,
    async lives(since) {
      const rows = await db.rows<LifeRow>(
        `SELECT body, opened_in AS "openedIn", fresh_in AS "freshIn", resolved_in AS "resolvedIn" FROM lives
         WHERE resolved_in IS NULL OR resolved_in > $1 ORDER BY opened_in, finding`,
        since,
      );
      return rows.map(lifeFromRow);
    },
  };
}
