import { hash } from 'node:crypto';
import { workOf } from '../judging/editions/registers/crossref.js';
import type { SourceCase } from '../judging/source-case.js';
import {
  reuseIfNotModified,
  reuseVerdict,
  type Unopened,
  withReuseLimit,
} from '../judging/verdict-cache.js';
import { type Block, type Document, NORMALISER, NOT_READ } from '../model/document.js';
import { writtenText } from '../model/manuscript.js';
import { type Outcome, saysUnchanged, type Validators } from '../model/outcome.js';
import { isOwnPage, type SourceVerdict } from '../model/verdict.js';
import type { History, OutcomeFacts, Snapshot, Visit } from '../model/visit.js';
import { type Source, usesOf } from '../model/watchlist.js';
import type { Judged } from '../pool/tasks.js';
import type { LatestVisits } from '../store/store.js';
import { type Errand, leadsTo, statedVersions } from './agenda.js';
import type { Night } from './context.js';
import { inBrowser, isShell, keepCapture, keepShown, type ShownPage } from './in-browser.js';
import {
  factsOf,
  hasBody,
  joinOutcomes,
  latestAt,
  readingOf,
  validatorsAfter,
  validatorsFor,
} from './outcome.js';
import type { World } from './world.js';

/** Makes the visits that this run has not made yet; politeness is the fetcher's. Gives all, in the order of the errands. */
export async function visitAll(
  night: Night,
  errands: readonly Errand[],
): Promise<readonly Visit[]> {
  const { store, inLanes } = night.world;
  const made = new Map<string, Visit>();
  const land = (visit: Visit): void => {
    const fault = visit.outcome?.kind === 'answered' ? visit.outcome.captureFault : undefined;
    if (fault !== undefined) night.badCaptures.set(visit.subject, fault);
    made.set(visit.subject, visit);
    night.tell({ done: made.size, total: errands.length, visit });
  };
  const left: Errand[] = [];
  for (const errand of errands) {
    const visit = await store.visit(errand.subject, night.run.id);
    if (visit === null || !stillHolds(night, errand, visit)) left.push(errand);
    else land(visit);
  }
  await inLanes(
    left,
    ({ source }) => source.url,
    async (errand) => land(await visitOne(night, errand)),
  );
  // A resumed run that has no visit left to make goes on to write all the same.
  await store.checkIntegrity();
  return errands.map(({ subject }) => made.get(subject) as Visit);
}

/** Makes visits once more in this run, the last of which counts; in the order of the errands. */
export async function visitAnew(
  night: Night,
  errands: readonly Errand[],
): Promise<readonly Visit[]> {
  const made = new Map<string, Visit>();
  await night.world.inLanes(
    errands,
    ({ source }) => source.url,
    async (errand) => {
      const visit = await visitOne(night, errand);
      made.set(errand.subject, visit);
      night.tell({ done: made.size, total: errands.length, visit });
    },
  );
  return errands.map(({ subject }) => made.get(subject) as Visit);
}

/** True if a resumed run need not repeat a visit. A failure may have been this machine's, and after an edit of `sources.json` the answer is to another question. */
const stillHolds = (night: Night, { source }: Errand, { outcome, basis }: Visit): boolean =>
  !night.run.resumed || (outcome?.kind === 'answered' && basis === basisOf(night, source));

/** The unit of work: one visit to one source. It knows nothing of the others. */
async function visitOne(night: Night, { subject, source, role }: Errand): Promise<Visit> {
  const { world, run, now } = night;
  const known = await askedFacts(night, source);
  const latest = latestAt(source, await world.store.lately(subject, run.id));
  const basis = basisOf(night, source);
  const answer = await look(night, subject, known, latest, basis);
  await world.store.checkIntegrity();
  const { outcome, shown, snapshot, verdict, memory, history } = answer;
  const isOfRecord = role === 'record' && history !== null;
  const isRead = isOfRecord ? isRecord(snapshot) : isAccepted(verdict, snapshot, latest.accepted);
  const baseline = history?.baseline?.snapshot ?? null;
  const before = shown === null ? sameReading(snapshot, baseline) : null;
  const accepted = isRead ? (before ?? snapshot) : null;
  const fault = await keep(night, subject, answer, accepted !== null);
  const visit: Visit = {
    run: run.id,
    subject,
    at: now.toISOString(),
    outcome: outcome && { ...factsOf(outcome, latest.accepted), ...fault },
    // Of what a page's scripts make of it its bytes say nothing: it is asked for whole.
    validators: shown === null ? validatorsAfter(source, outcome, latest.accepted) : null,
    snapshot: accepted?.sha256 ?? null,
    verdict,
    basis,
    aloneUntil: history === null ? restUntil(outcome, latest.previous) : null,
    restsUntil: answer.restsUntil ?? null,
    memory,
  };
  const kept =
    answer.restsUntil === undefined ? withReuseLimit(visit, night.settings.staleAfter) : visit;
  const isNew = accepted !== null && accepted !== before && history !== null;
  await world.store.keepVisit(kept, isNew ? readingOf(shown?.outcome ?? outcome, accepted) : null);
  return kept;
}

/** Until when a source that was not read tonight is left alone: as before, where the answer states no version. */
const restUntil = (outcome: Outcome | null, previous: Visit | null): number | null | undefined =>
  statedVersions(outcome).length === 0 ? previous?.aloneUntil : null;

/** Keeps an answer as evidence, with what a browser showed of it, and says what is wrong with what was kept. */
async function keep(
  { world: { evidence, thought }, run, settings }: Night,
  subject: string,
  { outcome, shown, snapshot, verdict }: Looked,
  accepted: boolean,
): Promise<Pick<Extract<OutcomeFacts, { kind: 'answered' }>, 'captureFault'>> {
  if (evidence === null || outcome === null || !hasBody(outcome)) return {};
  const about = { subject, run: run.id, userAgent: settings.fetch.userAgent };
  const reading = shown === null && !outcome.body.truncated ? readingDigest(snapshot) : undefined;
  const received = { ...about, outcome, accepted, reading, snapshot: shown?.shell ?? snapshot };
  const ofCapture = await keepCapture(evidence, thought, received);
  const ofShown =
    shown === null
      ? null
      : await keepShown(evidence, shown, { ...about, change: verdict.content.change });
  const fault = ofCapture ?? ofShown;
  return fault === null ? {} : { captureFault: fault };
}

/**
 * The reading of before where tonight's is the same ({@link readingDigest}), else null: it is not kept once more each night for a token in a
 * form or a counter in a footer.
 */
function sameReading(tonight: Snapshot | null, before: Snapshot | null): Snapshot | null {
  if (tonight === null || before === null || tonight.sha256 === before.sha256) return null;
  const digest = readingDigest(tonight);
  return digest !== undefined && digest === readingDigest(before) ? before : null;
}

/** Digest of all that was read, without the numbers (counters, clocks) around the document; undefined where nothing was. */
const readingDigest = (snapshot: Snapshot | null): string | undefined =>
  snapshot === null ||
  snapshot.document.unread !== null ||
  snapshot.document.normaliser === NOT_READ
    ? undefined
    : hash(
        'sha256',
        writtenText({ ...snapshot.document, blocks: snapshot.document.blocks.map(withoutNumber) }),
      );

const withoutNumber = (block: Block): Block =>
  block.role === 'furniture' ? { ...block, text: block.text.replace(/\d[\d.,:]*/gu, '0') } : block;

/** True when later nights may be compared with this reading: the document came, whole. One without text does not replace one that was read. */
const isAccepted = (
  { content, witness }: SourceVerdict,
  snapshot: Snapshot | null,
  before: Visit | null,
): boolean =>
  content.sha256 !== null &&
  snapshot !== null &&
  snapshot.document.normaliser !== NOT_READ &&
  (isOwnPage(witness) ||
    (snapshot.document.unread !== null && !isOwnPage(before?.verdict?.witness)));

/** True for what Crossref registered. Whatever else it sends says nothing of the paper, and makes no record a stranger. */
const isRecord = (snapshot: Snapshot | null): boolean =>
  snapshot !== null && workOf(snapshot.document) !== null;

/** The text that a visit accepted, or null. */
export async function documentOf(
  world: World,
  { subject, snapshot }: Visit,
): Promise<Document | null> {
  return snapshot === null
    ? null
    : ((await world.store.snapshot(subject, snapshot))?.document ?? null);
}

/** All that is known of a source before it is requested, but for the nights before. */
async function askedFacts(night: Night, source: Source): Promise<Unopened> {
  const unasked = source.url === null ? null : await night.permission(source.url);
  const uses = usesOf(source, night.watch);
  return { ...decisionsFor(night, source), uses, outcome: null, unasked, now: night.now };
}

/** What a source is judged by that people decided. */
const decisionsFor = ({ settings: { staleAfter, confirm }, watch }: Night, source: Source) => ({
  source,
  series: watch.series.find(({ id }) => id === source.series) ?? null,
  staleAfter,
  confirm,
});

/** Digest of what a verdict rests on besides answers and nights: a verdict of another basis is not carried over. */
function basisOf(night: Night, source: Source): string {
  const { series, staleAfter, confirm } = decisionsFor(night, source);
  const basis = JSON.stringify([night.world.rules(), source, series, staleAfter, confirm]);
  return hash('sha256', basis + JSON.stringify(usesOf(source, night.watch)), 'base64url');
}

interface Looked extends Judged {
  /** Null when nothing was asked, or the page leads on to where nothing is to be asked. */
  readonly outcome: Outcome | null;
  /** How a browser showed it; null where what was received was read. */
  readonly shown: ShownPage | null;
  /** As in {@link ReusedVerdict}. */
  readonly restsUntil?: number;
  /** What the nights before know of the address; null when the last night's verdict stands, and nothing of the text was looked at. */
  readonly history: History | null;
}

async function look(
  night: Night,
  subject: string,
  known: Unopened,
  { previous, accepted }: LatestVisits,
  basis: string,
): Promise<Looked> {
  const { world, run } = night;
  const openCase = async (): Promise<SourceCase> => ({
    ...known,
    snapshot: null,
    history: await reread(world, subject, await world.store.history(subject, run.id)),
  });
  const { url } = known.source;
  if (url === null || known.unasked !== null) {
    const opened = await openCase();
    return {
      outcome: null,
      shown: null,
      history: opened.history,
      ...(await world.thought.judge(opened)),
    };
  }
  const { lang } = known.source;
  const isToShow = world.render !== null && isShell(accepted);
  const validators = isToShow ? null : validatorsFor(known.source, accepted);
  const outcome = await world.fetch({ url, validators, lang });
  const sameQuestion =
    previous !== null && previous.run === accepted?.run && previous.basis === basis;
  const carried = sameQuestion
    ? (reuseIfNotModified({ ...known, outcome }, previous) ??
      reuseVerdict({ ...known, outcome }, previous))
    : null;
  if (carried !== null) return { outcome, shown: null, history: null, ...carried };
  const opened = await openCase();
  const looked = await follow(night, { ...opened, sameQuestion }, outcome, validators);
  return {
    history: await world.thought.historyForUrl(known.source, opened.history, looked.snapshot),
    ...looked,
  };
}

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
    outcome = joinOutcomes(
      outcome,
      await world.fetch({ url: next, validators: validatorsOn, lang }),
    );
  }
}

/** Judges an answer. Bytes that were read before are not read again; a 304 speaks of what was read at the address that sent it. */
function judge(world: World, known: SourceCase, outcome: Outcome): Promise<Judged> {
  const { visit, snapshot: before = null } = known.history.baseline ?? {};
  const isKnown = saysUnchanged(outcome)
    ? outcome.finalUrl === visit?.verdict?.finalUrl
    : hasBody(outcome) && outcome.body.sha256 === before?.sha256;
  const snapshot = isKnown ? before : null;
  return world.thought.judge({ ...known, outcome, snapshot });
}

/** Reads the baseline's bytes again if the rules of reading have changed since, so that an upgrade changes no page. */
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
