import { decodePart } from '../model/address.js';
import editorRemarks from './editor-remarks.json' with { type: 'json' };
import type { Haystack, Span } from './haystack.js';
import { betweenWords, type ChangedLetters, Part, type Seam } from './part.js';
import { foldedLetters, UNSPACED } from './text/fold.js';
import { wordsOf } from './text/tokens.js';
import { isNegation } from './weight.js';

/** What an editor says of a quotation between brackets (`sic`, `emphasis added`), which the page does not have. */
interface EditorRemarks {
  /** A regular expression (flags iu) for each language or more. */
  readonly remarks: readonly string[];
}

const said: EditorRemarks = editorRemarks;

/** Ways to say that something was left out: `[...]`, `(…)`, `<...>`, `[—]`, `(---)`, `***`, `– – –`, `[snip]`, `（略）`, and in Chinese `……` (GB/T 15834, 4.11). */
const OMISSION = new RegExp(
  [
    String.raw`\[\s*(?:[-–—]{1,3}|(?:\.\s*){2,}|…+\.?|(?:(?:text|sentences?|paragraphs?|names?) )?(?:omitted|withheld|redacted)|snip|omissis)\s*\]`,
    String.raw`\(\s*(?:[-–—]{3}|(?:\.\s*){2,}|…+|omissis)\s*\)`,
    String.raw`<\s*(?:\.{3}|…)\s*>|\/\s*(?:\.{3}|…)\s*\/|\{\s*(?:\.{3}|…)\s*\}`,
    String.raw`\*\s?\*\s?\*|(?<=\s)[-–—] [-–—] [-–—](?=\s)`,
    String.raw`[（([]\s*(?:[前中后後以下]?略|…+)\s*[）)\]]`,
    String.raw`(?<=${UNSPACED.source}\p{P}?)(?:…{2}|⋯{2})`,
  ].join('|'),
  'iu',
);
/** A bare `…` or `. . .`: the editor's or the author's own. */
const ELLIPSIS = /…+|(?:\.\s?){3,}/u;
/** `[12]`, or a raised `¹²` after a word: a footnote mark that was copied along. */
const NOTE_MARK =
  /(?<=[\p{L}\p{N}.,;:!?”"’'])\[\d{1,3}\]|(?<=\p{L}{3}|[.,;:!?”"’»])[¹²³⁰⁴-⁹]{1,3}/gu;
/** A letter of a script that is written with spaces: in others a bracket next to a character holds words. */
const LETTER = String.raw`(?:(?!${UNSPACED.source})\p{L})`;
/** `[T]he`, `organi[z]ed`, `officer[]`: letters that the editor changed, added or took away. */
const CHANGED_LETTER = new RegExp(
  String.raw`\[(${LETTER}{1,3})\](?=${LETTER})|(?<=${LETTER})\[((?:['’]?${LETTER}{1,6})?)\]`,
  'gu',
);
/** `[The d]ebtors`: words and the first letters of the next. */
const WORDS_AND_LETTERS = /\[([^\][]*\s)(\p{L}{1,3})\](?=\p{L})/gu;
const NESTED = /\[([^\][]{0,300})\[([^\][]{0,300})\]([^\][]{0,300})\]/gu;
/** The brackets of other scripts as ours, one within another as one, and changed letters apart from the words before them. */
const withBrackets = (quote: string): string =>
  quote
    .replace(MARKS, '')
    .replace(/[【〔［]/gu, '[')
    .replace(/[】〕］]/gu, ']')
    .replace(NESTED, '[$1$2$3]')
    .replace(WORDS_AND_LETTERS, '[$1] $2');

/** A quotation without the letters that its editor may have added to words (`arrest[ed]`); null when it has none. Letters before a word stay: `[un]just` is not “just”. */
export function withoutAddedLetters(quote: string): string | null {
  const bare = quote.replace(CHANGED_LETTER, (found, before?: string) =>
    before === undefined ? '' : found,
  );
  return bare === quote ? null : bare;
}

/** Before letters that were changed, until a part knows their places: a code point that no text has. */
const OPEN = '\ufdd0';
/** Behind them, in the same way. */
const CLOSE = '\ufdd1';
const MARKS = /[\ufdd0\ufdd1]/gu;

function unmarked(text: string): {
  readonly plain: string;
  readonly changes: readonly ChangedLetters[];
} {
  const changes: ChangedLetters[] = [];
  let plain = '';
  for (const [i, piece] of text.split(MARKS).entries()) {
    if (i % 2 === 1) changes.push({ at: plain.length, length: piece.length });
    plain += piece;
  }
  return { plain, changes };
}

/** Any other bracket: the editor's words, in addition to the author's or in their place. */
const INSERTION = /\[([^\][]{0,300})\]/u;
const ONE_WORD = /(?<!\S)\[([^\][\s]{1,20})\](?!\p{L})/gu;

/** A bracket with nothing but a word that denies is no remark on what the author says: it says something else. */
const withDenials = (text: string): string =>
  text.replace(ONE_WORD, (bracket, inserted: string) =>
    wordsOf(inserted).some(isNegation) ? inserted : bracket,
  );

function partOf(given: string, after: Seam): Part | null {
  const text = given.includes('[') ? withDenials(given) : given;
  if (!text.includes('[')) {
    const whole = betweenWords(text);
    return whole && new Part([whole.segment], [], whole.closing, after);
  }
  const pieces = text
    .replace(
      CHANGED_LETTER,
      (_, before?: string, after?: string) => `${OPEN}${before ?? after}${CLOSE}`,
    )
    .split(INSERTION);
  const segments: string[] = [];
  const changes: (readonly ChangedLetters[])[] = [];
  const insertions: string[] = [];
  let [inserted, closing] = ['', ''];
  for (const [i, piece] of pieces.entries()) {
    const { plain, changes: all } = unmarked(piece);
    const found = i % 2 === 0 ? betweenWords(plain) : null;
    if (i % 2 === 1) inserted += ` ${plain}`;
    if (found === null) continue;
    changes.push(all.map(({ at, length }) => ({ at: at - found.start, length })));
    if (segments.length > 0) insertions.push(inserted.trim());
    segments.push(found.segment);
    [inserted, closing] = ['', found.closing];
  }
  return segments.length === 0 ? null : new Part(segments, insertions, closing, after, changes);
}

/** Where a quotation stands in its source, behind it: `(p. 14)`, `(UN 2019, p. 14)`, in any language by a short word with its point. Where the source prints that itself, it stands as printed. */
const REFERENCE =
  /\s?[[(（](?:[^()[\]]{1,60}[,;:]\s)?(?:(?:pp?|pgs?|pages?|paras?|S|Seiten?|págs?|str|стр?|с|ص|第)\.?|\p{L}{1,4}\.)\s?\p{Nd}{1,4}(?:\s?[-–.]\s?\p{Nd}{1,4})?\s?[頁页]?[\])）]\.?\s*$/u;

/** Behind a quotation in its marks, who wrote it, when, and on which page: `“…” (HRW 2016: 14)`. Where any other bracket stands, the source may print both. */
const IN_MARKS =
  /^(\s*(?:“[^“”]*”|"[^"]*"|«[^«»]*»|„[^„“”]*[“”])[.,]?)\s*[[(（]\p{Lu}[^()[\]（）]{0,60}\b(?:19|20)\d\d[a-z]?\s?[:,][^()[\]（）]{0,6}\d[^()[\]（）]{0,12}[\])）]\.?\s*$/u;

/** A sign of whoever edited a quotation: what omissions, remarks, note marks and changed letters begin with. Most have none. */
const EDITED = /[[(<{*/（【〔［\ufdd0\ufdd1¹²³⁰⁴-⁹]|[-–—] [-–—]|[…⋯]{2}/u;

/** Splits a quotation at its omission marks; empty when it has no letter or digit. `literally`: a bare `…` is the author's own. */
export function partsOf(quote: string, literally = false): readonly Part[] {
  const sure = EDITED.test(quote)
    ? withBrackets(quote)
        .replace(IN_MARKS, '$1')
        .replace(REFERENCE, '')
        .replace(REMARK, '')
        .replace(NOTE_MARK, '')
        .split(OMISSION)
    : [quote];
  const parts: Part[] = [];
  let seam: Seam = 'start';
  for (const [i, stretch] of sure.entries()) {
    if (i > 0) seam = 'omission';
    for (const [j, text] of (literally ? [stretch] : stretch.split(ELLIPSIS)).entries()) {
      if (j > 0 && seam !== 'omission') seam = 'ellipsis';
      const part = partOf(text, seam);
      if (part === null) continue;
      parts.push(part);
      seam = 'ellipsis';
    }
  }
  return parts;
}

/** A quotation as one part with all editor's marks, which may be the author's (courts quote `[t]he`, `[sic]`); null when it has none. */
export function wholeAsPrinted(quote: string): Part | null {
  const whole = EDITED.test(quote) ? betweenWords(quote) : null;
  return whole && new Part([whole.segment], [], whole.closing, 'start');
}

/** True when a quotation has a bare `…` between its words. */
export const hasEllipsis = (parts: readonly Part[]): boolean =>
  parts.some(({ after }, i) => i > 0 && after === 'ellipsis');

/** True when a text says at least as much as so many letters. */
export const weighs = (text: string, least: number): boolean =>
  tellingOf(text.slice(0, 4 * least)) >= least || tellingOf(text) >= least;

/** How many letters and digits a text has. */
export const weightOf = (text: string): number => foldedLetters(text).length;

const CHARACTER = new RegExp(UNSPACED, 'gu');
/** How many letters say as much as a text does: a character of a script without spaces says as much as three. */
export const tellingOf = (text: string): number =>
  weightOf(text) + 2 * (text.match(CHARACTER)?.length ?? 0);

/** A remark in round or square brackets, with a space before it. It says nothing that the page should have. */
const REMARK = new RegExp(
  String.raw`\s?[[(（［〔【]\s*(?:${said.remarks.join('|')})(?:[\s.,;]*[–—-][\s\p{L}.]{1,14})?\s*[\])）］〕】]`,
  'giu',
);

/** Letters below which a part of a passage stands anywhere, and proves something only near the part beside it. */
const SHORT_PART = 25;
/** Characters within which it is near: some paragraphs. */
const NEAR = 5_000;

const isShort = ({ segments }: Part): boolean =>
  segments.reduce((n, one) => n + tellingOf(one), 0) < SHORT_PART;

/** How far a short part stands from the part before or after it, in characters, when that is too far; null when all are near. */
export function farthest(parts: readonly Part[], spans: readonly (Span | null)[]): number | null {
  let most: number | null = null;
  for (let i = 1; i < parts.length; i++) {
    const [before, after] = [spans[i - 1], spans[i]];
    if (!before || !after) continue;
    const gap = Math.max(after.start - before.end, before.start - after.end);
    if (gap <= NEAR || gap <= (most ?? 0)) continue;
    if ([i - 1, i].some((at) => isShort(parts[at] as Part))) most = gap;
  }
  return most;
}

/** True for a short part that stands in furniture, while the part beside it stands in the main text. */
export const isBesideText = (part: Part, at: Span, neighbour: Span, haystack: Haystack): boolean =>
  isShort(part) && !haystack.isMain(at.start) && haystack.isMain(neighbour.start);

/** The short parts that prove nothing where they stand: too far from the part beside them, or in furniture while that is not. */
export function strays(
  parts: readonly Part[],
  spans: readonly (Span | null)[],
  haystack: Haystack,
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [i, part] of parts.entries())
    for (const beside of [i - 1, i + 1]) {
      const [here, there] = [spans[i], spans[beside]];
      if (!here || !there || !isShort(part) || found.has(beside)) continue;
      const gap = Math.max(there.start - here.end, here.start - there.end);
      if (gap > NEAR || isBesideText(part, here, there, haystack)) found.add(i);
    }
  return found;
}

/** The passages that an address points at by its text fragment, as a quotation: `start,end` leaves out what lies between. */
export const passagesPointedAt = (url: string): readonly string[] =>
  [...(url.split(':~:')[1] ?? '').matchAll(/(?<=^|&)text=([^&]+)/gu)].flatMap(
    ([, directive = '']) => {
      const words = directive.split(',').filter((part) => part !== '' && !/^-|-$/u.test(part));
      return words.length === 0 ? [] : [words.map(decodePart).join(' [...] ')];
    },
  );
