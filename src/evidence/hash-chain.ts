import type { EvidenceProblem } from '../model/capture.js';
import type { DiskLine, Extent } from './disk.js';
import { isFiled, type LogLine, type LostLine, NOTHING, remains, type Tip, unseal } from './log.js';

/** Follows the lines of a log, and finds those that were altered, dropped or put elsewhere. */
export type Chain = ReturnType<typeof followChain>;

/** Lines that the chain passes over: they are none of it. */
export interface LogStray {
  readonly lines: readonly DiskLine[];
  /** All of them, without the last one's line break. */
  readonly place: Extent;
  /** The lines of the chain before and behind; null at the end of the log. */
  readonly before: Tip;
  readonly next: LogLine | null;
}

/** Where lines stand that follow one another, without the last one's line break. */
export function strayPlace(lines: readonly DiskLine[]): Extent {
  const [first, last] = [lines[0]?.place, lines.at(-1)?.place];
  if (first === undefined || last === undefined) return { offset: 0, length: 0 };
  return { offset: first.offset, length: last.offset + last.length - first.offset };
}

/** A line that a log must have, and who says so: “what was noted down”, “the file “head””. */
export interface NotedTip {
  readonly tip: Tip;
  readonly by: string;
}

/** `head` is the line that the head names, `noted` are those that somebody noted down: the log must have all of them. */
export function followChain(head: Tip, noted: readonly NotedTip[]) {
  const known = [{ tip: head, by: 'the file “head”' }, ...noted];
  const losses: LostLine[] = [];
  const problems: EvidenceProblem[] = [];
  const strays: LogStray[] = [];
  const met = new Set<NotedTip>();
  let last: Tip = NOTHING;
  let unread: DiskLine[] = [];

  const noteAltered = (): void => {
    for (const [i, { text }] of unread.entries())
      problems.push({
        ...remains(text),
        n: last.n + 1 + i,
        message: 'its line in the log was altered',
      });
  };
  const passOver = (next: LogLine | null): void => {
    if (unread.length > 0)
      strays.push({ lines: unread, place: strayPlace(unread), before: last, next });
  };
  const noteDropped = (from: number, to: number): void => {
    const message = from === to ? 'was dropped from the log' : `to ${to} were dropped from the log`;
    if (from <= to) problems.push({ n: from, message });
  };
  const place = (line: LogLine): void => {
    const next = last.n + 1;
    if (line.n < next) {
      problems.push({ ...about(line), message: 'its line stands at the wrong place of the log' });
      return;
    }
    // The chain passes over lines that never had a place in it.
    if (line.n === next && line.previous === last.sha256) passOver(line);
    else {
      noteAltered();
      noteDropped(next + unread.length, line.n - 1);
      if (line.n === next)
        problems.push({
          ...about(line),
          message: 'its line was written behind another line than the one before it',
        });
    }
    unread = [];
    last = line;
  };

  return {
    /** Takes the next line; gives what it says when it is as it was written. */
    next(written: DiskLine): LogLine | null {
      const line = unseal(written.text);
      if (line === null) unread.push(written);
      else {
        place(line);
        if (line.kind === 'lost') losses.push(line);
        for (const one of known)
          if (one.tip.n === line.n && one.tip.sha256 === line.sha256) met.add(one);
      }
      return line;
    },
    /** What is wrong, once there are no more lines; `lost`: lines that were noted down and are not there, of which the log says that they were lost. */
    end() {
      const missed = noted.filter((one) => one.tip.n > 0 && !met.has(one));
      const explained = new Map(missed.flatMap((one) => explain(one, losses)));
      const wanted = known.filter((one) => !explained.has(one));
      const most = Math.max(...wanted.map(({ tip }) => tip.n), 0);
      if (most > last.n) {
        noteAltered();
        noteDropped(last.n + 1 + unread.length, most);
      } else passOver(null);
      for (const one of wanted)
        if (one.tip.n > 0 && one.tip.n <= last.n && !met.has(one))
          problems.push({
            n: one.tip.n,
            message: `its line in the log is not the one that ${one.by} names`,
          });
      const vouched = Math.max(...noted.filter((one) => met.has(one)).map(({ tip }) => tip.n), 0);
      const lost: EvidenceProblem[] = [...explained].map(([{ tip }, { loss, words }]) => ({
        n: tip.n,
        message: `${words}; ${loss.n <= vouched ? VOUCHED : UNVOUCHED}`,
      }));
      return { problems, notes: losses.map(lossNote), strays, lost, tip: last };
    },
  };
}

const VOUCHED = 'a line that was noted down later vouches for that';
const UNVOUCHED =
  'no line that was noted down later vouches for that, and whoever holds the folder can have written it';

/**
 * What a log says of a line that was noted down and is not there. Only what would stand behind a loss can have been lost in it: lines
 * before it are those of the log itself. Of lines before the one that the loss names nobody knows more than that.
 */
function explain(one: NotedTip, losses: readonly LostLine[]) {
  const { tip, by } = one;
  const loss = losses.find(
    ({ n, of }) =>
      of !== undefined &&
      n <= tip.n &&
      (tip.n < of.n || (tip.n === of.n && tip.sha256 === of.sha256)),
  );
  if (loss?.of === undefined) return [];
  const said = `line ${loss.n}, written on ${loss.at},`;
  const words =
    tip.n === loss.of.n
      ? `${by} names a line that was lost with run ${loss.run}: ${said} says so`
      : `${by} names a line that is not there: ${said} says that those up to ${loss.of.n} were lost with run ${loss.run}, and not what they were`;
  return [[one, { loss, words }] as const];
}

const lossNote = ({ n, at, run, known }: LostLine): EvidenceProblem => ({
  n,
  at,
  message: `run ${run} was reported, and this night began with what was known up to run ${known}`,
});

function about(line: LogLine): Omit<EvidenceProblem, 'message'> {
  if (isFiled(line)) return line;
  const { n, at } = line;
  return line.kind === 'pruned' || line.kind === 'left' ? { n, at, file: line.file } : { n, at };
}
