import type { FilePlace, LeftOut } from '../../model/import.js';
import { foldedLetters } from '../../text/fold.js';
import { wordsOf } from '../../text/tokens.js';
import { MOST_PARAGRAPHS, type Passage } from './passages.js';
import { closesAt, isLong, type Quoted, quotationsWithin } from './quoted.js';
import { splitRemark } from './remarks.js';

interface At {
  readonly at: number;
}

/** A paragraph of the text, or a note, as its citations were read. */
export interface ReadParagraph {
  readonly place: FilePlace;
  readonly marked: { readonly text: string; readonly marks: readonly At[]; readonly remarks: readonly At[] };
  /** Titles that were read there, which are no quotations. */
  readonly titles?: readonly string[];
}

/** Words of a name, a title or a word that somebody used; what is longer may be a source's, and is shown. Chosen by eye. */
const FEW_WORDS = 2;

/** A numbered list, or the leaders of a table of contents, which a PDF sets in as it does quotations. */
const LISTED = /^\d{1,3}[.)]\s|\.{4}/u;

/**
 * What stands in quotation marks in these paragraphs and in no passage: whatever rule left it out, it is in this list. So no
 * quotation is lost without a word. `setIn` are passages that only their indent shows, and that nothing cites.
 */
export function leftOutOf(
  paragraphs: readonly ReadParagraph[],
  passages: readonly Passage[],
  setIn: readonly Passage[],
): readonly LeftOut[] {
  const taken = new Taken(passages);
  const marked = paragraphs.flatMap(({ place, marked, titles = [] }) => {
    const { text, marks, remarks } = marked;
    const quotations = quotationsWithin(text);
    if (quotations.length === 0 || taken.hasWhole(place, text)) return [];
    const named = new Set(titles.map(foldedLetters));
    const ends = new Set([...marks, ...remarks].map(({ at }) => at));
    return quotations
      .filter((one) => /[\p{L}\p{N}]/u.test(one.text) && !named.has(foldedLetters(one.text)))
      .filter((one) => !taken.has(place, one))
      .map((one): LeftOut => {
        const isCited = closesAt(text, one.end, ends);
        return { place, words: one.text, cited: isCited, shown: isCited || isShown(one.text) };
      });
  });
  const said = setIn.filter(({ text }) => !LISTED.test(text));
  const bare = said.map(
    ({ place, text }): LeftOut => ({ place, words: text, cited: false, shown: isShown(text) }),
  );
  return [...marked, ...bare].sort((a, b) => a.place.paragraph - b.place.paragraph);
}

const isShown = (words: string): boolean => wordsOf(words).length > FEW_WORDS;

/** The words of all passages, without the remarks behind them, by where they begin. */
class Taken {
  readonly #byParagraph = new Map<number, string[]>();

  constructor(passages: readonly Passage[]) {
    for (const { place, text, original } of passages) {
      const letters = [foldedLetters(text), ...(original === null ? [] : [foldedLetters(original.text)])];
      this.#byParagraph.set(place.paragraph, [...(this.#byParagraph.get(place.paragraph) ?? []), ...letters]);
    }
  }

  /** True for a paragraph that is part of a passage which begins in it or before it. */
  hasWhole(place: FilePlace, text: string): boolean {
    return this.#isIn(place, foldedLetters(text), MOST_PARAGRAPHS);
  }

  /** True for a quotation that is taken where it stands; of a short one, words of another paragraph say nothing. */
  has(place: FilePlace, { text, half }: Quoted): boolean {
    const reach = isLong(text) ? MOST_PARAGRAPHS : 0;
    return [text, half?.text ?? ''].some(
      (words) => words !== '' && this.#isIn(place, foldedLetters(splitRemark(words, '').text), reach),
    );
  }

  #isIn({ paragraph }: FilePlace, letters: string, reach: number): boolean {
    for (let at = paragraph; at >= paragraph - reach; at--)
      if (this.#byParagraph.get(at)?.some((one) => one.includes(letters))) return true;
    return false;
  }
}
