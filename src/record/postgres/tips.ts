import type { NotedChainTip } from '../../model/noted-chain-tip.js';
import type { ReportRows } from './database.js';

/** The latest lines of a report's chains of evidence, night by night. */
export interface NotedTips {
  /** Does nothing for a line that is noted already. */
  note(tip: NotedChainTip): Promise<void>;
  /** Of all chains of the report, each from its beginning. */
  list(): Promise<readonly NotedChainTip[]>;
}

/** Those of the report that connections see. */
export const notedTips = (db: ReportRows): NotedTips => ({
  async note({ chain, n, sha256, run, at, machine, folder }) {
    await db.write(
      `INSERT INTO tips (chain, n, sha256, run, at, machine, folder) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT DO NOTHING`,
      ...[chain, n, sha256, run, at, machine, folder],
    );
  },
  list: () => db.rows('SELECT chain, n, sha256, run, at, machine, folder FROM tips ORDER BY chain, n, at'),
});
