import type { RenderState, Unrendered } from '../model/capture.js';
import type { ContentReason } from '../model/content.js';
import type { Document, Shortfall } from '../model/document.js';
import type { LinkVerdict, NotCheckedReason } from '../model/link.js';
import type { Outcome } from '../model/outcome.js';
import { isVisiblePassage, type QuoteReason, type QuoteVerdict } from '../model/quote.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import { mapQuotes } from '../model/verdicts.js';
import { type History, memoryOf, type Snapshot } from '../model/visit.js';
import type { Quote, Series, Source, Use } from '../model/watchlist.js';
import { haystacksOf } from '../passage/haystack.js';
import type { SearchedText } from '../passage/judge-quote.js';
import { weightOf } from '../passage/parse-quote.js';
import { foldedLetters } from '../passage/text/fold.js';
import { isProse } from './content/volatile-text.js';
import { mainText, oldIn, pageSimilarity, shared } from './page-similarity.js';

/** Share of the text of before below which clearly less of it came. */
const MAX_KEPT_SHARE = 0.75;
/** Share of tonight's text that must be of the text of before. */
const MIN_OLD_SHARE = 0.5;

/** Everything that is known of a source when it has been looked at. */
export interface SourceCase {
  readonly source: Source;
  readonly uses: readonly Use[];
  /** Null when nothing was asked: the source has no address, or `unasked` says why. */
  readonly outcome: Outcome | null;
  readonly unasked: NotCheckedReason | null;
  /** What was read tonight, also from an error page; for an unchanged document the reading of the baseline. */
  readonly snapshot: Snapshot | null;
  readonly history: History;
  readonly now: Date;
  readonly staleAfter: number;
  readonly confirm: number;
  /** The series that the source is an issue of, or null. */
  readonly series?: Series | null | undefined;
  /** True when what was read is, by its cover, the next edition of the series that the source is an issue of. */
  readonly isNextEdition?: boolean | undefined;
  /** True when the last night asked the same: the same rules, the same source, the same quotations. */
  readonly sameQuestion?: boolean | undefined;
  /** How a browser showed what is read; absent where what was received is. */
  readonly rendered?: RenderState | undefined;
  /** Why a browser showed nothing of a page that shows its text by script. */
  readonly unrendered?: Unrendered | undefined;
  /** Why the passages are not to be looked for in what was read: an earlier try came to no end. */
  readonly unmatched?: Shortfall | undefined;
}

/** Quotations of a document of which nothing else is known. */
export function quotedDocument(
  url: string | null,
  quotes: readonly Quote[],
): Pick<SourceCase, 'source' | 'uses'> {
  const open = {
    section: null,
    accessed: null,
    page: null,
    cited: null,
    published: null,
    lang: null,
  };
  const source = {
    ...open,
    id: 'document',
    publisher: '',
    title: '',
    url,
    series: null,
    edition: null,
    copies: [],
  };
  return {
    source,
    uses: [{ report: '', citation: { ...open, id: 'passage', source: source.id, quotes } }],
  };
}

/** The text that came tonight, whatever page it belongs to; of a page that a script makes, what it holds back. */
export function searchableText({ outcome, snapshot, unmatched }: SourceCase): SearchedText {
  if (outcome === null || snapshot === null) return { kind: 'none', why: { kind: 'nothing-read' } };
  const { unread: why, hidden = [] } = snapshot.document;
  if (why !== null && (why.kind !== 'script' || hidden.length === 0))
    return { kind: 'none', why: { kind: 'document', why } };
  if (unmatched !== undefined) return { kind: 'none', why: { kind: 'unmatched', why: unmatched } };
  return { kind: 'text', url: outcome.finalUrl, haystacks: haystacksOf(snapshot.document) };
}

/** True where only a beginning was read: of an answer, or of what a page was still making of itself. */
export const isCut = ({ outcome, rendered }: SourceCase): boolean =>
  rendered?.settled === false || (outcome?.kind === 'answered' && outcome.body?.truncated === true);

/** Letters of main text below which a page that bears the title may be no more than the document's beginning: two or three paragraphs. By hand. */
const TEASER = 1_000;

/** Characters at the beginning of a text that say of most that it is no teaser. */
const BEGINNING = 10 * TEASER;

/** Letters of a page that begins as the document does and stops, of which nobody can say what stands in the rest; null for any other page. */
function teaserLetters(input: SourceCase): number | null {
  const { snapshot, source } = input;
  const document = snapshot?.document ?? null;
  if (document === null || document.type !== 'html' || document.unread !== null) return null;
  const text = mainText(document);
  if (weightOf(text.slice(0, BEGINNING)) >= TEASER) return null;
  const letters = weightOf(text);
  if (letters === 0 || letters >= TEASER) return null;
  const hasStood = Object.keys(memoryOf(input.history).stood).length > 0;
  const begins = hasStood
    ? isTeaser(input)
    : pageSimilarity(document, { title: source.title, baseline: null }) === 'same';
  return begins ? letters : null;
}

/** True for the beginning of a document of which more was read before, and passages in it; not for the first of several pages. */
export const isTeaser = ({ snapshot, history }: SourceCase): boolean =>
  snapshot !== null &&
  history.baseline !== null &&
  Object.keys(memoryOf(history).stood).length > 0 &&
  !snapshot.document.links.some(({ rel }) => /\bnext\b/u.test(rel)) &&
  isBeginning(snapshot.document, history.baseline.snapshot.document) &&
  !isEdited(
    snapshot.document,
    history.baseline.snapshot.document,
    Object.keys(memoryOf(history).stood),
  ) &&
  weightOf(mainText(snapshot.document)) < TEASER;

/** True where a text has the first paragraph of an earlier one, not its last, clearly less of it, and something else in place of the rest. */
function isBeginning(now: Document, before: Document): boolean {
  const paragraphs = before.blocks.filter(
    ({ role, heading }) => role === 'main' && heading === undefined,
  );
  const stands = new Set(now.blocks.map(({ text }) => text));
  const [first, last] = [paragraphs[0], paragraphs.at(-1)];
  if (first === undefined || last === undefined || !stands.has(first.text) || stands.has(last.text))
    return false;
  const stood = new Set(before.blocks.map(({ text }) => text));
  return (
    [...stands].some((text) => !stood.has(text)) &&
    shared(before, now).kept < MAX_KEPT_SHARE &&
    oldIn(before, now) >= MIN_OLD_SHARE
  );
}

/** True where a passage, by its letters, is gone from above a paragraph that still stands: that was not cut off. */
function isEdited(now: Document, before: Document, passages: readonly string[]): boolean {
  const stands = new Set(now.blocks.map(({ text }) => text));
  const last = before.blocks.findLastIndex(
    ({ role, text }) => role === 'main' && isProse(text) && stands.has(text),
  );
  const above = foldedLetters(
    before.blocks
      .slice(0, Math.max(0, last))
      .map(({ text }) => text)
      .join(' '),
  );
  const shown = foldedLetters([...stands].join(' '));
  return passages.some((letters) => above.includes(letters) && !shown.includes(letters));
}

/**
 * What stands on a page. Of one that asked for more than a browser gave it, and of one that is no more than a beginning, what does
 * not is not known to be absent.
 */
export function unlessPart(
  seen: readonly CitationVerdict[],
  input: SourceCase,
): readonly CitationVerdict[] {
  const wanted = input.rendered?.wanted ?? [];
  if (wanted.length > 0) return unproven(seen, { kind: 'not-given', wanted });
  const isMissing = seen.some(({ quotes }) => quotes.some(({ verdict }) => verdict === 'missing'));
  if (!isMissing || seen.some(({ quotes }) => quotes.some(isVisiblePassage))) return seen;
  const letters = teaserLetters(input);
  return letters === null ? seen : unproven(seen, { kind: 'little-text', letters });
}

const unproven = (seen: readonly CitationVerdict[], why: QuoteReason): readonly CitationVerdict[] =>
  mapQuotes(seen, (quote) =>
    quote.verdict === 'missing' && quote.why.kind !== 'struck-out'
      ? { ...quote, verdict: 'unverifiable', why }
      : quote,
  );

/** Which passages stand on a page that could not be read as a whole. */
type MayStand = (quote: QuoteVerdict) => boolean;

/** Which passages stand though the page was not read as a whole: a part can show that a passage stands, never that it does not. What an error page or a stranger holds back shows nothing. */
export function heldBack(input: SourceCase, { status }: LinkVerdict, why: ContentReason): MayStand {
  const { outcome, snapshot } = input;
  if (isCut(input)) return () => true;
  if (why.kind === 'shrunken') return isVisiblePassage;
  const isAnswered = outcome?.kind === 'answered' && outcome.http < 400;
  const isShell =
    snapshot?.document.unread?.kind === 'script' && (status === 'alive' || status === 'moved');
  return ({ where }) => isAnswered && (isShell || status === 'blocked') && where === 'hidden';
}

/** The verdicts on a page that could not be read as a whole: what stands on it, and nothing that is absent. */
export const withoutAbsences = (
  seen: readonly CitationVerdict[],
  stands: MayStand,
  unverifiable: readonly CitationVerdict[],
): readonly CitationVerdict[] =>
  unverifiable.map((use, i) => ({
    ...use,
    quotes: use.quotes.map((quote, j) => {
      const found = seen[i]?.quotes[j];
      return found?.verdict === 'intact' && stands(found) ? found : quote;
    }),
  }));

/** True when the page answered, and all that is said of its quotations was found on it and nowhere else: the same text says it again. */
export const isSettled = ({ link, witness, unmatched, citations }: SourceVerdict): boolean =>
  witness === 'live' &&
  (link.status === 'alive' || link.status === 'moved') &&
  link.signs === undefined &&
  unmatched === undefined &&
  citations.every(({ quotes }) => quotes.every(isOwnFinding));

/** A page with little text is held against the one before it, which on the next night it is itself. */
const isOwnFinding = ({ why }: QuoteVerdict): boolean =>
  !('place' in why) && why.kind !== 'little-text';

/** Last night's findings where tonight's search would find the same (same question, same text); null when it must be searched. */
export function seenBefore({
  sameQuestion,
  history: { previous, baseline },
  outcome,
  snapshot,
}: SourceCase): readonly CitationVerdict[] | null {
  const verdict = previous?.verdict ?? null;
  if (sameQuestion !== true || verdict === null || baseline?.visit.run !== previous?.run)
    return null;
  if (snapshot === null || snapshot.textSha256 !== baseline?.snapshot.textSha256) return null;
  if (outcome?.finalUrl !== verdict.finalUrl || !isSettled(verdict)) return null;
  const isSame = searchedIn(snapshot.document) === searchedIn(baseline.snapshot.document);
  return isSame ? verdict.citations : null;
}

/** All of a document in which passages are looked for, and how it stands there. */
const searchedIn = ({ blocks, hidden, struck, unread, lang }: Document): string =>
  JSON.stringify([blocks, hidden, struck, unread, lang]);
