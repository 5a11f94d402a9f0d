import list from './edition-words.json' with { type: 'json' };

/** What editions are counted by. */
interface EditionWords {
  /** Nouns that count an edition only behind an ordinal: `the report of 3 cases`. */
  readonly ordinals: string;
  /** Nouns of which the number names an article or a part. */
  readonly provisions: string;
  /** The nouns of each count as a regular expression, in the order in which they are read. */
  readonly nouns: Readonly<
    Record<'version' | 'edition' | 'volume' | 'round' | 'revision' | 'update' | 'number', string>
  >;
}

export const editionWords: EditionWords = list;
