import list from './words.json' with { type: 'json' };

/** Words by which lines of references and cases are read. */
interface GrammarWords {
  /** Words before the day on which a page was read, as parts of a regular expression. */
  readonly accessVerbs: readonly string[];
  /** Small words within names of bodies and persons. */
  readonly nameParticles: readonly string[];
  /** First words of sentences, which no name begins with, in lower case. */
  readonly sentenceOpeners: readonly string[];
  /** Names of countries beside those of the Unicode CLDR. */
  readonly countries: readonly string[];
  /** Series of law reports, and of statutes, that are cited as courts are: a year in brackets, then the code. Those that end in “R” are not listed. */
  readonly lawReports: readonly string[];
  /** Small words within the name of a case, in lower case: those between parties, and particles of names. */
  readonly caseNameJoins: readonly string[];
  /** Words before the name of a case that begin a sentence or lead to it, in lower case. */
  readonly caseOpeners: readonly string[];
  /** Words of the names of parties that many have, in lower case: they tell no party from another. */
  readonly partyKinds: readonly string[];
}

export const grammarWords: GrammarWords = list;
