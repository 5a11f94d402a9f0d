import { sameAddress } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import {
  type BlockedBy,
  isFailing,
  type Lacks,
  type LinkReason,
  type LinkStatus,
  type LinkVerdict,
  type NotCheckedReason,
} from '../../model/link.js';
import type { Answered, Outcome } from '../../model/outcome.js';
import type { LinkMemory, SourceMemory } from '../../model/visit.js';
import {
  type Cited,
  isTitled,
  type Likeness,
  pageFeatures,
  pageSimilarity,
} from '../page-similarity.js';
import { blockOf } from './block-page.js';
import { programErrorOn } from './error-page.js';
import { detectOtherYear, detectSoft404, doubtOf, questionIn } from './soft-404.js';

/** Nothing was asked: for the reason given, or because there is no address. */
export const uncheckedLink = (unasked: NotCheckedReason | null): LinkClassification => ({
  status: unasked === null ? 'no-url' : 'unjudged',
  by: null,
  http: null,
  why: unasked === null ? { kind: 'no-address' } : { kind: 'unasked', why: unasked },
  hops: [],
});

/** What an outcome means for the address. `document`: null when the answer had no body; `known`: an earlier night or a quotation recognises it; `cited`: what it should be like. */
export function classifyLink(
  outcome: Outcome,
  document: Document | null,
  known: boolean,
  cited: Cited | null = null,
): LinkClassification {
  if (outcome.kind === 'failed') {
    const { failure, message, cause, hops } = outcome;
    const why = {
      kind: 'failed',
      failure,
      message,
      ...(cause === undefined ? {} : { cause }),
    } as const;
    return { status: 'unreachable', by: null, http: null, why, hops };
  }
  const { http, hops } = outcome;
  const now = (
    status: LinkStatus,
    why: LinkReason,
    by: BlockedBy | null = null,
  ): LinkClassification => ({
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
  const error = known || like === 'same' ? null : programErrorOn(document, pageFeatures(document));
  if (error !== null) return now('server-error', { kind: 'error-shown', http, said: error });
  const missing = known ? null : detectSoft404(outcome, document, like, title);
  const signs = known ? null : doubtOf(outcome, document, like, title);
  // What was not read may be the document.
  if (outcome.body?.truncated === true && (missing !== null || signs !== null))
    return now('unjudged', { kind: 'unasked', why: { kind: 'too-long' } });
  const question = missing === null ? null : questionIn(missing, cited?.baseline ?? null);
  if (question !== null) return now(question.status, question.why);
  if (missing !== null) return now('soft-404', missing);
  if (signs === null && hasMoved(outcome)) {
    const stands =
      (known || like === 'same') &&
      detectOtherYear(outcome, pageFeatures(document), like, title) === null;
    return now('moved', {
      kind: 'moved',
      to: outcome.finalUrl,
      stands,
      ...lacks(outcome, document),
    });
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
    return pageSimilarity(document, { title: cited.title, baseline: null }) === 'same'
      ? 'unsure'
      : 'other';
  const like = cited === null ? 'unsure' : pageSimilarity(document, cited);
  if (like === 'unsure' && cited !== null && isTitled(pageFeatures(document), cited.title))
    return 'same';
  return like === 'other' && hops.length === 0 && cited?.baseline !== null ? 'unsure' : like;
}

/** What one night says of an address, before its history is asked. */
export type LinkClassification = Pick<
  LinkVerdict,
  'status' | 'by' | 'http' | 'why' | 'hops' | 'signs'
>;

/** What is remembered of an address. */
export type AddressMemory = Pick<SourceMemory, 'link' | 'nights'>;

/** The verdict on an address, and what is remembered after it. */
export interface JudgedLink {
  readonly verdict: LinkVerdict;
  readonly memory: AddressMemory;
}

/** Days for which a whole site must be down before that is believed of its documents: outages and rebuilding take days, seldom weeks. Our choice. */
const SITE_DOWN = 21;
/** Milliseconds. */
export const DAY = 86_400_000;
const daysFrom = (since: string, at: string): number =>
  1 + Math.floor((Date.parse(at) - Date.parse(since)) / DAY);

/** Adds the history. Failures, strangers among them, count by days; a night that was blocked, offline or on which the whole site was down neither adds nor clears, a working night clears. */
export function applyLinkHistory(
  now: LinkClassification,
  before: AddressMemory,
  at: string,
  confirm: number,
  isStranger = false,
): JudgedLink {
  const { status } = now;
  const counted = isStranger && (status === 'alive' || status === 'moved') ? 'soft-404' : status;
  const isSite = now.why.kind === 'whole-site';
  const failures = isSite ? (before.link?.failures ?? 0) : failuresAfter(counted, before.link, at);
  const since = before.link?.status === status ? before.link.since : at;
  const days = isSite ? daysFrom(since, at) : failures;
  const nights = addNight(before.nights, counted);
  const flapping = detectFlapping(nights);
  return {
    verdict: {
      ...now,
      why: flapping === null ? now.why : { kind: 'flapping', why: now.why, ...flapping },
      failures: days,
      confirmed: days >= (isSite ? SITE_DOWN : confirm),
      since,
    },
    memory: { link: { status, since, failures, at }, nights },
  };
}

/** True when a night is of a later day (UTC) than one before. */
export const isLaterDay = (at: string, before: string): boolean =>
  at.slice(0, 10) > before.slice(0, 10);

function failuresAfter(status: LinkStatus, before: LinkMemory | null, at: string): number {
  const earlier = before?.failures ?? 0;
  if (!isFailing(status)) return status === 'blocked' || status === 'unjudged' ? earlier : 0;
  if (before === null || earlier === 0) return 1;
  // After a blocked visit of the same day it is not known whether that day was counted, nor where a clock was set back: death can wait.
  return isLaterDay(at, before.at) ? earlier + 1 : earlier;
}

/** Judged nights that are remembered: two weeks show a site that comes and goes, and forgive one that did last month. */
const NIGHTS = 14;
/** Failing spells among them from which on a page comes and goes. */
const SPELLS = 2;

/** Adds a night to those that are remembered: `+` up, `-` down; a night that could not judge leaves no mark. */
export function addNight(nights: string, status: LinkStatus): string {
  const mark = isFailing(status) ? '-' : status === 'alive' || status === 'moved' ? '+' : '';
  return (nights + mark).slice(-NIGHTS);
}

/** The failing spells of a page that comes and goes (flapping), and the nights among which they were counted; else null. */
export function detectFlapping(
  nights: string,
): { readonly spells: number; readonly nights: number } | null {
  const spells = nights.split('+').filter((spell) => spell !== '').length;
  return spells < SPELLS || !nights.includes('+') ? null : { spells, nights: nights.length };
}

/** True when every hop was permanent and the new address differs by more than a trifle. */
export const hasMoved = (outcome: Answered): boolean =>
  outcome.hops.length > 0 &&
  outcome.hops.every((hop) => hop.http === 301 || hop.http === 308) &&
  !sameAddress(outcome.url, outcome.finalUrl);
