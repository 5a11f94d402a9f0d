import { digestOf, isSilent, toldBy } from '../findings/digest.js';
import { isOfPlaces, isWanted, narrowed } from '../findings/selection.js';
import { type Finding, sourcesOfFinding } from '../model/finding.js';
import type { Digest } from '../model/run.js';
import { EVERYTHING, type Selection } from '../model/subscriber.js';
import type { SourceVerdict } from '../model/verdict.js';
import { stands } from '../model/verdicts.js';
import type { Store } from '../record/store.js';
import { latestVerdicts } from './latest.js';

/** The next digest. */
export interface Draft {
  readonly digest: Digest;
  /** True when it has nothing worth a message. */
  readonly silent: boolean;
}

/** What changed since a reader was last told, of what he asked for; null before the first run. By default everything since the last digest. */
export async function draftDigest(
  store: Store,
  last?: Digest | null,
  selection: Selection = EVERYTHING.selection,
): Promise<Draft | null> {
  const [run] = await store.runs(1);
  if (run === undefined) return null;
  const night = (await store.lastGood()) ?? run;
  const before = last === undefined ? ((await store.lastDigest())?.digest ?? null) : last;
  const told = before === null ? null : toldBy(before);
  const lives = await store.lives(told?.run ?? 0);
  const named = [...lives.map(({ finding }) => finding), ...(told?.owed?.values() ?? [])];
  const known = await latestVerdicts(store, named.flatMap(sourcesOfFinding));
  const byId = new Map(known.map((source) => [source.id, source]));
  const sources = isOfPlaces(selection) ? known.map((source) => narrowed(selection, source)) : known;
  const digest = digestOf({ run, sources }, lives, told, night.id, (finding) =>
    isWanted(selection, finding, verdictsOn(finding, byId)),
  );
  return { digest, silent: isSilent(digest) };
}

/** The verdicts on the sources that a finding is about; none where a store of before does not say of which sources of a host it tells. */
const verdictsOn = (finding: Finding, known: ReadonlyMap<string, SourceVerdict>): readonly SourceVerdict[] =>
  finding.why.kind === 'host' && finding.sources === undefined
    ? []
    : sourcesOfFinding(finding).flatMap((id) => known.get(id) ?? []);

/** How many of the sources stood in the last night that a reader asked to hear of. */
export async function countStanding(store: Store, selection: Selection): Promise<Digest['standing']> {
  let [stand, of] = [0, 0];
  for (const source of (await store.result(null))?.sources ?? []) {
    if (isOfPlaces(selection) && narrowed(selection, source).citations.length === 0) continue;
    of += 1;
    if (stands(source)) stand += 1;
  }
  return { stand, of };
}
