import type { CaptureFault } from './capture-fault.js';
import type { Document } from './document.js';
import { NOTHING_REMEMBERED, type SourceMemory } from './memory.js';
import type { Answered, Failed, Validators } from './outcome.js';
import type { SourceVerdict } from './verdict.js';

/** An outcome without its bytes, as it is kept. */
export type OutcomeFacts =
  | (Omit<Answered, 'body'> & {
      /** SHA-256 of the bytes, in hex; absent when there were none. */
      readonly sha256?: string | undefined;
      /** What is wrong with the capture that was kept of them; absent where it is sound. */
      readonly captureFault?: CaptureFault | undefined;
    })
  | Failed;

/** The text of a document as read on one night: what later nights are compared with. */
export interface Snapshot {
  /** Of the bytes, in hex. */
  readonly sha256: string;
  /** Of the visible text, in hex. */
  readonly textSha256: string;
  readonly document: Document;
}

/** One look at one address, as it is recorded. */
export interface Visit {
  readonly run: number;
  /** Id of the source, or the address itself for pages that no report cites (index pages, newer editions). */
  readonly subject: string;
  readonly at: string;
  readonly outcome: OutcomeFacts | null;
  readonly validators: Validators | null;
  /** SHA-256 (of bytes) of the snapshot that this visit read, or was told is unchanged; null when nothing was read. */
  readonly snapshot: string | null;
  /** Null for addresses that no report cites. */
  readonly verdict: SourceVerdict | null;
  /**
   * Digest of all that the verdict rests on besides the answer and the nights before: the rules, the source, its citations.
   * Where it is another, the verdict is not that of the same question.
   */
  readonly basis?: string | undefined;
  /** True when nothing but the page itself had a say in the verdict: no witness, no edition, no register. */
  readonly alone?: boolean | undefined;
  /**
   * Milliseconds since 1970 up to which the answer that nothing was modified leaves all of this as it is, but for its dates. Null
   * where it might not.
   */
  readonly restsUntil?: number | null | undefined;
  /** What is remembered after this visit; null where there is no verdict, and where later visits have taken its place. */
  readonly memory: SourceMemory | null;
}

/** A visit among those that make up the life of its subject. */
export interface LifeVisit extends Visit {
  /** That it was made in a run that saw nothing of the web; absent otherwise. */
  readonly offline?: true | undefined;
}

/** A look at a page that no report cites, which said nothing. */
export const emptyVisit = (run: number, subject: string, at: string): Visit => ({
  run,
  subject,
  at,
  outcome: null,
  validators: null,
  snapshot: null,
  verdict: null,
  memory: null,
});

/** What earlier nights know of one subject. */
export interface History {
  /** The latest earlier visit that was judged. */
  readonly previous: Visit | null;
  /** The latest earlier visit whose text was read and accepted, with that text. */
  readonly baseline: { readonly visit: Visit; readonly snapshot: Snapshot } | null;
  /** The reading before a replacement that was believed, kept beside the new one until the document is back. */
  readonly former?: Snapshot | null | undefined;
}

export const NO_HISTORY: History = { previous: null, baseline: null };

/** What the nights before remember of a subject. */
export const memoryOf = ({ previous }: History): SourceMemory => previous?.memory ?? NOTHING_REMEMBERED;
