import type { DiffPart } from '../../model/content-verdict.js';
import type { Snapshot, Visit } from '../../model/visit.js';

/** A document on one night. */
export interface NightText {
  readonly visit: Visit;
  /** Null when the text was not kept. */
  readonly snapshot: Snapshot | null;
}

/** A document on two nights, and what turns the earlier text into the later. */
export interface TextDiff {
  readonly source: string;
  readonly earlier: NightText;
  readonly later: NightText;
  readonly parts: readonly DiffPart[];
  /** The night on which another document stood there for the first time, where that was between the two; else null. */
  readonly replaced: Visit | null;
}
