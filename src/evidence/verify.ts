import { join } from 'node:path';
import type { EvidenceProblem } from '../model/capture.js';
import { type HeadWord, logOf, readHead, readLog, tipIn } from './append-log.js';
import { MISSING, openRecord, reopen } from './capture-reader.js';
import { fileSize, linesOfFile } from './disk.js';
import { type Chain, followChain, type NotedTip } from './hash-chain.js';
import {
  type CertificateRecord,
  type EvidenceRecord,
  isFiled,
  isKept,
  type ListedRecord,
  type LogLine,
  type PrunedFile,
  type StampLine,
  type Tip,
} from './log.js';
import { type EvidenceLimits, payloadKey, selectPrunableFiles } from './retention.js';
import type { reviewStamps } from './stamp-review.js';
import {
  ListedBytes,
  reviewUnlistedBytes,
  shapeOf,
  type UnlistedBytes,
  warcFiles,
} from './unlisted-bytes.js';

type StampReview = Awaited<ReturnType<typeof reviewStamps>>;

/**
 * Reads the whole log and opens every capture that it lists. `limits` are those of retention; the log must have the lines `noted`
 * elsewhere; signers of time stamps must lead to `roots` (PEM), where known. What is `foreign` is so beside what is listed, which is as it
 * was written all the same. `readers` read the bytes of records. Rejects when the machine cannot read a file.
 */
export async function verifyEvidence(
  folder: string,
  limits: EvidenceLimits,
  noted: readonly NotedTip[] = [],
  roots: string | null = null,
  readers: RecordReaders = { openRecord, shapeOf },
) {
  // Before the log: a run that is under way adds to both.
  const head = await readHead(folder);
  const chain = followChain(tipIn(head), noted);
  const { removed, stamps } = await survey(folder);
  const { reviewStamps } = await import('./stamp-review.js');
  const review = await reviewStamps(stamps, roots);
  const { captures, pruned, listed, problems } = await readAll(
    { folder, readers },
    chain,
    removed,
    review,
    tipIn(head).n,
  );
  const links = chain.end();
  const isWhole = links.problems.length === 0;
  // Of a log that is not whole nobody can say what retention saw.
  const strays = isWhole ? await reviewUnlistedBytes(folder, listed, links.strays) : NO_STRAYS;
  const prunings =
    isWhole && removed.size > 0 ? await reviewOf(folder, limits) : { problems: [], notes: [] };
  return {
    /** Captures, and what was kept beside them, whose bytes were read. */
    captures,
    /** Captures that retention has removed, with a line in the log that says so. */
    pruned,
    tip: links.tip,
    stamps: review.cover,
    problems: [
      ...headProblems(head, links.tip),
      ...links.problems,
      ...strays.problems,
      ...prunings.problems,
      ...review.end(),
      ...problems,
    ],
    /** What was noted down and is not there, and of which the log says that it was lost with the state of a night. */
    lost: links.lost,
    notes: [...links.notes, ...prunings.notes, ...strays.notes],
    foreign: strays.foreign,
  };
}

/** What reads the bytes of records, whoever wrote them. */
export interface RecordReaders {
  readonly openRecord: typeof openRecord;
  readonly shapeOf: typeof shapeOf;
}

const NO_STRAYS = { problems: [], notes: [], foreign: [] };

function headProblems(head: HeadWord, tip: Tip): readonly EvidenceProblem[] {
  if (head === 'altered') return [{ file: 'head', message: 'was altered' }];
  const isGone = head === 'missing' && tip.n > 0;
  return isGone ? [{ file: 'head', message: `is missing beside a log of ${tip.n} lines` }] : [];
}

/** The numbers of the lines whose bytes the log says were removed with their files, and the time stamps. */
async function survey(folder: string) {
  const removed = new Set<number>();
  const stamps: StampLine[] = [];
  for await (const line of readLog(folder))
    if (line.kind === 'pruned') for (const n of line.records) removed.add(n);
    else if (line.kind === 'stamp') stamps.push(line);
  return { removed, stamps };
}

async function reviewOf(folder: string, limits: EvidenceLimits) {
  const lines: LogLine[] = [];
  for await (const line of readLog(folder)) lines.push(line);
  const sizes = new Map<string, number>();
  for (const file of warcFiles(folder)) sizes.set(file, (await fileSize(join(folder, file))) ?? 0);
  return reviewPrunings(lines, sizes, limits);
}

async function readAll(
  { folder, readers }: { readonly folder: string; readonly readers: RecordReaders },
  chain: Chain,
  removed: ReadonlySet<number>,
  review: StampReview,
  head: number,
) {
  const problems: EvidenceProblem[] = [];
  const listed = new ListedBytes(head, readers.shapeOf);
  const held = new HeldBytes();
  let captures = 0;
  let pruned = 0;
  const certificates = new NamedCertificates();
  for await (const written of linesOfFile(logOf(folder))) {
    const line = chain.next(written);
    if (line === null) continue;
    review.next(line);
    listed.add(line);
    if (!isFiled(line)) continue;
    held.add(line);
    const { fault, certificates: named } = await reopen(folder, line, readers.openRecord);
    const isRemoved = fault === MISSING && removed.has(line.n);
    if (!isKept(line)) certificates.noteFound(line);
    else if (isRemoved) pruned++;
    else captures++;
    if (isRemoved) continue;
    if (line.kind === 'capture') certificates.noteNamed(line, named, held.fileOf(line));
    const message = fault ?? lackOf(line, held);
    if (message !== null) problems.push({ ...line, message });
  }
  return { captures, pruned, listed, problems: [...problems, ...certificates.problems()] };
}

/** What is wrong with a capture whose bytes no earlier one holds. */
function lackOf(line: ListedRecord, held: HeldBytes): string | null {
  if (line.kind !== 'capture' || held.fileOf(line) !== null) return null;
  return line.sameAs === undefined ? NOWHERE : NOT_READ;
}

/** What earlier captures hold. */
class HeldBytes {
  private readonly files = new Map<string, string>();
  private readonly readings = new Map<
    number,
    Pick<EvidenceRecord, 'reading' | 'finalUrl' | 'file'>
  >();

  add(line: ListedRecord): void {
    if (line.kind !== 'capture' || line.revisit) return;
    const { n, reading, finalUrl, file } = line;
    this.files.set(payloadKey(line), file);
    if (reading !== undefined) this.readings.set(n, { reading, finalUrl, file });
  }

  /** The file of what a capture refers to, or its own; null where no earlier one held it. */
  fileOf(line: EvidenceRecord): string | null {
    if (line.sameAs === undefined) return this.files.get(payloadKey(line)) ?? null;
    const held = this.readings.get(line.sameAs);
    return held?.reading === line.reading && held?.finalUrl === line.finalUrl ? held.file : null;
  }
}

/** Holds what captures name against the certificates that stand in the same file, before them or behind, or in that of what they refer to. */
class NamedCertificates {
  private readonly there = new Set<string>();
  private readonly missing = new Map<string, EvidenceRecord>();

  noteFound({ file, certificateSha256 }: CertificateRecord): void {
    this.there.add(`${file} ${certificateSha256}`);
    this.missing.delete(`${file} ${certificateSha256}`);
  }

  noteNamed(
    capture: EvidenceRecord,
    certificates: readonly string[],
    holding: string | null,
  ): void {
    for (const sha256 of certificates) {
      const key = `${capture.file} ${sha256}`;
      if (!this.there.has(key) && !this.there.has(`${holding} ${sha256}`) && !this.missing.has(key))
        this.missing.set(key, capture);
    }
  }

  problems(): readonly EvidenceProblem[] {
    return [...this.missing.values()].map((capture) => ({
      ...capture,
      message: 'names a certificate that its file does not have',
    }));
  }
}

const NOWHERE = 'refers to bytes that no earlier capture held';
const NOT_READ = 'refers to what was read in another capture, in which no line says that it was';
/** Under these anything may go that may ever go. */
const NO_ROOM: EvidenceLimits = { maxBytes: -1, keepRuns: 0 };

/**
 * Lets retention choose again wherever a line of a whole log says that it removed a file: one that it could not have chosen was
 * removed by somebody else. `onDisk` are the sizes of the files that are left. `limits` are the program's own: a line that names
 * tighter ones was not written by it. The notes are of lines of before, that do not say by which limits they chose.
 */
export function reviewPrunings(
  lines: readonly LogLine[],
  onDisk: ReadonlyMap<string, number>,
  limits: EvidenceLimits,
): Pick<UnlistedBytes, 'problems' | 'notes'> {
  const problems: EvidenceProblem[] = [];
  const notes: EvidenceProblem[] = [];
  const unlisted = unlistedBytes(lines, onDisk);
  const sizes = new Map<string, number>();
  let kept: ListedRecord[] = [];
  /** What one round of retention chose before it removed anything: lines of the same time and limits, with no capture between them. */
  let round = NO_ROUND;
  let limited = false;
  for (const line of lines) {
    if (line.kind === 'stamp' || line.kind === 'lost' || line.kind === 'left') continue;
    if (isFiled(line)) {
      kept.push(line);
      sizes.set(line.file, line.offset + line.length + (unlisted.get(line.file) ?? 0));
      round = NO_ROUND;
      continue;
    }
    const { n, at, file } = line;
    const by = JSON.stringify([at, line.limits]);
    if (round.by !== by)
      round = {
        by,
        chosen: selectPrunableFiles(kept.filter(isKept), sizes, line.limits ?? NO_ROOM),
      };
    const fault = faultOf(line, kept, round.chosen, limited, limits);
    if (fault !== null) problems.push({ n, at, file, message: fault });
    else if (line.limits === undefined) notes.push({ n, at, file, message: UNPROVEN });
    limited ||= line.limits !== undefined;
    kept = kept.filter((record) => record.file !== file);
    sizes.delete(file);
  }
  return { problems, notes };
}

const UNPROVEN =
  'was removed before limits were written into the log: that retention chose it cannot be shown';

const NO_ROUND = { by: '', chosen: [] as readonly string[] };

/** `limited`: a line before names limits, and from then on all do. */
function faultOf(
  { file, records, limits }: PrunedFile,
  kept: readonly ListedRecord[],
  chosen: readonly string[],
  limited: boolean,
  own: EvidenceLimits,
): string | null {
  const held = kept.filter((record) => record.file === file).map(({ n }) => n);
  if (held.length === 0) return 'is said to be removed, but no capture in it was left to remove';
  if (held.join() !== records.join())
    return 'is said to be removed with other captures than the log lists in it';
  if (limits === undefined && limited)
    return 'is said to be removed without limits, which earlier lines name';
  if (limits !== undefined && (limits.maxBytes < own.maxBytes || limits.keepRuns < own.keepRuns))
    return `is said to be removed by tighter limits (${limitWords(limits)}) than retention has (${limitWords(own)})`;
  if (chosen.includes(file)) return null;
  const by = limits === undefined ? 'any limits' : limitWords(limits);
  return `is said to be removed by retention, which could not have chosen it (${by})`;
}

const limitWords = ({ maxBytes, keepRuns }: EvidenceLimits): string =>
  `${keepRuns} runs, ${maxBytes} bytes`;

/** Of each file, the bytes that no line lists, as a killed process leaves them: retention counts them. */
function unlistedBytes(lines: readonly LogLine[], onDisk: ReadonlyMap<string, number>) {
  const sizes = new Map(onDisk);
  const ends = new Map<string, number>();
  for (const line of lines)
    if (line.kind === 'pruned') sizes.set(line.file, line.bytes);
    else if (isFiled(line)) ends.set(line.file, line.offset + line.length);
  return new Map([...ends].map(([file, end]) => [file, Math.max(0, (sizes.get(file) ?? 0) - end)]));
}
