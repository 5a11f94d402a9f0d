import { foldHosts } from './findings/group-by-host.js';
import { observe } from './findings/observe.js';
import { reconcile } from './findings/reconcile.js';
import { doubtVisits } from './flow/doubt.js';
import { completeVerdicts, findCandidates } from './flow/editions.js';
import type { Night, Tell } from './flow/night.js';
import { allowAll, byRobotsTxt, type Permission } from './flow/robots.js';
import { visitAll } from './flow/visit.js';
import { witnessErrands } from './flow/witnesses.js';
import { whyOffline } from './judge/link/offline.js';
import { judgeSource } from './judge/source.js';
import { selectSources } from './load/select.js';
import { byUrgency, type FindingLife } from './model/finding.js';
import type { Traffic } from './model/outcome.js';
import type { Run } from './model/run.js';
import { summarise, trafficOf } from './model/run.js';
import type { CheckSettings } from './model/settings.js';
import type { SourceVerdict } from './model/verdict.js';
import type { Visit } from './model/visit.js';
import { NO_HISTORY } from './model/visit.js';
import type { Watchlist } from './model/watchlist.js';
import { usesOf } from './model/watchlist.js';
import { agenda, secondRound } from './plan/agenda.js';
import type { OpenRun } from './record/store.js';
import { reportFiles } from './report/files.js';
import type { Publication } from './report/publication.js';
import type { World } from './world.js';

/** A run that was killed less than this long ago is taken up: within half a day it is the same night. */
const RESUME_WITHIN = 12 * 3_600_000;

/**
 * One night: looks at every chosen source, judges it, records it, and gives the run as it is reported.
 * Round one visits the sources; round two the newer editions that their series may have.
 */
export async function check(
  world: World,
  watch: Watchlist,
  settings: CheckSettings,
  tell: Tell,
  permission: Permission = settings.robots ? byRobotsTxt(world, settings.fetch.userAgent) : allowAll,
): Promise<Run> {
  const now = world.now();
  const run = await world.store.beginRun(now.toISOString(), RESUME_WITHIN);
  const sources = selectSources(watch, settings.only);
  const traffic = await trafficOfRun(world, run);
  const night: Night = { world, watch, sources, settings, run, now, tell, permission, traffic };
  const first = await visitAll(night, agenda(sources, watch.series));
  const outcomes = first.flatMap((visit) => visit.outcome ?? []);
  const blind = whyOffline(outcomes, first.some(carriesPassage));
  if (blind !== null) return close(night, unjudged(night, blind), false);
  const doubted = await doubtVisits(night, first);
  const seen = bySubject(doubted);
  const candidates = await findCandidates(night, doubted);
  const second = await visitAll(night, [
    ...secondRound([...candidates.values()].flat()),
    ...(await witnessErrands(night, seen)),
  ]);
  const visits = [...doubted, ...second];
  return close(night, await completeVerdicts(night, bySubject(visits), candidates), true);
}

/** Counts what the door lets through from now on, and what the visits of a run cost that was taken up. */
async function trafficOfRun(world: World, run: OpenRun): Promise<() => Traffic> {
  const earlier = trafficOf(await world.store.visits(run.id));
  const atStart = world.traffic();
  return () => {
    const { requests, bytes } = world.traffic();
    return {
      requests: earlier.requests + requests - atStart.requests,
      bytes: earlier.bytes + bytes - atStart.bytes,
    };
  };
}

/** True when a quoted passage stands on the page. */
const carriesPassage = ({ verdict }: Visit): boolean =>
  verdict?.citations.some(({ quotes }) => quotes.some((quote) => quote.verdict === 'intact')) ?? false;

const bySubject = (visits: readonly Visit[]): ReadonlyMap<string, Visit> =>
  new Map(visits.map((visit) => [visit.subject, visit]));

/** Gives the findings their lives, records the result, and ends the run. */
async function close(night: Night, sources: readonly SourceVerdict[], online: boolean): Promise<Run> {
  const { world, run } = night;
  const before = await world.store.lives(run.id);
  const lives = online ? live(night, sources, before) : before;
  const facts = { id: run.id, startedAt: run.startedAt, finishedAt: world.now().toISOString(), online };
  const result: Run = {
    schema: 'citewatch.run/1',
    run: { ...facts, ...summarise(sources, night.traffic()) },
    sources,
    findings: lives.map((life) => life.finding).sort(byUrgency),
  };
  await world.store.finishRun(result, lives);
  await world.evidence?.prune(world.now().toISOString());
  return result;
}

function live({ watch, run, now }: Night, sources: readonly SourceVerdict[], before: readonly FindingLife[]) {
  const watched = new Set(watch.sources.map((source) => source.id));
  const observations = foldHosts(sources.flatMap(observe), sources);
  return reconcile({ run: run.id, now, observations, sources, before, decisions: watch.decisions, watched });
}

/** What is said of every source on a night on which this machine did not see the web: nothing. */
function unjudged({ watch, sources, settings, now }: Night, unasked: string): readonly SourceVerdict[] {
  const nothing = { outcome: null, unasked, snapshot: null, history: NO_HISTORY };
  const { staleAfter, confirm } = settings;
  return sources.map(
    (source) =>
      judgeSource({ source, uses: usesOf(source, watch), ...nothing, now, staleAfter, confirm }).verdict,
  );
}

/** Writes the report files of a run. */
export async function publish(world: World, run: Run, publication: Publication): Promise<void> {
  for (const [path, text] of reportFiles(run, publication)) await world.publish(path, text);
}
