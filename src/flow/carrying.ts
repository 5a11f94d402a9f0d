import type { KeptCapture } from '../evidence/capture-reader.js';
import { isLost, type QuoteVerdict } from '../model/quote-verdict.js';
import { isOwnPage, type SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import type { Carried } from '../report/exhibit/exhibit.js';

/** A capture with what was judged of its bytes; null where that rests on nothing but other witnesses, or on nothing. */
export interface JudgedCapture {
  readonly record: KeptCapture['record'];
  readonly verdict: SourceVerdict | null;
  readonly passages: Carried | null;
}

/** Holds the captures of a source against its visits, latest first: of the same bytes the latest verdict counts. */
export function judgedCaptures(
  records: readonly KeptCapture['record'][],
  visits: readonly Visit[],
): readonly JudgedCapture[] {
  const verdicts = new Map<string, SourceVerdict>();
  /** What a page's scripts make of the same bytes may be another text each night. */
  const rendered = new Map<number, SourceVerdict>();
  for (const { run, outcome, verdict } of visits) {
    const sha256 = outcome?.kind === 'answered' ? outcome.sha256 : undefined;
    if (verdict?.content.rendered !== undefined) rendered.set(run, verdict);
    else if (sha256 !== undefined && verdict !== null && !verdicts.has(sha256)) verdicts.set(sha256, verdict);
  }
  return records.map((record) => {
    const verdict = rendered.get(record.run) ?? verdicts.get(record.payloadSha256) ?? null;
    return { record, verdict, passages: verdict === null ? null : carriedOf(verdict) };
  });
}

function carriedOf({ witness, citations }: SourceVerdict): Carried {
  const quotes = citations.flatMap((citation) => citation.quotes);
  // What another witness said stands in another text.
  const stand = isOwnPage(witness) ? quotes.filter(isThere).length : 0;
  return { stand, of: quotes.length, ...(witness === 'browser' ? { rendered: true } : {}) };
}

const isThere = (quote: QuoteVerdict): boolean => quote.verdict === 'intact' && !isLost(quote);

/** The latest capture in which a passage stands, named by its run and its line in the log; null when none is kept. */
export function captureWith(
  captures: readonly JudgedCapture[],
  quote: string,
): { readonly run: number; readonly n: number } | null {
  const found = captures.findLast(
    ({ verdict }) =>
      verdict !== null &&
      isOwnPage(verdict.witness) &&
      verdict.citations.some(({ quotes }) => quotes.some((one) => one.id === quote && isThere(one))),
  );
  return found === undefined ? null : { run: found.record.run, n: found.record.n };
}

/** The captures of a source, the one to file first: with most of its passages, then those that show the document, then the rest; the latest first among equals. */
export function byWorth(captures: readonly JudgedCapture[]): readonly JudgedCapture[] {
  const shows = ({ record }: JudgedCapture): number => Number(record.accepted);
  const stands = ({ passages }: JudgedCapture): number => passages?.stand ?? 0;
  // One that is shown by another's bytes proves less than that one.
  const holds = ({ record }: JudgedCapture): number => Number(record.sameAs === undefined);
  return [...captures].sort(
    (a, b) => stands(b) - stands(a) || shows(b) - shows(a) || holds(b) - holds(a) || b.record.n - a.record.n,
  );
}
