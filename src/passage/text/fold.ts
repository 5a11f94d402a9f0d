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

/**
 * Radicals of CJK characters (U+2E80 to U+2EF3), each followed by the ideograph that looks the same: some fonts of Chromium's
 * PDFs have one for the other, 民 as ⺠. From Unicode's `EquivalentUnifiedIdeograph.txt` 15.1 (© 2023 Unicode, Inc.,
 * https://www.unicode.org/terms_of_use.html); the Kangxi radicals, of the same file, are left to NFKC, which agrees with it.
 */
const PAIRS: readonly string[] = [
  ...('⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁' +
    '⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼' +
    '⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'),
];

const IDEOGRAPHS = new Map(
  PAIRS.flatMap((radical, i) => (i % 2 === 0 ? [[radical, PAIRS[i + 1] as string] as const] : [])),
);
const RADICAL = /[\u2e80-\u2ef3]/gu;

/** A text with the ideographs themselves in the place of radicals that look like them. */
const withoutRadicals = (text: string): string =>
  text.replace(RADICAL, (radical) => IDEOGRAPHS.get(radical) ?? radical);

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

/**
 * Marks that are set upon letters. In most scripts they are vowels and tones, and count as letters do. Arabic and Hebrew
 * vowel points, the Arabic stroke that stretches a word, the Persian hamza upon heh, and the Russian stress are aids to the reader that most texts
 * leave out: they count only where a quotation has them.
 */
const MARK = /\p{M}/u;
const ARABIC_POINT =
  /[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff]/u;
const HEBREW_POINT = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
/** Code points of grave and acute. */
const STRESS = new Set([0x300, 0x301]);
/** Code point of the two dots that make е a ё. */
const DOTS = 0x308;
/** Code point of е. */
const IE = 0x435;

/** Code points of the hamza that Persian sets upon a final heh, and of that letter. */
const [HAMZA, HEH] = [0x654, 0x647];

/** True for combining marks. */
const isMark = (code: number): boolean => MARK.test(String.fromCodePoint(code));

/** True for a mark upon `base`, both folded, that a writer of its script may leave out. */
function isOptional(code: number, base: number): boolean {
  if (code < 0x300 || code > 0x8ff) return false;
  if (code < 0x370)
    return code === DOTS ? base === IE : STRESS.has(code) && CYRILLIC.test(String.fromCodePoint(base));
  if (code === HAMZA) return base === HEH;
  const c = String.fromCodePoint(code);
  return ARABIC_POINT.test(c) || HEBREW_POINT.test(c);
}

/** Marks that a whole text may do without: the dots of ё, and the vowel points of Arabic and Hebrew. */
const LEFT_OUT: readonly RegExp[] = [
  /(?<=е)\u0308/giu,
  new RegExp(ARABIC_POINT.source.replace('\\u0640', ''), 'gu'),
  new RegExp(HEBREW_POINT.source, 'gu'),
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

/** True when every mark of `quoted` stands upon the same letter of `page`, which may have more. Both are folded, and equal but for optional marks. */
export function carriesMarks(page: string, quoted: string): boolean {
  const [pageLetters, quotedLetters] = [page.match(LETTER) ?? [], quoted.match(LETTER) ?? []];
  return quotedLetters.every((letter, i) =>
    [...letter].slice(1).every((mark) => mark === '\u0640' || pageLetters[i]?.includes(mark) === true),
  );
}
