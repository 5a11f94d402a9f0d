import { hostname } from 'node:os';
import { chainName } from '../evidence/chain-name.js';
import { reportRows } from '../record/postgres/database.js';
import type { KeptReports } from '../record/postgres/reports.js';
import { notedTips } from '../record/postgres/tips.js';
import type { Store } from '../record/store.js';

/** The same store, in which the end of a run notes how far the evidence in `folder` had come: what is noted elsewhere, nobody there can take back. */
export function notingTips(store: Store, { pool, shown }: KeptReports, folder: string): Store {
  const { note } = notedTips(reportRows(pool, shown));
  return {
    ...store,
    async finishRun(run, lives) {
      const { id, finishedAt: at, evidence } = run.run;
      const chain = evidence === undefined ? null : await chainName(folder);
      if (evidence !== undefined && chain !== null)
        await note({ ...evidence, chain, run: id, at, machine: hostname(), folder });
      await store.finishRun(run, lives);
    },
  };
}
