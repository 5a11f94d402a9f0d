/** A syllable before an ending: where there is none, another word has the other ending (`four` and `for`, `prise` and `prize`). */
const STEM = '[a-z]*[aeiouy][a-z]*';
/** Two syllables: with one, a doubled consonant makes another verb (`filling` and `filing`). */
const LONG_STEM = '[a-z]*(?:[aeiouy][b-df-hj-np-tv-xz]+[aeiou]|ue|ia)';
/** Of the words in -re, those that Americans end in -er: `votre` and `voter` are two. */
const RE_STEM = '(?:[a-z]*met|cent|epicent|lit|theat|amphitheat|fib|calib|sab|somb|spect|lust|meag|mit)';
const FORMS = '(?:e|es|ed|ing|er|ers|ation|ations|ational|able)';

/** British and American endings with what stands before and behind them: orthography only, no two of which tell English words apart. */
const RULES = (
  [
    [STEM, 'is', 'iz', FORMS],
    [`${STEM}l`, 'ys', 'yz', FORMS],
    [STEM, 'our', 'or', '(?:|s|ed|ing|er|ers|able|ably|hoods?|ites?|less|ful|fully|al|ally|ist|ists|y)'],
    [STEM, 'ence', 'ense', '(?:|s|d|less)'],
    [STEM, 'ogue', 'og', 's?'],
    ['[a-z]+', 'gramme', 'gram', 's?'],
    ['[a-z]+', 'dgement', 'dgment', 's?'],
    ['', 'practis', 'practic', '(?:e|es|ed|ing)'],
    [RE_STEM, 're', 'er', 's?'],
    [RE_STEM, 'red', 'ered', ''],
    ...['l', 'p', 's', 't'].map(
      (one) => [LONG_STEM, `${one}${one}`, one, '(?:ed|ing|er|ers|or|ors|ous|ously)'] as const,
    ),
    ['(?:fulfi|enro|ski|wi|insta)', 'l', 'll', '(?:|s|ful|fully|ment|ments)'],
    ['(?:an|arch|gyn|h|orthop|p)', 'ae', 'e', '[dmos][a-z]+'],
    ['jewel', 'ler', 'r', 'y'],
    ['', 'grey', 'gray', 's?'],
  ] as const
).flatMap(([stem, british, american, tail]) =>
  [
    [british, american],
    [american, british],
  ].map(([from, to]) => ({ pattern: new RegExp(`^(${stem})${from}(?=${tail}$)`, 'u'), to: to as string })),
);

/** Letters of the words that are looked at, our choice: the longest of English has thirty. */
const WORD = /^[a-z]{4,30}$/u;

/** Words that were looked at before, and how many are remembered, our choice: the vocabulary of a report's quotations. */
const [KNOWN, MOST_KNOWN] = [new Map<string, readonly string[]>(), 20_000];

/** The other spellings of an English word in small letters, British or American; none for most. */
export function otherSpellings(word: string): readonly string[] {
  if (!WORD.test(word)) return [];
  const known = KNOWN.get(word);
  if (known !== undefined) return known;
  const others = RULES.flatMap(({ pattern, to }) => {
    const other = word.replace(pattern, (_, stem: string) => stem + to);
    return other === word ? [] : [other];
  });
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(word, others);
  return others;
}

/** Latin letters that have a stroke or no dot, and signs of transcription: Unicode takes no mark off them. */
const STROKED: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ı: 'i', ʿ: '', ʾ: '' };
const MARKED = /[łøđħıʿʾ]|(?=[^\0-\u007f])\p{Script=Latin}/u;

const bareOf = (word: string): string =>
  MARKED.test(word)
    ? word
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[łøđħıʿʾ]/gu, (letter) => STROKED[letter] as string)
    : word;

/** How a text with diacritics writes each word of Latin letters, by that word without them; null where it writes it in two ways. */
export function spellingsIn(text: string): ReadonlyMap<string, string | null> {
  const forms = new Map<string, string | null>();
  if (!MARKED.test(text)) return forms;
  for (const word of new Set(
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu),
  )) {
    const bare = bareOf(word);
    forms.set(bare, forms.has(bare) ? null : word);
  }
  return forms;
}

/** A quotation that is typed without diacritics, with those of a page ({@link spellingsIn}). */
export function withPageMarks(quote: string, spellings: ReadonlyMap<string, string | null>): string {
  if (MARKED.test(quote)) return quote;
  return quote.replace(/\p{L}+/gu, (word) => {
    const form = spellings.get(word.toLowerCase()) ?? null;
    return form === null || form === word.toLowerCase() ? word : form;
  });
}

const CAPITALS = /(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu;

/** A text whose words in capitals have the dotless ı that Turkish and its kin write as I; of the same length. */
export const withDotlessCapitals = (text: string): string =>
  text.replace(CAPITALS, (word) => word.replaceAll('I', 'ı'));
