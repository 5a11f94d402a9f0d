import { hostOf } from '../model/address.js';
import type { Finding } from '../model/finding.js';
import type { SourceVerdict } from '../model/verdict.js';
import { indexOf } from '../model/verdicts.js';
import type { Source } from '../model/watchlist.js';
import type { Store } from '../record/store.js';

/** What the latest night says of a source; null when there was none, or it did not look at it. */
export async function latestVerdict(
  store: Pick<Store, 'runs' | 'verdicts'>,
  source: string,
): Promise<SourceVerdict | null> {
  const [run] = await store.runs(1);
  const [verdict = null] = run === undefined ? [] : await store.verdicts(run.id, [source]);
  return verdict;
}

/**
 * What the latest night found of a source and is not over, what it found of its whole host included; null when there was no
 * night, or it did not look at the source.
 */
export async function latestFindings(
  store: Pick<Store, 'result'>,
  { id, url }: Pick<Source, 'id' | 'url'>,
): Promise<readonly Finding[] | null> {
  const run = await store.result(null);
  if (run === null || !indexOf(run.sources).ids.includes(id)) return null;
  const host = url === null ? null : hostOf(url);
  return run.findings.filter(
    ({ source, state, why }) =>
      state !== 'resolved' && (source === id || (why.kind === 'host' && why.host === host)),
  );
}
