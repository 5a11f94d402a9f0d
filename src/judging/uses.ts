import { NORMALISER } from '../model/document.js';
import type { Omission, QuoteVerdict } from '../model/quote.js';
import type { CitationVerdict, Currency } from '../model/verdict.js';
import { mapQuotes } from '../model/verdicts.js';
import { memoryOf, type OmissionMemory, type SourceMemory } from '../model/visit.js';
import { latestOf, type PartialDate, quoteId } from '../model/watchlist.js';
import { haystacksOf } from '../passage/haystack.js';
import { judgeQuote, type SearchedText } from '../passage/judge-quote.js';
import { OMISSION_RULES_VERSION, omissionChange } from '../passage/omissions.js';
import { fnv1a, wordsOf } from '../passage/text/tokens.js';
import type { SourceCase } from './source-case.js';

/** What is said of each use of a source, its quotations held against the evidence. */
export const judgeUses = (
  { uses, now, staleAfter, history }: SourceCase,
  evidence: SearchedText,
): readonly CitationVerdict[] =>
  uses.map(({ report, citation }) => ({
    id: citation.id,
    report,
    section: citation.section,
    cited: citation.cited,
    accessed: citation.accessed,
    currency: judgeCurrency(citation.accessed, now, staleAfter),
    ...(citation.pointed === true ? { pointed: true } : {}),
    quotes: citation.quotes.map((quote, i) => {
      const id = quoteId(citation, i);
      const known = memoryOf(history).omitted[id];
      return judgeQuote(id, quote, evidence.kind === 'none' ? evidence : { ...evidence, known });
    }),
  }));

/** What was found before, as tonight's search would have found it: what was said by the nights before it is said anew. */
export const dated = ({ now, staleAfter }: SourceCase, seen: readonly CitationVerdict[]): readonly CitationVerdict[] =>
  mapQuotes(seen, ({ omissionChanged, whereBefore, ...quote }) => quote).map((use) => ({
    ...use,
    currency: judgeCurrency(use.accessed, now, staleAfter),
  }));

/** Tells what a passage left out in the last good reading; null where it did not stand. */
export const omittedBefore =
  ({ uses, history: { baseline } }: SourceCase) =>
  (id: string): readonly Omission[] | null => {
    const quotes = uses.flatMap(({ citation }) =>
      citation.quotes.map((quote, i) => ({ quote, id: quoteId(citation, i) })),
    );
    const own = quotes.find((one) => one.id === id);
    if (baseline === null || own === undefined) return null;
    const haystacks = haystacksOf(baseline.snapshot.document);
    return judgeQuote(id, own.quote, { kind: 'text', url: '', haystacks }).omitted ?? null;
  };

/** By these rules a page is read and its omissions told. */
const RULES = `${NORMALISER}.${OMISSION_RULES_VERSION}`;

/**
 * Compares what each passage leaves out with what was last accepted (first night, or a later date of access). `at`:
 * tonight, ISO; `readAgain`: the omissions in the last good reading, where older rules wrote the memory.
 */
export function judgeOmissions(
  citations: readonly CitationVerdict[],
  before: SourceMemory['omitted'],
  at: string,
  readAgain: (quote: string) => readonly Omission[] | null,
): { readonly citations: readonly CitationVerdict[]; readonly omitted: SourceMemory['omitted'] } {
  const omitted: Record<string, OmissionMemory> = {};
  const judged = mapQuotes(citations, (quote, { accessed }) => {
    const known = before[quote.id];
    const { verdict, memory } =
      quote.verdict === 'intact' ? judgeOne(quote, known, accessed, at, readAgain) : { verdict: quote, memory: known };
    if (memory !== undefined) omitted[quote.id] = memory;
    return verdict;
  });
  return { citations: judged, omitted };
}

function judgeOne(
  quote: QuoteVerdict,
  known: OmissionMemory | undefined,
  accessed: string | null,
  at: string,
  readAgain: (quote: string) => readonly Omission[] | null,
): { readonly verdict: QuoteVerdict; readonly memory: OmissionMemory } {
  const { omitted = [] } = quote;
  const wording = fnv1a(quote.text);
  const here = quote.where ?? 'main';
  const isKnown = known !== undefined && known.wording === wording;
  const where = isKnown && known.where === 'main' ? 'main' : here;
  const placed = where === here ? quote : { ...quote, whereBefore: where };
  const accepted = { verdict: placed, memory: { wording, rules: RULES, omitted, where } };
  if (!isKnown) return accepted;
  // A passage that has moved has other words around it: that it moved is what is told.
  if (where !== here) return { verdict: placed, memory: { ...known, where } };
  const isOld = known.rules !== RULES && known.changed === undefined;
  const earlier = isOld ? readAgain(quote.id) : known.omitted;
  const change = earlier === null ? null : omissionChange(earlier, omitted);
  if (earlier === null || change === null) return accepted;
  const keysOf = ({ text }: Omission): string =>
    wordsOf(text)
      .map(({ key }) => key)
      .join(' ');
  const to = fnv1a(omitted.map(keysOf).join('\n'));
  const since = known.changed?.to === to ? known.changed.since : at;
  if (accessed !== null && WHOLE_DATE.test(accessed) && accessed >= since.slice(0, 10) && since !== at) return accepted;
  return {
    verdict: { ...placed, omissionChanged: { ...change, since } },
    memory: { wording, rules: RULES, omitted: earlier, where, changed: { to, since } },
  };
}

/** A date that names its day: a year or a month does not say that the page was read after it changed. */
const WHOLE_DATE = /^\d{4}-\d\d-\d\d$/;

/** Milliseconds. */
const DAY = 86_400_000;

/** Was the page last read recently enough to rely on? A partial date counts from its last day. `staleAfter`: days. */
export function judgeCurrency(accessed: PartialDate | null, now: Date, staleAfter: number): Currency {
  if (accessed === null) return 'undated';
  return now.getTime() > freshUntil(accessed, staleAfter) ? 'stale' : 'fresh';
}

/** Milliseconds since 1970 up to which a page that was read then may be relied on. */
export const freshUntil = (accessed: PartialDate, staleAfter: number): number => latestOf(accessed) + staleAfter * DAY;
