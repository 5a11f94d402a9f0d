import list from './words.json' with { type: 'json' };

/** Words of numbers and names that lint reads in claims. */
interface LintWords {
  /** Words for numbers, shares in per cent. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Words for more than one such number, in English, French and German: so many at least. */
  readonly openNumbers: Readonly<Record<string, number>>;
  /** Words of numbers in English, French and German, parted by spaces: in other languages “not” and “fire” are some. */
  readonly spelt: string;
  /** Words, as parts of a regular expression, of names that are not of persons. */
  readonly notOfPersons: readonly string[];
  /** Abbreviations that a reader knows, whoever the client is. */
  readonly abbreviations: readonly string[];
}

export const claimWords: LintWords = list;
