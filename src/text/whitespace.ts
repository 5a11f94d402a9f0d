// Hangul is left out: Korean puts spaces between words, so a broken line stands for one.
const CJK = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3001-\\u303f\\uff01-\\uffee]';
const BROKEN_CJK_LINE = new RegExp(`(?<=${CJK})[ \\t]*[\\r\\n]\\s*(?=${CJK})`, 'gu');
/** What is no letter, digit or mark of ASCII and no space: most lines have none. */
const BEYOND_ASCII = /[^ -~]/;
/** White space that is not one space already: most of it is, and is passed over five times as fast. */
const UNEVEN = /\s{2,}|[^\S ]/g;
const BEYOND_LATIN = /[^\0-\u02ff]/;
// Soft hyphens, zero-width spaces and joiners of words, byte order marks, bidirectional controls.
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Unicode's line separator: a line ended here, and whether a space stood there is not known. */
export const LINE_END = '\u2028';

/**
 * Text as a reader sees it on one line: white space collapsed and trimmed, invisible characters dropped,
 * Unicode form NFC. A line that breaks between two Chinese or Japanese characters leaves no space.
 */
export function collapseWhitespace(raw: string): string {
  if (!raw.includes('  ') && !BEYOND_ASCII.test(raw)) return raw.trim();
  const visible = raw.replace(INVISIBLE, '');
  if (!BEYOND_LATIN.test(visible)) return visible.replace(UNEVEN, ' ').trim();
  return visible.replace(BROKEN_CJK_LINE, '').replace(UNEVEN, ' ').trim().normalize('NFC');
}

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
  const letters = [...(keep === 'start' ? text.slice(0, 2 * length + 1) : text.slice(-2 * length - 1))];
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
