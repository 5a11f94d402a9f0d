import type { Answered, Body, Fetch, Outcome } from '../model/outcome.js';
import type { RunFacts } from '../model/run.js';
import type { Visit } from '../model/visit.js';
import type { Watchlist } from '../model/watchlist.js';
import type { World } from '../world.js';
import { asShownThen, keptRendering } from './kept-rendering.js';
import { redoneIn } from './redone-store.js';
import type { Kept, Replay } from './replay.js';
import type { Permission } from './robots.js';

/** A world in which a night that is over is to come, with what it received. */
export interface Redo extends Replay {
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
  kept: Kept,
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
  const render = asShownThen(kept.evidence, (url) => visitTo(answered.get(url) ?? url));
  const redone = { before: kept.store, night, runOf, isKept, now: world.now };
  const { store, record } = redoneIn(world.store, redone);
  const now = () => new Date(night.startedAt);
  return {
    world: { ...world, now, fetch, render, store, archive: null, evidence: null, handedIn: null },
    permission,
    record,
  };
}

/** False where a browser showed the page, and what it showed is not kept any more. */
const isShown = async ({ evidence }: Kept, visit: Visit): Promise<boolean> =>
  visit.verdict?.content.rendered === undefined || (await keptRendering(evidence, visit)) !== null;

/** What a visit received, with its bytes; null when those are not kept any more. */
async function outcomeOf(kept: Kept, { subject, outcome }: Visit): Promise<Outcome | null> {
  if (outcome === null || outcome.kind === 'failed') return outcome;
  const { sha256, captureFault: _, ...facts } = outcome;
  if (sha256 === undefined) return { ...facts, body: null } satisfies Answered;
  const body = await bodyOf(kept, subject, sha256);
  return body === null ? null : { ...facts, body };
}

/** Bytes as they were captured, or else as they were read. */
async function bodyOf({ evidence, store }: Kept, subject: string, sha256: string): Promise<Body | null> {
  const record = (await evidence.list(subject)).findLast((one) => one.payloadSha256 === sha256);
  // One that was damaged since is told by the verification of evidence.
  const capture = record === undefined ? null : await evidence.read(record.n).catch(() => null);
  if (capture !== null) return capture.outcome.body;
  const reading = await store.reading(subject, sha256);
  return reading === null ? null : { bytes: reading.bytes, sha256, truncated: false };
}
