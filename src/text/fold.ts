import { isMark, isOptional } from './marks.js';
import { withoutRadicals } from './radicals.js';

/**
 * A text rewritten so that differences that mean nothing disappear, with the way back:
 * character `i` of `text` came from character `at[i]` of the original (UTF-16 units on both sides).
 */
export interface Folded {
  readonly text: string;
  readonly at: Uint32Array;
}

/** What a letter of one or two units becomes: '' to drop it, ' ' for white space. */
const CACHE = new Map<string, string>();
/** Code point below which no combining mark stands. */
const FIRST_MARK = 0x300;
/** Marks, and what is set upon a letter without being called one: Thai and Lao AM, half-width kana's voicing. */
const MARKS = /[\p{M}\u0e33\u0eb3\uff9e\uff9f]*/uy;

const QUOTES = /["'`´‘’‚‛“”„‟‹›«»「」『』﹁﹂﹃﹄〝〞〟＂＇′″ʼʻ׳״]/u;
const DASHES = /[-‐‑‒–—―−﹘﹣－⸺⸻־]/u;
/** Default-ignorable characters that typesetting leaves inside words: soft hyphen, joiners, marks of direction, variants. */
export const INVISIBLE =
  /(?:\u034f|[\u180b-\u180d\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff])/u;
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');

/** Letters that one writer types for another: final sigma, Persian for Arabic letters, cedillas for Romanian commas, ligatures that NFKC keeps. */
const VARIANTS: Readonly<Record<string, string>> = {
  ς: 'σ',
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ș: 'ş',
  ț: 'ţ',
  ی: 'ي',
  ک: 'ك',
  // Persian's unwritten link, set upon a final heh: see marks.ts.
  ۀ: 'ه\u0654',
  // As a letter and its mark, for Russian leaves the mark out: see marks.ts.
  ё: 'е\u0308',
  // Turkish İ in small letters.
  'i\u0307': 'i',
  // Malayalam letters without their vowel, once typed as a letter, its virama and a joiner.
  ൺ: 'ണ്',
  ൻ: 'ന്',
  ർ: 'ര്',
  ൽ: 'ല്',
  ൾ: 'ള്',
  ൿ: 'ക്',
  '⁄': '/',
  '٪': '%',
  '٫': '.',
  '٬': ',',
};
const VARIANT = new RegExp(Object.keys(VARIANTS).join('|'), 'gu');
const DIGIT = /(?![0-9])\p{Nd}/gu;

/** A digit of any script as one of ours. Every script's ten stand in a row, from a code point that ends in 0 or in 6. */
function inAscii(digit: string): string {
  const code = digit.codePointAt(0) as number;
  const row = code & ~15;
  const zero = /\p{Nd}/u.test(String.fromCodePoint(row)) ? row : row + 6;
  return String(code - zero);
}

// Thai types a tone before or after the sign that it is set above: one order for all.
const inOneOrder = (marks: string): string => [...marks].sort().join('');

function foldLetter(c: string): string {
  const seen = c.replace(ALL_INVISIBLE, '');
  if (/^\s/u.test(seen)) return ` ${seen.slice(1)}`;
  if (QUOTES.test(seen)) return '"';
  if (DASHES.test(seen)) return '-';
  return withoutRadicals(seen)
    .normalize('NFKC')
    .toLowerCase()
    .replace(VARIANT, (found) => VARIANTS[found] as string)
    .replace(DIGIT, inAscii)
    .replace(/\p{M}{2,}/gu, inOneOrder)
    .replace(/\s+/gu, ' ');
}

/** One past the letter that begins at `start`: a code point with the accents and other marks that are set upon it. */
export function letterEnd(text: string, start: number): number {
  const end = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  if (end >= text.length || text.charCodeAt(end) < FIRST_MARK) return end;
  MARKS.lastIndex = end;
  return end + (MARKS.exec(text)?.[0].length ?? 0);
}

function foldOf(c: string): string {
  if (c.length > 2) return foldLetter(c);
  let folded = CACHE.get(c);
  if (folded === undefined) {
    folded = foldLetter(c);
    CACHE.set(c, folded);
  }
  return folded;
}

/** What each ASCII character becomes: one unit for one. */
const ASCII = Uint16Array.from({ length: 128 }, (_, code) =>
  foldLetter(String.fromCharCode(code)).charCodeAt(0),
);

const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true });
/** Units of a text that is made faster without a decoder: a word or a line. */
const SHORT_TEXT = 200;

const textOf = (units: Uint16Array): string =>
  units.length <= SHORT_TEXT ? Reflect.apply(String.fromCharCode, null, units) : UTF16.decode(units);

/** Units of a text that is made in the same room as all others of its size: words, lines and paragraphs. */
const ROOM = 4_096;
const UNITS = new Uint16Array(ROOM + 16);
const AT = new Uint32Array(ROOM + 16);

/** Collects UTF-16 units and where each came from. */
class Builder {
  private units: Uint16Array;
  private at: Uint32Array;
  private length = 0;

  constructor(capacity: number) {
    const short = capacity <= ROOM;
    this.units = short ? UNITS : new Uint16Array(capacity + 16);
    this.at = short ? AT : new Uint32Array(capacity + 16);
  }

  push(unit: number, from: number): void {
    if (this.length === this.units.length) {
      const units = new Uint16Array(this.length * 2);
      const at = new Uint32Array(this.length * 2);
      units.set(this.units);
      at.set(this.at);
      this.units = units;
      this.at = at;
    }
    this.units[this.length] = unit;
    this.at[this.length] = from;
    this.length++;
  }

  done(): Folded {
    return {
      text: textOf(this.units.subarray(0, this.length)),
      at: this.at.slice(0, this.length),
    };
  }
}

/**
 * Case, Unicode form (NFKC: ligatures, full-width forms, the ellipsis sign), radicals, white space, quote marks, dashes and
 * invisible characters made equal. Runs of white space become one space.
 */
export function fold(text: string): Folded {
  const out = new Builder(text.length);
  let space = true;
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    // Most of most texts. A mark upon it (what comes next is beyond Latin then) makes it another letter.
    if (code < ASCII.length && !(text.charCodeAt(i + 1) >= FIRST_MARK)) {
      const unit = ASCII[code] as number;
      if (unit !== 32 || !space) out.push(unit, i);
      space = unit === 32;
      i++;
      continue;
    }
    const end = letterEnd(text, i);
    const folded = foldOf(text.slice(i, end));
    for (let j = 0; j < folded.length; j++) {
      const unit = folded.charCodeAt(j);
      if (unit !== 32) out.push(unit, i);
      else if (!space) out.push(32, i);
      space = unit === 32;
    }
    i = end;
  }
  return out.done();
}

/**
 * What a text must not have that folds by a few replacements, unit for unit but for white space: anything but ASCII, Latin letters
 * of which the small letter is all there is to say, common quote marks and dashes.
 */
export const NOT_PLAIN =
  /[^\0-\u007f\u00a0\u00c0-\u00c5\u00c7-\u00d6\u00d8-\u00de\u00e0-\u00e5\u00e7-\u00f6\u00f8-\u00fe‘’“”–—]/;

/** What is no letter, digit or mark of ASCII that folds by its small letter alone, and no space. */
const NOT_SIMPLE = /[^ -&(-_a-~]/;

/** What {@link fold} makes of a text, without the way back: most texts cost a tenth, and a line of English less than that. */
export function foldedText(text: string): string {
  if (!NOT_SIMPLE.test(text) && !text.includes('  ') && !text.startsWith(' ')) return text.toLowerCase();
  if (NOT_PLAIN.test(text)) return fold(text).text;
  return text
    .toLowerCase()
    .replace(/['`‘’“”]/g, '"')
    .replace(/[–—]/g, '-')
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .replace(/^ /, '');
}

/** Stands for a letter that a file draws and does not name (Unicode's replacement character). */
export const UNMAPPED = '\ufffd';

/** 1 for letters, their marks, digits, currency signs, the per cent sign and {@link UNMAPPED}; 2 for everything else; 0 for not yet known. */
const CLASS = new Uint8Array(0x110000);
const BEARING = /[\p{L}\p{Mn}\p{Mc}\p{N}\p{Sc}%‰\ufffd]/u;

/** True for the characters that carry meaning when punctuation is overlooked: a changed vowel sign or currency is not punctuation. */
export function isBearing(code: number): boolean {
  if (CLASS[code] === 0) CLASS[code] = BEARING.test(String.fromCodePoint(code)) ? 1 : 2;
  return CLASS[code] === 1;
}

/** Letters, digits, currency and per cent signs only, of a text that {@link fold} made, without the marks that a writer may leave out. */
export function lettersOf(folded: Folded): Folded {
  const out = new Builder(folded.text.length);
  let base = 0;
  for (let i = 0; i < folded.text.length; ) {
    const code = folded.text.codePointAt(i) as number;
    const width = code > 0xffff ? 2 : 1;
    if (isBearing(code) && !isOptional(code, base))
      for (let j = 0; j < width; j++) out.push(folded.text.charCodeAt(i + j), folded.at[i + j] as number);
    if (code < FIRST_MARK || !isMark(code)) base = code;
    i += width;
  }
  return out.done();
}

/** In a folded plain text, what bears no meaning when punctuation is overlooked. */
const NOT_BEARING = /[^a-z\d$%à-öø-þ]+/g;

/** What {@link lettersOf} makes of a folded text, without the way back. */
export const foldedLetters = (text: string): string =>
  NOT_PLAIN.test(text) ? lettersOf(fold(text)).text : foldedText(text).replace(NOT_BEARING, '');

/** Scripts written without spaces, in which every character may begin a word. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
