/**
 * A reason in words: from a store that an earlier version wrote, or from a hand that reports in sentences (a server's
 * message, the system's own). Judges give kinds and figures; `report/reasons/` says them.
 */
export interface Told {
  readonly kind: 'told';
  readonly sentence: string;
}

/** A sentence as a reason. */
export const told = (sentence: string): Told => ({ kind: 'told', sentence });
