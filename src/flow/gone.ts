import { isFailing, type LinkVerdict } from '../model/link-verdict.js';
import type { Source } from '../model/watchlist.js';
import type { Store } from '../record/store.js';
import { verdictsOn } from './cite.js';
import { latestVerdicts } from './latest.js';

/** The sources whose address led nowhere when it was last judged: those of which one may ask where they went. */
export async function goneSources(
  store: Pick<Store, 'runs' | 'lastGood' | 'verdicts' | 'life'>,
  sources: readonly Source[],
): Promise<readonly Source[]> {
  const ids = sources.map(({ id }) => id);
  const latest = await latestVerdicts(store, ids);
  const judged = new Map(latest.filter(isJudged).map((verdict) => [verdict.id, verdict]));
  const gone: Source[] = [];
  for (const source of sources) {
    if (source.url === null) continue;
    const verdict = judged.get(source.id) ?? (await verdictsOn(store, source.id)).find(isJudged);
    if (verdict?.url === source.url && leadsNowhere(verdict.link)) gone.push(source);
  }
  return gone;
}

const isJudged = ({ link }: { readonly link: LinkVerdict }): boolean => link.status !== 'unjudged';

/** True for a page that is gone, one that is out of reach for good, and one that moved to where nobody recognised it. */
const leadsNowhere = ({ status, confirmed, why }: LinkVerdict): boolean =>
  status === 'gone' ||
  status === 'soft-404' ||
  (isFailing(status) && confirmed) ||
  (why.kind === 'moved' && why.stands !== true);
