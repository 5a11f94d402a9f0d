import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import type { Answered } from '../model/outcome.js';
import type { SanitizedText } from '../model/sanitized-text.js';
import { lastLine, logTexts, readHead, tipIn } from './append-log.js';
import type { Capture, Resource } from './capture.js';
import {
  captureIndex,
  certificatesOf,
  type KeptCapture,
  type KeptResource,
  type KeptWarc,
  readCapture,
  readResource,
  reopen,
  reopenAnswer,
  type WarcOrder,
  warcsOf,
} from './capture-reader.js';
import { type CaptureWriter, openCaptureWriter, type Pruning } from './capture-writer.js';
import { fileSize } from './disk.js';
import type { NotedTip } from './hash-chain.js';
import { type Entry, type EvidenceRecord, type ResourceRecord, type Tip, unseal } from './log.js';
import type { EvidenceLimits } from './retention.js';
import type { AskAuthority, KeptStamp, StampOrder } from './stamp-review.js';
import { warcFiles } from './unlisted-bytes.js';
import { type RecordReaders, verifyEvidence } from './verify.js';

/** What servers answered, kept so that nobody can change or drop a part of it unseen. */
export type Evidence = ReturnType<typeof openEvidence>;

/** Where the evidence of a store lies: in `evidence/` beside it. */
export const evidenceFolder = (db: string): string => join(dirname(db), 'evidence');

/** The evidence in a folder, which is made when the first capture comes. One process writes to it at a time. */
export function openEvidence(folder: string, limits: EvidenceLimits) {
  const alone = pLimit(1);
  let opening: Promise<CaptureWriter> | null = null;
  let isClosed = false;
  const write = <T>(job: (writer: CaptureWriter) => Promise<T>): Promise<T> =>
    alone(async () => {
      if (isClosed) throw new Error('the evidence is closed');
      try {
        opening ??= openCaptureWriter(folder);
        return await job(await opening);
      } catch (error) {
        // What a full disk left half written is seen when the folder is taken up anew.
        opening = null;
        throw error;
      }
    });
  return {
    /** Keeps an answer, for good once it resolves. Null when it has no body, and so shows nothing of a document. */
    keep: (capture: Capture) => write((writer) => writer.keep(capture)),
    /** Keeps what no server sent, beside what servers did, for good once it resolves. */
    keepResource: (resource: Resource) => write((writer) => writer.keepResource(resource)),
    ...openSnapshot(folder),
    /** Has an authority stamp a line of the log, and keeps the stamp as a line of its own; in a few words why not, where it is no good one. */
    async stamp(
      order: StampOrder,
      ask: AskAuthority,
    ): Promise<{ n: number; time: string } | SanitizedText> {
      const { askForStamp } = await import('./stamp-review.js');
      const got = await askForStamp(order, ask);
      if (typeof got === 'string') return got;
      const { at, tsa, of } = order;
      const response = Buffer.from(got.response).toString('base64');
      const { n } = await write((writer) => writer.note({ kind: 'stamp', at, tsa, of, response }));
      return { n, time: got.time };
    },
    /** Notes that a night began from an older state than was reported. */
    noteLost: (lost: Extract<Entry, { readonly kind: 'lost' }>) =>
      write((writer) => writer.note(lost)),
    /**
     * Reads everything, and says what is not as it was written. The log must have every line of `noted`; `roots` (PEM) are those that
     * signers of stamps must lead to. `readers` read the bytes of records; of evidence of our own, by default, nobody else's.
     */
    verify: (noted?: readonly NotedTip[], roots?: string | null, readers?: RecordReaders) =>
      verifyEvidence(folder, limits, noted, roots, readers),
    /** Resolves once what is being kept is kept; what comes later is refused. */
    close(): Promise<void> {
      isClosed = true;
      return alone(async () => {});
    },
    /** Removes what is beyond the limits, after the log says so. */
    async prune(at: string): Promise<Pruning> {
      const bytes = await roomyBytes(folder, limits);
      return bytes === null ? write((writer) => writer.prune(at, limits)) : { removed: [], bytes };
    },
  };
}

/** What is read of a folder while somebody may be adding to it. */
function openSnapshot(folder: string) {
  const index = captureIndex(folder);
  return {
    /** The captures of a subject that retention has left, oldest first. */
    list: async (subject: string) => (await index()).of(subject),
    /** What is kept beside the captures of a subject, oldest first. */
    beside: async (subject: string) => (await index()).beside(subject),
    /** A capture by its number in the log. Null when there is none or it was pruned; rejects when it is not as it was written. */
    async read(n: number): Promise<KeptCapture | null> {
      const kept = await index();
      const record = kept.numbered(n);
      return record?.kind === 'capture' ? readCapture(folder, record, kept) : null;
    },
    /** What is kept beside captures, by its number in the log. Null and rejects like `read`. */
    async readBeside(n: number): Promise<KeptResource | null> {
      const record = (await index()).numbered(n);
      return record?.kind === 'resource' ? readResource(folder, record) : null;
    },
    /** An answer that was just kept, as the disk gives it; in a few words why not, where it does not give it as it was written. */
    reopen: (record: EvidenceRecord) => reopenAnswer(folder, record),
    /** The certificates of the connection over which a capture came, the server's own first. Rejects like `read`. */
    certificates: async (capture: Pick<KeptCapture, 'record' | 'wire'>) =>
      certificatesOf(folder, capture, await index()),
    /** Why what was just kept beside captures does not come back from the disk as it was kept, in a few words; null where it does. */
    faultOf: async (record: ResourceRecord) => (await reopen(folder, record)).fault,
    /** The WARC records that are ordered, and those that they refer to, oldest first. Leaves out what `verify` would name. */
    async *warcs(order: WarcOrder): AsyncGenerator<KeptWarc> {
      yield* warcsOf(folder, order, await index());
    },
    /** The latest kept answer of a subject, as the fetcher gave it; null when there is none. Rejects like `read`. */
    async outcomeOf(subject: string): Promise<Answered | null> {
      const kept = await index();
      const latest = kept.of(subject).findLast((one) => kept.holderOf(one) !== null);
      return latest === undefined
        ? null
        : ((await readCapture(folder, latest, kept))?.outcome ?? null);
    },
    /** What was noted of nights that began from an older state than was reported, oldest first. */
    lost: async () => (await index()).lost,
    /** True when the log has this line; every log has line 0. */
    async holds({ n, sha256 }: Tip): Promise<boolean> {
      for await (const text of logTexts(folder, n, n)) return unseal(text)?.sha256 === sha256;
      return n === 0;
    },
    /** Of each authority the first stamp that covers a line. Leaves out what `verify` would name. */
    async stampsOver(n: number): Promise<readonly KeptStamp[]> {
      const lines = (await index()).stampsOver(n);
      return lines.length === 0 ? [] : (await import('./stamp-review.js')).openStamps(lines);
    },
    /** The lines of the log from one to another, as they stand there. */
    logLines: (from: number, to: number) => logTexts(folder, from, to),
    /** The latest line of the log: noted down elsewhere, it holds the whole chain up to it. */
    tip: async () => tipIn(await readHead(folder)),
    /** The latest line that stands in the log, whatever is noted beside it; number 0 where there is none. */
    lastLine: () => lastLine(folder),
    /** The number of the latest run of which anything is left, or that is known to be lost; 0 when there is none. */
    lastRun: async () => (await index()).lastRun,
  };
}

/** Bytes of all captures where neither they nor their files are too many, so that the log need not be read; else null. */
async function roomyBytes(
  folder: string,
  { maxBytes, keepRuns }: EvidenceLimits,
): Promise<number | null> {
  const files = warcFiles(folder);
  const sizes = await Promise.all(files.map((file) => fileSize(join(folder, file))));
  const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return files.length <= keepRuns && bytes <= maxBytes ? bytes : null;
}
