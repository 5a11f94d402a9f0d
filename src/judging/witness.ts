import type { Document } from '../model/document.js';
import type { Answered } from '../model/outcome.js';
import { isUnproven, type QuoteVerdict, type WitnessPlace } from '../model/quote.js';
import {
  type ArchivedCopy,
  isOwnPage,
  type ReadByHand,
  type SourceVerdict,
} from '../model/verdict.js';
import { mapQuotes } from '../model/verdicts.js';
import { type Quote, quoteId, type Use } from '../model/watchlist.js';
import { haystacksOf } from '../passage/haystack.js';
import { judgeQuote } from '../passage/judge-quote.js';
import { tellingOf } from '../passage/parse-quote.js';
import { isStranger } from './document-identity.js';
import { classifyLink, DAY } from './link/judge-link.js';
import { type Cited, lacksTitle, pageSimilarity } from './page-similarity.js';

/** Another place where the document, or a part of it, was read tonight. */
export interface Testimony {
  readonly place: WitnessPlace;
  readonly url: string;
  readonly document: Document;
}

/** A testimony with what it says of each quotation. */
export interface WitnessAnswer extends Testimony {
  readonly quotes: ReadonlyMap<string, QuoteVerdict>;
}

/** Asks a witness for every quotation of a source. */
export function ask(testimony: Testimony, uses: readonly Use[]): WitnessAnswer {
  const evidence = {
    kind: 'text' as const,
    url: testimony.url,
    haystacks: haystacksOf(testimony.document),
  };
  const quotes = uses.flatMap(({ citation }) =>
    citation.quotes.map((quote: Quote, i) => {
      const id = quoteId(citation, i);
      return [id, judgeQuote(id, quote, evidence)] as const;
    }),
  );
  return { ...testimony, quotes: new Map(quotes) };
}

/** True when every quotation stands there. */
export const carriesAll = ({ quotes }: WitnessAnswer): boolean =>
  [...quotes.values()].every(isIntactQuote);

/** True when a quotation stands there. */
export const carriesAny = ({ quotes }: WitnessAnswer): boolean =>
  [...quotes.values()].some(isIntactQuote);

/** True when a quotation stands there that stands on no other page by chance. */
export const carriesTelling = ({ quotes }: WitnessAnswer): boolean =>
  [...quotes.values()].some((quote) => isIntactQuote(quote) && isLocated(quote));

const isIntactQuote = ({ verdict }: QuoteVerdict): boolean => verdict === 'intact';

/**
 * Completes a source's verdict by other witnesses, the most trusted first. If the live page could not be read, each quotation that
 * does not stand yet gets the verdict of the first witness in which it stands, or else of the first witness; only then a person is
 * heard. If it was read, only another part of the document may show a missing passage, because what a copy still carries does not
 * stand on the page any more. If the page proves no absence, any witness but a person may. The link's verdict stays.
 */
export function hear(
  verdict: SourceVerdict,
  heard: readonly WitnessAnswer[],
  archive: ArchivedCopy | null,
): SourceVerdict {
  const complete = { ...verdict, archive: archive ?? verdict.archive };
  if (isOwnPage(verdict.witness)) {
    const seen = heard.filter(({ place }) => place.kind !== 'person');
    const parts = heard.filter(({ place }) => place.kind === 'part');
    const citations = mapQuotes(verdict.citations, (q) => {
      const found =
        q.verdict === 'missing' ? standing(q, parts) : isUnproven(q) ? standing(q, seen) : null;
      return found ?? q;
    });
    return { ...complete, citations };
  }
  const others = inOrder(heard.filter(({ place }) => place.kind !== 'part'));
  const [first] = others;
  if (first === undefined || first.place.kind === 'part') return complete;
  const citations = mapQuotes(verdict.citations, (q, { accessed }) => {
    // The beginning of a page that was cut off can show that a passage stands; no other place outweighs that.
    if (q.verdict === 'intact') return q;
    const { place } = first;
    const tooOld = { ...q, why: { kind: 'too-old', why: q.why, place } } as const;
    return standing(q, others) ?? (isTooOld(first, accessed) ? tooOld : said(q, first)) ?? q;
  });
  return { ...complete, witness: first.place.kind, citations };
}

/** When a witness was made that shows the page itself as it was, in an archive or by hand; null for any other. */
const madeAt = ({ place }: WitnessAnswer): string | null =>
  place.kind === 'archive' || place.kind === 'person' ? place.at : null;

/** Copies as they are listed, then what shows the page itself, the newest first. */
const inOrder = (heard: readonly WitnessAnswer[]): readonly WitnessAnswer[] =>
  heard.toSorted((a, b) => {
    const [one, other] = [madeAt(a), madeAt(b)];
    if (one === null || other === null) return Number(one !== null) - Number(other !== null);
    return one < other ? 1 : one > other ? -1 : 0;
  });

/** What was made before the authors read the page cannot say that a passage is lost. */
const isTooOld = (heard: WitnessAnswer, accessed: string | null): boolean => {
  const at = madeAt(heard);
  return at !== null && accessed !== null && at < accessed;
};

/**
 * The verdict of the first witness in which a passage stands, with a more trusted one (or, for a person, any) that has
 * lost it. No older look at the page gives back what a newer one lost, nor a person what a copy lost tonight.
 */
const standing = (quote: QuoteVerdict, heard: readonly WitnessAnswer[]): QuoteVerdict | null => {
  const verdictIn = ({ quotes }: WitnessAnswer) => quotes.get(quote.id)?.verdict;
  const lost = heard.filter((one) => verdictIn(one) === 'missing' || verdictIn(one) === 'altered');
  const witness = heard.find((one, n) => {
    const isBarred = lost.some(
      (other) =>
        heard.indexOf(other) < n && (one.place.kind === 'person' || madeAt(other) !== null),
    );
    return verdictIn(one) === 'intact' && !isBarred;
  });
  if (witness === undefined) return null;
  const n = heard.indexOf(witness);
  const not = lost.find((other) => witness.place.kind === 'person' || heard.indexOf(other) < n);
  return said(quote, witness, not?.place);
};

function said(
  quote: QuoteVerdict,
  { quotes, place }: WitnessAnswer,
  lost?: WitnessPlace,
): QuoteVerdict | null {
  const verdict = quotes.get(quote.id);
  if (verdict === undefined) return null;
  const not = lost === undefined ? {} : { not: lost };
  return { ...verdict, why: { kind: 'elsewhere', why: verdict.why, place, ...not } };
}

/** Days for which a page that a person saved speaks for its source, our choice: a quarter of a year, half of what a date of access is good for, since nobody but that person has seen it. */
const GOOD_FOR = 90;

/** A file that was handed in: when, and what was said of when it was saved, by whoever did, and by itself (ISO). */
export interface HandedInDates {
  readonly at: string;
  readonly said?: string | undefined;
  readonly dated?: string | undefined;
}

/** When a file was saved, ISO: the earliest of what is said of it, so that no word makes it younger than it says itself. */
export const savedAt = ({ at, said, dated }: HandedInDates): string =>
  [said, dated].reduce<string>(
    (first, one) => (one !== undefined && one < first ? one : first),
    at,
  );

/** How a file that was handed in counts on a night. */
export function readByHand(
  record: HandedInDates & { readonly by?: string | undefined; readonly payloadSha256: string },
  now: Date,
): ReadByHand {
  const at = savedAt(record);
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / DAY));
  return {
    at,
    by: record.by ?? null,
    days,
    isStale: days > GOOD_FOR,
    sha256: record.payloadSha256,
  };
}

/** Letters from which on a passage is located on no other page by chance. */
const TELLING_LETTERS = 25;

/**
 * What a capture (memento) says of the quotations, or null when it does not show the document but a wall, an error page, a teaser or
 * another document (docs/judging.md, 16). It is judged as a live page is. `original`: the address that was captured. `isNextEdition`:
 * its cover is that of the next edition, which may share nothing with this one.
 */
export function judgeCapture(
  testimony: Testimony,
  original: string,
  uses: readonly Use[],
  cited: Cited,
  isNextEdition = false,
): WitnessAnswer | null {
  const { document } = testimony;
  if (document.unread !== null) return null;
  const heard = ask(testimony, uses);
  const quotes = [...heard.quotes.values()];
  if (isNextEdition || quotes.some(isLocated)) return heard;
  const { baseline, title } = cited;
  if (baseline === null ? lacksTitle(document, title) : isStranger(baseline, document)) return null;
  const { status, signs } = classifyLink(replayed(original), document, false, cited);
  const shows =
    status === 'alive' && signs === undefined && pageSimilarity(document, cited) !== 'other';
  return shows && !quotes.every(isUnproven) ? heard : null;
}

const isLocated = ({ verdict, text }: QuoteVerdict): boolean =>
  (verdict === 'intact' || verdict === 'altered') && tellingOf(text) >= TELLING_LETTERS;

/** Archives replay what was answered with 200; its headers are their own, and its bytes were read. */
const replayed = (url: string): Answered => ({
  kind: 'answered',
  url,
  finalUrl: url,
  hops: [],
  requests: 1,
  received: 0,
  at: '',
  elapsed: 0,
  http: 200,
  headers: {},
  body: null,
});
