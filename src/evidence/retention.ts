import type { EvidenceRecord, KeptRecord } from './log.js';

export interface EvidenceLimits {
  /** Bytes on the disk, over all files. */
  readonly maxBytes: number;
  /** Runs whose captures are kept (files: a run that was killed and taken up may have two). */
  readonly keepRuns: number;
}

/**
 * Half a year of nights, after which a citation is stale; and 2 GB, a fifth of what GitHub gives a repository's caches. Who raises
 * them keeps these for verification: a pruning under tighter limits is taken for a forgery.
 */
export const EVIDENCE_LIMITS: EvidenceLimits = { maxBytes: 2_000_000_000, keepRuns: 183 };

/** The bytes that a capture holds or refers to. */
export const payloadKey = ({
  finalUrl,
  payloadSha256,
}: Pick<EvidenceRecord, 'finalUrl' | 'payloadSha256'>): string => `${payloadSha256} ${finalUrl}`;

/**
 * The files that may go, oldest first, given the captures that are kept (in their order) and the size of each file.
 *
 * Never the latest file, nor the one that holds what a source last showed, or what was last kept beside it: of a page that died
 * years ago it is all there is. A file that is merely old also stays as long as a younger capture refers to its bytes; where space is short
 * it goes, and what referred to it keeps the hash alone.
 */
export function selectPrunableFiles(
  records: readonly KeptRecord[],
  sizes: ReadonlyMap<string, number>,
  { maxBytes, keepRuns }: EvidenceLimits,
): readonly string[] {
  const files = [...new Set(records.map((record) => record.file))];
  const captures = records.filter((record) => record.kind === 'capture');
  const holders = new Map(captures.filter((r) => !r.revisit).map((r) => [payloadKey(r), r.file]));
  const numbered = new Map(captures.map(({ n, file }) => [n, file]));
  /** The file that holds what a capture shows. */
  const payloadFile = (r: EvidenceRecord): string | undefined =>
    r.sameAs === undefined ? holders.get(payloadKey(r)) : numbered.get(r.sameAs);
  const latest = new Map<string, string | undefined>();
  for (const record of records)
    if (record.kind === 'resource') latest.set(`${record.role} ${record.subject}`, record.file);
    else if (record.accepted) latest.set(record.subject, payloadFile(record));
  const treasured = new Set(latest.values());
  const gone = new Set<string>();
  const isReferredTo = (file: string): boolean =>
    captures.some(
      (r) => r.revisit && r.file !== file && !gone.has(r.file) && payloadFile(r) === file,
    );

  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  for (const [age, file] of files.slice(0, -1).entries()) {
    const old = age < files.length - keepRuns && !isReferredTo(file);
    if (treasured.has(file) || !(old || total > maxBytes)) continue;
    gone.add(file);
    total -= sizes.get(file) ?? 0;
  }
  return [...gone];
}
