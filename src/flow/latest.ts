import { hostOf } from '../model/address.js';
import { byUrgency, type Finding, sourcesOfFinding } from '../model/finding.js';
import type { Run, RunFacts } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Verdicts } from '../model/verdicts.js';
import type { Source } from '../model/watchlist.js';
import type { Store } from '../record/store.js';

/** What the latest looks are found by. */
type Looks = Pick<Store, 'runs' | 'lastGood' | 'verdicts'>;

/** The runs since the last night that looked at some sources, oldest first; all where there was no night yet. One that saw nothing of the web is none. */
export async function looksSince(
  store: Pick<Store, 'runs'>,
  night: Pick<RunFacts, 'id'> | null,
): Promise<readonly RunFacts[]> {
  const [last] = await store.runs(1);
  const since = night?.id ?? 0;
  const runs = last === undefined || last.id <= since ? [] : await store.runs(last.id - since);
  return runs.filter(({ id, online }) => id > since && online).reverse();
}

/** The run that readers are shown, with the nights since on which nothing of the web was seen; null before the first. */
export async function shownRun(store: Pick<Store, 'result' | 'nights'>): Promise<Run<Verdicts> | null> {
  const run = await store.result(null);
  if (run?.run.online !== true) return run;
  // One that judged a night again looked at nothing: what is shown was seen on that night.
  const seen = run.run.rejudges ?? run.run.id;
  const [last] = await store.nights(1);
  const since = last === undefined || last.id <= seen ? [] : await store.nights(last.id - seen);
  const offline = since.filter(({ id, online }) => id > seen && !online);
  const [latest, first] = [offline[0], offline.at(-1)];
  if (latest === undefined || first === undefined) return run;
  const { id: lastRun, startedAt: lastStartedAt, unasked: why } = latest;
  const nights = {
    run: first.id,
    startedAt: first.startedAt,
    nights: offline.length,
    lastRun,
    lastStartedAt,
  };
  // First, where whoever reads a report's beginning alone finds it.
  const { schema, ...rest } = run;
  return { schema, offlineSince: { ...nights, ...(why === undefined ? {} : { why }) }, ...rest };
}

/** What was last said of each of these sources: by the last good run, or by a later run that looked at some of them alone. */
export async function latestVerdicts(
  store: Looks,
  sources: readonly string[],
): Promise<readonly SourceVerdict[]> {
  const night = await store.lastGood();
  const said = new Map<string, SourceVerdict>();
  for (const run of [...(night === null ? [] : [night]), ...(await looksSince(store, night))])
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
