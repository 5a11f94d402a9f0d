import { chainName } from '../evidence/chain-name.js';
import { type Evidence, openEvidence } from '../evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../evidence/retention.js';
import type { NotedChainTip } from '../model/noted-chain-tip.js';
import { reportRows } from '../record/postgres/database.js';
import { notedTips } from '../record/postgres/tips.js';
import { evidenceFolderOf } from './evidence.js';
import { openReport } from './shared.js';

/** A chain of evidence of a report. */
export interface ReportChain {
  /** What the store has noted of it, oldest first. */
  readonly tips: readonly NotedChainTip[];
  /** Where it lies here; null where it is not reached from this machine. */
  readonly kept: { readonly folder: string; readonly evidence: Evidence; readonly isOwn: boolean } | null;
}

/** All chains of the report that `db` or this folder means: the one of this folder, and those that the store knows of. */
export async function reportChains(db: string): Promise<readonly ReportChain[]> {
  const own = evidenceFolderOf(db);
  const ownChain = own === null ? null : await chainName(own);
  const chains = new Map<string, NotedChainTip[]>(ownChain === null ? [] : [[ownChain, []]]);
  for (const tip of await tipsIn(db)) chains.set(tip.chain, [...(chains.get(tip.chain) ?? []), tip]);
  return Promise.all(
    [...chains].map(async ([chain, tips]) => {
      const folders = new Set([...(own === null ? [] : [own]), ...tips.map(({ folder }) => folder)]);
      for (const folder of folders)
        if ((await chainName(folder).catch(() => null)) === chain)
          return {
            tips,
            kept: { folder, evidence: openEvidence(folder, EVIDENCE_LIMITS), isOwn: folder === own },
          };
      return { tips, kept: null };
    }),
  );
}

async function tipsIn(db: string): Promise<readonly NotedChainTip[]> {
  const { pool, shown, close } = await openReport(db);
  try {
    return await notedTips(reportRows(pool, shown)).list();
  } finally {
    await close();
  }
}
