import type { EditionCase } from '../../judging/editions/judge-edition.js';
import type { Listing } from '../../judging/editions/registers/listing.js';
import type { JudgedSource } from '../../judging/source.js';
import type { SourceCase } from '../../judging/source-case.js';
import type { Testimony, WitnessAnswer } from '../../judging/witness.js';
import type { Shortfall } from '../../model/document.js';
import { type Document, NOT_READ } from '../../model/document.js';
import type { EditionVerdict } from '../../model/edition.js';
import { readWritten } from '../../model/manuscript.js';
import type { Answered, Body, Outcome } from '../../model/outcome.js';
import type { Snapshot } from '../../model/visit.js';
import type { Use } from '../../model/watchlist.js';
import { snapshotOf } from '../../reading/extract.js';
import type { OpenedSaved, Saved } from '../../reading/saved/open-saved.js';
import type { Pool } from './pool.js';
import type { Handed, ReadDraft } from './read-draft.js';
import type { CaptureCase, Unread } from './tasks.js';

/**
 * All that is thought about what pages say, done elsewhere than on the main thread. Nothing here rejects: what comes to no
 * end within its budget is unknown, and says why.
 */
export interface Thought {
  /** Reads bytes. A document that could not be read says so in `unread`. */
  read(unread: Unread): Promise<Snapshot>;
  /** Opens a file that a person saved, and reads the page in it. */
  saved(file: Saved): Promise<OpenedSaved>;
  /** Who a page says publishes it; null where it says nothing. */
  publisher(unread: Unread): Promise<string | null>;
  /** Reads an answer, unless its reading is known already, and judges the source by it: one trip to a thread. */
  judge(known: SourceCase): Promise<Judged>;
  /** Null when the capture does not show the document, or could not be held against the quotations. */
  judgeCapture(known: CaptureCase): Promise<WitnessAnswer | null>;
  /** True when a site shows the same page at an address that was made up as at the cited one. */
  isSamePage(cited: Document, madeUp: Document): Promise<boolean>;
  /** Null when the witness's text could not be held against the quotations. */
  ask(testimony: Testimony, uses: readonly Use[]): Promise<WitnessAnswer | null>;
  judgeEdition(known: EditionCase): Promise<EditionVerdict>;
  /** Null when the index page could not be read. */
  listing(url: string, document: Document): Promise<Listing | null>;
  /** Reads what a report or a library that was handed in cites. */
  draft(handed: Handed): Promise<ReadDraft | { readonly kind: 'beyond-budget'; readonly why: Shortfall }>;
}

/** What is said of a source, with the reading on which it rests. */
export interface Judged extends JudgedSource {
  readonly snapshot: Snapshot | null;
}

/** Thinks in the threads of a pool. */
export const thoughtIn = (pool: Pick<Pool, 'run'>): Thought => ({
  async read(unread) {
    const result = await pool.run('read', { unread });
    return result.kind === 'done' ? result.value : notRead(unread.sha256, result.why);
  },
  async saved(file) {
    const result = await pool.run('saved', file);
    return result.kind === 'done'
      ? result.value
      : { kind: 'unheard', fault: { kind: 'beyond-budget', why: result.why } };
  },
  async publisher(unread) {
    const result = await pool.run('publisher', unread);
    return result.kind === 'done' ? result.value : null;
  },
  judge: (known) => judge(pool, known),
  async judgeCapture(known) {
    const result = await pool.run('capture', known);
    return result.kind === 'done' ? result.value : null;
  },
  async isSamePage(cited, madeUp) {
    const result = await pool.run('samePage', { cited, madeUp });
    return result.kind === 'done' && result.value;
  },
  async ask(testimony, uses) {
    const result = await pool.run('ask', { testimony, uses });
    return result.kind === 'done' ? result.value : null;
  },
  async judgeEdition(known) {
    // With nothing to compare there is only the top of a page to look at, for a notice.
    if (known.series === null && known.candidates.length === 0) {
      const { judgeEdition } = await import('../../judging/editions/judge-edition.js');
      return judgeEdition(known);
    }
    const result = await pool.run('edition', known);
    if (result.kind === 'done') return result.value;
    const why = { kind: 'not-compared', why: result.why } as const;
    return { status: 'unknown', newer: [], ...known.before, why };
  },
  async listing(url, document) {
    const result = await pool.run('listing', { url, document });
    return result.kind === 'done' ? result.value : null;
  },
  async draft(handed) {
    const result = await pool.run('draft', handed);
    return result.kind === 'done' ? result.value : { kind: 'beyond-budget', why: result.why };
  },
});

async function judge(pool: Pick<Pool, 'run'>, known: SourceCase): Promise<Judged> {
  const unread = unreadIn(known);
  // Without a text there is nothing to hold quotations against.
  if (unread === null && known.snapshot === null) return { snapshot: null, ...(await judgeHere(known)) };
  const light = { ...known, outcome: known.outcome && withoutBytes(known.outcome) };
  const first = await pool.run('judge', { known: light, unread });
  if (first.kind === 'done') {
    const { judged, read } = first.value;
    const snapshot = read === null ? known.snapshot : { ...read, document: readWritten(read.document) };
    return { snapshot, ...judged };
  }
  // What was read went with the judgement that came to no end. A page that takes too much memory, or waits for ever, is not read twice.
  const isHopeless = first.why.kind === 'memory' || first.why.kind === 'stalled';
  const again = unread === null || isHopeless ? null : await pool.run('read', { unread });
  const snapshot = again?.kind === 'done' ? again.value : known.snapshot;
  const second =
    snapshot === null
      ? first
      : await pool.run('judge', {
          known: { ...light, snapshot, unmatched: first.why },
          unread: null,
        });
  if (second.kind === 'done') return { snapshot, ...second.value.judged };
  return judgeUnread(light, notRead(unread?.sha256 ?? snapshot?.sha256 ?? '', second.why));
}

/** What can be said of a source whose text broke the judges: what its server did. Nothing of its texts is looked at. */
async function judgeUnread(known: SourceCase, snapshot: Snapshot): Promise<Judged> {
  const history = { ...known.history, baseline: null };
  return { snapshot, ...(await judgeHere({ ...known, snapshot, history })) };
}

/** Loaded when something is to be judged on this thread: on a quiet night nothing is. */
async function judgeHere(known: SourceCase): Promise<JudgedSource> {
  const { judgeSource } = await import('../../judging/source.js');
  return judgeSource(known);
}

/** The bytes that are to be read for a verdict; null when they were read before, or there are none. */
function unreadIn({ outcome, snapshot }: SourceCase): Unread | null {
  return snapshot === null && outcome?.kind === 'answered' && outcome.body !== null
    ? unreadOf({ ...outcome, body: outcome.body })
    : null;
}

/** An answer's bytes, with what is known of them. */
export const unreadOf = ({ body, headers, finalUrl }: Answered & { readonly body: Body }): Unread => ({
  bytes: body.bytes,
  sha256: body.sha256,
  contentType: headers['content-type'] ?? null,
  url: finalUrl,
});

/** Judges ask of a body whether it was empty, never for its bytes nor how they came: those need not travel, nor the memory in which a view of them lies. */
function withoutBytes<T extends Outcome>(outcome: T): T {
  return outcome.kind === 'failed' || outcome.body === null
    ? outcome
    : {
        ...outcome,
        wire: undefined,
        body: { ...outcome.body, bytes: Uint8Array.from(outcome.body.bytes.subarray(0, 1)) },
      };
}

const notRead = (sha256: string, why: Shortfall): Snapshot =>
  snapshotOf(sha256, {
    type: 'other',
    title: null,
    lang: null,
    blocks: [],
    links: [],
    refresh: null,
    passwordForm: false,
    dates: { published: null, modified: null },
    unread: { kind: 'beyond-budget', why },
    normaliser: NOT_READ,
  });
