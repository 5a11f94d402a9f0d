import list from './bibliography.json' with { type: 'json' };

/** Words of lists of sources. */
interface BibliographyWords {
  /** Words that name a list of sources. */
  readonly names: readonly string[];
  /** Words that may stand behind such a name: that the sources were used, of which kind they are, and where. */
  readonly behindNames: readonly string[];
  /** Headings of the two columns of a table that make it a list of sources. */
  readonly columns: {
    readonly publisher: readonly string[];
    readonly title: readonly string[];
  };
}

export const bibliographyWords: BibliographyWords = list;
