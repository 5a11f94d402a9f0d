import { addressKey, hostOf } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { LinkReason, NotCheckedReason } from '../../model/link.js';
import type { Failed, Traffic } from '../../model/outcome.js';
import { isVisiblePassage } from '../../model/quote.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { OutcomeFacts, SourceMemory } from '../../model/visit.js';
import { isSimilarSketch } from '../document-identity.js';
import {
  differ,
  isTitledWith,
  pageFeatures,
  pageSimilarity,
  type Sketch,
} from '../page-similarity.js';

/** What a machine without a network sees, whoever it asks. */
const LOCAL_FAILURES: ReadonlySet<string> = new Set(['dns', 'connection', 'timeout']);
/** Hosts that must have been asked: one or two may be down by themselves. */
const ENOUGH = 3;

/**
 * Why nothing can be said tonight (offline, captive portal), or null: several hosts all failed before any answer, or
 * alike, or showed one page; or every address is private. `recognised`: a passage stands on a page, so it is no portal.
 */
export function detectOffline(
  outcomes: readonly OutcomeFacts[],
  recognised = false,
): NotCheckedReason | null {
  if (outcomes.length > 0 && outcomes.every(isRefusedHere)) return { kind: 'all-private' };
  const hosts = new Set(outcomes.map((o) => hostOf(o.url)));
  if (hosts.size < ENOUGH) return null;
  if (outcomes.every(mayBeOurs)) return { kind: 'offline' };
  const failures = outcomes.flatMap((o) => (o.kind === 'failed' && o.hops.length === 0 ? [o] : []));
  const isOneFailure = new Set(failures.map((o) => `${o.failure} ${o.code}`)).size === 1;
  if (failures[0] !== undefined && failures.length === outcomes.length && isOneFailure)
    return { kind: 'same-failure', ...sentenceOf(failures[0]) };
  return !recognised && isCaptive(outcomes) ? { kind: 'captive-portal' } : null;
}

/** True for an address that we did not contact, as it is private. */
const isRefusedHere = (o: OutcomeFacts): boolean =>
  o.kind === 'failed' && o.hops.length === 0 && o.failure === 'refused-address';

const sentenceOf = ({ message, cause }: Failed) => ({
  message,
  ...(cause === undefined ? {} : { cause }),
});

/** True for what a machine without a network sees. */
const mayBeOurs = (o: OutcomeFacts): boolean =>
  o.kind === 'failed' && o.hops.length === 0 && LOCAL_FAILURES.has(o.failure);

/** The same for a night that also asked archives and registers (`traffic`): if none answered either, even one or two failed hosts may be this machine's fault. */
export const hasNoAnswers = (outcomes: readonly OutcomeFacts[], traffic: Traffic): boolean =>
  outcomes.length > 0 &&
  outcomes.every(mayBeOurs) &&
  traffic.bytes === 0 &&
  traffic.requests > outcomes.reduce((sum, { requests }) => sum + requests, 0);

/** Network authentication required (RFC 6585). */
const LOG_IN = 511;

/** True when every host led to one address, or answered with the same bytes. Refusals are for {@link detectSharedRefusal}. */
function isCaptive(outcomes: readonly OutcomeFacts[]): boolean {
  const pages = outcomes.map((o) =>
    o.kind === 'answered' && (o.http < 400 || o.http === LOG_IN) ? (o.sha256 ?? null) : null,
  );
  const places = new Set(outcomes.map((o) => hostOf(o.finalUrl)));
  const alike = pages.every((page) => page !== null) && new Set(pages).size === 1;
  return alike || (places.size === 1 && outcomes.every((o) => o.hops.length > 0));
}

/** Statuses from here on are a server's own trouble (RFC 9110, 15.6), or that of a proxy before it. */
const BROKEN = 500;

/** A visit as far as it may be a refusal. */
interface SeenRefusal {
  readonly outcome: OutcomeFacts | null;
  readonly verdict: SourceVerdict | null;
  readonly memory: SourceMemory | null;
}

/**
 * Why nothing can be said, or null: every host refused with one status and text. Hosts share no text, so a filter stands between; a guard
 * that many sites hire is a block. Without a word many sites turn programs away, but they do not all break down on one night.
 */
export function detectSharedRefusal(seen: readonly SeenRefusal[]): NotCheckedReason | null {
  const answers = seen.flatMap(({ outcome }) => outcome ?? []);
  const [first] = answers;
  if (first?.kind !== 'answered' || first.http < 400) return null;
  const { http } = first;
  if (!answers.every((one) => one.kind === 'answered' && one.http === http)) return null;
  const bodies = new Set(answers.map((one) => (one.kind === 'answered' ? one.sha256 : null)));
  const judged = seen.filter(({ outcome, verdict }) => outcome !== null && verdict !== null);
  if (new Set(judged.map(({ verdict }) => hostOf(verdict?.url ?? ''))).size < ENOUGH) return null;
  if (judged.some(({ verdict }) => isGuarded(verdict))) return null;
  const shown = judged.map(({ memory }) => memory?.shown ?? null);
  const [face] = shown;
  const isShared = face != null && shown.every((one) => one !== null && isSimilarSketch(face, one));
  return isShared || (http >= BROKEN && bodies.size === 1) ? { kind: 'same-refusal', http } : null;
}

/** True when the refusal names a service that stands before many sites. */
const isGuarded = (verdict: SourceVerdict | null): boolean => {
  const why = verdict?.link.why;
  return why?.kind === 'blocked' && (why.why.kind === 'challenge' || why.why.kind === 'guard');
};

/** A source as this night saw it. */
export interface SeenTarget {
  readonly verdict: SourceVerdict;
  readonly outcome: OutcomeFacts | null;
}

/** Sources led to a page to which their site leads others too, by id with the reason: a page cannot be three documents. Those with a passage on it are left out. */
export function sharedTargets(seen: readonly SeenTarget[]): ReadonlyMap<string, LinkReason> {
  const byTarget = new Map<string, SourceVerdict[]>();
  for (const { verdict, outcome } of seen) {
    if (outcome?.kind !== 'answered' || outcome.hops.length === 0 || verdict.url === null) continue;
    if (verdict.link.status !== 'alive' && verdict.link.status !== 'moved') continue;
    const target = addressKey(outcome.finalUrl);
    if (target !== addressKey(verdict.url))
      byTarget.set(target, [...(byTarget.get(target) ?? []), verdict]);
  }
  const told = [...byTarget].flatMap(([target, verdicts]) => {
    const addresses = new Set(verdicts.map((v) => addressKey(v.url ?? '')));
    if (addresses.size < ENOUGH) return [];
    const host = hostOf(verdicts[0]?.url ?? '');
    const why = { kind: 'shared-target', target, host, others: addresses.size - 1 } as const;
    return verdicts.filter((v) => !carriesPassage(v)).map((v) => [v.id, why] as const);
  });
  return new Map(told);
}

const carriesPassage = ({ citations }: SourceVerdict): boolean =>
  citations.some((citation) => citation.quotes.some(isVisiblePassage));

/** A source as this night saw it, with what is remembered of it after the night. */
export interface SeenText {
  readonly verdict: SourceVerdict;
  readonly memory: SourceMemory | null;
}

/**
 * Sources that show, for the first time, a text which other cited addresses show too (a wall, a notice), by id. One
 * document under two addresses shows one text for good, or has one title. Those with a passage on it are left out.
 */
export function oneTextForMany(seen: readonly SeenText[]): ReadonlyMap<string, LinkReason> {
  return new Map(
    [...byText(seen.filter(isNews)), ...bySketch(seen.filter(isStranger))].flatMap((same) => {
      const addresses = new Set(same.map(({ url }) => addressKey(url ?? '')));
      if (addresses.size < 2) return [];
      const hosts = new Set(same.map(({ url }) => hostOf(url ?? '')));
      return same
        .filter((one) => !carriesPassage(one) && same.some((other) => isOther(one, other)))
        .map(
          ({ id }) =>
            [id, { kind: 'one-text', others: addresses.size - 1, hosts: hosts.size }] as const,
        );
    }),
  );
}

/** Characters of main text from which on what several addresses show is a document. */
const NOTICE = 1_500;

/** True for a page that is short and has no title of those that are cited: a notice, where several addresses show it. */
export const bearsNoTitle = (page: Document, titles: readonly string[]): boolean =>
  pageFeatures(page).total < NOTICE &&
  !titles.some(
    (title) =>
      isTitledWith(pageFeatures(page), title) ||
      pageSimilarity(page, { title, baseline: null }) === 'same',
  );

type Group = readonly SourceVerdict[];

/** Sources by the text that they show, letter by letter. */
function byText(seen: readonly SeenText[]): readonly Group[] {
  const groups = new Map<string | null, SourceVerdict[]>();
  for (const { verdict } of seen) {
    const { textSha256 } = verdict.content;
    groups.set(textSha256, [...(groups.get(textSha256) ?? []), verdict]);
  }
  return [...groups.values()];
}

/** Strangers that one is compared with: on a night with more, each of those that remain stands for itself. */
const MOST = 200;

/** Strangers by the page that they are: a notice may carry the address that was asked for, a clock, a number of the case. */
function bySketch(seen: readonly SeenText[]): readonly Group[] {
  const groups: { readonly sketch: Sketch; readonly of: SourceVerdict[] }[] = [];
  for (const { verdict, memory } of seen) {
    const sketch = memory?.stranger?.sketch ?? [];
    const group = groups.find((one) => isSimilarSketch(one.sketch, sketch));
    if (group !== undefined) group.of.push(verdict);
    else if (groups.length < MOST) groups.push({ sketch, of: [verdict] });
  }
  return groups.map(({ of }) => of);
}

/** A page that shares nothing with its document, and that nothing has given away yet. */
const isStranger = ({ verdict: { link, content }, memory }: SeenText): boolean =>
  (link.status === 'alive' || link.status === 'moved') &&
  content.why.kind === 'stranger' &&
  memory?.stranger != null;

/** A text that this address has not shown on an accepted night before, and that is no later state of its document. */
const isNews = ({ verdict: { link, content } }: SeenText): boolean =>
  (link.status === 'alive' || link.status === 'moved') &&
  content.textSha256 !== null &&
  (content.change === 'first-visit' || content.change === 'replaced');

/** On a first visit two titles must differ; later it is enough that the text is new at both. */
const isOther = (one: SourceVerdict, other: SourceVerdict): boolean =>
  addressKey(one.url ?? '') !== addressKey(other.url ?? '') &&
  (!isFirst(one) || differ(one.title, other.title));

const isFirst = ({ content: { change, why } }: SourceVerdict): boolean =>
  change === 'first-visit' || (why.kind === 'stranger' && why.first === true);
