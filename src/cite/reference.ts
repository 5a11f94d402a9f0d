import type { Doubt } from '../model/import.js';
import type { PartialDate } from '../model/partial-date.js';

/** A date as it was printed, and what it means; `iso` is null where it could be read two ways, or names no day, month or year. */
export interface PrintedDate {
  readonly printed: string;
  readonly iso: PartialDate | null;
}

/** How an address is known: it stood in the file as a link or in full, or it was put together from what stood there (a DOI, a document's symbol). */
export type AddressFrom = 'seen' | 'worked-out';

/** What a citation line, a note, an entry of a bibliography or of a reference manager says of one document. Nothing is guessed: what is not printed is null. */
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
