import type { CaptureFault } from '../model/capture.js';
import type { RunFacts } from '../model/run.js';
import type { Decision } from '../model/watchlist.js';

/** What one night came to for a source, in one word. */
export type NightOutcome = 'stood' | 'older' | 'differed' | 'unknown' | 'failed' | 'offline';

export interface SourceNight {
  readonly run: number;
  /** ISO. */
  readonly at: string;
  readonly word: NightOutcome;
}

/** What is known of a source besides what the night says of it. */
export interface SourceHistory {
  /** The latest nights, oldest first. */
  readonly nights: readonly SourceNight[];
  /** Our own latest capture of the document, and whether its passages stood on that night; null when none is kept. */
  readonly capture: {
    readonly run: number;
    readonly at: string;
    readonly stood: boolean;
    /** Absent where it is sound. */
    readonly fault?: CaptureFault | undefined;
  } | null;
  /** Its citation lines as they are printed today, to paste. */
  readonly lines: readonly string[];
}

export interface SeriesIssue {
  readonly edition: string;
  /** Null where it is not known. */
  readonly year: string | null;
  readonly url: string | null;
  /** Ids of the sources that are this issue; none for one that came out since. */
  readonly cited: readonly string[];
}

export interface CitedSeries {
  readonly name: string;
  readonly issues: readonly SeriesIssue[];
  /** The day by which the edition after the latest is due; absent where nobody knows. */
  readonly next?:
    | { readonly series: string; readonly after: string; readonly due: string }
    | undefined;
}

/** What the reports show besides the night: all of it may be absent. */
export interface Beside {
  /** Of sources that need a person, by id. */
  readonly lives?: ReadonlyMap<string, SourceHistory> | undefined;
  readonly series?: readonly CitedSeries[] | undefined;
  /** Absent where nobody read `sources.json`. */
  readonly decisions?: readonly Decision[] | undefined;
  /** The nights before this run, and the run itself, oldest first. */
  readonly runs?: readonly RunFacts[] | undefined;
  /** The address at which a source is decided, where the page is served and not published. */
  readonly decide?: ((source: string) => string) | undefined;
}
