import type { ContentReason, DiffPart } from '../model/content.js';
import type { QuoteReason, QuoteVerdict, Tier } from '../model/quote.js';
import type { Quote } from '../model/watchlist.js';
import { ALTERED_THRESHOLD, type Comparison, comparePart, lost } from './compare.js';
import { findFuzzy, findInOrder, standsTwice } from './find-passage.js';
import {
  countUnmapped,
  type Haystack,
  type Layer,
  type Span,
  UNREADABLE_SHARE,
} from './haystack.js';
import { repairMojibake } from './homographs.js';
import { type Base, located, ownText, placed, standing, type Text } from './match-verdict.js';
import { OMISSION_MARK, omissionsOf } from './omissions.js';
import {
  farthest,
  hasEllipsis,
  partsOf,
  strays,
  tellingOf,
  weightOf,
  wholeAsPrinted,
  withoutAddedLetters,
} from './parse-quote.js';
import { mayLeaveOut, type Part, type PartPlace } from './part.js';
import { inTableRow } from './table-row.js';
import { foldedText, UNMAPPED, withoutOptionalMarks } from './text/fold.js';
import { isOtherLanguage } from './text/scripts.js';
import { hasSentenceSign } from './text/sentences.js';
import { withDotlessCapitals, withPageLetters, withPageMarks } from './text/spelling.js';
import { diffText, type Word, wordsOf } from './text/tokens.js';
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
    if (there === 'intact')
      return { ...verdict, nearest: found ?? undefined, why: { kind: 'struck-out' } };
  }
  const held =
    hidden.length === 0 ? verdict : judgeIn(id, quote, { ...evidence, haystacks: hidden });
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

/** Tries the passage as written, then without optional marks, in the page's spelling, with double encoding undone, and without bracketed letters (`arrest[ed]` is "arrest"). */
function judgeReadings(
  id: string,
  text: string,
  quote: Quote,
  evidence: SearchedText,
): QuoteVerdict {
  const verdict = judgeWording(id, text, quote, evidence);
  if (verdict.verdict === 'intact') return verdict;
  const unmarked = evidence.kind === 'none' ? null : withoutOptionalMarks(text, evidence.haystacks);
  if (unmarked !== null) return { ...judgeReadings(id, unmarked, quote, evidence), text };
  const respelled = judgeRespelled(id, text, quote, evidence);
  if (respelled?.verdict === 'intact') {
    const [{ why }, spelling] = [respelled, { kind: 'spelling' } as const];
    return {
      ...respelled,
      text,
      tier: 'letters',
      why: why.kind === 'placed' ? { ...why, why: spelling } : spelling,
    };
  }
  const once = repairMojibake(
    evidence.kind === 'none' ? text : withoutLabel(text, evidence.haystacks),
  );
  const bare = withoutAddedLetters(once) ?? once;
  if (bare === text) return verdict;
  const other = judgeWording(id, bare, quote, evidence);
  return other.verdict === 'intact' ? { ...other, text } : verdict;
}

/** A quotation without the number of its part in brackets behind it, by which the page begins that part: `(Article 9)`. */
function withoutLabel(text: string, haystacks: readonly Haystack[]): string {
  const [all, label = ''] = /\s?[[(（](\p{L}[^()[\]]{0,30}\p{Nd})[\])）]\s*$/u.exec(text) ?? [];
  const begun = foldedText(label);
  const isLabel =
    all !== undefined &&
    haystacks.some(({ blocks }) =>
      blocks.some((one) => foldedText(one.text.slice(0, 40)).startsWith(begun)),
    );
  return isLabel ? text.slice(0, -all.length) : text;
}

const GREEK = /\p{Script=Greek}/u;

/** The passage with the letters and diacritics of the page, the ı of Turkish capitals on either side, or as a heading in Greek capitals, which have no accents. */
function judgeRespelled(
  id: string,
  text: string,
  quote: Quote,
  evidence: SearchedText,
): QuoteVerdict | null {
  if (evidence.kind === 'none') return null;
  const { haystacks } = evidence;
  const judged = (wording: string, pages = haystacks): QuoteVerdict | null => {
    // The first has all that the others have.
    const marked = withPageMarks(
      withPageLetters(wording, pages[0]?.text),
      pages[0]?.spellings ?? new Map(),
    );
    if (marked === text && pages === haystacks) return null;
    return judgeWording(id, marked, quote, { ...evidence, haystacks: pages });
  };
  const verdict = judged(text);
  if (verdict?.verdict === 'intact') return verdict;
  if ([text, ...haystacks.map((one) => one.text)].some((one) => one.includes('ı'))) {
    return judged(
      withDotlessCapitals(text),
      haystacks.map((one) => one.withDotlessCapitals()),
    );
  }
  const heading = GREEK.test(text)
    ? judgeWording(id, text.toLocaleUpperCase('el'), quote, evidence)
    : null;
  return heading?.found === heading?.found?.toUpperCase() ? heading : null;
}

function judgeWording(
  id: string,
  text: string,
  quote: Quote,
  evidence: SearchedText,
): QuoteVerdict {
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
  const unverifiable = (why: QuoteReason): QuoteVerdict => ({
    ...base,
    verdict: 'unverifiable',
    why,
  });
  if (quote.translated === true && quote.original === undefined)
    return unverifiable({ kind: 'no-original' });
  if (evidence.kind === 'none') return unverifiable({ kind: 'no-text', why: evidence.why });
  const parts = partsOf(text);
  if (parts.length === 0) return unverifiable({ kind: 'no-words' });
  const letters = parts
    .flatMap(({ segments }) => segments)
    .reduce((n, one) => n + tellingOf(one), 0);
  const verdict =
    letters < SHORT_PASSAGE
      ? shortly(base, parts, evidence, letters)
      : judgeParts(base, text, parts, evidence);
  return verdict.verdict === 'intact' ? verdict : (inTableRow(base, evidence) ?? verdict);
}

function judgeParts(
  base: Base,
  text: string,
  parts: readonly Part[],
  evidence: Text,
): QuoteVerdict {
  const printed = wholeAsPrinted(text);
  const verdict =
    // The tiers that see brackets: the others cannot tell the author's from an editor's.
    (printed && stand(base, [printed], evidence, ['exact', 'folded'])) ??
    (hasEllipsis(parts)
      ? withEllipsis(base, parts, partsOf(text, true), evidence)
      : (stand(base, parts, evidence) ?? differing(base, parts, evidence)));
  const isCutShort = verdict.verdict !== 'intact' && evidence.haystacks.some((h) => h.exhausted);
  return isCutShort
    ? { ...base, verdict: 'unverifiable', why: { kind: 'too-much-work' } }
    : verdict;
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
  return omitting.verdict === 'intact' || omitting.similarity > literal.similarity
    ? omitting
    : literal;
}

/** Letters below which a passage may stand somewhere by chance, and resembles much. */
const SHORT_PASSAGE = 25;

/** A short passage proves something only where it stands once, or as a sentence of its own wherever it stands, and is looked for to the letter. */
function shortly(
  base: Base,
  parts: readonly Part[],
  evidence: Text,
  letters: number,
): QuoteVerdict {
  const found = standing(base, parts, evidence);
  if (found === null) {
    const written = differing(base, parts, evidence);
    const isWritten = written.verdict === 'intact' && written.why.kind === 'spelling';
    return isWritten
      ? written
      : { ...base, verdict: 'missing', why: { kind: 'short-nowhere', letters } };
  }
  const again = evidence.haystacks.some(
    (haystack) => standsTwice(parts, haystack) && !isAlwaysSentence(parts, haystack),
  );
  return again
    ? { ...base, verdict: 'unverifiable', why: { kind: 'short-twice', letters } }
    : found;
}

/** A quotation held against one text, part by part; `share`: that of its letters which stands. */
function attempt(parts: readonly Part[], haystack: Haystack) {
  const compared: Comparison[] = [];
  for (const part of parts)
    compared.push(comparePart(part, haystack, compared.at(-1)?.spans.at(-1)?.end ?? 0));
  const places = compared.map((c) => extentOf(c)[0] ?? null);
  const astray = strays(parts, places, haystack);
  const comparisons = compared.map((c, i) => (astray.has(i) ? lost(parts[i] as Part) : c));
  const sum = (of: (c: Comparison) => number): number => comparisons.reduce((n, c) => n + of(c), 0);
  const letters = sum((c) => c.letters);
  return { haystack, comparisons, share: sum((c) => c.standing) / Math.max(1, letters) };
}

/** Below this share of a passage in all of the text, its main text is not looked at: it has nothing that the whole has not. */
const TRACE = 0.2;

/** The text in which a passage stands with nothing else between, or else the one where most of it stands. */
function nearest(parts: readonly Part[], haystacks: readonly Haystack[]) {
  const [first, ...others] = haystacks;
  const all = attempt(parts, first as Haystack);
  if (all.share < TRACE || isFaultless(all)) return all;
  return others
    .map((haystack) => attempt(parts, haystack))
    .reduce((a, b) => (isFaultless(b) || (b.share > a.share && !isFaultless(a)) ? b : a), all);
}

const isFaultless = ({ comparisons }: { readonly comparisons: readonly Comparison[] }): boolean =>
  comparisons.every((c) => c.gaps.length === 0 && c.runs.every((run) => run.op === 'same'));

/** Share of a passage that stands in the document's own text, from which on that text says what became of it. */
const LIKE = 0.8;

/** The passage as found, or null. The document's own text outweighs comments, retracted text, and a box beside it where the passage stood in the text before. */
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
  const outweighs = there.verdict === 'altered' && there.similarity >= LIKE;
  return outweighs && (found.where !== 'aside' || evidence.known?.where === 'main') ? there : found;
}

/** No tier found it: hold it against what resembles it most, in the text where most of it stands. */
function differing(base: Base, parts: readonly Part[], { haystacks, url }: Text): QuoteVerdict {
  const { haystack, comparisons, share } = nearest(parts, haystacks);
  // Rounded, but not to the whole where something is missing.
  const similarity = share < 1 ? Math.min(0.999, Math.round(share * 1000) / 1000) : 1;
  if (share < ALTERED_THRESHOLD && comparisons.every((c) => c.firm < FIRM))
    return {
      ...base,
      verdict: 'missing',
      similarity,
      why: { kind: 'nothing-like-it', share: similarity },
    };
  const spans = comparisons.flatMap((c) => c.spans);
  const runs = comparisons.map((c) => c.runs);
  const at = { ...base, ...located(haystack, spans, url), similarity };
  const fault = faultOf(parts, comparisons, haystack, similarity);
  if (fault === null) {
    const blocks = comparisons.flatMap((c) => c.between);
    const isRespelled =
      comparisons.some((c) => c.rewritten) ||
      parts.some((part, i) =>
        part.isSpelledOtherwise((runs[i] ?? []).flatMap(({ words }) => words)),
      );
    const kind = parts.some((part) => part.hasChanges)
      ? 'editors-letters'
      : isRespelled
        ? 'spelling'
        : 'note-marks';
    const why: QuoteReason =
      blocks.length > 0 ? { kind: 'blocks-between', blocks: blocks.length } : { kind };
    const extents = comparisons.flatMap(extentOf);
    const omitted = omissionsOf(haystack, extents, base.text);
    const found = {
      ...at,
      verdict: 'intact',
      tier: 'letters',
      omitted,
      between: blocks,
      why,
    } as const;
    return placed(found, haystack, extents);
  }
  const hidden = hiddenWords(parts, comparisons, haystack);
  return {
    ...at,
    verdict: 'altered',
    diff: runs.flatMap((part, i) => [
      ...(i === 0 ? [] : underMark(hidden.get(i))),
      ...diffText(part),
    ]),
    weighty:
      runs.some(isWeighty) || [...hidden.values()].some((words) => words.some(isClaimChanging)),
    why: fault,
  };
}

/** Places of a passage that are looked at. */
const MOST_PLACES = 10;

/** True when a short passage is a whole sentence at each of its places: it says the same at all of them. */
function isAlwaysSentence(parts: readonly Part[], haystack: Haystack): boolean {
  const [part, second] = parts;
  if (part === undefined || second !== undefined) return false;
  const last = part.segments.at(-1) as string;
  if (!hasSentenceSign(last + part.closing, last.length)) return false;
  let spans = findInOrder(parts, haystack, 'letters');
  for (let tries = 0; spans !== null && tries < MOST_PLACES; tries++) {
    if (omissionsOf(haystack, spans).length > 0) return false;
    spans = findInOrder(parts, haystack, 'letters', (spans[0] as Span).end);
  }
  return spans === null;
}

const extentOf = ({ spans, replaced }: Comparison): readonly PartPlace[] => {
  const [first, last] = [spans[0], spans.at(-1)];
  return first && last ? [{ start: first.start, end: last.end, replaced }] : [];
};

/** What is wrong with a passage that was located; null when nothing differs but what may. `similarity` is the share of it that stands. */
function faultOf(
  parts: readonly Part[],
  comparisons: readonly Comparison[],
  haystack: Haystack,
  similarity: number,
): QuoteReason | null {
  if (comparisons.some((c) => c.runs.some((r) => r.op !== 'same')))
    return { kind: 'other-words', share: similarity };
  const extents = comparisons.map((c) => extentOf(c)[0] ?? null);
  const astray = farthest(parts, extents);
  if (astray !== null) return { kind: 'pieces', pieces: parts.length, furthest: astray };
  const gaps = comparisons.flatMap((c) => c.gaps);
  if (gaps.length > 0)
    return { kind: 'pieces', pieces: gaps.length + 1, furthest: Math.max(...gaps) };
  const spans = comparisons.flatMap((c) => c.spans);
  if (spans.some((span, i) => span.start < (spans[i - 1]?.end ?? 0)))
    return { kind: 'other-order' };
  return hiddenWords(parts, comparisons, haystack).size > 0
    ? { kind: 'other-words', share: similarity }
    : null;
}

/** The page's words under each bare `…`, by the part that follows it, where one of them weighs: there it is no omission mark. */
function hiddenWords(
  parts: readonly Part[],
  comparisons: readonly Comparison[],
  { text }: Haystack,
): ReadonlyMap<number, readonly Word[]> {
  const extents = comparisons.map((c) => extentOf(c)[0]);
  const hidden = parts.flatMap(({ after }, i): readonly (readonly [number, readonly Word[]])[] => {
    const [before, here] = [extents[i - 1], extents[i]];
    if (after !== 'ellipsis' || !before || !here) return [];
    const gap = text.slice(before.end, here.start);
    return mayLeaveOut(gap) ? [] : [[i, wordsOf(gap)]];
  });
  return new Map(hidden);
}

/** What is shown in the place of an omission mark: that something is left out, or what it hides. */
const underMark = (hidden: readonly Word[] = []): readonly DiffPart[] =>
  hidden.length === 0 ? [OMISSION_MARK] : diffText([{ op: 'added', words: hidden, seam: null }]);

/** Characters of a page, and letters of it, that are looked at. */
const SAMPLE = 20_000;
/** Letters below which a page shows no document: a teaser, a landing page, a notice. A report's opening paragraph has more. */
const LITTLE = 250;
/** Letters into which one character is folded at most: the Arabic ligature U+FDFA becomes eighteen. */
const MOST_FOLDED = 18;

/** Why a passage that was not found may be there all the same; null when nothing speaks for that. */
function whyNotAbsent(wording: string, [shown]: readonly Haystack[]): QuoteReason | null {
  const text = shown?.text ?? '';
  const unmapped = shown?.unmapped ?? { letters: 0, among: 0 };
  if (unmapped.letters > 0 && unmapped.among >= weightOf(wording))
    return { kind: 'unmapped-letters', letters: unmapped.letters };
  const unknown = shown === undefined ? 0 : unmappedAmong(wording, shown);
  if (unknown > 0) return { kind: 'unmapped-letters', letters: unknown };
  const letters = Math.min(SAMPLE, tellingOf(shown?.text.slice(0, SAMPLE) ?? ''));
  if (letters < LITTLE || (letters < wording.length * MOST_FOLDED && letters < weightOf(wording)))
    return { kind: 'little-text', letters };
  return isOtherLanguage(wording, text.slice(0, SAMPLE)) ? { kind: 'other-language' } : null;
}

/** Letters of the longest passage that is looked for letter by letter: some paragraphs. */
const LONGEST = 2_000;
/** Share of a passage's letters of which it has to be known that they stand. */
const KNOWN = 0.5;

/** How many of a passage's letters are not known where all others stand, part after part; 0 where those do not stand. */
function unmappedAmong(wording: string, { text, letters }: Haystack): number {
  if (!text.includes(UNMAPPED)) return 0;
  const needles = partsOf(wording).flatMap((part) => part.needles('letters'));
  const length = needles.join('').length;
  if (length === 0 || length > LONGEST) return 0;
  const found = inOrder(needles.map(orUnmapped), letters.text);
  const unknown = countUnmapped(found);
  return unknown <= (1 - KNOWN) * length ? unknown : 0;
}

const orUnmapped = (needle: string): RegExp =>
  new RegExp([...needle].map((letter) => `[${letter}${UNMAPPED}]`).join(''), 'gu');

/** Letters between two parts of a passage: a page or two. */
const BETWEEN = 5_000;
/** Places of the first part that are tried. */
const MOST_TRIES = 50;

/** The parts of a text that were found one after another; empty when they do not stand so. */
function inOrder(parts: readonly RegExp[], text: string): string {
  for (let tries = 0, from = 0; tries < MOST_TRIES; tries++) {
    const found: string[] = [];
    let end = from;
    for (const part of parts) {
      part.lastIndex = end;
      const match = part.exec(text);
      if (match === null || (found.length > 0 && match.index - end > BETWEEN)) break;
      if (found.length === 0) from = match.index + 1;
      found.push(match[0]);
      end = part.lastIndex;
    }
    if (found.length === parts.length) return found.join('');
    if (found.length === 0) return '';
  }
  return '';
}

/** Characters around a passage that belong to its first and last words, whose letters may be what is not known. */
const MARGIN = 30;

/** Says of a passage that was located with other words, where those have letters that are not known, that it cannot be told. */
function unlessUnmapped(
  verdict: QuoteVerdict,
  wording: string,
  [shown]: readonly Haystack[],
): QuoteVerdict {
  if (verdict.verdict !== 'altered' || verdict.found === null || !shown?.text.includes(UNMAPPED))
    return verdict;
  const untold = (letters: number): QuoteVerdict => {
    const why = { kind: 'unmapped-letters', letters } as const;
    return { ...verdict, verdict: 'unverifiable', diff: [], weighty: false, why };
  };
  const among = unmappedAmong(wording, shown);
  if (among > 0) return untold(among);
  const found = verdict.found.split(' [...] ').map((piece) => {
    const at = shown.text.indexOf(piece);
    return at < 0 ? piece : shown.text.slice(Math.max(0, at - MARGIN), at + piece.length + MARGIN);
  });
  const text = found.join(' ');
  const letters = countUnmapped(text);
  const atEnds =
    countUnmapped(text.slice(0, 2 * MARGIN)) + countUnmapped(text.slice(-2 * MARGIN)) > 0;
  const explained = (part: DiffPart, i: number, diff: readonly DiffPart[]): boolean =>
    isUnmapped(part, i, diff) || (atEnds && (i === 0 || i === diff.length - 1));
  if (letters === 0 || (letters < UNREADABLE_SHARE * text.length && !verdict.diff.every(explained)))
    return verdict;
  return untold(letters);
}

/** True for what is the same, and for what differs beside a letter that is not known. */
function isUnmapped({ op }: DiffPart, at: number, diff: readonly DiffPart[]): boolean {
  if (op === 'same') return true;
  let [first, last] = [at, at];
  while (first > 0 && diff[first - 1]?.op !== 'same') first--;
  while (last + 1 < diff.length && diff[last + 1]?.op !== 'same') last++;
  return diff
    .slice(first, last + 1)
    .some((part) => part.op === 'added' && part.text.includes(UNMAPPED));
}

/** The text that resembles a passage most, in whole words, or null when nothing does: for who looks for it by eye. */
function nearestText(wording: string, [shown]: readonly Haystack[]): string | null {
  if (shown === undefined) return null;
  for (const part of partsOf(wording)) {
    const [place] = findFuzzy(part, shown);
    if (place === undefined) continue;
    const words = shown.text.slice(place.start, place.end).replace(/\s+/gu, ' ');
    const inside = place.start > 0 ? words.replace(/^\S{0,40} /u, '') : words;
    return inside.replace(/ \S{0,40}$/u, '').trim() || null;
  }
  return null;
}
