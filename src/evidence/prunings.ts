import type { EvidenceProblem } from '../model/evidence-problem.js';
import { isFiled, isKept, type ListedRecord, type LogLine, type PrunedFile } from './log-line.js';
import { type EvidenceLimits, expendable } from './retention.js';

/** What the lines about removed files come to. */
export interface PruningReview {
  readonly problems: readonly EvidenceProblem[];
  /** Lines of before, that do not say by which limits they chose. */
  readonly notes: readonly EvidenceProblem[];
}

/** Under these anything may go that may ever go. */
const NO_ROOM: EvidenceLimits = { maxBytes: -1, keepRuns: 0 };

/**
 * Lets retention choose again wherever a line of a whole log says that it removed a file: one that it could not have chosen was
 * removed by somebody else. `onDisk` are the sizes of the files that are left. `limits` are the program's own: a line that names
 * tighter ones was not written by it.
 */
export function reviewPrunings(
  lines: readonly LogLine[],
  onDisk: ReadonlyMap<string, number>,
  limits: EvidenceLimits,
): PruningReview {
  const problems: EvidenceProblem[] = [];
  const notes: EvidenceProblem[] = [];
  const unlisted = unlistedBytes(lines, onDisk);
  const sizes = new Map<string, number>();
  let kept: ListedRecord[] = [];
  let round: Round = NO_ROUND;
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
      round = { by, chosen: expendable(kept.filter(isKept), sizes, line.limits ?? NO_ROOM) };
    const fault = faultOf(line, { kept, chosen: round.chosen, limited, limits });
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

/** What one round of retention chose before it removed anything: lines of the same time and limits, with no capture between them. */
interface Round {
  readonly by: string;
  readonly chosen: readonly string[];
}
const NO_ROUND: Round = { by: '', chosen: [] };

interface Choice {
  readonly kept: readonly ListedRecord[];
  readonly chosen: readonly string[];
  /** True when a line before names limits: from then on all do. */
  readonly limited: boolean;
  readonly limits: EvidenceLimits;
}

function faultOf(
  { file, records, limits }: PrunedFile,
  { kept, chosen, limited, limits: own }: Choice,
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

const limitWords = ({ maxBytes, keepRuns }: EvidenceLimits): string => `${keepRuns} runs, ${maxBytes} bytes`;

/** Of each file, the bytes that no line lists, as a killed process leaves them: retention counts them. */
function unlistedBytes(lines: readonly LogLine[], onDisk: ReadonlyMap<string, number>) {
  const sizes = new Map(onDisk);
  const ends = new Map<string, number>();
  for (const line of lines)
    if (line.kind === 'pruned') sizes.set(line.file, line.bytes);
    else if (isFiled(line)) ends.set(line.file, line.offset + line.length);
  return new Map([...ends].map(([file, end]) => [file, Math.max(0, (sizes.get(file) ?? 0) - end)]));
}
