import { fold } from '../../../text/fold.js';
import { simplify } from '../../../text/scripts.js';
import { AR } from './ar.js';
import { CONCEPTS, type Concept, type LanguageStems } from './concepts.js';
import { DE } from './de.js';
import { EN } from './en.js';
import { ES } from './es.js';
import { FA } from './fa.js';
import { FR } from './fr.js';
import { JA } from './ja.js';
import { KO } from './ko.js';
import { NL } from './nl.js';
import { PT } from './pt.js';
import { RU } from './ru.js';
import { TR } from './tr.js';
import { VI } from './vi.js';
import { ZH } from './zh.js';

/** Short vowels and other marks that Arabic and Persian writers set or leave out. */
const OPTIONAL_MARKS = /[\u064b-\u065f\u0670\u0640]/gu;

/** A text as stems are looked for in it: folded, Chinese in one script, Arabic without its optional marks. */
export const stripped = (text: string): string => simplify(fold(text).text).replace(OPTIONAL_MARKS, '');

const BEGINS = '(?<![\\p{L}\\p{M}\\p{N}])';
const ENDS = '(?![\\p{L}\\p{M}\\p{N}])';

interface Language {
  readonly letters: RegExp;
  readonly concepts: readonly (readonly [Concept, RegExp])[];
}

const languageOf = ({ letters, joined, stems }: LanguageStems): Language => ({
  letters,
  concepts: CONCEPTS.map((concept) => {
    const source = stripped(stems[concept]).replaceAll('·', ENDS);
    return [concept, new RegExp(`${joined ? '' : BEGINS}(?:${source})`, 'u')] as const;
  }),
});

const LANGUAGES: readonly Language[] = [AR, DE, EN, ES, FA, FR, JA, KO, NL, PT, RU, TR, VI, ZH].map(
  languageOf,
);

/** For each language of whose letters a text has some, the concepts in it. The text is {@link stripped}. */
export const conceptsIn = (text: string): readonly ReadonlySet<Concept>[] =>
  LANGUAGES.map(({ letters, concepts }) =>
    letters.test(text)
      ? new Set(concepts.filter(([, stems]) => stems.test(text)).map(([concept]) => concept))
      : NONE,
  );

const NONE: ReadonlySet<Concept> = new Set();
