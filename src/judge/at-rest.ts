import { isDeepStrictEqual } from 'node:util';
import { type Document, NORMALISER } from '../model/document.js';
import type { OmissionMemory, SourceMemory } from '../model/memory.js';
import type { CitationVerdict, QuoteVerdict, SourceVerdict } from '../model/verdict.js';
import type { Snapshot, Visit } from '../model/visit.js';
import { freshUntil, judgeCurrency } from './currency.js';
import { lastStood } from './last-stood.js';
import { addNight } from './link/flapping.js';
import { withLife } from './link/link-life.js';
import { isAtRest } from './seen-before.js';
import type { JudgedSource } from './source.js';
import type { SourceCase } from './source-case.js';

/** In the place of a text that need not be looked at again. */
export const AS_BEFORE: Document = {
  type: 'other',
  title: null,
  lang: null,
  blocks: [],
  links: [],
  refresh: null,
  passwordForm: false,
  dates: { published: null, modified: null },
  unread: null,
  normaliser: NORMALISER,
};

/** A source as it is known before anything of its text is unpacked. */
export type Unopened = Omit<SourceCase, 'snapshot' | 'history'>;

/** A verdict that was carried over, with the reading that it goes on resting on (its document left out). */
export interface CarriedOver extends JudgedSource {
  readonly snapshot: Snapshot;
  /** As {@link Visit.restsUntil}. */
  readonly restsUntil: number | null;
}

/** What of a source is asked when nothing may be new. */
type Resting = Pick<Unopened, 'source' | 'outcome' | 'now' | 'staleAfter' | 'confirm'>;

/**
 * What {@link file://./carry-over.ts} says of a document that its server says is not modified, where nothing that is remembered of it is
 * waiting for anything (a test holds the two together): without any of what it takes to judge, which such a night need
 * not even load. Null where there is more to say.
 */
export function stillAtRest(
  { source, outcome, now, staleAfter, confirm }: Resting,
  last: Visit,
): CarriedOver | null {
  const { verdict, snapshot: sha256, memory } = last;
  const textSha256 = verdict?.content.textSha256 ?? null;
  if (verdict === null || memory === null || sha256 === null || textSha256 === null) return null;
  if (outcome?.kind !== 'answered' || outcome.http !== 304 || outcome.finalUrl !== verdict.finalUrl)
    return null;
  const at = now.toISOString();
  const snapshot = { sha256, textSha256, document: AS_BEFORE };
  const { restsUntil = null } = last;
  if (restsUntil !== null && now.getTime() <= restsUntil && last.at <= at && outcome.hops.length === 0)
    return { snapshot, restsUntil, ...onAnotherNight(verdict, memory, at) };
  if (!isAtRest(verdict) || isWaiting(memory)) return null;
  if (!verdict.citations.every((use) => isSettled(use, memory, now, staleAfter))) return null;
  const { http, hops } = outcome;
  const notModified = { status: 'alive', by: null, http, why: { kind: 'not-modified' }, hops } as const;
  const link = withLife(notModified, memory, at, confirm);
  const { edition, witness, citations, finalUrl } = verdict;
  const { id, title, publisher, url } = source;
  const judged = {
    ...{ id, title, publisher, url, finalUrl, at, witness, edition, citations },
    link: link.verdict,
    content: { sha256, textSha256, change: 'unchanged', why: { kind: 'same-bytes' }, diff: [] },
    archive: null,
  } as const;
  const rest = { stranger: null, shown: null, shrunken: 0, stood: lastStood(judged, memory) };
  const after = { ...memory, ...link.memory, ...rest };
  return {
    snapshot,
    restsUntil: isSteady(judged, after) ? endOfRest(judged, staleAfter) : null,
    verdict: judged,
    memory: after,
  };
}

/** What it comes to where nothing but the date can be another than on the last night. */
function onAnotherNight(verdict: SourceVerdict, memory: SourceMemory, at: string): JudgedSource {
  const judged = { ...verdict, at };
  const link = memory.link && { ...memory.link, at };
  const nights = addNight(memory.nights, 'alive');
  return { verdict: judged, memory: { ...memory, link, nights, stood: lastStood(judged, memory) } };
}

/** True when one more such night would say and remember the same. */
const isSteady = ({ link }: SourceVerdict, { nights, former }: SourceMemory): boolean =>
  link.hops.length === 0 && !nights.includes('-') && former === null;

/** When the first citation of those that are fresh becomes stale. */
const endOfRest = ({ citations }: SourceVerdict, staleAfter: number): number =>
  Math.min(
    Number.MAX_SAFE_INTEGER,
    ...citations.flatMap(({ accessed, currency }) =>
      accessed === null || currency !== 'fresh' ? [] : freshUntil(accessed, staleAfter),
    ),
  );

/** True when another night without news would change what is remembered, or what is told. */
const isWaiting = ({ turning, volatile, returning }: SourceMemory): boolean =>
  turning.length > 0 || Object.keys(volatile).length > 0 || Object.keys(returning).length > 0;

/** True when the same is said tonight of a use and its passages as on the last night. */
const isSettled = (
  { accessed, currency, quotes }: CitationVerdict,
  { omitted }: SourceMemory,
  now: Date,
  staleAfter: number,
): boolean =>
  currency === judgeCurrency(accessed, now, staleAfter) &&
  quotes.every((quote) => isAccepted(quote, omitted[quote.id]));

/** True when what a passage leaves out, and where it stands, is what is accepted. */
const isAccepted = (
  { omitted = [], where = 'main', whereBefore, omissionChanged }: QuoteVerdict,
  known: OmissionMemory | undefined,
): boolean =>
  whereBefore === undefined &&
  omissionChanged === undefined &&
  known !== undefined &&
  known.changed === undefined &&
  known.where === where &&
  isDeepStrictEqual(known.omitted, omitted);
