/** What the report's own file prints as it was before a remedy changed it in `sources.json`. */
export interface OldPrint {
  readonly report: string;
  /** Ids of the citations that print it. */
  readonly citations: readonly string[];
  readonly source: string;
  readonly what: 'address' | 'title' | 'accessed' | 'quote' | 'citation';
  /** The address, the title, the day of access or the quoted words as printed; of a citation that was deleted its line, or what it quotes. */
  readonly before: string;
  /** Null for a citation that was deleted. */
  readonly after: string | null;
}
