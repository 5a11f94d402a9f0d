import type { ContentReason } from '../model/content-reason.js';
import type { QuoteReason, Tier } from '../model/quote-reason.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { Quote } from '../model/watchlist.js';
import { UNSPACED } from '../text/fold.js';
import { withoutOptionalMarks } from '../text/marks.js';
import { diffText } from '../text/word-diff.js';
import { nearestText, unlessUnmapped, whyNotAbsent } from './absence.js';
import { isAlwaysSentence } from './always-sentence.js';
import { type Comparison, comparePart, LOCATED, lost } from './compare.js';
import { extentOf, faultOf, hiddenWords, underMark } from './fault.js';
import { standsTwice } from './find-exact.js';
import type { Haystack, Layer } from './haystack.js';
import { asCopiedRight } from './lost-marks.js';
import { strays } from './near.js';
import { omissionsOf } from './omissions.js';
import { hasEllipsis, partsOf, wholeAsPrinted, withoutAddedLetters } from './parse-quote.js';
import type { Part } from './part.js';
import { ownText } from './place.js';
import { type Base, located, placed, standing, type Text } from './standing.js';
import { isClaimChanging, isWeighty } from './weight.js';

/** The text in which quotes are looked for, or the reason why there is none. */
export type SearchedText = Text | { readonly kind: 'none'; readonly why: ContentReason };

/** Letters of a sentence that stands whole, from which a passage is `altered` although the rest of it is gone: a shorter one stands anywhere. */
const FIRM = 40;

/** The words that must stand in the source: the original-language text where there is one. */
export const wordingOf = (quote: Quote): string => quote.original?.text ?? quote.text;

/** Says whether one quoted passage still stands, and how it differs: first in what a reader is shown, then in what the page holds back. */
export function judgeQuote(id: string, quote: Quote, evidence: SearchedText): QuoteVerdict {
  if (evidence.kind === 'none') return judgeIn(id, quote, evidence);
  const layerOf = (layer: Layer): readonly Haystack[] =>
    evidence.haystacks.filter((haystack) => haystack.layer === layer);
  const [shown, struck, hidden] = [layerOf('shown'), layerOf('struck'), layerOf('hidden')];
  const verdict = judgeIn(id, quote, { ...evidence, haystacks: shown });
  if (verdict.verdict !== 'missing') return unlessUnmapped(verdict, wordingOf(quote), shown);
  // What is struck out was taken back, whatever the page's data or its hidden parts still have of it.
  if (struck.length > 0) {
    const { verdict: there, found } = judgeIn(id, quote, { ...evidence, haystacks: struck });
    if (there === 'intact') return { ...verdict, nearest: found ?? undefined, why: { kind: 'struck-out' } };
  }
  const held = hidden.length === 0 ? verdict : judgeIn(id, quote, { ...evidence, haystacks: hidden });
  if (held.verdict !== 'missing')
    return { ...held, where: 'hidden', link: null, why: { kind: 'hidden', why: held.why } };
  const why = whyNotAbsent(wordingOf(quote), shown);
  if (why !== null) return { ...verdict, verdict: 'unverifiable', why };
  const nearest = nearestText(wordingOf(quote), shown);
  return nearest === null ? verdict : { ...verdict, nearest };
}

function judgeIn(id: string, quote: Quote, evidence: SearchedText): QuoteVerdict {
  const verdict = judgeReadings(id, wordingOf(quote), quote, evidence);
  // A page may print the translation itself, beside the original or in its place.
  if (quote.original === undefined || quote.translated === true || verdict.verdict === 'intact')
    return verdict;
  const printed = judgeReadings(id, quote.text, quote, evidence);
  return printed.verdict === 'intact' ? printed : verdict;
}

/**
 * Letters in brackets belong to their word, or the page has it without them: `arrest[ed]` for "arrest". Marks that a page leaves
 * out are left out of the quotation that is held against it, and what was encoded twice, or lost its marks, may have been quoted so.
 */
function judgeReadings(id: string, text: string, quote: Quote, evidence: SearchedText): QuoteVerdict {
  const verdict = judgeWording(id, text, quote, evidence);
  if (verdict.verdict === 'intact') return verdict;
  const unmarked = evidence.kind === 'none' ? null : withoutOptionalMarks(text, evidence.haystacks);
  if (unmarked !== null) return { ...judgeReadings(id, unmarked, quote, evidence), text };
  const once = asCopiedRight(text);
  const bare = withoutAddedLetters(once) ?? once;
  if (bare === text) return verdict;
  const other = judgeWording(id, bare, quote, evidence);
  return other.verdict === 'intact' ? { ...other, text } : verdict;
}

/** The tiers that see brackets: in the others the author's are not told from an editor's. */
const AS_PRINTED: readonly Tier[] = ['exact', 'folded'];

function judgeWording(id: string, text: string, quote: Quote, evidence: SearchedText): QuoteVerdict {
  const base = {
    id,
    text,
    tier: null,
    similarity: 0,
    found: null,
    diff: [],
    weighty: false,
    page: null,
    link: null,
  };
  const unverifiable = (why: QuoteReason): QuoteVerdict => ({ ...base, verdict: 'unverifiable', why });
  if (quote.translated === true && quote.original === undefined) return unverifiable({ kind: 'no-original' });
  if (evidence.kind === 'none') return unverifiable({ kind: 'no-text', why: evidence.why });
  const parts = partsOf(text);
  if (parts.length === 0) return unverifiable({ kind: 'no-words' });
  const letters = parts.reduce((n, part) => n + tellingOf(part), 0);
  if (letters < SHORT_PASSAGE) return shortly(base, parts, evidence, letters);
  const printed = wholeAsPrinted(text);
  const verdict =
    (printed && stand(base, [printed], evidence, AS_PRINTED)) ??
    (hasEllipsis(parts)
      ? withEllipsis(base, parts, partsOf(text, true), evidence)
      : (stand(base, parts, evidence) ?? differing(base, parts, evidence)));
  const isCutShort = verdict.verdict !== 'intact' && evidence.haystacks.some((h) => h.exhausted);
  return isCutShort ? unverifiable({ kind: 'too-much-work' }) : verdict;
}

/** A bare `…` is held to be the author's own first, then an omission; where neither stands, the nearer says what differs. */
function withEllipsis(
  base: Base,
  parts: readonly Part[],
  own: readonly Part[],
  evidence: Text,
): QuoteVerdict {
  const found = stand(base, own, evidence) ?? stand(base, parts, evidence);
  if (found !== null) return found;
  const [literal, omitting] = [differing(base, own, evidence), differing(base, parts, evidence)];
  if (literal.verdict === 'intact') return literal;
  return omitting.verdict === 'intact' || omitting.similarity > literal.similarity ? omitting : literal;
}

const ALL_UNSPACED = new RegExp(UNSPACED, 'gu');
/** Letters of a part; a character of a script without spaces says as much as three. */
const tellingOf = (part: Part): number =>
  part.needles('letters').reduce((n, needle) => n + needle.length, 0) +
  2 * part.segments.reduce((n, segment) => n + (segment.match(ALL_UNSPACED)?.length ?? 0), 0);

/** Letters below which a passage may stand somewhere by chance, and resembles much. */
const SHORT_PASSAGE = 25;

/** A short passage proves something only where it stands once, or as a sentence of its own wherever it stands, and is looked for to the letter. */
function shortly(base: Base, parts: readonly Part[], evidence: Text, letters: number): QuoteVerdict {
  const found = standing(base, parts, evidence);
  if (found === null) return { ...base, verdict: 'missing', why: { kind: 'short-nowhere', letters } };
  const again = evidence.haystacks.some(
    (haystack) => standsTwice(parts, haystack) && !isAlwaysSentence(parts, haystack),
  );
  return again ? { ...base, verdict: 'unverifiable', why: { kind: 'short-twice', letters } } : found;
}

/** A quotation held against one text, part by part. */
interface Attempt {
  readonly haystack: Haystack;
  readonly comparisons: readonly Comparison[];
  /** Share of its letters that stand. */
  readonly share: number;
}

function attempt(parts: readonly Part[], haystack: Haystack): Attempt {
  const compared: Comparison[] = [];
  for (const part of parts)
    compared.push(comparePart(part, haystack, compared.at(-1)?.spans.at(-1)?.end ?? 0));
  const astray = strays(
    parts,
    compared.map((c) => extentOf(c)[0] ?? null),
    haystack,
  );
  const comparisons = compared.map((c, i) => (astray.has(i) ? lost(parts[i] as Part) : c));
  const sum = (of: (c: Comparison) => number): number => comparisons.reduce((n, c) => n + of(c), 0);
  return {
    haystack,
    comparisons,
    share:
      sum((c) => c.standing) /
      Math.max(
        1,
        sum((c) => c.letters),
      ),
  };
}

/** Below this share of a passage in all of the text, its main text is not looked at: it has nothing that the whole has not. */
const TRACE = 0.2;

/** The text in which a passage stands with nothing else between, or else the one where most of it stands. */
function nearest(parts: readonly Part[], haystacks: readonly Haystack[]): Attempt {
  const [first, ...others] = haystacks;
  const all = attempt(parts, first as Haystack);
  if (all.share < TRACE || isFaultless(all)) return all;
  return others
    .map((haystack) => attempt(parts, haystack))
    .reduce((a, b) => (isFaultless(b) || (b.share > a.share && !isFaultless(a)) ? b : a), all);
}

const isFaultless = ({ comparisons }: Attempt): boolean =>
  comparisons.every((c) => c.gaps.length === 0 && c.runs.every((run) => run.op === 'same'));

/** Share of a passage that stands in the document's own text, from which on that text says what became of it. */
const LIKE = 0.8;

/**
 * The passage as it stands, or null. What a reader wrote, or the publisher took back, does not outweigh the document's own text
 * where that has the passage in other words; nor does a box beside it, when the passage stood in the text before.
 */
function stand(
  base: Base,
  parts: readonly Part[],
  evidence: Text,
  tiers?: readonly Tier[],
): QuoteVerdict | null {
  const found = standing(base, parts, evidence, tiers);
  if (found === null || found.where === 'main') return found;
  const own = evidence.haystacks.flatMap((haystack) => ownText(haystack) ?? []).slice(0, 1);
  if (own.length === 0) return found;
  const there = differing(base, parts, { ...evidence, haystacks: own });
  if (there.verdict === 'intact') return there;
  const wasThere = evidence.known?.where === 'main';
  const outweighs = there.verdict === 'altered' && there.similarity >= LIKE;
  return outweighs && (found.where !== 'aside' || wasThere) ? there : found;
}

/** Rounded, but not to the whole where something is wanting. */
const inThousandths = (share: number): number =>
  share < 1 ? Math.min(0.999, Math.round(share * 1000) / 1000) : 1;

/** No tier found it: hold it against what resembles it most, in the text where most of it stands. */
function differing(base: Base, parts: readonly Part[], { haystacks, url }: Text): QuoteVerdict {
  const { haystack, comparisons, share } = nearest(parts, haystacks);
  const similarity = inThousandths(share);
  if (share < LOCATED && comparisons.every((c) => c.firm < FIRM))
    return { ...base, verdict: 'missing', similarity, why: { kind: 'nothing-like-it', share: similarity } };
  const spans = comparisons.flatMap((c) => c.spans);
  const runs = comparisons.map((c) => c.runs);
  const at = { ...base, ...located(haystack, spans, url), similarity };
  const fault = faultOf(parts, comparisons, haystack, similarity);
  if (fault === null) {
    const blocks = comparisons.flatMap((c) => c.between);
    const why: QuoteReason =
      blocks.length > 0
        ? { kind: 'blocks-between', blocks: blocks.length }
        : { kind: parts.some((part) => part.hasChanges) ? 'editors-letters' : 'note-marks' };
    const extents = comparisons.flatMap(extentOf);
    const omitted = omissionsOf(haystack, extents);
    const found = { ...at, verdict: 'intact', tier: 'letters', omitted, between: blocks, why } as const;
    return placed(found, haystack, extents);
  }
  const hidden = hiddenWords(parts, comparisons, haystack);
  return {
    ...at,
    verdict: 'altered',
    diff: runs.flatMap((part, i) => [...(i === 0 ? [] : underMark(hidden.get(i))), ...diffText(part)]),
    weighty: runs.some(isWeighty) || [...hidden.values()].some((words) => words.some(isClaimChanging)),
    why: fault,
  };
}
