/** A report of a shared store. */
export interface SharedReport {
  readonly name: string;
  /** The path of its `sources.json` when it was added. */
  readonly sources: string;
  /** True when no other report sees that it is there. */
  readonly private: boolean;
  /** ISO. */
  readonly addedAt: string;
  /** When its last good run began, ISO; null before. */
  readonly lastRun: string | null;
}

/** What went with a report that was removed. */
export interface RemovedReport {
  readonly runs: number;
  readonly visits: number;
  readonly digests: number;
}
