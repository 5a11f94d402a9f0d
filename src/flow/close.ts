import { groupByCause } from '../findings/group-by-cause.js';
import { foldHosts } from '../findings/group-by-host.js';
import { observe } from '../findings/observe.js';
import { reconcile } from '../findings/reconcile.js';
import { byUrgency, type FindingLife } from '../model/finding.js';
import type { Unasked } from '../model/link-reason.js';
import { type Run, summarise } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import { NO_HISTORY } from '../model/visit.js';
import { usesOf } from '../model/watchlist.js';
import type { Night } from './night.js';

/** Gives the findings their lives, records the result, and ends the run. */
export async function closeRun(
  night: Night,
  sources: readonly SourceVerdict[],
  online: boolean,
): Promise<Run> {
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
  const tonight = { run: run.id, now, observations, sources, before, decisions: watch.decisions, watched };
  return groupByCause(reconcile(tonight), tonight);
}

/** What is said of every source on a night on which this machine did not see the web: nothing. */
export async function unjudged(
  { watch, sources, settings, now }: Night,
  unasked: Unasked,
): Promise<readonly SourceVerdict[]> {
  const { judgeSource } = await import('../judge/source.js');
  const nothing = { outcome: null, unasked, snapshot: null, history: NO_HISTORY };
  const { staleAfter, confirm } = settings;
  return sources.map(
    (source) =>
      judgeSource({ source, uses: usesOf(source, watch), ...nothing, now, staleAfter, confirm }).verdict,
  );
}
