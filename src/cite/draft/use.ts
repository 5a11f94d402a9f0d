import type { FilePlace, LeftOut } from '../../model/import.js';
import type { Reference } from '../reference.js';
import type { Bibliography } from './bibliography.js';
import type { Passage, Prose } from './passages.js';

/** One use of a document in a report; `reference` is null for a quotation without a citation. */
export interface ReportUse {
  readonly section: string | null;
  readonly reference: Reference | null;
  readonly passages: readonly Passage[];
  /** What introduces it; empty when nothing does. */
  readonly introduction: string;
  readonly place: FilePlace;
}

/** What a manuscript cites, in its order, and what its lists of sources say. */
export interface Uses {
  readonly uses: readonly ReportUse[];
  readonly bibliography: Bibliography;
  /** What the report says in its own words, quotations within sentences included. */
  readonly prose: readonly Prose[];
  /** What stands in quotation marks and was taken for no source's words. */
  readonly leftOut: readonly LeftOut[];
}
