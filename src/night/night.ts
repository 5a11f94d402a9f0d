import { detectOffline, detectSharedRefusal, hasNoAnswers } from '../judging/link/offline.js';
import type { NotCheckedReason } from '../model/link.js';
import { isVisiblePassage } from '../model/quote.js';
import type { Run } from '../model/run.js';
import type { CheckSettings } from '../model/settings.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Verdicts } from '../model/verdicts.js';
import type { Visit } from '../model/visit.js';
import type { Watchlist } from '../model/watchlist.js';
import { selectSources } from '../settings/select.js';
import { reportFiles } from '../surfaces/files/files.js';
import type { Beside } from '../surfaces/page-context.js';
import type { Publication } from '../surfaces/publication.js';
import { askDeadAgain } from './again.js';
import { agenda, secondErrands } from './agenda.js';
import { closeRun, unjudgedVerdicts } from './close.js';
import type { Night, Tell, Update } from './context.js';
import { allowAll, type Permission, robotsPermission, trafficOfRun } from './context.js';
import { completeVerdicts, findCandidates, isComplete } from './editions.js';
import { detectEndings } from './endings.js';
import { runToShow } from './latest.js';
import { loadPageContext } from './page-context.js';
import { judgeAfterUpgrade } from './redo.js';
import { detectSoft404s } from './soft-404.js';
import { visitAll } from './visit.js';
import { witnessErrands } from './witnesses.js';
import type { World } from './world.js';

/** A run that was killed less than this long ago is taken up: within half a day it is the same night. */
const RESUME_WITHIN = 12 * 3_600_000;

/**
 * One night: looks at every chosen source, judges it, records it, and gives the run as it is reported. After an update of citewatch what
 * was received before is judged first, by itself: an update is no news.
 */
export async function check(
  world: World,
  watch: Watchlist,
  settings: CheckSettings,
  tell: Tell,
  permission?: Permission,
): Promise<Run<Verdicts>> {
  const [last] = await world.store.runs(1);
  // It is handed `runOnce`, since it is called from here and would import this file in a circle.
  if (last !== undefined && last.rules !== world.rules())
    await judgeAfterUpgrade(world, watch, settings, runOnce);
  return runOnce(world, watch, settings, tell, permission, await updateBefore(world.store));
}

/** What the last night told, where it was {@link judgeAfterUpgrade}, just now or before a run that was killed; else null. */
async function updateBefore(store: World['store']): Promise<Update | null> {
  const [run] = await store.nights(1);
  if (run?.rejudges === undefined) return null;
  const findings = (await store.result(run.id))?.findings ?? [];
  return { run, over: findings.filter(({ state }) => state === 'resolved') };
}

/** One run. Round one visits the sources; round two what their verdicts call for: witnesses, and newer editions. */
export async function runOnce(
  world: World,
  watch: Watchlist,
  settings: CheckSettings,
  tell: Tell,
  permission: Permission = settings.robots
    ? robotsPermission(world, settings.fetch.userAgent)
    : allowAll,
  update: Update | null = null,
): Promise<Run<Verdicts>> {
  const now = world.now();
  // With `--only`, a killed night of the whole list is not taken up: what it saw would be told to nobody.
  const run = await world.store.beginRun(
    now.toISOString(),
    settings.only.length === 0 ? RESUME_WITHIN : 0,
  );
  const sources = selectSources(watch, settings.only);
  const traffic = await trafficOfRun(world, run);
  const night: Night = {
    world,
    watch,
    sources,
    settings,
    run,
    now,
    tell,
    permission,
    traffic,
    update,
    badCaptures: new Map(),
  };
  const errands = agenda(sources, watch.series);
  const visits = await visitAll(night, errands);
  const blind = blindnessOf(visits);
  if (blind !== null) return closeRun(night, unjudgedVerdicts(night, blind), blind);
  const judged = await askDeadAgain(night, errands, await detectSoft404s(night, visits));
  const first = await detectEndings(night, judged);
  if (!first.every((visit) => isComplete(night, visit))) await secondRound(night, first);
  // Both answers of a source that was asked again count as traffic.
  if (hasNoAnswers([...new Set(outcomesOf([...visits, ...first]))], night.traffic())) {
    const offline: NotCheckedReason = { kind: 'offline' };
    return closeRun(night, unjudgedVerdicts(night, offline), offline);
  }
  return closeRun(night, await recordedVerdicts(night), null);
}

/** Visits witnesses and newer editions, and writes the verdicts that they complete into the store, from where {@link recordedVerdicts} reads them. */
async function secondRound(night: Night, first: readonly Visit[]): Promise<void> {
  const found = await findCandidates(night, first);
  const second = await visitAll(night, [
    ...secondErrands([...found.values()].flatMap(({ candidates }) => candidates)),
    ...(await witnessErrands(
      night,
      [...found.values()].map(({ source }) => source),
      bySubject(first),
    )),
  ]);
  await completeVerdicts(night, bySubject([...first, ...second]), found);
}

const bySubject = (visits: readonly Visit[]): ReadonlyMap<string, Visit> =>
  new Map(visits.map((visit) => [visit.subject, visit]));

const outcomesOf = (visits: readonly Visit[]) => visits.flatMap(({ outcome }) => outcome ?? []);

/** Why this machine saw nothing of the web, or null; a page that carries a passage has come from there. */
function blindnessOf(visits: readonly Visit[]): NotCheckedReason | null {
  const carriesPassage = visits.some(({ verdict }) =>
    verdict?.citations.some(({ quotes }) => quotes.some(isVisiblePassage)),
  );
  // What our own budgets cut off may carry a passage.
  const mayCarry = visits.some(({ verdict }) => verdict !== null && wasBeyondBudget(verdict));
  return (
    detectSharedRefusal(visits) ?? detectOffline(outcomesOf(visits), carriesPassage || mayCarry)
  );
}

const wasBeyondBudget = ({ unmatched, content: { why } }: SourceVerdict): boolean =>
  unmatched !== undefined || (why.kind === 'document' && why.why.kind === 'beyond-budget');

const recordedVerdicts = ({ world, run, sources }: Night): Promise<Verdicts> =>
  world.store.rows(run.id, { ids: sources.map(({ id }) => id), unsure: [], reports: [] });

/** A report file that could not be written, or rendered. */
export interface Unwritten {
  readonly path: string;
  readonly error: unknown;
}

/**
 * Writes the report files of a run, and gives those that it could not write: one keeps no other from its readers. Of a run that saw
 * nothing of the web they are those of the last that did, and say so.
 */
export async function publish(
  world: World,
  ended: Run<Verdicts>,
  publication: Publication,
  watch: Watchlist | null = null,
): Promise<readonly Unwritten[]> {
  const unwritten: Unwritten[] = [];
  let run = ended;
  try {
    if (!ended.run.online) run = (await runToShow(world.store)) ?? ended;
  } catch (error) {
    // What the last good run wrote is better than nothing in its place.
    return [{ path: 'index.html', error }];
  }
  let beside: Beside = {};
  try {
    beside = await loadPageContext(world, run, watch);
  } catch (error) {
    unwritten.push({ path: 'index.html', error });
  }
  for (const [path, text] of reportFiles(run, publication, beside))
    try {
      await world.publish(path, text());
    } catch (error) {
      unwritten.push({ path, error });
    }
  return unwritten;
}
