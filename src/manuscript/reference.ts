import type { Doubt } from '../model/manuscript.js';
import type { PartialDate } from '../model/watchlist.js';

/** A date as printed; `iso` is null where it could be read two ways, or names no day, month or year. */
export interface PrintedDate {
  readonly printed: string;
  readonly iso: PartialDate | null;
}

/** How an address is known: it stood in the file, or it was put together from a DOI or a document's symbol. */
export type AddressFrom = 'seen' | 'worked-out';

/** What a citation line, a note or an entry of a library says of one document. What is not printed is null. */
export interface Reference {
  /** As printed, white space collapsed. */
  readonly cited: string;
  /** Who published it; the authors, as printed, where no publisher is named. */
  readonly publisher: string | null;
  readonly title: string | null;
  readonly published: PrintedDate | null;
  readonly accessed: PrintedDate | null;
  /** As printed: `page 40`, `paragraph 3.198- 3.199`, `G4`, `S. 4 f.`; of a page its number alone. */
  readonly pinpoint: string | null;
  readonly url: string | null;
  readonly addressFrom: AddressFrom | null;
  /** BCP 47, where the reference says it. */
  readonly lang: string | null;
  /** True where the line itself says that the document has no date. */
  readonly undated: boolean;
  readonly doubts: readonly Doubt[];
}

/** A reference of which nothing is known yet. */
export const EMPTY_REFERENCE: Reference = {
  cited: '',
  publisher: null,
  title: null,
  published: null,
  accessed: null,
  pinpoint: null,
  url: null,
  addressFrom: null,
  lang: null,
  undated: false,
  doubts: [],
};

/** A doubt for each printed date that could not be read. */
export const unreadDates = (...dates: readonly (PrintedDate | null)[]): readonly Doubt[] =>
  dates.flatMap((date) =>
    date !== null && date.iso === null ? [{ kind: 'unread-date' as const, printed: date.printed }] : [],
  );
