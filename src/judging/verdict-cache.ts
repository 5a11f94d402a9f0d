import { isDeepStrictEqual } from 'node:util';
import { type Document, NORMALISER } from '../model/document.js';
import type { LinkVerdict } from '../model/link.js';
import { type Answered, type Outcome, saysUnchanged } from '../model/outcome.js';
import type { QuoteVerdict } from '../model/quote.js';
import type { SourceVerdict } from '../model/verdict.js';
import {
  EMPTY_MEMORY,
  type OmissionMemory,
  type Snapshot,
  type SourceMemory,
  type Visit,
} from '../model/visit.js';
import { judgeContent } from './content/judge-content.js';
import { hasPendingLines } from './content/returning-text.js';
import { lastStood } from './history-for-url.js';
import {
  applyLinkHistory,
  classifyLink,
  hasMoved,
  type LinkClassification,
} from './link/judge-link.js';
import type { JudgedSource } from './source.js';
import { isSettled, type SourceCase } from './source-case.js';
import { dated, freshUntil, judgeOmissions, omissionOf } from './uses.js';

/** Stands for a text that need not be read again. */
const AS_BEFORE: Document = {
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
export interface ReusedVerdict extends JudgedSource {
  readonly snapshot: Snapshot;
  /** As {@link Visit.restsUntil}, where that is known without looking. */
  readonly restsUntil?: number;
}

/** What {@link reuseVerdict} says (a test holds the two together) of a document not modified (304) that rests until now, without loading what it takes to judge; else null. */
export function reuseIfNotModified(
  { source, outcome, now, confirm }: Pick<Unopened, 'source' | 'outcome' | 'now' | 'confirm'>,
  last: Visit,
): ReusedVerdict | null {
  const { verdict, snapshot: sha256, memory, restsUntil = null } = last;
  const textSha256 = verdict?.content.textSha256 ?? null;
  if (verdict === null || memory === null || sha256 === null || textSha256 === null) return null;
  if (
    outcome?.kind !== 'answered' ||
    !saysUnchanged(outcome) ||
    outcome.finalUrl !== verdict.finalUrl
  )
    return null;
  if (hasMoved(outcome)) return null;
  const at = now.toISOString();
  // Where a clock is set back, what is stale may be fresh again.
  if (restsUntil === null || now.getTime() > restsUntil || at < last.at) return null;
  const { http, hops } = outcome;
  const notModified = {
    status: 'alive',
    by: null,
    http,
    why: { kind: 'not-modified' },
    hops,
  } as const;
  const link = applyLinkHistory(notModified, memory, at, confirm);
  const { edition, witness, citations, finalUrl } = verdict;
  const { id, title, publisher, url } = source;
  const content = {
    sha256,
    textSha256,
    change: 'unchanged',
    why: { kind: 'same-bytes' },
    diff: [],
  } as const;
  const said = isSaidAgain(link.verdict, verdict.link) ? verdict : { link: link.verdict, content };
  const judged: SourceVerdict = {
    id,
    title,
    publisher,
    url,
    finalUrl,
    at,
    witness,
    edition,
    citations,
    link: said.link,
    content: said.content,
    archive: null,
  };
  return {
    restsUntil,
    snapshot: { sha256, textSha256, document: AS_BEFORE },
    verdict: judged,
    memory: { ...memory, ...link.memory, stood: lastStood(judged, memory) },
  };
}

/** True for an address that was not modified on the last night either. */
const isSaidAgain = (tonight: LinkVerdict, last: LinkVerdict): boolean =>
  tonight.why.kind === 'not-modified' &&
  last.why.kind === 'not-modified' &&
  tonight.hops.length + last.hops.length === 0 &&
  tonight.since === last.since;

/** The same visit, which knows until when it rests: {@link Visit.restsUntil}. */
export const withReuseLimit = <V extends Visit>(visit: V, staleAfter: number): V => ({
  ...visit,
  restsUntil: restsUntil(visit, staleAfter),
});

function restsUntil({ verdict, memory }: Visit, staleAfter: number): number | null {
  if (verdict === null || memory === null || !isSettled(verdict) || isWaiting(memory)) return null;
  const { citations } = verdict;
  if (
    !citations.every((use) =>
      use.quotes.every((quote) => isAccepted(quote, omissionOf(memory.omitted, use, quote))),
    )
  )
    return null;
  const ends = citations.flatMap(({ accessed, currency }) =>
    accessed === null || currency !== 'fresh' ? [] : freshUntil(accessed, staleAfter),
  );
  return Math.min(Number.MAX_SAFE_INTEGER, ...ends);
}

/** True when another night without news would change what is remembered, or what is told. */
const isWaiting = ({ turning, shrunken, volatile, returning, ...memory }: SourceMemory): boolean =>
  turning.length + shrunken + Object.keys(volatile).length + Object.keys(returning).length > 0 ||
  [memory.stranger, memory.shown, memory.former].some((one) => one !== null);

/** True when what a passage that stands leaves out, what it stands under, and where, is what is accepted. */
const isAccepted = (
  {
    verdict,
    omitted = [],
    where = 'main',
    whereBefore,
    omissionChanged,
    governors,
    contextChanged,
  }: QuoteVerdict,
  known: OmissionMemory | undefined,
): boolean =>
  verdict !== 'intact' ||
  (whereBefore === undefined &&
    (omissionChanged ?? contextChanged) === undefined &&
    known !== undefined &&
    known.changed === undefined &&
    known.where === where &&
    isDeepStrictEqual([known.omitted, known.governors], [omitted, governors]));

/**
 * The verdict where bytes, rules and quotations are those of `last`, the latest visit, which accepted its reading: what
 * a new judgement would say (a test holds the two together). Null when more than dates is new.
 */
export function reuseVerdict(input: Unopened, last: Visit): ReusedVerdict | null {
  const { outcome } = input;
  const { verdict, snapshot: sha256 } = last;
  const textSha256 = verdict?.content.textSha256 ?? null;
  if (outcome === null || verdict === null || sha256 === null || textSha256 === null) return null;
  if (hasPendingLines(last.memory?.turning ?? []) || !isSettled(verdict)) return null;
  if (!isSameAnswer(outcome, verdict, sha256)) return null;
  const snapshot: Snapshot = { sha256, textSha256, document: AS_BEFORE };
  return { snapshot, ...judgeAgain({ ...input, outcome }, snapshot, last, verdict) };
}

/** The server says that nothing changed, or sent the same bytes from the same place. */
function isSameAnswer(
  outcome: Outcome,
  { finalUrl, link }: SourceVerdict,
  sha256: string,
): boolean {
  if (outcome.kind !== 'answered' || outcome.finalUrl !== finalUrl) return false;
  const { http, body, hops } = outcome;
  return (
    (saysUnchanged(outcome) && (!hasMoved(outcome) || isSameMove(outcome, link))) ||
    (http === 200 &&
      body !== null &&
      body.sha256 === sha256 &&
      !body.truncated &&
      hops.length === 0)
  );
}

/** True where the way to a document that was not modified is that of the last night, on which it was not either: then its old place was held against its new one. */
const isSameMove = ({ http, hops }: Answered, last: LinkVerdict): boolean =>
  http === last.http && last.why.kind === 'moved' && isDeepStrictEqual(hops, last.hops);

function linkAgain(outcome: Outcome, { link }: SourceVerdict): LinkClassification {
  if (outcome.kind !== 'answered' || !hasMoved(outcome))
    return classifyLink(outcome, AS_BEFORE, true);
  const { status, by, http, why, hops } = link;
  return { status, by, http, why, hops };
}

/** What {@link judgeSource} comes to for a document that is known, and its own baseline. */
function judgeAgain(
  input: Unopened & { readonly outcome: Outcome },
  snapshot: Snapshot,
  last: Visit,
  before: SourceVerdict,
): JudgedSource {
  const { source, outcome, confirm } = input;
  const at = input.now.toISOString();
  const memory = last.memory ?? EMPTY_MEMORY;
  const known = {
    ...input,
    snapshot,
    history: { previous: last, baseline: { visit: last, snapshot } },
  };
  const { volatile, shrunken, returning, turning, edits } = memory;
  const link = applyLinkHistory(linkAgain(outcome, before), memory, at, confirm);
  const content = judgeContent(snapshot, snapshot, {
    volatile,
    shrunken,
    returning,
    turning,
    edits,
  });
  const { citations, omitted } = judgeOmissions(
    dated(known, before.citations),
    memory.omitted,
    known,
    true,
  );
  const { id, title, publisher, url } = source;
  const verdict: SourceVerdict = {
    id,
    title,
    publisher,
    url,
    finalUrl: outcome.finalUrl,
    at,
    witness: 'live',
    link: link.verdict,
    content: content.verdict,
    edition: before.edition,
    archive: null,
    citations,
  };
  const rest = { stranger: null, shown: null, stood: lastStood(verdict, memory), omitted };
  return { verdict, memory: { ...memory, ...link.memory, ...content.memory, ...rest } };
}
