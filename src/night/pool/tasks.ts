import { isNextEdition } from '../../judging/editions/candidates.js';
import { type EditionCase, judgeEdition } from '../../judging/editions/judge-edition.js';
import type { Listing } from '../../judging/editions/registers/listing.js';
import { listingOf } from '../../judging/editions/registers/listing.js';
import { isSamePage } from '../../judging/link/soft-404.js';
import type { Cited } from '../../judging/page-similarity.js';
import { type JudgedSource, judgeSource } from '../../judging/source.js';
import type { SourceCase } from '../../judging/source-case.js';
import { ask, judgeCapture, type Testimony, type WitnessAnswer } from '../../judging/witness.js';
import type { Document } from '../../model/document.js';
import type { EditionVerdict } from '../../model/edition.js';
import { written } from '../../model/manuscript.js';
import type { Snapshot } from '../../model/visit.js';
import type { Series, Source, Use } from '../../model/watchlist.js';
import { extract, publisherOf, snapshotOf } from '../../reading/extract.js';
import type { OpenedSaved, Saved } from '../../reading/saved/open-saved.js';
import type { Handed, ReadDraft } from './read-draft.js';

/** Bytes to read, and what is known of them apart from themselves. The thread gets a copy of the bytes to keep. */
export interface Unread {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** The `Content-Type` header, or null. */
  readonly contentType: string | null;
  /** The address that answered. */
  readonly url: string;
}

/** An answer whose bytes are given, and what was read from it where that is known already. */
export interface ToJudge {
  readonly known: SourceCase;
  /** Null when `known` holds the reading. */
  readonly unread: Unread | null;
}

/** A capture of an archive, to be held against a source's quotations. */
export interface CaptureCase {
  readonly testimony: Testimony;
  /** The address that was captured. */
  readonly original: string;
  readonly uses: readonly Use[];
  /** What is known of the document that it should show. */
  readonly cited: Cited;
  readonly source: Source;
  /** The series that the source is an issue of, or null. */
  readonly series: Series | null;
}

/** A reading on its way from a thread. */
export interface SerialisedSnapshot extends Omit<Snapshot, 'document'> {
  /** As {@link written} makes it. */
  readonly document: string;
}

/** What is said of a source, and what was read for that; null where the reading was known. */
export interface JudgedFromBytes {
  readonly judged: JudgedSource;
  readonly read: SerialisedSnapshot | null;
}

/**
 * What a worker thread can be asked: pure functions, whose inputs and outputs survive a structured clone. A new one is
 * written here, and offered to the flow in `thought.ts`.
 */
export const TASKS = {
  read: ({ unread }: { readonly unread: Unread }): Promise<Snapshot> => read(unread),

  publisher: ({ bytes, contentType, url }: Unread): string | null => publisherOf(bytes, { contentType, url }),

  /** What reads saved files is loaded where a person handed one in. */
  saved: async (file: Saved): Promise<OpenedSaved> =>
    (await import('../../reading/saved/open-saved.js')).openSaved(file),

  async judge({ known, unread }: ToJudge): Promise<JudgedFromBytes> {
    if (unread === null) return { judged: judgeSource(known), read: null };
    const snapshot = await read(unread);
    const { source, series = null, history } = known;
    const before = history.baseline?.snapshot.document ?? null;
    const isNext = isNextEdition(source, series, before, snapshot.document);
    const judged = judgeSource({ ...known, snapshot, isNextEdition: isNext });
    return { judged, read: { ...snapshot, document: written(snapshot.document) } };
  },

  capture({ testimony, original, uses, cited, source, series }: CaptureCase): WitnessAnswer | null {
    const isNext = isNextEdition(source, series, cited.baseline, testimony.document);
    return judgeCapture(testimony, original, uses, cited, isNext);
  },

  samePage: (input: { readonly cited: Document; readonly madeUp: Document }): boolean =>
    isSamePage(input.cited, input.madeUp),

  ask: (input: { readonly testimony: Testimony; readonly uses: readonly Use[] }): WitnessAnswer =>
    ask(input.testimony, input.uses),

  edition: (input: EditionCase): EditionVerdict => judgeEdition(input),

  /** What reads reports is loaded when one is handed in: no night needs it. */
  draft: async (input: Handed): Promise<ReadDraft> => (await import('./read-draft.js')).readDraft(input),

  listing: (input: { readonly url: string; readonly document: Document }): Listing =>
    listingOf(input.url, input.document),
} as const;

type Tasks = typeof TASKS;
export type TaskName = keyof Tasks;
export type Input<N extends TaskName> = Parameters<Tasks[N]>[0];
export type Output<N extends TaskName> = Awaited<ReturnType<Tasks[N]>>;

async function read({ bytes, sha256, contentType, url }: Unread): Promise<Snapshot> {
  return snapshotOf(sha256, await extract(bytes, { contentType, url }));
}
