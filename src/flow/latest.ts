import type { SourceVerdict } from '../model/verdict.js';
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
