import { logOf, readLog } from './append-log.js';
import { fileSize } from './disk.js';
import {
  type CertificateRecord,
  type EvidenceRecord,
  isKept,
  type KeptRecord,
  type LostLine,
  type ResourceRecord,
  type StampLine,
} from './log-line.js';
import { payloadKey } from './retention.js';

/** The captures that retention has left, by what is asked of them. */
export interface CaptureIndex {
  /** Of a subject, oldest first. */
  of(subject: string): readonly EvidenceRecord[];
  /** What is kept beside the captures of a subject, oldest first. */
  beside(subject: string): readonly ResourceRecord[];
  /** By its number in the log. */
  numbered(n: number): KeptRecord | null;
  /** The capture that holds the bytes of `record`, or those in which the same was read: itself, or the one that it refers to. Null when that was pruned. */
  holderOf(record: EvidenceRecord): EvidenceRecord | null;
  /** A certificate that is kept in a file; null when it is not, or was pruned. */
  certificate(file: string, sha256: string): CertificateRecord | null;
  /** Of each authority the first stamp that covers a line, in their order in the log. */
  stampsOver(n: number): readonly StampLine[];
  /** Nights that were lost, oldest first. */
  readonly lost: readonly LostLine[];
  /** The latest run of which anything is left, or that is known to be lost; 0 for none. */
  readonly lastRun: number;
}

/**
 * A folder's index: the log is read once, and again when it has grown, for lines are only ever added to it. Rejects when it
 * cannot be read.
 */
export function captureIndex(folder: string): () => Promise<CaptureIndex> {
  let known: { readonly size: number; readonly index: Promise<CaptureIndex> } | null = null;
  return async () => {
    const size = (await fileSize(logOf(folder))) ?? 0;
    if (known?.size !== size) {
      const made = { size, index: readIndex(folder) };
      known = made;
      made.index.catch(() => {
        if (known === made) known = null;
      });
    }
    return known.index;
  };
}

async function readIndex(folder: string): Promise<CaptureIndex> {
  const lines: KeptRecord[] = [];
  const gone = new Set<string>();
  const certificates = new Map<string, CertificateRecord>();
  const stamps: StampLine[] = [];
  const lost: LostLine[] = [];
  for await (const line of readLog(folder))
    if (isKept(line)) lines.push(line);
    else if (line.kind === 'pruned') gone.add(line.file);
    else if (line.kind === 'stamp') stamps.push(line);
    else if (line.kind === 'lost') lost.push(line);
    else if (line.kind === 'certificate') certificates.set(`${line.file} ${line.certificateSha256}`, line);
  const kept = lines.filter((record) => !gone.has(record.file));
  const captures = kept.filter((record) => record.kind === 'capture');
  const bySubject = ofSubjects(captures);
  const beside = ofSubjects(kept.filter((record) => record.kind === 'resource'));
  const byNumber = new Map(kept.map((record) => [record.n, record]));
  const holders = new Map(captures.filter((r) => !r.revisit).map((record) => [payloadKey(record), record]));
  return {
    of: (subject) => bySubject.get(subject) ?? [],
    beside: (subject) => beside.get(subject) ?? [],
    numbered: (n) => byNumber.get(n) ?? null,
    holderOf(record) {
      if (record.sameAs === undefined)
        return record.revisit ? (holders.get(payloadKey(record)) ?? null) : record;
      const holder = byNumber.get(record.sameAs);
      return holder?.kind === 'capture' && !holder.revisit ? holder : null;
    },
    certificate: (file, sha256) => (gone.has(file) ? null : (certificates.get(`${file} ${sha256}`) ?? null)),
    stampsOver: (n) => {
      const over = stamps.filter((stamp) => stamp.of.n >= n);
      return over.filter((stamp, i) => over.findIndex(({ tsa }) => tsa === stamp.tsa) === i);
    },
    lost,
    lastRun: [...kept, ...lost].reduce((last, { run }) => Math.max(last, run), 0),
  };
}

function ofSubjects<R extends KeptRecord>(records: readonly R[]): ReadonlyMap<string, readonly R[]> {
  const bySubject = new Map<string, R[]>();
  for (const record of records) {
    const own = bySubject.get(record.subject);
    if (own === undefined) bySubject.set(record.subject, [record]);
    else own.push(record);
  }
  return bySubject;
}
