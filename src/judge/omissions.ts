import { NORMALISER } from '../model/document.js';
import type { OmissionMemory, SourceMemory } from '../model/memory.js';
import type { Omission, QuoteVerdict } from '../model/quote-verdict.js';
import type { CitationVerdict } from '../model/verdict.js';
import { omissionChange } from '../quote/omission-change.js';
import { OMISSION_RULES } from '../quote/omissions.js';
import { fnv1a } from '../text/hash.js';
import { wordsOf } from '../text/tokens.js';

/** By these rules a page is read and its omissions told. */
const RULES = `${NORMALISER}.${OMISSION_RULES}`;

/** What is left out tonight, and what is remembered of it. */
export interface JudgedOmissions {
  readonly citations: readonly CitationVerdict[];
  readonly omitted: SourceMemory['omitted'];
}

/**
 * Holds what each passage leaves out against what it left out when that was last accepted: on the first night, and when the
 * authors have read the page since. `at` is tonight, ISO; `readAgain` gives a passage's omissions in the last good reading,
 * by today's rules, where other rules wrote what is remembered.
 */
export function judgeOmissions(
  citations: readonly CitationVerdict[],
  before: SourceMemory['omitted'],
  at: string,
  readAgain: (quote: string) => readonly Omission[] | null,
): JudgedOmissions {
  const omitted: Record<string, OmissionMemory> = {};
  const judged = citations.map((citation) => ({
    ...citation,
    quotes: citation.quotes.map((quote) => {
      const known = before[quote.id];
      const { verdict, memory } =
        quote.verdict === 'intact'
          ? judgeOne(quote, known, citation.accessed, at, readAgain)
          : { verdict: quote, memory: known };
      if (memory !== undefined) omitted[quote.id] = memory;
      return verdict;
    }),
  }));
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
  const to = fnv1a(
    omitted
      .map(({ text }) =>
        wordsOf(text)
          .map(({ key }) => key)
          .join(' '),
      )
      .join('\n'),
  );
  const since = known.changed?.to === to ? known.changed.since : at;
  if (accessed !== null && isDay(accessed) && accessed >= since.slice(0, 10) && since !== at) return accepted;
  return {
    verdict: { ...placed, omissionChanged: { ...change, since } },
    memory: { wording, rules: RULES, omitted: earlier, where, changed: { to, since } },
  };
}

/** True for a date that names its day: a year or a month does not say that the page was read after it changed. */
const isDay = (date: string): boolean => /^\d{4}-\d\d-\d\d$/.test(date);
