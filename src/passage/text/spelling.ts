import { foldedLetters } from './fold.js';

/** A syllable before an ending: where there is none, another word has the other ending (`four` and `for`, `prise` and `prize`). */
const STEM = '[a-z]*[aeiouy][a-z]*';
/** Two syllables: with one, a doubled consonant makes another verb (`filling` and `filing`). */
const LONG_STEM = '[a-z]*(?:[aeiouy][b-df-hj-np-tv-xz]+[aeiou]|ue|ia)';
/** Of the words in -re, those that Americans end in -er: `votre` and `voter` are two. */
const RE_STEM =
  '(?:[a-z]*met|cent|epicent|lit|theat|amphitheat|fib|calib|sab|somb|spect|lust|meag|mit)';
const FORMS = '(?:e|es|ed|ing|er|ers|ation|ations|ational|able)';

/** British and American endings with what stands before and behind them: orthography only, no two of which tell English words apart. */
const RULES = (
  [
    [STEM, 'is', 'iz', FORMS],
    [`${STEM}l`, 'ys', 'yz', FORMS],
    [
      STEM,
      'our',
      'or',
      '(?:|s|ed|ing|er|ers|able|ably|hoods?|ites?|less|ful|fully|al|ally|ist|ists|y)',
    ],
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
  ].map(([from, to]) => ({
    pattern: new RegExp(`^(${stem})${from}(?=${tail}$)`, 'u'),
    to: to as string,
  })),
);

/** Letters of the words that are looked at, our choice: the longest of English has thirty. */
const WORD = /^[a-z]{4,30}$/u;

/** Words that were looked at before. */
const KNOWN = new Map<string, readonly string[]>();
/** Words that are remembered, our choice: the vocabulary of a report's quotations. */
const MAX_REMEMBERED_WORDS = 20_000;

/** The other spellings of an English word in small letters, British or American; none for most. */
export function otherSpellings(word: string): readonly string[] {
  if (!WORD.test(word)) return [];
  const known = KNOWN.get(word);
  if (known !== undefined) return known;
  const others = RULES.flatMap(({ pattern, to }) => {
    const other = word.replace(pattern, (_, stem: string) => stem + to);
    return other === word ? [] : [other];
  });
  if (KNOWN.size >= MAX_REMEMBERED_WORDS) KNOWN.clear();
  KNOWN.set(word, others);
  return others;
}

/** Latin letters that have a stroke, a hook or no dot, and signs of transcription: Unicode takes no mark off them. */
const STROKED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ı: 'i',
  ʿ: '',
  ʾ: '',
};
const MODIFIED = new RegExp(`[${Object.keys(STROKED).join('')}]`, 'gu');
/** The dot by which the scripts of India write foreign sounds. */
const NUKTA = /[\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]/gu;
const MARKED = new RegExp(
  String.raw`${MODIFIED.source}|${NUKTA.source}|(?=[^\0-\u007f])\p{Script=Latin}`,
  'u',
);

const bareOf = (word: string): string =>
  MARKED.test(word)
    ? word
        .normalize('NFD')
        .replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
        .replace(NUKTA, '')
        .replace(MODIFIED, (letter) => STROKED[letter] as string)
    : word;

/** How those write German and Nordic vowels whose keyboard does not have them. */
const IN_TWO: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
const inTwo = (word: string): string =>
  word.replace(/[äöüøå]/gu, (vowel) => IN_TWO[vowel] as string);

/** How a text with diacritics writes each word, by that word without them; null where it writes it in two ways. */
export function spellingsIn(text: string): ReadonlyMap<string, string | null> {
  const forms = new Map<string, string | null>();
  if (!MARKED.test(text)) return forms;
  for (const word of new Set(text.normalize('NFC').toLowerCase().match(WORDS)))
    for (const bare of new Set([bareOf(word), bareOf(inTwo(word))]))
      forms.set(bare, forms.has(bare) ? null : word);
  return forms;
}

const LATIN = /\p{Script=Latin}/u;
const WORDS = /[\p{L}\p{M}]+/gu;
const LETTER = /\P{M}\p{M}*/gu;
const lettersIn = (word: string): readonly string[] =>
  (word.match(LETTER) ?? []).filter((letter) => bareOf(letter) !== '');
/** What a letter has upon its base: of Latin the same marks for all, in other scripts a letter of its own. */
const markOf = (letter: string): string =>
  LATIN.test(letter) ? letter.normalize('NFD').slice(1) || letter : letter;

/** Words that show by their marks that a quotation leaves those out; one alone may be another word (`pécheur`, `pêcheur`). */
const BARER_WORDS = 2;

/** A quotation with the diacritics of a page ({@link spellingsIn}): all where it has none, else in names, and those marks that it leaves out of several words and has in none. */
export function withPageMarks(
  quote: string,
  spellings: ReadonlyMap<string, string | null>,
): string {
  const isBare = !MARKED.test(quote);
  const own = new Set(lettersIn(quote.toLowerCase()).map(markOf));
  const leftOut = new Set<string>();
  const formOf = (word: string): string | null => {
    const form = spellings.get(bareOf(word)) ?? word;
    const [mine, theirs] = [lettersIn(word), lettersIn(form)];
    const others = theirs.filter((letter, i) => letter !== mine[i]);
    const isBarer = theirs.every((letter, i) => letter === mine[i] || bareOf(letter) === mine[i]);
    if (others.length === 0 || !(isBarer || inTwo(form) === word)) return null;
    if (others.every((letter) => !own.has(markOf(letter)))) leftOut.add(form);
    return form;
  };
  const forms = new Map(
    quote.match(WORDS)?.map((word) => [word, formOf(word.normalize('NFC').toLowerCase())]),
  );
  return quote.replace(WORDS, (word) => {
    const form = forms.get(word) ?? word;
    const isLeftOut = leftOut.size >= BARER_WORDS && leftOut.has(form);
    return (isBare && LATIN.test(word)) || isLeftOut || /^\p{Lu}/u.test(word) ? form : word;
  });
}

/** A quotation typed with the ى of Arabic keyboards where a page in another language of their script has its own ی. */
export const withPageLetters = (quote: string, page = ''): string =>
  quote.includes('ى') && page.includes('ی') ? quote.replaceAll('ى', 'ی') : quote;

/** A heh with its link written out: `خانه‌ی`. */
const LINKED_HEH = /ه\u200c[یي]$/u;
/** The seats of a hamza before a waw: `مسئول`, `مسؤول`. */
const OTHER_SEAT = /[ئؤ](?=و)/u;
/** A first letter without its accent, as keyboards and printers have capitals: `Etat`. */
const ACCENTED: Readonly<Record<string, string>> = {
  a: 'àâáã',
  e: 'éèê',
  i: 'îí',
  o: 'ôóõ',
  u: 'úûù',
  c: 'ç',
};
/** Other spellings of a quoted word: British or American, with an accent upon its capital, with the Persian link upon its final heh, with its hamza before a waw upon the other seat. */
export const quotedSpellings = (
  { bare, key }: { readonly bare: string; readonly key: string },
  next = '',
): readonly string[] => [
  ...otherSpellings(key),
  ...(/^[AEIOUC]/u.test(bare)
    ? [...(ACCENTED[key.charAt(0)] ?? '')].map((letter) => letter + key.slice(1))
    : []),
  ...(key.endsWith('ه') && !/^[یي]/u.test(next) ? [`${key}ي`] : []),
  ...(LINKED_HEH.test(bare) ? [key.slice(0, -1)] : []),
  ...(OTHER_SEAT.test(bare)
    ? [foldedLetters(bare.replace(OTHER_SEAT, (seat) => (seat === 'ئ' ? 'ؤ' : 'ئ')))]
    : []),
];

const CAPITALS = /(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu;

/** A text whose words in capitals have the dotless ı that Turkish and its kin write as I; of the same length. */
export const withDotlessCapitals = (text: string): string =>
  text.replace(CAPITALS, (word) => word.replaceAll('I', 'ı'));
