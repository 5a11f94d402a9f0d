/** Languages in which reports write the names of countries before a title. */
const LANGUAGES = ['en', 'de', 'fr', 'es'];
/** Names that reports use and the Unicode CLDR does not. */
const OTHER_NAMES = [
  'US',
  'USA',
  'UK',
  'EU',
  'Burma',
  'DR Congo',
  'DRC',
  'Ivory Coast',
  'Palestine',
  'Turkey',
  'Hong Kong',
  'Macau',
  'Tibet',
];
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const NAMES = new Set([
  ...OTHER_NAMES,
  ...LANGUAGES.flatMap((language) => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    return LETTERS.flatMap((a) => LETTERS.flatMap((b) => names.of(a + b) ?? []));
  }),
]);

/** True where words are the name of a country or territory, as citation lines set it before a title or an authority. */
export const isCountry = (words: string): boolean => NAMES.has(words.trim());
