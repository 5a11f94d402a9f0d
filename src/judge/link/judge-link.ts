import type { Document } from '../../model/document.js';
import type { Lacks, LinkReason, Unasked } from '../../model/link-reason.js';
import type { BlockedBy, LinkStatus } from '../../model/link-verdict.js';
import type { Answered, Failed, Outcome } from '../../model/outcome.js';
import { isTitled, pageFeatures } from '../page-features.js';
import { type Cited, type Likeness, pageSimilarity } from '../page-similarity.js';
import { blockOf } from './block-page.js';
import type { LinkNow } from './link-life.js';
import { hasMoved } from './moved.js';
import { doubtOf, ofYear, softNotFound } from './soft-404.js';

/** Nothing was asked: for the reason given, or because there is no address. */
export const notAsked = (unasked: Unasked | null): LinkNow => ({
  status: unasked === null ? 'no-url' : 'unjudged',
  by: null,
  http: null,
  why: unasked === null ? { kind: 'no-address' } : { kind: 'unasked', why: unasked },
  hops: [],
});

/**
 * The status table: what an outcome, and the document in it, mean for the address. `document` is null when the
 * answer had no body to read; `known` says that an earlier night or a quotation recognises the document, `cited` what
 * it should be like.
 */
export function linkNow(
  outcome: Outcome,
  document: Document | null,
  known: boolean,
  cited: Cited | null = null,
): LinkNow {
  return outcome.kind === 'failed' ? ofFailure(outcome) : ofAnswer(outcome, document, known, cited);
}

function ofFailure({ failure, message, hops }: Failed): LinkNow {
  return { status: 'unreachable', by: null, http: null, why: { kind: 'failed', failure, message }, hops };
}

function ofAnswer(
  outcome: Answered,
  document: Document | null,
  known: boolean,
  cited: Cited | null,
): LinkNow {
  const { http, hops } = outcome;
  const now = (status: LinkStatus, why: LinkReason, by: BlockedBy | null = null): LinkNow => ({
    status,
    by,
    http,
    why,
    hops,
  });
  const isUnchanged = http === 304;
  if (isUnchanged && document === null) return now('soft-404', { kind: 'empty-304' });
  // That a document was not modified at the address to which it moved does not bring it back.
  if (isUnchanged && !hasMoved(outcome)) return now('alive', { kind: 'not-modified' });
  // No sign is held against what is known, and whole, and in its place: its likeness, which is costly, is not asked for.
  const isSettled = known && http < 400 && cited?.isShortened !== true && !hasMoved(outcome);
  const like = isSettled ? 'same' : likeTo(cited, outcome, document);
  const block = isSettled ? null : blockOf(outcome, document, like);
  const isWhole = cited?.isShortened !== true || !HOLDS_BACK.has(block?.by);
  if (block !== null && !(known && isWhole && http < 400))
    return now('blocked', { kind: 'blocked', why: block.why }, block.by);
  if (http === 404 || http === 410) return now('gone', { kind: 'gone', http });
  if (http >= 500) return now('server-error', { kind: 'server-trouble', http });
  if (http >= 400) return now('server-error', { kind: 'bad-request', http });
  if (http >= 300 && !isUnchanged) return now('unreachable', { kind: 'no-location', http });
  const circle = circleOf(outcome, document);
  if (circle !== null) return now('unreachable', { kind: 'circle', url: circle });
  const title = cited?.title ?? null;
  const missing = known ? null : softNotFound(outcome, document, like, title);
  if (missing !== null) return now('soft-404', missing);
  const signs = known ? null : doubtOf(outcome, document, like, title);
  if (signs === null && hasMoved(outcome)) {
    const stands =
      (known || like === 'same') && ofYear(outcome, pageFeatures(document), like, title) === null;
    return now('moved', { kind: 'moved', to: outcome.finalUrl, stands, ...lacks(outcome, document) });
  }
  const at = hops.length > 0 ? outcome.finalUrl : null;
  const alive = now('alive', { kind: 'answered', http, at, ...lacks(outcome, document) });
  return signs === null ? alive : { ...alive, signs };
}

/** Who shows the beginning of a document, and asks for money or a name before the rest. */
const HOLDS_BACK: ReadonlySet<BlockedBy | undefined> = new Set(['paywall', 'login'] as const);

const lacks = ({ body, finalUrl }: Answered, document: Document | null): Lacks => ({
  cut: body?.truncated === true,
  part: document?.partFound === false ? new URL(finalUrl).hash : null,
});

/** Where pages lead on at once to where the visit has been already (`<meta http-equiv=refresh>`), or null. */
function circleOf({ hops }: Answered, document: Document | null): string | null {
  const next = document?.refresh ?? null;
  return next !== null && hops.some((hop) => hop.url === next) ? next : null;
}

/** In its own place, a document that became another one, and is believed, is news of its content (`replaced`), not of its address. */
function likeTo(cited: Cited | null, { hops }: Answered, document: Document | null): Likeness {
  if (cited?.isStranger === true)
    return pageSimilarity(document, { title: cited.title, baseline: null }) === 'same' ? 'unsure' : 'other';
  const like = cited === null ? 'unsure' : pageSimilarity(document, cited);
  if (like === 'unsure' && cited !== null && isTitled(pageFeatures(document), cited.title)) return 'same';
  return like === 'other' && hops.length === 0 && cited?.baseline !== null ? 'unsure' : like;
}
