import { NORMALISER } from '../model/document.js';
import type { QuoteVerdict } from '../model/quote.js';
import type { CitationVerdict, Currency } from '../model/verdict.js';
import { mapQuotes } from '../model/verdicts.js';
import { memoryOf, type OmissionMemory, type SourceMemory } from '../model/visit.js';
import { type Citation, latestOf, type PartialDate, quoteId } from '../model/watchlist.js';
import { haystacksOf } from '../passage/haystack.js';
import { judgeQuote, type SearchedText, wordingOf } from '../passage/judge-quote.js';
import { OMISSION_RULES_VERSION, omissionChange } from '../passage/omissions.js';
import { foldedLetters } from '../passage/text/fold.js';
import { fnv1a, wordsOf } from '../passage/text/tokens.js';
import { contextChange } from './content/context.js';
import { keyOf } from './content/paragraphs.js';
import { movesByItself } from './content/volatile-text.js';
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
      const known = omissionOf(memoryOf(history).omitted, citation, { id, text: wordingOf(quote) });
      const judged = withoutMoving(
        judgeQuote(id, quote, evidence.kind === 'none' ? evidence : { ...evidence, known }),
      );
      return quote.pending === undefined ? judged : { ...judged, pending: quote.pending };
    }),
  }));

const omissionKey = (citation: string, text: string): string =>
  `${citation}#${fnv1a(foldedLetters(text))}`;

/** What is remembered of what a passage left out; stores of before know it by its id. */
export const omissionOf = (
  omitted: SourceMemory['omitted'],
  citation: Pick<Citation, 'id'>,
  { id, text }: Pick<QuoteVerdict, 'id' | 'text'>,
): OmissionMemory | undefined => omitted[omissionKey(citation.id, text)] ?? omitted[id];

/** A clock or a counter over a passage governs nothing, and is another one every night. */
const withoutMoving = ({ governors, ...quote }: QuoteVerdict): QuoteVerdict =>
  governors === undefined
    ? quote
    : {
        ...quote,
        governors: governors.filter(({ as, text }) => as === 'heading' || !movesByItself(text)),
      };

/** What was found before, as tonight's search would have found it: what was said by the nights before it is said anew. */
export const dated = (
  { now, staleAfter }: SourceCase,
  seen: readonly CitationVerdict[],
): readonly CitationVerdict[] =>
  mapQuotes(seen, ({ omissionChanged, contextChanged, whereBefore, ...quote }) => quote).map(
    (use) => ({
      ...use,
      currency: judgeCurrency(use.accessed, now, staleAfter),
    }),
  );

/** What a passage left out, and stood under, in the last good reading; nothing where it did not stand. */
function inLastReading(
  id: string,
  tonight: SourceCase,
): Pick<QuoteVerdict, 'omitted' | 'governors'> {
  const { uses, history } = tonight;
  const own = uses.find(({ citation }) =>
    citation.quotes.some((_, i) => quoteId(citation, i) === id),
  );
  if (history.baseline === null || own === undefined) return {};
  const haystacks = haystacksOf(history.baseline.snapshot.document);
  const [use] = judgeUses({ ...tonight, uses: [own] }, { kind: 'text', url: '', haystacks });
  return use?.quotes.find((quote) => quote.id === id) ?? {};
}

/** By these rules a page is read, and what a passage leaves out and stands under told. */
const RULES = `${NORMALISER}.${OMISSION_RULES_VERSION}`;

/** Compares what each passage leaves out and stands under with what was last accepted (first night, or a later date of access). `isStill`: nothing changed but by itself. */
export function judgeOmissions(
  citations: readonly CitationVerdict[],
  before: SourceMemory['omitted'],
  tonight: SourceCase,
  isStill: boolean,
): { readonly citations: readonly CitationVerdict[]; readonly omitted: SourceMemory['omitted'] } {
  const omitted: Record<string, OmissionMemory> = {};
  const judged = mapQuotes(citations, (quote, { id, accessed }) => {
    const known = omissionOf(before, { id }, quote);
    const { verdict, memory } =
      quote.verdict === 'intact'
        ? judgeOne(quote, known, accessed, tonight, isStill)
        : { verdict: quote, memory: known };
    if (memory !== undefined) omitted[omissionKey(id, quote.text)] = memory;
    return verdict;
  });
  return { citations: judged, omitted };
}

function judgeOne(
  quote: QuoteVerdict,
  known: OmissionMemory | undefined,
  accessed: string | null,
  tonight: SourceCase,
  isStill: boolean,
): { readonly verdict: QuoteVerdict; readonly memory: OmissionMemory } {
  const { omitted = [], governors } = quote;
  const wording = fnv1a(quote.text);
  const here = quote.where ?? 'main';
  const isKnown = known !== undefined && known.wording === wording;
  const where = isKnown && known.where === 'main' ? 'main' : here;
  const placed = where === here ? quote : { ...quote, whereBefore: where };
  const accepted = {
    verdict: placed,
    memory: { wording, rules: RULES, omitted, governors, where },
  };
  if (!isKnown) return accepted;
  // A passage that has moved has other words around it: that it moved is what is told.
  if (where !== here) return { verdict: placed, memory: { ...known, where } };
  const isOld = known.rules !== RULES && known.changed === undefined;
  const { omitted: earlier, governors: over } = isOld ? inLastReading(quote.id, tonight) : known;
  if (earlier === undefined) return accepted;
  const at = tonight.now.toISOString();
  const markOf = (to: number, before: OmissionMemory['changed']) => {
    const since = before?.to === to ? before.since : at;
    const isRead =
      accessed !== null &&
      WHOLE_DATE.test(accessed) &&
      accessed >= since.slice(0, 10) &&
      since !== at;
    return isRead ? null : { to, since };
  };
  const change = omissionChange(earlier, omitted, quote.text);
  const left =
    change &&
    markOf(fnv1a(omitted.map(({ text }) => keyOf(wordsOf(text))).join('\n')), known.changed);
  const context = contextChange(over, governors, known.contextChanged, isStill ? null : tonight);
  const under = context && markOf(context.to, known.contextChanged);
  return {
    verdict: {
      ...placed,
      ...(left && { omissionChanged: { ...change, since: left.since } }),
      ...(under && { contextChanged: { as: context.as, diff: context.diff, since: under.since } }),
    },
    memory: {
      wording,
      rules: RULES,
      where,
      omitted: left ? earlier : omitted,
      ...(left && { changed: left }),
      ...(under ? { governors: context.rest, contextChanged: under } : { governors }),
    },
  };
}

/** A date that names its day: a year or a month does not say that the page was read after it changed. */
const WHOLE_DATE = /^\d{4}-\d\d-\d\d$/;

/** Milliseconds. */
const DAY = 86_400_000;

/** Was the page last read recently enough to rely on? A partial date counts from its last day. `staleAfter`: days. */
export function judgeCurrency(
  accessed: PartialDate | null,
  now: Date,
  staleAfter: number,
): Currency {
  if (accessed === null) return 'undated';
  return now.getTime() > freshUntil(accessed, staleAfter) ? 'stale' : 'fresh';
}

/** Milliseconds since 1970 up to which a page that was read then may be relied on. */
export const freshUntil = (accessed: PartialDate, staleAfter: number): number =>
  latestOf(accessed) + staleAfter * DAY;
