import { digestOf, isSilent, toldBy } from '../findings/digest.js';
import { isOfPlaces, isWanted, narrowed } from '../findings/selection.js';
import { hostOf } from '../model/address.js';
import type { Finding } from '../model/finding.js';
import type { Digest, RunFacts } from '../model/run.js';
import { EVERYTHING, type Selection } from '../model/subscriber.js';
import type { SourceVerdict } from '../model/verdict.js';
import { stands } from '../model/verdicts.js';
import type { Store } from '../record/store.js';

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
  const before = last === undefined ? ((await store.lastDigest())?.digest ?? null) : last;
  const told = before === null ? null : toldBy(before);
  const lives = await store.lives(told?.run ?? 0);
  const known = await store.verdicts(
    run.id,
    lives.map((life) => life.finding.source),
  );
  const aboutOf = await sourcesOf(
    store,
    run,
    known,
    isOfPlaces(selection) ? lives.map((l) => l.finding) : [],
  );
  const wanted = lives.filter(({ finding }) => isWanted(selection, finding, aboutOf(finding)));
  const sources = isOfPlaces(selection) ? known.map((source) => narrowed(selection, source)) : known;
  const digest = digestOf({ run, sources }, wanted, told);
  return { digest, silent: isSilent(digest) };
}

/** Says which sources a finding is about. Those of a whole host are looked for in the run, where one of these findings is of a host. */
async function sourcesOf(
  store: Store,
  run: RunFacts,
  known: readonly SourceVerdict[],
  findings: readonly Finding[],
): Promise<(finding: Finding) => readonly SourceVerdict[]> {
  const hosts = new Set(findings.flatMap(({ why }) => (why.kind === 'host' ? [why.host] : [])));
  const all = hosts.size === 0 ? null : await store.result(run.id);
  const ofHosts = [...(all?.sources ?? [])].filter(({ url }) => url !== null && hosts.has(hostOf(url) ?? ''));
  const byId = new Map(known.map((source) => [source.id, source]));
  return ({ source, why }) => {
    if (why.kind === 'host') return ofHosts.filter(({ url }) => url !== null && hostOf(url) === why.host);
    const verdict = byId.get(source);
    return verdict === undefined ? [] : [verdict];
  };
}

/** How many of the sources stand that a reader asked to hear of. */
export async function countStanding(
  store: Store,
  run: number,
  selection: Selection,
): Promise<Digest['standing']> {
  let [stand, of] = [0, 0];
  for (const source of (await store.result(run))?.sources ?? []) {
    if (isOfPlaces(selection) && narrowed(selection, source).citations.length === 0) continue;
    of += 1;
    if (stands(source)) stand += 1;
  }
  return { stand, of };
}
