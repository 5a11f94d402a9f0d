import { hostOf } from '../model/address.js';
import { byUrgency, type Finding, sourcesOfFinding } from '../model/finding.js';
import type { RunFacts } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Source } from '../model/watchlist.js';
import type { Store } from '../record/store.js';

/** What the latest looks are found by. */
type Looks = Pick<Store, 'runs' | 'nights' | 'verdicts'>;

/** The runs since the last night that looked at some sources, oldest first; all where there was no night yet. One that saw nothing of the web is none. */
export async function looksSince(
  store: Pick<Store, 'runs'>,
  night: Pick<RunFacts, 'id'> | undefined,
): Promise<readonly RunFacts[]> {
  const [last] = await store.runs(1);
  const since = night?.id ?? 0;
  const runs = last === undefined || last.id <= since ? [] : await store.runs(last.id - since);
  return runs.filter(({ id, online }) => id > since && online).reverse();
}

/** What was last said of each of these sources: by the latest night, or by a later run that looked at some of them alone. */
export async function latestVerdicts(
  store: Looks,
  sources: readonly string[],
): Promise<readonly SourceVerdict[]> {
  const [night] = await store.nights(1);
  const said = new Map<string, SourceVerdict>();
  for (const run of [...(night === undefined ? [] : [night]), ...(await looksSince(store, night))])
    for (const verdict of await store.verdicts(run.id, sources)) said.set(verdict.id, verdict);
  return [...said.values()];
}

/** What was last said of a source; null when the latest night did not look at it, nor a run since. */
export const latestVerdict = async (store: Looks, source: string): Promise<SourceVerdict | null> =>
  (await latestVerdicts(store, [source]))[0] ?? null;

/** What was found and is not over as things stand now, most urgent first. */
export async function openFindings(store: Pick<Store, 'runs' | 'lives'>): Promise<readonly Finding[]> {
  const [last] = await store.runs(1);
  const lives = last === undefined ? [] : await store.lives(last.id);
  return lives.map(({ finding }) => finding).sort(byUrgency);
}

/**
 * What was found of a source and is not over, what was found of its whole host included; null when the latest night did not look at
 * it, nor a run since.
 */
export async function latestFindings(
  store: Looks & Pick<Store, 'lives'>,
  { id, url }: Pick<Source, 'id' | 'url'>,
): Promise<readonly Finding[] | null> {
  if ((await latestVerdict(store, id)) === null) return null;
  const host = url === null ? null : hostOf(url);
  // A finding of an earlier version does not say of which sources of its host it tells.
  const isOfHost = ({ why, sources }: Finding) =>
    why.kind === 'host' && sources === undefined && why.host === host;
  return (await openFindings(store)).filter(
    (finding) => sourcesOfFinding(finding).includes(id) || isOfHost(finding),
  );
}
