import type { Unasked } from '../model/link-reason.js';
import type { Outcome } from '../model/outcome.js';
import type { RenderState, Unrendered } from '../model/rendering.js';
import type { Shortfall } from '../model/shortfall.js';
import type { History, Snapshot } from '../model/visit.js';
import type { Series, Source, Use } from '../model/watchlist.js';

/** Everything that is known of a source when it has been looked at. */
export interface SourceCase {
  readonly source: Source;
  readonly uses: readonly Use[];
  /** Null when nothing was asked: the source has no address, or `unasked` says why. */
  readonly outcome: Outcome | null;
  readonly unasked: Unasked | null;
  /** What was read tonight, also from an error page; for an unchanged document the reading of the baseline. */
  readonly snapshot: Snapshot | null;
  readonly history: History;
  readonly now: Date;
  readonly staleAfter: number;
  readonly confirm: number;
  /** The series that the source is an issue of, or null. */
  readonly series?: Series | null | undefined;
  /** True when what was read is, by its cover, the next edition of the series that the source is an issue of. */
  readonly isNextEdition?: boolean | undefined;
  /** True when the last night asked the same: the same rules, the same source, the same quotations. */
  readonly sameQuestion?: boolean | undefined;
  /** How a browser showed what is read; absent where what was received is. */
  readonly rendered?: RenderState | undefined;
  /** Why a browser showed nothing of a page that shows its text by script. */
  readonly unrendered?: Unrendered | undefined;
  /** Why the passages are not to be looked for in what was read: an earlier try came to no end. */
  readonly unmatched?: Shortfall | undefined;
}
