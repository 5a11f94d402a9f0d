import { NORMALISER } from '../model/document.js';
import type { Governor, Omission, QuoteVerdict } from '../model/quote.js';
import type { CitationVerdict, Currency } from '../model/verdict.js';
import { mapQuotes } from '../model/verdicts.js';
import { type ChangeMark, memoryOf, type OmissionMemory, type SourceMemory } from '../model/visit.js';
import { latestOf, type PartialDate, quoteId } from '../model/watchlist.js';
import { haystacksOf } from '../passage/haystack.js';
import { judgeQuote, type SearchedText } from '../passage/judge-quote.js';
import { OMISSION_RULES_VERSION, omissionChange } from '../passage/omissions.js';
import { fnv1a, wordsOf } from '../passage/text/tokens.js';
import { diffOf, governorChanges, isOfFrame, kindsOf, nameOf, type Readings } from './content/context.js';
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
    quotes: citation.quotes.map((quote, i) => {
      const id = quoteId(citation, i);
      const known = memoryOf(history).omitted[id];
      return judgeQuote(id, quote, evidence.kind === 'none' ? evidence : { ...evidence, known });
    }),
  }));

/** What was found before, as tonight's search would have found it: what was said by the nights before it is said anew. */
export const dated = ({ now, staleAfter }: SourceCase, seen: readonly CitationVerdict[]): readonly CitationVerdict[] =>
  mapQuotes(seen, ({ omissionChanged, contextChanged, whereBefore, ...quote }) => quote).map((use) => ({
    ...use,
    currency: judgeCurrency(use.accessed, now, staleAfter),
  }));

/** What of a passage is remembered beside its place. */
type Remembered = Pick<QuoteVerdict, 'omitted' | 'governors'>;

/** What the last good reading has to say of a passage. */
export interface LastReading {
  /** What it left out there, and stood under; null where it did not stand. */
  readonly of: (quote: string) => Remembered | null;
  /** With tonight's; null where either is not at hand. */
  readonly pages: Readings | null;
}

/** The last good reading, read when it is asked for. */
export const lastReading = ({ uses, snapshot, history: { baseline } }: SourceCase): LastReading => ({
  of: (id) => {
    const quotes = uses.flatMap(({ citation }) =>
      citation.quotes.map((quote, i) => ({ quote, id: quoteId(citation, i) })),
    );
    const own = quotes.find((one) => one.id === id);
    if (baseline === null || own === undefined) return null;
    const haystacks = haystacksOf(baseline.snapshot.document);
    const verdict = judgeQuote(id, own.quote, { kind: 'text', url: '', haystacks });
    return verdict.omitted === undefined ? null : verdict;
  },
  pages: baseline && snapshot && { before: baseline.snapshot.document, now: snapshot.document },
});

/** By these rules a page is read, and what a passage leaves out and stands under is told. */
const RULES = `${NORMALISER}.${OMISSION_RULES_VERSION}`;

/**
 * Compares what each passage leaves out, and what it stands under, with what was last accepted (first night, or a later
 * date of access). `at`: tonight, ISO; `last` is asked where older rules wrote the memory.
 */
export function judgeOmissions(
  citations: readonly CitationVerdict[],
  before: SourceMemory['omitted'],
  at: string,
  last: LastReading,
): { readonly citations: readonly CitationVerdict[]; readonly omitted: SourceMemory['omitted'] } {
  const omitted: Record<string, OmissionMemory> = {};
  const judged = mapQuotes(citations, (quote, { accessed }) => {
    const known = before[quote.id];
    const { verdict, memory } =
      quote.verdict === 'intact' ? judgeOne(quote, known, { accessed, at, last }) : { verdict: quote, memory: known };
    if (memory !== undefined) omitted[quote.id] = memory;
    return verdict;
  });
  return { citations: judged, omitted };
}

interface Tonight {
  readonly accessed: string | null;
  readonly at: string;
  readonly last: LastReading;
}

function judgeOne(
  quote: QuoteVerdict,
  known: OmissionMemory | undefined,
  tonight: Tonight,
): { readonly verdict: QuoteVerdict; readonly memory: OmissionMemory } {
  const { omitted = [], governors } = quote;
  const wording = fnv1a(quote.text);
  const here = quote.where ?? 'main';
  const isKnown = known !== undefined && known.wording === wording;
  const where = isKnown && known.where === 'main' ? 'main' : here;
  const placed = where === here ? quote : { ...quote, whereBefore: where };
  const accepted = { verdict: placed, memory: { wording, rules: RULES, omitted, where, governors } };
  if (!isKnown) return accepted;
  // A passage that has moved has other words around it: that it moved is what is told.
  if (where !== here) return { verdict: placed, memory: { ...known, where } };
  const isOld = known.rules !== RULES && known.changed === undefined;
  const earlier = isOld ? tonight.last.of(quote.id) : known;
  if (earlier === null) return accepted;
  const left = ofOmissions(earlier.omitted ?? [], omitted, known.changed, tonight);
  const under = ofGovernors(earlier.governors, governors, known.contextChanged, tonight);
  return {
    verdict: { ...placed, ...left.verdict, ...under.verdict },
    memory: { wording, rules: RULES, where, ...left.memory, ...under.memory },
  };
}

function ofOmissions(
  earlier: readonly Omission[],
  omitted: readonly Omission[],
  known: ChangeMark | undefined,
  tonight: Tonight,
): { readonly verdict: Partial<QuoteVerdict>; readonly memory: Pick<OmissionMemory, 'omitted' | 'changed'> } {
  const change = omissionChange(earlier, omitted);
  const keysOf = ({ text }: Omission): string =>
    wordsOf(text)
      .map(({ key }) => key)
      .join(' ');
  const mark = change && markOf(fnv1a(omitted.map(keysOf).join('\n')), known, tonight);
  if (change === null || mark === null) return { verdict: {}, memory: { omitted } };
  return {
    verdict: { omissionChanged: { ...change, since: mark.since } },
    memory: { omitted: earlier, changed: mark },
  };
}

/** What was not known before is no change, and neither is what the page shows to be none of the passage's. */
function ofGovernors(
  earlier: readonly Governor[] | undefined,
  governors: readonly Governor[] | undefined,
  known: ChangeMark | undefined,
  tonight: Tonight,
): { readonly verdict: Partial<QuoteVerdict>; readonly memory: Pick<OmissionMemory, 'governors' | 'contextChanged'> } {
  if (earlier === undefined || governors === undefined) return { verdict: {}, memory: { governors } };
  const all = governorChanges(earlier, governors);
  const { pages } = tonight.last;
  const isNews = known?.to !== nameOf(all) && pages !== null;
  const changes = isNews ? all.filter((one) => !isOfFrame(one, pages)) : all;
  const mark = changes.length === 0 ? null : markOf(nameOf(changes), known, tonight);
  if (mark === null) return { verdict: {}, memory: { governors } };
  const framed = new Set(all.filter((one) => !changes.includes(one)).flatMap(({ kinds }) => kinds));
  const accepted = [...earlier.filter(({ as }) => !framed.has(as)), ...governors.filter(({ as }) => framed.has(as))];
  return {
    verdict: { contextChanged: { as: kindsOf(changes), diff: diffOf(changes), since: mark.since } },
    memory: { governors: accepted, contextChanged: mark },
  };
}

/** Since when something is so; null where the authors have read the page since, and accept it. */
function markOf(to: number, known: ChangeMark | undefined, { accessed, at }: Tonight): ChangeMark | null {
  const since = known?.to === to ? known.since : at;
  const isRead = accessed !== null && WHOLE_DATE.test(accessed) && accessed >= since.slice(0, 10) && since !== at;
  return isRead ? null : { to, since };
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
