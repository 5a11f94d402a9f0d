import type { ReportChange } from './watchlist.js';

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

/** What a change is of, by its field. */
const WHAT: Readonly<Record<string, OldPrint['what']>> = {
  url: 'address',
  title: 'title',
  accessed: 'accessed',
  citation: 'citation',
};

/** A change as what is printed, and what was decided. */
export const printOf = ({ field, printed, decided }: ReportChange): PrintedWords => ({
  what: WHAT[field] ?? 'quote',
  before: printed,
  after: decided,
});

export type PrintedWords = Pick<OldPrint, 'what' | 'before' | 'after'>;
