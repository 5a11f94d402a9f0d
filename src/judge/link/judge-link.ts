import { sameAddress } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { LinkMemory, SourceMemory } from '../../model/memory.js';
import type { Answered, Failed, Outcome } from '../../model/outcome.js';
import { isFailing, type LinkVerdict } from '../../model/verdict.js';
import { type Cited, type Likeness, pageSimilarity } from '../page-similarity.js';
import { blockOf } from './block-page.js';
import { addNight, comesAndGoes, flappingIn } from './flapping.js';
import { doubtOf, softNotFound } from './soft-404.js';

/** What one night says of an address, before its history is asked. */
export type LinkNow = Pick<LinkVerdict, 'status' | 'by' | 'http' | 'reason' | 'hops' | 'doubt'>;

/** Nothing was asked: for the reason given, or because there is no address. */
export const notAsked = (reason: string | null): LinkNow => ({
  status: reason === null ? 'no-url' : 'unjudged',
  by: null,
  http: null,
  reason: reason ?? 'nobody has recorded the address of this source',
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

function ofFailure(outcome: Failed): LinkNow {
  return { status: 'unreachable', by: null, http: null, reason: outcome.message, hops: outcome.hops };
}

function ofAnswer(
  outcome: Answered,
  document: Document | null,
  known: boolean,
  cited: Cited | null,
): LinkNow {
  const { http, hops } = outcome;
  const base = { by: null, http, hops } as const;
  if (http === 304)
    return document === null
      ? { ...base, status: 'soft-404', reason: 'it answered 304 (as before) to a first visit: an empty page' }
      : { ...base, status: 'alive', reason: 'answered 304: not changed since the last visit' };
  const like = likeTo(cited, outcome, document);
  const block = blockOf(outcome, document, like);
  if (block !== null && !(known && http < 400))
    return { ...base, status: 'blocked', by: block.by, reason: block.tell };
  if (http === 404 || http === 410)
    return {
      ...base,
      status: 'gone',
      reason: `answered ${http}: ${http === 404 ? 'not found' : 'gone for good'}`,
    };
  if (http >= 500)
    return { ...base, status: 'server-error', reason: `answered ${http}: the site is in trouble` };
  if (http >= 400)
    return { ...base, status: 'server-error', reason: `answered ${http}: the site refused the request` };
  if (http >= 300)
    return { ...base, status: 'unreachable', reason: `answered ${http} without saying where to go` };
  const circle = circleOf(outcome, document);
  if (circle !== null) return { ...base, status: 'unreachable', reason: circle };
  const missing = known ? null : softNotFound(outcome, document, like);
  if (missing !== null) return { ...base, status: 'soft-404', reason: missing };
  const doubt = known ? null : doubtOf(outcome, document, like);
  const but = [
    ...(outcome.body?.truncated === true ? [', longer than the limit: only its beginning was read'] : []),
    ...(document?.partFound === false
      ? [`, but the page has no part named ${new URL(outcome.finalUrl).hash}`]
      : []),
  ].join('');
  if (hasMoved(outcome))
    return {
      ...base,
      status: 'moved',
      reason: `moved for good to ${outcome.finalUrl}, and the document stands there${but}`,
    };
  return {
    ...base,
    status: 'alive',
    ...(doubt === null ? {} : { doubt }),
    reason: `answered ${http}${hops.length > 0 ? ` at ${outcome.finalUrl}` : ''}${but}`,
  };
}

/** Pages that lead on at once to where the visit has been already (`<meta http-equiv=refresh>`), or null. */
function circleOf({ hops }: Answered, document: Document | null): string | null {
  const next = document?.refresh ?? null;
  return next !== null && hops.some((hop) => hop.url === next)
    ? `its pages lead in a circle: ${next} comes up again`
    : null;
}

/** In its own place, a document that became another one is news of its content (`replaced`), not of its address. */
function likeTo(cited: Cited | null, { hops }: Answered, document: Document | null): Likeness {
  const like = cited === null ? 'unsure' : pageSimilarity(document, cited);
  return like === 'other' && hops.length === 0 && cited?.baseline !== null ? 'unsure' : like;
}

/** True when every hop was permanent and the new address differs by more than a trifle. */
const hasMoved = (outcome: Answered): boolean =>
  outcome.hops.length > 0 &&
  outcome.hops.every((hop) => hop.http === 301 || hop.http === 308) &&
  !sameAddress(outcome.url, outcome.finalUrl);

/** What is remembered of an address. */
export type AddressMemory = Pick<SourceMemory, 'link' | 'nights'>;

/** The verdict on an address, and what is remembered after it. */
export interface JudgedLink {
  readonly verdict: LinkVerdict;
  readonly memory: AddressMemory;
}

/**
 * Adds what the nights before say. Failures count by days, and a night that could not judge (blocked, offline)
 * neither adds to them nor forgets them; a working night does.
 */
export function withLife(now: LinkNow, before: AddressMemory, at: string, confirm: number): JudgedLink {
  const { status } = now;
  const failures = failuresAfter(now, before.link, at);
  const since = before.link?.status === status ? before.link.since : at;
  const nights = addNight(before.nights, status);
  return {
    verdict: {
      ...now,
      reason: now.reason + comesAndGoes(flappingIn(nights)),
      failures,
      confirmed: failures >= confirm,
      since,
    },
    memory: { link: { status, since, failures, at }, nights },
  };
}

function failuresAfter({ status }: LinkNow, before: LinkMemory | null, at: string): number {
  const earlier = before?.failures ?? 0;
  if (!isFailing(status)) return status === 'blocked' || status === 'unjudged' ? earlier : 0;
  // After a blocked visit of the same day it is not known whether that day was counted: death can wait.
  const sameDay = before !== null && earlier > 0 && before.at.slice(0, 10) === at.slice(0, 10);
  return sameDay ? earlier : earlier + 1;
}
