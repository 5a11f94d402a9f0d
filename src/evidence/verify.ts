import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceProblem } from '../model/evidence-problem.js';
import { logOf, readHead, readLog } from './append-log.js';
import { fileSize, hashOf, linesOfFile } from './disk.js';
import { type Chain, followChain } from './hash-chain.js';
import type { EvidenceRecord, Tip } from './log-line.js';

/** What reading all of the evidence came to. */
export interface Verification {
  /** Captures whose bytes were read. */
  readonly captures: number;
  /** Captures that retention has removed, with a line in the log that says so. */
  readonly pruned: number;
  /** The latest line of the log. */
  readonly tip: Tip;
  /** What is not as it was written: altered, dropped, cut short, missing. */
  readonly problems: readonly EvidenceProblem[];
  /** What a killed process left behind. It is listed nowhere, and says nothing of what is. */
  readonly notes: readonly EvidenceProblem[];
}

/**
 * Reads the whole log and every byte that it lists, piece by piece. `noted` is a line that somebody wrote down elsewhere:
 * the log must still have it. Rejects when a file cannot be read for a reason of the machine's own.
 */
export async function verifyEvidence(folder: string, noted: Tip | null = null): Promise<Verification> {
  // Before the log: a run that is under way adds to both.
  const head = await readHead(folder);
  const chain = followChain([
    ...(head === null ? [] : [{ tip: head, by: 'the file “head”' }]),
    ...(noted === null ? [] : [{ tip: noted, by: 'what was noted down' }]),
  ]);
  const removed = await prunedFiles(folder);
  const { captures, pruned, ends, problems } = await readAll(folder, chain, removed);
  const links = chain.end();
  const damagedHead = { file: 'head', message: 'was altered' };
  return {
    captures,
    pruned,
    tip: links.tip,
    problems: [...(head === null ? [damagedHead] : []), ...links.problems, ...problems],
    notes: [...links.notes, ...(await unlisted(folder, ends))],
  };
}

async function prunedFiles(folder: string): Promise<ReadonlySet<string>> {
  const files = new Set<string>();
  for await (const line of readLog(folder)) if (line.kind === 'pruned') files.add(line.file);
  return files;
}

async function readAll(folder: string, chain: Chain, removed: ReadonlySet<string>) {
  const problems: EvidenceProblem[] = [];
  const ends = new Map<string, number>();
  let captures = 0;
  let pruned = 0;
  for await (const written of linesOfFile(logOf(folder))) {
    const line = chain.next(written);
    if (line?.kind !== 'capture') continue;
    ends.set(line.file, Math.max(ends.get(line.file) ?? 0, line.offset + line.length));
    const damage = await damageOf(folder, line);
    if (damage === MISSING && removed.has(line.file)) pruned++;
    else {
      captures++;
      if (damage !== null) problems.push({ ...line, message: damage });
    }
  }
  return { captures, pruned, ends, problems };
}

const MISSING = 'its file is missing';

/** What happened to a capture's bytes, in a few words; null when they are as they were written. */
export async function damageOf(folder: string, record: EvidenceRecord): Promise<string | null> {
  const { file, offset, length, recordSha256 } = record;
  const size = await fileSize(join(folder, file));
  if (size === null) return MISSING;
  if (size < offset + length) return 'its file is cut short';
  const same = (await hashOf(join(folder, file), offset, length)) === recordSha256;
  return same ? null : 'its bytes are not those that were written';
}

async function unlisted(
  folder: string,
  ends: ReadonlyMap<string, number>,
): Promise<readonly EvidenceProblem[]> {
  const notes: EvidenceProblem[] = [];
  for (const file of await warcFiles(folder)) {
    const end = ends.get(file) ?? 0;
    const size = (await fileSize(join(folder, file))) ?? 0;
    if (size > end)
      notes.push({ file, offset: end, message: `${size - end} bytes that the log does not list` });
  }
  return notes;
}

/** The files of captures in a folder; none when it is absent. */
export async function warcFiles(folder: string): Promise<readonly string[]> {
  if ((await fileSize(folder)) === null) return [];
  return (await readdir(folder)).filter((name) => name.endsWith('.warc.gz')).sort();
}
