import type { FindingLife } from '../model/finding.js';
import type { Digest, Run, RunFacts } from '../model/run.js';
import type { SanitizedText } from '../model/sanitized-text.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { VerdictIndex, Verdicts } from '../model/verdicts.js';
import type { History, LifeVisit, Snapshot, Visit } from '../model/visit.js';

/** A run that was opened. */
export interface OpenRun {
  readonly id: number;
  /** ISO. */
  readonly startedAt: string;
  /** True when an earlier process opened it and was killed: its visits are kept. */
  readonly resumed: boolean;
}

/** What was read, as it is kept: the reading and the bytes that it was made from. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** The address that links were resolved against. */
  readonly url: string;
}

/** The latest earlier visits to a subject, without what was read. */
export interface LatestVisits {
  readonly previous: Visit | null;
  /** The latest whose text was read and accepted. */
  readonly accepted: Visit | null;
}

/** Another process sends the digests of the same store. */
export class OutboxLocked extends Error {
  override readonly name = 'OutboxLocked';

  constructor(path: string) {
    super(`another process is sending the digests of ${path}: nothing was sent by this one`);
  }
}

/** A digest as it is recorded, before it is sent. */
export interface DigestRecord {
  readonly id: number;
  readonly digest: Digest;
  readonly createdAt: string;
  readonly deliveries: readonly Delivery[];
}

/**
 * One digest to one recipient. `pending`: not handed over, or refused with a definite answer. `sending`: handed over, and the process ended
 * before the answer: it may have arrived, so it is not sent again. There is no dead letter queue: a refused delivery stays `pending` with
 * the reason in `detail` until the next digest to that recipient replaces it; `undelivered` counts those that failed.
 */
export interface Delivery {
  readonly recipient: string;
  readonly state: 'pending' | 'sending' | 'sent';
  /** When it came into this state, ISO. */
  readonly at: string;
  readonly detail: SanitizedText | null;
}

/** What a digest rests on. */
export interface DigestBasis {
  /** The idempotency key: the same key is the same digest, recorded once. */
  readonly key: string;
  /** True when it tells only what its readers asked for. */
  readonly part: boolean;
}

/** What is known of a recipient of digests. */
export interface RecipientState {
  /** When he was first and last considered, ISO; null before. */
  readonly first: string | null;
  readonly heeded: string | null;
  /** What his server said when it refused the last digest that he has not got since; null when it did not. */
  readonly refused: string | null;
}

/** What reads a store, and changes nothing in it. Every method may reject with the engine's own error when the store is broken. */
export interface StoreReader {
  /** A run's visit to a subject; null when it has made none yet. */
  visit(subject: string, run: number): Promise<Visit | null>;
  /** The visits of a run, in the order in which they landed. */
  visits(run: number): Promise<readonly Visit[]>;
  /**
   * What {@link StoreReader.history} rests on, without texts: a tenth of its cost. A night asks this before each visit: `keepVisit` then keeps
   * an equal verdict by naming the visit that holds it, and otherwise whole.
   */
  lately(subject: string, run: number): Promise<LatestVisits>;
  /** What the runs before `run` know of a subject. Runs that were offline do not count. */
  history(subject: string, run: number): Promise<History>;
  /** The text of a reading, without the bytes that it was made from. */
  snapshot(subject: string, sha256: string): Promise<Snapshot | null>;
  /** A reading of a subject by the SHA-256 of its bytes; null when it was never kept. */
  reading(subject: string, sha256: string): Promise<Reading | null>;
  /** What the visits of a run say of the sources of an index, each read when it is asked for. */
  rows(run: number, index: VerdictIndex): Promise<Verdicts>;
  /**
   * A finished run; when `id` is null the one that readers are shown: the last good one ({@link isGoodRun}), else the latest that saw the
   * web, else the latest night, else the latest run. Null when there is none.
   */
  run(id: number | null): Promise<Run | null>;
  /** The same, each verdict read when it is asked for: a long run takes a tenth of the memory. */
  result(id: number | null): Promise<Run<Verdicts> | null>;
  /** What a finished run says of these sources, in the order of the run. */
  verdicts(id: number, sources: readonly string[]): Promise<readonly SourceVerdict[]>;
  /** Finished runs, latest first. */
  runs(limit: number): Promise<readonly RunFacts[]>;
  /** Those that looked at the whole list ({@link isNight}). */
  nights(limit: number): Promise<readonly RunFacts[]>;
  /** The last good run ({@link isGoodRun}), which says whether the sources are watched; null before the first. */
  lastGood(): Promise<RunFacts | null>;
  /** All lives that are not resolved, and those that were resolved after run `since`. */
  lives(since: number): Promise<readonly FindingLife[]>;
  /** The visits to a subject, latest first, all or the latest so many. A visit in a run that saw nothing of the web has no verdict. */
  life(subject: string, latest?: number): Promise<readonly LifeVisit[]>;
  /** The latest recorded digest that leaves nothing out, or null. */
  lastDigest(): Promise<DigestRecord | null>;
  /** The latest digest that a recipient got, or may have got, and when; null when there is none. */
  lastDeliveredDigest(
    recipient: string,
  ): Promise<{ readonly id: number; readonly digest: Digest; readonly at: string } | null>;
  standingOf(recipient: string): Promise<RecipientState>;
  /** Deliveries that a process began and nobody was told of: `sending`, without detail. */
  interrupted(): Promise<readonly { readonly digest: number; readonly recipient: string }[]>;
  /** How many recipients the last message did not reach, of those tried since the night before the last began. */
  undelivered(): Promise<number>;
}

/** What changes a store: the steps of a run, and the outbox, in which a digest and its deliveries are recorded before anything is sent. */
export interface StoreWriter {
  /** Opens a run, or takes up one that was killed less than `resumeWithin` milliseconds before `at`. Rejects when another process has a run under way. */
  beginRun(at: string, resumeWithin: number): Promise<OpenRun>;
  /** Reads the whole store once a run, and rejects when it is damaged. Await it before anything of a run is kept. */
  checkIntegrity(): Promise<void>;
  /** Gives the next run a number of `run` or more: evidence and reports of earlier runs keep their numbers. */
  advanceRunNumber(run: number): Promise<void>;
  /** Keeps one visit and its memory, for good once it resolves; a second visit to a subject in a run replaces the first. `reading` is kept unless the store has those bytes of the subject already. */
  keepVisit(visit: Visit, reading: Reading | null): Promise<void>;
  /** Replaces a reading by a new one of the same bytes (the rules of extraction changed). */
  replaceReading(subject: string, reading: Reading): Promise<void>;
  /** Closes a run: its result, and the lives of its findings, in one step. */
  finishRun(run: Run<Verdicts>, lives: readonly FindingLife[]): Promise<void>;
  /** Notes that a recipient's hour came, and that he was told what there was to tell. */
  heed(recipient: string, at: string): Promise<void>;
  /** Lets this process alone send digests until {@link StoreWriter.unlockOutbox}. Rejects with {@link OutboxLocked} when another does. */
  lockOutbox(): Promise<void>;
  unlockOutbox(): Promise<void>;
  /** Records a digest for a recipient before it is sent, once for its key: a known one is given back. Drops his earlier pending ones. */
  addDigest(
    digest: Digest,
    basis: DigestBasis,
    recipient: string,
    at: string,
  ): Promise<DigestRecord>;
  /** Takes a `pending` delivery for its one hand-over: `sending`, without detail. False when it is not pending any more. */
  claimDelivery(digest: number, recipient: string, at: string): Promise<boolean>;
  markDelivery(digest: number, delivery: Delivery): Promise<void>;
}

/** What citewatch remembers. SQLite is the embedded default ({@link file://./sqlite/sqlite.ts}). */
export interface Store extends StoreReader, StoreWriter {
  close(): Promise<void>;
}
