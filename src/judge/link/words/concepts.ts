/**
 * What a page says when it speaks of itself and not of the world. Each is a few stems a language; a notice is known by
 * several that meet in one sentence ({@link ../notice-grammar.ts}), so that wordings are met which nobody has listed.
 */
export const CONCEPTS = [
  // Who speaks, to whom, and of what.
  'you',
  'we',
  'this',
  'piece',
  'site',
  'address',
  // What became of the page.
  'absent',
  'fruitless',
  'mistake',
  'wayOut',
  'barred',
  'works',
  'later',
  'ended',
  'kept',
  // What is asked of the reader, or held against him.
  'tracking',
  'agree',
  'place',
  'rights',
  'ordered',
  'age',
  'offer',
  'period',
  'rest',
  'only',
  'account',
  'robot',
  'verify',
  'tooMuch',
  // What is asked beside many a fine page: a sentence that speaks of it says nothing.
  'beside',
] as const;
export type Concept = (typeof CONCEPTS)[number];

/**
 * The stems of one language: alternatives of a regular expression without quantifiers over more than a letter, in small
 * letters, Chinese in simplified characters. `·` is the end of a word.
 */
export interface LanguageStems {
  readonly lang: string;
  /** Letters of which a sentence must have one to be of this language. */
  readonly letters: RegExp;
  /** True where a stem may stand inside a word: no spaces, or articles and prepositions written together with it. */
  readonly joined: boolean;
  readonly stems: Readonly<Record<Concept, string>>;
}

export const LATIN = /\p{Script=Latin}/u;
export const ARABIC = /\p{Script=Arabic}/u;
