/**
 * Where a sentence or a clause ends, in every script: the one definition for all that ask. The signs are Unicode's property
 * Sentence_Terminal (PropList.txt of Unicode 17.0.0), for which JavaScript has no name, so that they are written out; with what
 * some languages write besides, and without the Burmese comma (U+104A), which the property has. What is exported as a text is the
 * content of a class of an expression, or an expression itself, with the flag `u`.
 */

/** Stand within numbers, words and addresses as well: they end a sentence only before a blank or at the end. */
const BEFORE_BLANK = String.raw`!.?\u2024\u203c\u203d\u2047-\u2049`;

/** End a sentence wherever they stand: their scripts have no blank behind them, or writers leave it out. */
const ANYWHERE = [
  String.raw`\u061d-\u061f\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965\u104b\u1362\u1367\u1368\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944\u1945\u1aa8-\u1aab\u1b4e\u1b4f\u1b5a\u1b5b\u1b5e\u1b5f\u1b7d-\u1b7f\u1c3b\u1c3c\u1c7e\u1c7f\u2cf9-\u2cfb\u2e2e\u2e3c\u2e53\u2e54\u3002\ua4ff\ua60e\ua60f\ua6f3\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb\ufe12\ufe15\ufe16\ufe52\ufe56\ufe57\uff01\uff1f\uff61`,
  String.raw`\u{10a56}\u{10a57}\u{10f55}-\u{10f59}\u{10f86}-\u{10f89}\u{11047}\u{11048}\u{110be}-\u{110c1}\u{11141}-\u{11143}\u{111c5}\u{111c6}\u{111cd}\u{111de}\u{111df}\u{11238}\u{11239}\u{1123b}\u{1123c}\u{112a9}\u{113d4}\u{113d5}\u{1144b}\u{1144c}\u{115c2}\u{115c3}\u{115c9}-\u{115d7}\u{11641}\u{11642}\u{1173c}-\u{1173e}\u{11944}\u{11946}\u{11a42}\u{11a43}\u{11a9b}\u{11a9c}\u{11c41}\u{11c42}\u{11ef7}\u{11ef8}\u{11f43}\u{11f44}\u{16a6e}\u{16a6f}\u{16af5}\u{16b37}\u{16b38}\u{16b44}\u{16d6e}\u{16d6f}\u{16e98}\u{1bc9f}\u{1da88}`,
].join('');

/** What ends a section in Thai, and a sentence in Tibetan, where it is written twice: the property has neither. */
const OTHER_ENDS = String.raw`\u0e5a\u0e5b\u0f0e-\u0f11`;

/** How Urdu spells the letters of an abbreviation, with its full stop between them: `پی۔ٹی۔آئی`. */
const URDU_LETTER =
  '(?:اے|بی|سی|ڈی|ای|ایف|جی|ایچ|آئی|جے|کے|ایل|ایم|این|او|پی|کیو|آر|ایس|ٹی|یو|وی|ڈبلیو|ایکس|وائی|زیڈ)';

/** Tibetan syllables after which a shad is no more than a comma: `and`, `after`, `because`, `when`, `by`. */
const LEADS_ON =
  '(?:དང|ཞིང|ཅིང|ཤིང|ནས|ལས|ཏེ|སྟེ|དེ|ཀྱང|ཡང|འང|ན|ལ|པས|བས|པར|བར|མོད|ཙང|ཀྱི|གི|གྱི|ཡི|ཀྱིས|གིས|གྱིས|ཡིས|སྐབས|རྗེས|དུས)';

/** A sign that ends a sentence though no blank is behind it. What depends on its neighbours looks back from behind the sign. */
const SIGN = [
  `[${ANYWHERE}${OTHER_ENDS}]`,
  // Armenian and full-width full stops: between digits they part hours or decimals.
  String.raw`[\u0589\uff0e](?!(?<=\p{Nd}.)\p{Nd})`,
  // The full stop of Urdu, which does so too, and stands between the letters of an abbreviation.
  String.raw`\u06d4(?!(?<=\p{Nd}.)\p{Nd}|(?<=(?<!\p{L})${URDU_LETTER}.)${URDU_LETTER}(?!\p{L}))`,
  String.raw`\u0f0d(?<!(?<![\u0f40-\u0fbc])${LEADS_ON}\u0f0b?.)`,
  // What is typed for a sign that keyboards do not have: two Ethiopic word spaces, a colon, a vertical bar.
  String.raw`\u1361\u1361`,
  String.raw`:(?<=\p{Script=Armenian}[\p{Pf}"]?.)`,
  String.raw`\|{1,2}(?<=[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Oriya}]\|{1,2})`,
  // A semicolon asks in Greek, and in no other language.
  String.raw`[;\u037e](?<=\p{Script=Greek}[\p{Pf}"]?.)`,
].join('|');

/** What may close behind a sign, as the content of a class: quotation marks, brackets, and marks of direction, which nobody sees. */
export const CLOSING_SIGNS = String.raw`"'“‘«‹\p{Pe}\p{Pf}\p{Cf}`;
/** The commas of all scripts, as the content of a class; a Tibetan shad that leads on is one. */
const COMMAS = String.raw`,\u055d\u060c\u07f8\u0f0d\u104a\u1363\u1802\u1808\u2e32\u2e41\u3001\ua4fe\ua60d\ua6f5\ufe50\ufe51\uff0c\uff64`;
/** Semicolons. */
export const SEMICOLONS = String.raw`;\u061b\u1364\u204f\u2e35\ua6f6\ufe54\uff1b`;
/** Colons. */
export const COLONS = String.raw`:\u1365\u1366\u17d6\u1804\ua6f4\ufe55\uff1a`;

/** A sign that ends a sentence, whatever stands behind it. */
export const SENTENCE_SIGN = `(?:[${BEFORE_BLANK}]|${SIGN})`;
/** What ends a sentence in no need of a blank behind it. */
export const UNSPACED_SIGN = `(?:${SIGN})`;

/** A sentence's end inside a text, with what closes it and the blank that it needs. */
export const SENTENCE_END = new RegExp(
  String.raw`[${BEFORE_BLANK}][${CLOSING_SIGNS}]*\s|${UNSPACED_SIGN}[\p{Pe}\p{Pf}\p{Cf}]*`,
  'gu',
);
const LAST_SENTENCE = new RegExp(String.raw`${SENTENCE_SIGN}[${CLOSING_SIGNS}]*\s*$`, 'u');
const LAST_CLAUSE = new RegExp(
  String.raw`(?:[${COMMAS}${SEMICOLONS}]|${SENTENCE_SIGN})[${CLOSING_SIGNS}]*\s*$`,
  'u',
);
const ANY_SIGN = new RegExp(SENTENCE_SIGN, 'gu');

/** A question mark of any script; that of Greek is a semicolon. */
export const QUESTION_MARK =
  /[?\u061f\u1367\u1945\u203d\u2047-\u2049\u2cfa\u2cfb\u2e2e\u2e54\ua60f\ua6f7\ufe16\ufe56\uff1f\u{11143}]/u;

/** True for a text that ends as a sentence does. */
export const endsSentence = (text: string): boolean => LAST_SENTENCE.test(text);

/** True for a text that ends as a sentence does, or with a comma or a semicolon. */
export const endsClause = (text: string): boolean => LAST_CLAUSE.test(text);

const LAST_COLON = new RegExp(`[${COLONS}]\\s*$`, 'u');
/** True for a text that ends with a colon: what follows hangs on it. */
export const leadsOn = (text: string): boolean => LAST_COLON.test(text);

/** True for a text in which a sentence ends, or with which one does. */
export const hasSentenceEnd = (text: string): boolean => `${text} `.search(SENTENCE_END) >= 0;

/** True where a sign that ends sentences stands in a text from `from` on, whatever is behind it. */
export function hasSentenceSign(text: string, from: number): boolean {
  ANY_SIGN.lastIndex = from;
  return ANY_SIGN.test(text);
}

/** Letters of scripts that part sentences by a blank, as they part clauses: Thai and Lao. */
const UNMARKED = /(?=\p{L})[\p{Script=Thai}\p{Script=Lao}]/u;

/** True for a text with words of a script that marks no end of a sentence: how it ends does not tell a sentence from a label. */
export const marksNoEnds = (text: string): boolean => UNMARKED.test(text);

/** Made when a text is first taken sentence by sentence: it takes long to load. */
let parting: Intl.Segmenter | null = null;

/** The sentences of a text, each with what follows it. */
export function segmentSentences(text: string): Intl.Segments {
  parting ??= new Intl.Segmenter(undefined, { granularity: 'sentence' });
  return parting.segment(text);
}

/** Quoted words of some length, in the marks of the languages of our sources. */
const QUOTATION =
  /“[^”]{12,300}”|„[^“”]{12,300}[“”]|«[^»]{12,300}»|「[^」]{6,300}」|『[^』]{6,300}』|(?<!\p{N})"[^"]{12,300}"|‘[^‘’]{12,300}’/gu;

/** What a line says in its own voice: an article on notices quotes them, and a notice does not quote itself. */
export const withoutQuotations = (line: string): string => line.replace(QUOTATION, ' ');

// Hangul is left out: Korean puts spaces between words, so a broken line stands for one.
const CJK =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3001-\\u303f\\uff01-\\uffee]';
const BROKEN_CJK_LINE = new RegExp(`(?<=${CJK})[ \\t]*[\\r\\n]\\s*(?=${CJK})`, 'gu');
// Soft hyphens, zero-width spaces and joiners of words, byte order marks, bidirectional controls.
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Most lines have nothing of the kind. */
const UNEVEN = /[^ -~]| {2}/;

/** Unicode's line separator: a line ended here, and whether a space stood there is not known. */
export const LINE_END = '\u2028';

/** White space collapsed and trimmed, invisible characters dropped, NFC. A line break between two Chinese or Japanese characters leaves no space. */
export const collapseWhitespace = (raw: string): string =>
  UNEVEN.test(raw)
    ? raw
        .replace(INVISIBLE, '')
        .replace(BROKEN_CJK_LINE, '')
        .replace(/\s+/g, ' ')
        .trim()
        .normalize('NFC')
    : raw.trim();

/** Scripts that are written without spaces between words: there, a cut after any character is as good as another. */
const UNSPACED =
  '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}';
const FREE_END = new RegExp(`[\\s${UNSPACED}]$`, 'u');
const FREE_START = new RegExp(`^[\\s${UNSPACED}]`, 'u');
const LAST_WORD = new RegExp(`(?<=[\\s${UNSPACED}])[^\\s${UNSPACED}]+$`, 'u');
const FIRST_WORD = new RegExp(`^[^\\s${UNSPACED}]+(?=[\\s${UNSPACED}])`, 'u');
/** What is no address and no figure, but a word, however long. */
const WORD = /^[\p{L}\p{M}’'-]+$/u;
/** UTF-16 units around a cut that are looked at for a character with all its marks, our choice: a family of emoji has 11. */
const AROUND = 64;

let segmenter: Intl.Segmenter | null = null;

/** The place of the character, with all its marks, in the midst of which `at` is; `at` itself where it is between two. */
function characterAt(text: string, at: number): readonly [start: number, end: number] {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  const from = Math.max(0, at - AROUND);
  const found = segmenter.segment(text.slice(from, at + AROUND)).containing(at - from);
  const start = from + (found?.index ?? at - from);
  return start === 0 || start === at ? [at, at] : [start, start + (found?.segment.length ?? 0)];
}

/** The first or last `length` characters, less the word in which they are cut, or the character where words are not parted. */
export function clip(text: string, length: number, keep: 'start' | 'end'): string {
  if (text.length <= length) return text;
  const letters = [
    ...(keep === 'start' ? text.slice(0, 2 * length + 1) : text.slice(-2 * length - 1)),
  ];
  if (letters.length <= length) return text;
  const isTooMuch = (word: string): boolean => word.length > length / 2 && !WORD.test(word);
  const spare = (word: string): string => (isTooMuch(word) ? word : '');
  if (keep === 'start') {
    const [at] = characterAt(text, letters.slice(0, length).join('').length);
    const kept = text.slice(0, at);
    return (FREE_START.test(text.slice(at)) ? kept : kept.replace(LAST_WORD, spare)).trimEnd();
  }
  const [, at] = characterAt(text, text.length - letters.slice(-length).join('').length);
  const kept = text.slice(at);
  return (FREE_END.test(text.slice(0, at)) ? kept : kept.replace(FIRST_WORD, spare)).trimStart();
}

/** A text shortened to `length` characters, with an ellipsis where it was cut: after a word, and in no case within a character. */
export function shorten(text: string, length: number): string {
  const short = clip(text, length, 'start');
  return short === text ? text : `${short} …`;
}
