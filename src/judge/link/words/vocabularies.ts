import { foldedText } from '../../../text/fold.js';
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
export const stripped = (text: string): string => simplify(foldedText(text)).replace(OPTIONAL_MARKS, '');

/** Digits and small letters of the alphabets below: as classes of Unicode they would take a third of a second to compile. */
const IN_WORDS = '0-9a-z\\u00df-\\u024f\\u0300-\\u06ff\\u1e00-\\u1eff';
const BEGINS = `(?<![${IN_WORDS}])`;
const ENDS = `(?![${IN_WORDS}])`;

const VOCABULARIES: readonly LanguageStems[] = [AR, DE, EN, ES, FA, FR, JA, KO, NL, PT, RU, TR, VI, ZH];

type Expressions = readonly (readonly [Concept, RegExp])[];
/** Made when a language is first met: most nights, and every command that only reads the store, meet few. */
const MADE = new Map<LanguageStems, Expressions>();

function expressionsOf(vocabulary: LanguageStems): Expressions {
  const made = MADE.get(vocabulary) ?? make(vocabulary);
  MADE.set(vocabulary, made);
  return made;
}

const make = ({ joined, stems }: LanguageStems): Expressions =>
  CONCEPTS.map((concept) => {
    const source = stripped(stems[concept]).replaceAll('·', ENDS);
    return [concept, new RegExp(`${joined ? '' : BEGINS}(?:${source})`)] as const;
  });

const NONE: ReadonlySet<Concept> = new Set();

/** For each language of whose letters a text has some, the concepts in it. The text is {@link stripped}. */
export const conceptsIn = (text: string): readonly ReadonlySet<Concept>[] =>
  VOCABULARIES.map((vocabulary) =>
    vocabulary.letters.test(text)
      ? new Set(
          expressionsOf(vocabulary)
            .filter(([, stems]) => stems.test(text))
            .map(([concept]) => concept),
        )
      : NONE,
  );
