import list from './edition-words.json' with { type: 'json' };

/** Words of drafts, and of links to the newest edition. Each is an alternative of a regular expression. */
interface EditionWords {
  /** What a publication is called before it is final, by language (ISO 639-1): as a word of its own before or behind the title. */
  readonly drafts: Readonly<Record<string, string>>;
  /** The same in scripts without spaces, or with other ends of words. */
  readonly draftsUnspaced: readonly string[];
  /** An invitation to comment on a text that is not final, in its title. */
  readonly consultations: readonly string[];
  /** Versions before the final one: consultation version, versión preliminar, working draft. */
  readonly beforeFinal: readonly string[];
  /** A sentence near the top that forbids to cite the text. */
  readonly notToCite: readonly string[];
  /** What a link to the newest edition is called. */
  readonly latest: readonly string[];
}

export const draftWords: EditionWords = list;
