// Where a byte of a text in UTF-8 was read as a character, and this written in UTF-8 again: `â€™` for `’`.

/** What the bytes from 0x80 on are in windows-1252, where that is another one than in ISO 8859-1 (encoding.spec.whatwg.org, index-windows-1252). */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** The byte that each character was: as Windows reads it, or as ISO 8859-1 does. */
const BYTES: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 0x80 }, (_, i): [string, number] => [
    String.fromCharCode(0x80 + i),
    0x80 + i,
  ]),
  ...[...WINDOWS].map((character, i): [string, number] => [character, 0x80 + i]),
]);

/** Characters that a byte of UTF-8 became which is not the first of its letter. */
const NEXT = String.raw`[\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]`;
const SEQUENCE = `[Â-ß]${NEXT}|[à-ï]${NEXT}{2}|[ð-ô]${NEXT}{3}`;
const ANY = new RegExp(SEQUENCE, 'u');
const ALL = new RegExp(SEQUENCE, 'gu');
const BEYOND_ASCII = /[\u0080-\uffff]/g;
/** What an editor's program sets into a right text by itself, and takes out again: quotation marks, dashes, the ellipsis, spaces that hold. */
const TYPOGRAPHY = /[\u00a0«»‹›‘’‚“”„–—…]/g;

/**
 * Of Unicode's General Punctuation, where quotation marks and dashes are, each is `â€` and one more. A euro sign stands behind no
 * such letter: in the place of an apostrophe it is one, and as the control character that ISO 8859-1 has there, nobody writes it.
 * Elsewhere a page may show `â€™` because it speaks of it.
 */
const CERTAIN = new RegExp(String.raw`â\u0080${NEXT}|(?<=\p{L})â€${NEXT}(?=\p{L})`, 'gu');

/** Sequences from which on a text may be encoded twice: one or two may be a capital before a closing mark (`CAFÉ…`). */
const FEWEST = 3;
/** Other characters beyond ASCII for each one in a sequence, at most: a page puts its own frame around a text that came to it so. */
const MOST_OTHERS = 0.25;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function onceOf(sequence: string): string | null {
  try {
    return UTF8.decode(Uint8Array.from(sequence, (character) => BYTES.get(character) ?? 0));
  } catch {
    return null;
  }
}

const count = (text: string, characters: RegExp): number => text.match(characters)?.length ?? 0;

/** Undoes double encoding. Only certain sequences count, so that a change of a page's typography does not change how it is read. */
export function undoDoubleEncoding(text: string): string {
  if (!ANY.test(text)) return text;
  let [sequences, within] = [0, 0];
  const once = text.replace(ALL, (found) => {
    const letter = onceOf(found);
    if (letter === null) return found;
    // Of three characters and more none stands by chance in a text that has nothing else.
    sequences += found.length > 2 ? FEWEST : 1;
    within += found.length;
    return letter;
  });
  const certain = count(text, CERTAIN);
  const beside = text.replace(ALL, (found) => (onceOf(found) === null ? found : ''));
  const others = count(certain < FEWEST ? beside : beside.replace(TYPOGRAPHY, ''), BEYOND_ASCII);
  if (sequences >= FEWEST && others <= within * MOST_OTHERS) return once;
  return certain === 0 ? text : text.replace(CERTAIN, (found) => onceOf(found) ?? found);
}

/** A reference to a character whose `&` was escaped once more, so that the page shows it by its name; `<` and `&` may be meant. */
const NAMED = /&amp;(?!(?:lt|gt|amp);)(?=(?:[a-z]{2,8}\d{0,2}|#\d{2,7}|#x[\da-f]{2,6});)/giu;

/** Markup whose characters were escaped twice, as it was written. */
export const undoDoubleEscaping = (html: string): string =>
  html.includes('&amp;') ? html.replace(NAMED, '&') : html;
