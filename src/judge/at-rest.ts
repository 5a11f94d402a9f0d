import { isDeepStrictEqual } from 'node:util';
import { type Document, NORMALISER } from '../model/document.js';
import type { OmissionMemory, SourceMemory } from '../model/memory.js';
import type { CitationVerdict, QuoteVerdict } from '../model/verdict.js';
import type { Snapshot, Visit } from '../model/visit.js';
import { judgeCurrency } from './currency.js';
import { lastStood } from './last-stood.js';
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
}

/**
 * What {@link file://./carry-over.ts} says of a document that its server says is not modified, where nothing that is remembered of it is
 * waiting for anything (a test holds the two together): without any of what it takes to judge, which such a night need
 * not even load. Null where there is more to say.
 */
export function stillAtRest(
  { source, outcome, now, staleAfter, confirm }: Unopened,
  last: Visit,
): CarriedOver | null {
  const { verdict, snapshot: sha256, memory } = last;
  const textSha256 = verdict?.content.textSha256 ?? null;
  if (verdict === null || memory === null || sha256 === null || textSha256 === null) return null;
  if (outcome?.kind !== 'answered' || outcome.http !== 304 || outcome.finalUrl !== verdict.finalUrl)
    return null;
  if (!isAtRest(verdict) || isWaiting(memory)) return null;
  if (!verdict.citations.every((use) => isSettled(use, memory, now, staleAfter))) return null;
  const at = now.toISOString();
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
  const snapshot = { sha256, textSha256, document: AS_BEFORE };
  return { snapshot, verdict: judged, memory: { ...memory, ...link.memory, ...rest } };
}

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
