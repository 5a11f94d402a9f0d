import type { Document } from '../model/document.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import type { SourceCase } from './source-case.js';

/** True when the page answered, and everything that is quoted from it was found on it and nowhere else. */
export const isAtRest = ({ link, witness, unmatched, citations }: SourceVerdict): boolean =>
  witness === 'live' &&
  link.status === 'alive' &&
  link.signs === undefined &&
  unmatched === undefined &&
  citations.every(({ quotes }) => quotes.every((q) => q.verdict === 'intact' && !('place' in q.why)));

/**
 * What the last night found, where tonight's search would find the same: it asked the same of the same text, under whatever
 * bytes that came. Null when the text must be searched.
 */
export function seenBefore({
  sameQuestion,
  history: { previous, baseline },
  outcome,
  snapshot,
}: SourceCase): readonly CitationVerdict[] | null {
  const verdict = previous?.verdict ?? null;
  if (sameQuestion !== true || verdict === null || baseline?.visit.run !== previous?.run) return null;
  if (snapshot === null || snapshot.textSha256 !== baseline?.snapshot.textSha256) return null;
  if (outcome?.finalUrl !== verdict.finalUrl || !isAtRest(verdict)) return null;
  const isSame = searchedIn(snapshot.document) === searchedIn(baseline.snapshot.document);
  return isSame ? verdict.citations : null;
}

/** All of a document in which passages are looked for, and how it stands there. */
const searchedIn = ({ blocks, hidden, struck, unread, lang }: Document): string =>
  JSON.stringify([blocks, hidden, struck, unread, lang]);
