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
