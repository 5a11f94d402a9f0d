import { hash } from 'node:crypto';
import { type CarriedOver, stillAtRest, type Unopened } from '../judge/at-rest.js';
import type { SourceCase } from '../judge/source-case.js';
import { NORMALISER } from '../model/document.js';
import { type Outcome, saysUnchanged, type Validators } from '../model/outcome.js';
import type { History, Visit } from '../model/visit.js';
import { type Source, usesAsJson, usesOf } from '../model/watchlist.js';
import { leadsTo } from '../plan/refresh.js';
import type { Judged } from '../pool/thought.js';
import type { Lately } from '../record/store.js';
import type { World } from '../world.js';
import { inBrowser, isShell, type ShownPage } from './in-browser.js';
import type { Night } from './night.js';
import { knownHere } from './nights-before.js';
import { hasBody, ledOn } from './outcome-parts.js';
import { validatorsFor } from './validators.js';

/** What is known of a source, but for what is cited of it: most nights of most sources need no more. */
export type Known = Omit<Unopened, 'uses'>;

/** The same with what is cited of it. */
export const cited = <K extends Known>({ watch }: Night, known: K): K & Pick<Unopened, 'uses'> => ({
  ...known,
  uses: usesOf(known.source, watch),
});

/** All that is known of a source before it is asked for, but for the nights before. */
export async function knownOf(night: Night, source: Source): Promise<Known> {
  const unasked = source.url === null ? null : await night.permission(source.url);
  return { ...givenOf(night, source), outcome: null, unasked, now: night.now };
}

/** What a source is judged by that people decided. */
const givenOf = ({ settings: { staleAfter, confirm }, watch }: Night, source: Source) => ({
  source,
  series: watch.series.find(({ id }) => id === source.series) ?? null,
  staleAfter,
  confirm,
});

/** Digest of what a verdict rests on besides answers and nights: a verdict of another basis is not carried over. */
export function basisOf(night: Night, source: Source): string {
  const { series, staleAfter, confirm } = givenOf(night, source);
  const basis = JSON.stringify([night.world.rules(), source, series, staleAfter, confirm]);
  return hash('sha256', basis + usesAsJson(source, night.watch), 'base64url');
}

/** What came of asking for a source. */
export interface Looked extends Judged {
  /** Null when nothing was asked, or the page leads on to where nothing is to be asked. */
  readonly outcome: Outcome | null;
  /** How a browser showed it; null where what was received was read. */
  readonly shown: ShownPage | null;
  /** As in {@link CarriedOver}. */
  readonly restsUntil?: number;
  /** What the nights before know of the address; null when the last night's verdict stands, and nothing of the text was looked at. */
  readonly history: History | null;
}

/** Asks for a source where that may be, and judges what came. */
export async function look(
  night: Night,
  subject: string,
  known: Known,
  { previous, accepted }: Lately,
  basis: string,
): Promise<Looked> {
  const { world, run } = night;
  const open = async (): Promise<SourceCase> => ({
    ...cited(night, known),
    snapshot: null,
    history: await reread(world, subject, await world.store.history(subject, run.id)),
  });
  const { url } = known.source;
  if (url === null || known.unasked !== null) return unasked(world, await open());
  const { lang } = known.source;
  const isToShow = world.render !== null && isShell(accepted);
  const validators = isToShow ? null : validatorsFor(known.source, accepted);
  const outcome = await world.fetch({ url, validators, lang });
  const sameQuestion = previous !== null && previous.run === accepted?.run && previous.basis === basis;
  const carried = sameQuestion
    ? (stillAtRest({ ...known, outcome }, previous) ??
      (await carriedOver(cited(night, { ...known, outcome }), previous)))
    : null;
  if (carried !== null) return { outcome, shown: null, history: null, ...carried };
  const opened = await open();
  const looked = await follow(night, { ...opened, sameQuestion }, outcome, validators);
  return { history: await knownHere(known.source, opened.history, looked.snapshot), ...looked };
}

async function carriedOver(known: Unopened, last: Visit): Promise<CarriedOver | null> {
  const { carryOver } = await import('../judge/carry-over.js');
  return carryOver(known, last);
}

const unasked = async (world: World, known: SourceCase): Promise<Looked> => ({
  outcome: null,
  shown: null,
  history: known.history,
  ...(await world.thought.judge(known)),
});

/** Pages in a row that do nothing but lead on. */
const REFRESHES = 5;

/** Judges what came, and goes on where a page itself leads at once, as a browser does. */
async function follow(
  night: Night,
  known: SourceCase,
  first: Outcome,
  validators: Validators | null,
): Promise<Omit<Looked, 'history'>> {
  const { world, permission } = night;
  const { lang } = known.source;
  // Those without an address are of the page that led on.
  const validatorsOn = validators?.of === undefined ? null : validators;
  let outcome = first;
  for (let steps = 0; ; steps++) {
    const judgement = await judge(world, known, outcome);
    const document = hasBody(outcome) && steps < REFRESHES ? judgement.snapshot?.document : null;
    const next = leadsTo(document ?? null, outcome.finalUrl);
    if (next === null) return { outcome, ...(await inBrowser(night, known, outcome, judgement)) };
    const unasked = await permission(next);
    // What only leads on is not the document: it says nothing of it.
    if (unasked !== null)
      return { outcome: null, shown: null, ...(await world.thought.judge({ ...known, unasked })) };
    outcome = ledOn(outcome, await world.fetch({ url: next, validators: validatorsOn, lang }));
  }
}

/**
 * Judges an answer. Its bytes are read unless they are the ones that were read before. That nothing changed speaks of what was
 * read at the address that says so.
 */
function judge(world: World, known: SourceCase, outcome: Outcome): Promise<Judged> {
  const { visit, snapshot: before = null } = known.history.baseline ?? {};
  const isKnown = saysUnchanged(outcome)
    ? outcome.finalUrl === visit?.verdict?.finalUrl
    : hasBody(outcome) && outcome.body.sha256 === before?.sha256;
  const snapshot = isKnown ? before : null;
  return world.thought.judge({ ...known, outcome, snapshot });
}

/** Reads the baseline's bytes again when the rules of reading have changed since, so that an upgrade changes no page. */
async function reread(world: World, subject: string, history: History): Promise<History> {
  const { baseline } = history;
  if (baseline === null || baseline.snapshot.document.normaliser === NORMALISER) return history;
  const { sha256 } = baseline.snapshot;
  const old = await world.store.reading(subject, sha256);
  if (old === null) return history;
  const snapshot = await world.thought.read({ ...old, sha256 });
  await world.store.replaceReading(subject, { ...old, snapshot });
  return { ...history, baseline: { visit: baseline.visit, snapshot } };
}
