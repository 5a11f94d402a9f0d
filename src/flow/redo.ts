import type { Answered, Body, Fetch, Outcome } from '../model/outcome.js';
import { isNight, type RunFacts } from '../model/run.js';
import type { CheckSettings } from '../model/settings.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import type { Watchlist } from '../model/watchlist.js';
import { openStore } from '../record/sqlite.js';
import { fewAtOnce } from '../world/few-at-once.js';
import type { World } from '../world.js';
import { asShownThen, keptRendering } from './kept-rendering.js';
import { looksSince } from './latest.js';
import type { Tell } from './night.js';
import { type Redoing, redoneIn } from './redone-store.js';
import type { Kept, Replay } from './replay.js';
import type { Permission } from './robots.js';

/** What earlier runs kept; a night may go without evidence. */
export type KeptThen = Pick<Kept, 'store'> & { readonly evidence: Kept['evidence'] | null };

/** A world in which a night that is over is to come, with what it received. */
export interface Redo extends Replay, Redoing {
  /** Records what was judged in it as a run after that night, and gives the run's number. */
  record(): Promise<number>;
}

/** A night that is over, and the runs since that looked at some of its sources again, oldest first. */
export interface PastNight {
  readonly night: RunFacts;
  readonly looks: readonly RunFacts[];
}

/**
 * Puts what a night received in place of the web: the same rules, or new ones, over the same bytes and the same memory, at the same
 * hour. Of a source that was looked at again since, what that look received, over what was known before it. What is judged goes to the store of `world`, an empty one. Archives are not asked, nor is what a person
 * handed in heard: what they said that night is taken over.
 */
export async function redo(
  world: World,
  kept: KeptThen,
  { sources }: Watchlist,
  { night, looks }: PastNight,
): Promise<Redo> {
  const subjects = new Map(sources.flatMap(({ id, url }) => (url === null ? [] : [[url, id] as const])));
  /** Whose answers came from where. */
  const answered = new Map<string, string>();
  const lookedAt = new Map<string, number>();
  for (const { id } of looks)
    for (const { subject } of await kept.store.visits(id)) lookedAt.set(subject, id);
  const runOf = (subject: string): number => lookedAt.get(subject) ?? night.id;
  const visitTo = (url: string) => {
    const subject = subjects.get(url) ?? url;
    return kept.store.visit(subject, runOf(subject));
  };
  const fetch: Fetch = async ({ url }) => {
    const visit = await visitTo(url);
    const outcome = visit === null ? null : await outcomeOf(kept, visit);
    if (outcome === null) throw new Error(`no capture of ${url} was kept`);
    answered.set(outcome.finalUrl, url);
    return { ...outcome, url };
  };
  const permission: Permission = async (url) => {
    const visit = await visitTo(url);
    if (visit !== null && visit.outcome !== null) return null;
    const why = visit?.verdict?.link.why;
    return why?.kind === 'unasked' ? why.why : { kind: 'no-capture' };
  };
  const isKept = async (visit: Visit) =>
    visit.outcome === null || ((await outcomeOf(kept, visit)) !== null && (await isShown(kept, visit)));
  const { evidence } = kept;
  const render = evidence && asShownThen(evidence, (url) => visitTo(answered.get(url) ?? url));
  const redone = { before: kept.store, night, runOf, isKept, now: world.now };
  const { store, ...redoing } = redoneIn(world.store, redone);
  const now = () => new Date(night.startedAt);
  return {
    world: { ...world, now, fetch, render, store, archive: null, evidence: null, handedIn: null },
    permission,
    ...redoing,
  };
}

/** False where a browser showed the page, and what it showed is not kept any more. */
const isShown = async ({ evidence }: KeptThen, visit: Visit): Promise<boolean> =>
  visit.verdict?.content.rendered === undefined ||
  (evidence !== null && (await keptRendering(evidence, visit)) !== null);

/** What a visit received, with its bytes; null when those are not kept any more. */
async function outcomeOf(kept: KeptThen, { subject, outcome, snapshot }: Visit): Promise<Outcome | null> {
  if (outcome === null || outcome.kind === 'failed') return outcome;
  const { sha256, captureFault: _, ...facts } = outcome;
  if (sha256 === undefined) return { ...facts, body: null } satisfies Answered;
  // Of other bytes in which the same was read, those of before are kept.
  const body =
    (await bodyOf(kept, subject, sha256)) ??
    (snapshot === null ? null : await bodyOf(kept, subject, snapshot));
  return body === null ? null : { ...facts, body };
}

/** Bytes as they were captured, or else as they were read. */
async function bodyOf({ evidence, store }: KeptThen, subject: string, sha256: string): Promise<Body | null> {
  const record = (await evidence?.list(subject))?.findLast((one) => one.payloadSha256 === sha256);
  // One that was damaged since is told by the verification of evidence.
  const capture = record && (await evidence?.read(record.n).catch(() => null));
  if (capture) return capture.outcome.body;
  const reading = await store.reading(subject, sha256);
  return reading === null ? null : { bytes: reading.bytes, sha256, truncated: false };
}

/** One run, as the flow plays it. */
type RunOnce = (
  world: World,
  watch: Watchlist,
  settings: CheckSettings,
  tell: Tell,
  permission: Permission,
) => Promise<unknown>;

/** Things done at once where none waits for the web, our choice: more than there are threads to think them over. */
const AT_ONCE = 32;
/** Runs among which the latest that saw the web is looked for, our choice: a machine that was offline for longer keeps its old news. */
const RUNS = 400;

/**
 * Where the last run judged by other rules, as before an update of citewatch, judges first what the latest night received once more, by
 * those of now, and records it as a run of its own: what only the rules change is told from what changes on the web. Nothing is asked.
 * Killed in between, it begins again; once it is recorded, the last run is one of the same rules.
 */
export async function judgeUpdate(
  world: World,
  watch: Watchlist,
  settings: CheckSettings,
  runOnce: RunOnce,
): Promise<void> {
  const { store } = world;
  const hasLooked = ({ online, rejudges }: RunFacts): boolean => online && rejudges === undefined;
  const night = (await store.nights(RUNS)).find(hasLooked) ?? (await store.runs(RUNS)).find(hasLooked);
  if (night === undefined) return;
  const looks = (await looksSince(store, isNight(night) ? night : null)).filter(hasLooked);
  const only = chosen({ ...settings, only: [] }, watch, isNight(night) ? null : await saidIn(store, looks));
  if (only === null) return;
  const sink = openStore(':memory:');
  const apart: World = { ...world, store: sink, inLanes: fewAtOnce(AT_ONCE), tsa: null };
  try {
    const kept: KeptThen = { store, evidence: world.evidence };
    const past = await redo(apart, kept, watch, { night, looks });
    await runOnce(past.world, watch, { ...settings, only }, () => {}, past.permission);
    if (past.differs()) await past.record();
  } finally {
    await sink.close();
  }
}

/** What runs said of sources, the later of the earlier's. */
export async function saidIn(
  store: Kept['store'],
  runs: readonly RunFacts[],
): Promise<ReadonlyMap<string, SourceVerdict>> {
  const said = new Map<string, SourceVerdict>();
  for (const { id } of runs)
    for (const verdict of (await store.result(id))?.sources ?? []) said.set(verdict.id, verdict);
  return said;
}

/** The sources to judge: those that are named, or the list. Where no night was, of the list what was looked at; null for nothing. */
export function chosen(
  { only }: CheckSettings,
  { sources }: Watchlist,
  lookedAt: ReadonlyMap<string, SourceVerdict> | null,
): readonly string[] | null {
  if (lookedAt === null || only.length > 0) return only;
  const known = sources.map(({ id }) => id).filter((id) => lookedAt.has(id));
  return known.length === 0 ? null : known;
}
