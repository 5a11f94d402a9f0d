import letterVariants from './letter-variants.json' with { type: 'json' };

/** Letters that one writer types for another. */
interface LetterVariants {
  /** Radicals of CJK characters (U+2E80 to U+2EF3), each followed by the ideograph that looks the same: some fonts of Chromium’s PDFs have one for the other, 民 as ⺠. The Kangxi radicals are left to NFKC, which agrees with the file. */
  readonly radicals: string;
  /** Ethiopic letters, each followed by the one that sounds the same in Amharic and to which it is folded. */
  readonly sameSound: string;
  /** A letter and what it is folded to: final sigma, Persian letters as Arabic ones, cedillas for Romanian commas, Persian’s unwritten link upon a final heh, the hamza upon its seats and ё as a letter and its mark, the Kurdish ە as the heh by which it was typed, Turkish İ in small letters, Malayalam letters without their vowel as once typed, ligatures that NFKC keeps, and the moon of Devanagari as its dot. */
  readonly variants: Readonly<Record<string, string>>;
}

const letters: LetterVariants = letterVariants;

/** A text without differences that mean nothing; character `i` of `text` was `at[i]` of the original, in UTF-16 units. */
export interface Folded {
  readonly text: string;
  readonly at: readonly number[];
}

/** Code point below which no combining mark stands. */
const FIRST_MARK = 0x300;
/** Marks, and what is set upon a letter without being called one: Thai and Lao AM, half-width kana's voicing, the later letters of a Korean syllable. */
const MARKS = /[\p{M}\u0e33\u0eb3\u1160-\u11ff\uff9e\uff9f]*/uy;

const QUOTES = /["'`´‘’‚‛“”„‟‹›«»「」『』﹁﹂﹃﹄〝〞〟＂＇′″ʼʻ׳״]/u;
const DASHES = /[-‐‑‒–—―−﹘﹣－⸺⸻־]/u;
/** Default-ignorable characters that typesetting leaves inside words: soft hyphen, joiners, marks of direction, variants. */
export const INVISIBLE =
  /(?:\u034f|[\u180b-\u180d\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff])/u;
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');

const SAME_SOUND = Object.fromEntries(
  letters.sameSound.split(' ').map(([one, other]) => [one, other]),
);
const VARIANTS: Readonly<Record<string, string>> = { ...letters.variants, ...SAME_SOUND };
const VARIANT = new RegExp(Object.keys(VARIANTS).join('|'), 'gu');
const DIGIT = /(?![0-9])\p{Nd}/gu;

/** A digit of any script as one of ours. Every script's ten stand in a row, from a code point that ends in 0 or in 6. */
export function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) as number;
  const row = code & ~15;
  const zero = /\p{Nd}/u.test(String.fromCodePoint(row)) ? row : row + 6;
  return String(code - zero);
}

// Thai types a tone before or after the sign that it is set above: one order for all.
const inOneOrder = (marks: string): string => [...marks].sort().join('');

/** Letters that were folded before: of all texts of a night they are some thousands. */
const FOLDED = new Map<string, string>();

/** What a letter with its marks becomes: '' to drop it, ' ' for white space. */
function foldLetter(c: string): string {
  const known = FOLDED.get(c);
  if (known !== undefined) return known;
  const folded = foldedLetter(c);
  if (c.length <= 2) FOLDED.set(c, folded);
  return folded;
}

function foldedLetter(c: string): string {
  const seen = c.replace(ALL_INVISIBLE, '');
  if (/^\s/u.test(seen)) return ` ${seen.slice(1)}`;
  if (QUOTES.test(seen)) return '"';
  if (DASHES.test(seen)) return '-';
  return seen
    .replace(RADICAL, (radical) => IDEOGRAPHS.get(radical) ?? radical)
    .normalize('NFKC')
    .toLowerCase()
    .replace(VARIANT, (found) => VARIANTS[found] as string)
    .replace(DIGIT, asciiDigit)
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

/** The ideograph that each radical looks like. */
const IDEOGRAPHS: ReadonlyMap<string, string> = new Map(
  Array.from(
    letters.radicals.matchAll(/(.)(.)/gu),
    ([, radical, ideograph]) => [radical, ideograph] as [string, string],
  ),
);
const RADICAL = /[\u2e80-\u2ef3]/gu;

/** What signs of ASCII become, by their code, once one was met: most of most texts. */
const ASCII: string[] = [];
function asciiLetter(code: number): string {
  const folded = ASCII[code] ?? foldedLetter(String.fromCharCode(code));
  ASCII[code] = folded;
  return folded;
}

/** Case, NFKC, radicals, white space, quote marks, dashes and invisible characters made equal; runs of white space are one space. */
export function fold(text: string): Folded {
  const at: number[] = [];
  return { text: foldInto(at, text), at };
}

/** What {@link fold} makes of a text, without the way back. */
export const foldedText = (text: string): string => foldInto(null, text);

function foldInto(at: number[] | null, text: string): string {
  let [folded, isSpace] = ['', true];
  for (let from = 0; from < text.length; ) {
    const end = letterEnd(text, from);
    const code = end - from === 1 ? text.charCodeAt(from) : 0x80;
    const letter = code < 0x80 ? asciiLetter(code) : foldLetter(text.slice(from, end));
    for (let i = 0; i < letter.length; i++) {
      const unit = letter.charAt(i);
      if (unit !== ' ' || !isSpace) {
        folded += unit;
        at?.push(from);
      }
      isSpace = unit === ' ';
    }
    from = end;
  }
  return folded;
}

/** The first index at which rising numbers, as {@link Folded.at}, have reached one. */
export function lowerBound(rising: readonly number[], least: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Stands for a letter that a file draws and does not name (Unicode's replacement character). */
export const UNMAPPED = '\ufffd';

const BEARING = /[\p{L}\p{Mn}\p{Mc}\p{N}\p{Sc}%‰\ufffd]/u;

/** True for characters that carry meaning when punctuation is overlooked: letters, marks, digits, currency and per cent signs, {@link UNMAPPED}. */
export const isBearing = (character: string): boolean => BEARING.test(character);

/** Letters, digits, currency and per cent signs only, of a text that {@link fold} made, without the marks that a writer may leave out. */
export function lettersOf({ text, at }: Folded): Folded {
  let [letters, base, from] = ['', '', 0];
  const places: number[] = [];
  for (const character of text) {
    if (isBearing(character) && !isOptional(character, base)) {
      letters += character;
      for (let i = 0; i < character.length; i++) places.push(at[from + i] as number);
    }
    if (character.charCodeAt(0) < FIRST_MARK || !MARK.test(character)) base = character;
    from += character.length;
  }
  return { text: letters, at: places };
}

/** What {@link lettersOf} makes of a text, without the way back. */
export const foldedLetters = (text: string): string => lettersOf(fold(text)).text;

/** Scripts written without spaces, in which every character may begin a word. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Marks count as letters do, except aids to the reader (Arabic and Hebrew points, the tatweel, the hamza upon its seats, the Russian stress): those only where a quotation has them. */
const MARK = /\p{M}/u;
const ARABIC_POINT =
  /[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff]/u;
const HEBREW_POINT = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/u;
const HAMZA = /[\u0654\u0655]/u;
/** Alef, heh, waw and yeh, upon which a hamza stands; of alef also under it. */
const SEAT = /[اهوي]/u;
const STRESS = /[\u0300\u0301]/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** True for a mark upon `base`, both folded, that a writer of its script may leave out: see {@link MARK}. */
function isOptional(mark: string, base: string): boolean {
  if (mark < '\u0300' || mark > '\u08ff') return false;
  if (STRESS.test(mark)) return CYRILLIC.test(base);
  if (mark === '\u0308') return base === 'е';
  if (HAMZA.test(mark)) return SEAT.test(base);
  return ARABIC_POINT.test(mark) || HEBREW_POINT.test(mark);
}

const ARABIC_VOWEL = new RegExp(ARABIC_POINT.source.replace('\\u0640', ''), 'u');

/** Marks that a whole text may do without: the dots of ё, the vowel points of Arabic and Hebrew, and the hamza. */
const LEFT_OUT: readonly RegExp[] = [
  /(?<=е)\u0308/giu,
  new RegExp(ARABIC_VOWEL, 'gu'),
  new RegExp(HEBREW_POINT.source, 'gu'),
  new RegExp(HAMZA.source, 'gu'),
];
/** Words with such marks from which on it shows that a text leaves them out: in one alone they may be what tells it from another (`всё` from `все`). */
const MARKED_WORDS = 2;

/** A quotation as a page without any of its optional marks prints it; null where that page has some, or nothing shows that it leaves them out. */
export function withoutOptionalMarks(
  quote: string,
  pages: readonly { readonly text: string }[],
): string | null {
  const whole = quote.normalize('NFD');
  const bare = LEFT_OUT.reduce((text, marks) => {
    const words = text.split(/\s/u).filter((word) => word.search(marks) >= 0);
    if (words.length < MARKED_WORDS) return text;
    return pages.some((page) => page.text.normalize('NFD').search(marks) >= 0)
      ? text
      : text.replace(marks, '');
  }, whole);
  return bare === whole ? null : bare.normalize('NFC');
}

const LETTER = /(?:(?!\u0640)\P{M})[\p{M}\u0640]*/gu;

const hasMarksOf = (one: string, other: string): boolean => {
  const letters = one.match(LETTER) ?? [];
  return (other.match(LETTER) ?? []).every((letter, i) =>
    [...letter].slice(1).every((mark) => mark === '\u0640' || letters[i]?.includes(mark) === true),
  );
};

/** True when every mark of `quoted` stands upon the same letter of `page`, which may have more; or a word that the page points in part has no point that the quotation has not. Both are folded, and equal but for optional marks. */
export const carriesMarks = (page: string, quoted: string): boolean =>
  hasMarksOf(page, quoted) ||
  ((ARABIC_VOWEL.test(page) || HEBREW_POINT.test(page)) && hasMarksOf(quoted, page));
