import { sameAddress } from '../model/address.js';
import { type Finding, type FindingKind, LADDERS, type Observation } from '../model/finding.js';
import { isFailing } from '../model/link-verdict.js';
import { latestOf } from '../model/partial-date.js';
import { isOwnPage, type SourceVerdict } from '../model/verdict.js';
import { linkKind } from './observe-link.js';

/** The ways in which an address fails: one life, however its reason changes from night to night. */
export const FAILING: ReadonlySet<FindingKind> = new Set(LADDERS.address);

/** The source or the host that an id names. */
export const scopeOf = (id: string): string => id.slice(id.indexOf(':') + 1);

const OF_TEXT: ReadonlySet<FindingKind> = new Set([
  'passage-missing',
  'passage-altered',
  'passage-omission-changed',
  'passage-place',
  'passage-omission-weighs',
  'edition-withdrawn',
]);
const OF_EVENTS: ReadonlySet<FindingKind> = new Set([
  'content-edited',
  'source-corrected',
  'source-retracted',
  'content-replaced',
]);

/** True for a problem of the very address: that it fails, or what came to stand there. */
export const isOfAddress = ({ id, kind, source }: Observation): boolean =>
  OF_EVENTS.has(kind) || (FAILING.has(kind) && scopeOf(id) === source);

/**
 * True where a source was given another address since, of which tonight speaks by itself: nothing is known there of the failures of
 * the old one, nor of the text that stood there.
 */
export function isOfAnother({ kind, address }: Finding, { url, link, content }: SourceVerdict): boolean {
  if (address === undefined || url === null || sameAddress(address, url)) return false;
  return OF_EVENTS.has(kind) ? content.change === 'first-visit' : link.failures <= 1;
}

/** True when tonight cannot say that the problem is over. */
export function isUndecided(finding: Finding, source: SourceVerdict, now: Date): boolean {
  if (source.link.status === 'unjudged') return true;
  if (isOfAnother(finding, source)) return false;
  // Only the page itself is held against what it left out before.
  if (finding.kind === 'passage-omission-changed' && !isOwnPage(source.witness)) return true;
  if (OF_TEXT.has(finding.kind))
    return finding.quote === null ? source.witness === 'none' : !wasRead(finding.quote, source);
  if (OF_EVENTS.has(finding.kind))
    return !isBack(finding, source) && !wasReadAgain(finding, source) && !isHistory(finding, now);
  if (finding.kind.startsWith('source-')) return isLinkUndecided(finding, source);
  return false;
}

/**
 * A blocked visit says nothing of a failure. A failure that still stands but was not observed is being told of the whole
 * host tonight; one of a whole host that was not observed is over, or told of single sources.
 */
function isLinkUndecided({ id, kind }: Finding, { id: source, link }: SourceVerdict): boolean {
  if (scopeOf(id) !== source) return false;
  return (
    link.status === 'blocked' || (FAILING.has(kind) ? isFailing(link.status) : linkKind(link.status) === kind)
  );
}

/** True when the quotation was judged tonight, or is not quoted any more. */
function wasRead(quote: string, source: SourceVerdict): boolean {
  const verdict = source.citations.flatMap((c) => c.quotes).find((q) => q.id === quote);
  return verdict === undefined || verdict.verdict !== 'unverifiable';
}

/** True when the text from before the edit is back, or the document after another one had stood in its place. */
const isBack = ({ id, kind, before }: Finding, { content }: SourceVerdict): boolean =>
  (before !== undefined && content.textSha256 === before) ||
  content.back === true ||
  (kind === 'content-edited' && (content.undone ?? []).some((edit) => id.endsWith(`:${edit}`)));

/** Milliseconds for which an edit that no passage felt is news: three quiet nights, then it is history. */
const NEWS = 3 * 86_400_000;

/** Corrections, retractions and replacements stay until somebody has read them. */
const isHistory = ({ kind, since }: Finding, now: Date): boolean =>
  kind === 'content-edited' && now.getTime() - Date.parse(since) >= NEWS;

/** An edit stays open until the authors have read the page after it. */
const wasReadAgain = (finding: Finding, source: SourceVerdict): boolean =>
  source.citations.length > 0 &&
  source.citations.every((c) => c.accessed !== null && latestOf(c.accessed) >= Date.parse(finding.since));
