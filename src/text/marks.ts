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
export const isMark = (code: number): boolean => MARK.test(String.fromCodePoint(code));

/** True for a mark upon `base`, both folded, that a writer of its script may leave out. */
export function isOptional(code: number, base: number): boolean {
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
