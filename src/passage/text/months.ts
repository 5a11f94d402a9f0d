import list from './months.json' with { type: 'json' };

/** Names of months. */
interface Months {
  /** Twelve months, January first; the names of each in the languages of our sources, in lower case, with commas between them, the English name first. */
  readonly gregorian: readonly string[];
  /** Twelve months of the solar calendar as Iran and Afghanistan name them, and of the lunar one. */
  readonly hijri: readonly string[];
}

export const months: Months = list;
