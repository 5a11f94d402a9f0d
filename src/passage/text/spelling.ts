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
    [`${STEM}`, 'is', 'iz', FORMS],
    [`${STEM}l`, 'ys', 'yz', FORMS],
    [`${STEM}`, 'our', 'or', '(?:|s|ed|ing|er|ers|able|ably|hoods?|ites?|less|ful|fully|al|ally|ist|ists|y)'],
    [`${STEM}`, 'ence', 'ense', '(?:|s|d|less)'],
    [`${STEM}`, 'ogue', 'og', 's?'],
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

/** The other spellings of an English word in small letters, British or American; none for most. */
export const otherSpellings = (word: string): readonly string[] =>
  RULES.flatMap(({ pattern, to }) => {
    const other = word.replace(pattern, (_, stem: string) => stem + to);
    return other === word ? [] : [other];
  });
