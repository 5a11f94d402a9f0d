import type { PartialDate } from '../../model/partial-date.js';
import type { ArchivedCopy } from '../../model/verdict.js';

/** What a citation line says of a source, whatever its style. */
export interface CitedSource {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  readonly published: PartialDate | null;
  readonly url: string | null;
  /** BCP 47. */
  readonly lang: string | null;
  /** Such as `page 40`. */
  readonly pinpoint: string | null;
  /** The last day on which the document is known to have been read at its own address. */
  readonly accessed: PartialDate | null;
  /** The last day on which every passage of the citation stood in the document's own text, whoever was the witness. */
  readonly verified: PartialDate | null;
  /** One that carries the passage. */
  readonly archive: ArchivedCopy | null;
}
