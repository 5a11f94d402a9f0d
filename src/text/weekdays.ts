/** Languages whose names of the days of the week are known: those of our sources. */
const LANGUAGES = [
  'en',
  'fr',
  'de',
  'es',
  'pt',
  'it',
  'nl',
  'ru',
  'tr',
  'ar',
  'fa',
  'vi',
  'ko',
  'ja',
  'zh-Hans',
  'zh-Hant',
  'id',
] as const;
/** A Sunday, at noon. */
const SUNDAY = Date.UTC(2024, 0, 7, 12);
/** Milliseconds. */
const DAY = 86_400_000;

let known: ReadonlySet<string> | null = null;

/** Every word of every name, from the Unicode CLDR that comes with Node; made when it is first asked for. */
function names(): ReadonlySet<string> {
  const words = LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((weekday) => {
      const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
      return Array.from({ length: 7 }, (_, i) => format.format(SUNDAY + i * DAY)).flatMap((name) =>
        name.toLowerCase().split(/[\s.-]+/u),
      );
    }),
  );
  return new Set(words.filter((word) => word !== ''));
}

/** True for a word that names a day of the week, or is a part of such a name, in lower case. */
export const isWeekday = (word: string): boolean => {
  known ??= names();
  return known.has(word);
};
