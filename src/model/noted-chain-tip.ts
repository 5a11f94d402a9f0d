/** The latest line of a chain of evidence when a run ended, as a shared store notes it down. */
export interface NotedChainTip {
  /** SHA-256 of the chain's first line: what it is known by, wherever it lies. */
  readonly chain: string;
  /** The line's number, and its SHA-256. */
  readonly n: number;
  readonly sha256: string;
  readonly run: number;
  /** ISO. */
  readonly at: string;
  /** Where it was written: the name of the machine, and the path there. */
  readonly machine: string;
  readonly folder: string;
}
