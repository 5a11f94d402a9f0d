import type { Doubt } from '../model/manuscript.js';
import type { PartialDate } from '../model/watchlist.js';

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

/** A date of CSL-JSON: `[[2024, 9, 30]]`, or the words in which it was given. */
export interface CslDate {
  readonly 'date-parts'?: readonly (readonly (number | string)[])[] | undefined;
  readonly raw?: string | undefined;
  readonly literal?: string | undefined;
}

/** A name of CSL-JSON; an institution has a `literal` one. */
export interface CslName {
  readonly family?: string | undefined;
  readonly given?: string | undefined;
  readonly literal?: string | undefined;
  readonly 'dropping-particle'?: string | undefined;
  readonly 'non-dropping-particle'?: string | undefined;
}

/** An entry of a reference manager, in the form that Zotero, Mendeley and EndNote share (CSL-JSON 1.0.2). Of its fields, those that a citation prints. */
export interface CslItem {
  readonly id?: string | number | undefined;
  readonly type?: string | undefined;
  readonly title?: string | undefined;
  readonly 'container-title'?: string | undefined;
  readonly publisher?: string | undefined;
  readonly author?: readonly CslName[] | undefined;
  readonly URL?: string | undefined;
  readonly DOI?: string | undefined;
  readonly language?: string | undefined;
  readonly issued?: CslDate | undefined;
  readonly accessed?: CslDate | undefined;
  /** Of the citation, not of the entry: `45`, with the kind of place that it names (`page`, `paragraph`, `section`). */
  readonly locator?: string | undefined;
  readonly label?: string | undefined;
  /** Where an archive keeps it: the address of the capture. */
  readonly archive_location?: string | undefined;
  readonly note?: string | undefined;
}
