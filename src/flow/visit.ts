import { hash } from 'node:crypto';
import { withRest } from '../judge/at-rest.js';
import { type Block, type Document, NOT_READ } from '../model/document.js';
import { isOwnPage, type SourceVerdict } from '../model/verdict.js';
import type { OutcomeFacts, Snapshot, Visit } from '../model/visit.js';
import { written } from '../model/written-document.js';
import type { Errand } from '../plan/agenda.js';
import type { World } from '../world.js';
import { keepShown } from './in-browser.js';
import { keepCapture } from './keep-capture.js';
import { basisOf, cited, knownOf, type Looked, look } from './look.js';
import type { Night } from './night.js';
import { latelyHere } from './nights-before.js';
import { factsOf, hasBody, readingOf } from './outcome-parts.js';
import { validatorsAfter } from './validators.js';

/** Makes the visits that this run has not made yet; politeness is the fetcher's. In the order of the errands. */
export async function visitAll(night: Night, errands: readonly Errand[]): Promise<readonly Visit[]> {
  const made = new Map<string, Visit>();
  await visitEach(night, errands, (visit) => void made.set(visit.subject, visit));
  return errands.map(({ subject }) => made.get(subject) as Visit);
}

/** The same, each visit told as it lands. */
export async function visitEach(
  night: Night,
  errands: readonly Errand[],
  landed: (visit: Visit) => void,
): Promise<void> {
  let done = 0;
  const land = (visit: Visit): void => {
    const fault = visit.outcome?.kind === 'answered' ? visit.outcome.captureFault : undefined;
    if (fault !== undefined) night.badCaptures.set(visit.subject, fault);
    landed(visit);
    night.tell({ done: ++done, total: errands.length, visit });
  };
  const left: Errand[] = [];
  for (const errand of errands) {
    const visit = await night.world.store.visit(errand.subject, night.run.id);
    if (visit === null || !stillHolds(night, errand, visit)) left.push(errand);
    else land(visit);
  }
  await night.world.inLanes(
    left,
    ({ source }) => source.url,
    async (errand) => land(await visitOne(night, errand)),
  );
  // Where a run that is taken up had no visit left to make, what follows is kept all the same.
  await night.world.store.lookThrough();
}

/**
 * True for a visit that a run which is taken up need not make again. What got no answer may have been this machine's fault, and of another
 * question (an address or a quotation that was mended meanwhile) the answer says nothing.
 */
const stillHolds = (night: Night, { source }: Errand, { outcome, basis }: Visit): boolean =>
  !night.run.resumed || (outcome?.kind === 'answered' && basis === basisOf(night, source));

/** The unit of work: one look at one source. It knows nothing of the others. */
async function visitOne(night: Night, { subject, role, source }: Errand): Promise<Visit> {
  const { world, run, now } = night;
  const known = await knownOf(night, source);
  const lately = latelyHere(source, await world.store.lately(subject, run.id));
  const basis = basisOf(night, source);
  const [answer] = await Promise.all([
    look(night, subject, known, lately, basis),
    // Beside the first request.
    world.store.lookThrough(),
  ]);
  const { outcome, shown, snapshot, verdict, memory, history } = answer;
  const carried = history === null;
  const isRead = isAccepted(verdict, snapshot, lately.accepted);
  const before = shown === null ? sameReading(snapshot, history?.baseline?.snapshot ?? null) : null;
  const accepted = isRead ? (before ?? snapshot) : null;
  const fault = await keep(night, subject, answer, accepted !== null);
  const visit: Visit = {
    run: run.id,
    subject,
    at: now.toISOString(),
    outcome: outcome && { ...factsOf(outcome), ...fault },
    // Of what a page's scripts make of it its bytes say nothing: it is asked for whole.
    validators: shown === null ? validatorsAfter(source, outcome, lately.accepted) : null,
    snapshot: accepted?.sha256 ?? null,
    verdict,
    basis,
    alone: carried && lately.previous?.alone === true,
    restsUntil: answer.restsUntil ?? null,
    memory,
  };
  const complete =
    role !== 'source' || accepted === null || history === null
      ? null
      : await (await alone()).completeAlone(night, cited(night, known), visit, accepted.document, history);
  const kept =
    answer.restsUntil === undefined ? withRest(complete ?? visit, night.settings.staleAfter) : visit;
  const isNew = accepted !== null && accepted !== before && !carried;
  await world.store.keepVisit(kept, isNew ? readingOf(shown?.outcome ?? outcome, accepted) : null);
  return kept;
}

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
    shown === null ? null : await keepShown(evidence, shown, { ...about, change: verdict.content.change });
  const fault = ofCapture ?? ofShown;
  return fault === null ? {} : { captureFault: fault };
}

/**
 * The reading of before where tonight's is the same ({@link readingDigest}): it is not kept once more each night for a token in a form or
 * a counter in a footer. Null where it is another, and where the bytes are the same too.
 */
const sameReading = (tonight: Snapshot | null, before: Snapshot | null): Snapshot | null =>
  tonight !== null &&
  before !== null &&
  tonight.sha256 !== before.sha256 &&
  readingDigest(tonight) !== undefined &&
  readingDigest(tonight) === readingDigest(before)
    ? before
    : null;

/**
 * Of all that was read, but for the numbers in what stands around the document: counters and clocks. Undefined where that is nothing, and
 * bytes are known by themselves alone.
 */
const readingDigest = (snapshot: Snapshot | null): string | undefined =>
  snapshot === null || snapshot.document.unread !== null || snapshot.document.normaliser === NOT_READ
    ? undefined
    : hash('sha256', written({ ...snapshot.document, blocks: snapshot.document.blocks.map(unnumbered) }));

const unnumbered = (block: Block): Block =>
  block.role === 'furniture' ? { ...block, text: block.text.replace(/\d[\d.,:]*/gu, '0') } : block;

/** What a night on which nothing changed does without. */
const alone = () => import('./alone.js');

/**
 * True when later nights may be compared with this reading: the document came, whole. One without text is known by its bytes,
 * and takes no place of one that was read: an image may be served for a night.
 */
const isAccepted = (
  { content, witness }: SourceVerdict,
  snapshot: Snapshot | null,
  before: Visit | null,
): boolean =>
  content.sha256 !== null &&
  snapshot !== null &&
  snapshot.document.normaliser !== NOT_READ &&
  (isOwnPage(witness) || (snapshot.document.unread !== null && !isOwnPage(before?.verdict?.witness)));

/** The text that a visit accepted, or null. */
export async function documentOf(world: World, { subject, snapshot }: Visit): Promise<Document | null> {
  return snapshot === null ? null : ((await world.store.snapshot(subject, snapshot))?.document ?? null);
}
