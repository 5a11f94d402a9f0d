import { join } from 'node:path';
import { append, fileText, linesOfFile, replace } from './disk.js';
import { type Entry, type LogLine, NOTHING, seal, type Tip, unseal } from './log-line.js';

/** The log's file, in the folder of evidence. */
export const logOf = (folder: string): string => join(folder, 'log.jsonl');

/** Beside the log: the number and the hash of its latest line, so that lines cut off its end are missed. */
const headOf = (folder: string): string => join(folder, 'head');

/** Adds lines to the log, all with one write, for good once it resolves. */
export type Append = (entries: readonly Entry[]) => Promise<readonly LogLine[]>;

/**
 * Takes up the log where it ends; `seen` is told of every whole line that it has. Nothing is ever taken away: what a
 * killed process left half written stays as a line that the chain passes over, and where lines are missing that the
 * head names, new ones go on from the head, so that the gap stays visible.
 */
export async function openAppendLog(folder: string, seen: (line: LogLine) => void): Promise<Append> {
  const head = (await readHead(folder)) ?? NOTHING;
  let tip: Tip = NOTHING;
  let open = false;
  for await (const { text, ended } of linesOfFile(logOf(folder))) {
    open = !ended;
    const line = unseal(text);
    if (line === null) continue;
    tip = line;
    seen(line);
  }
  if (head.n > tip.n) tip = head;
  if (open) await append(logOf(folder), Buffer.from('\n'));

  return async (entries) => {
    const texts: string[] = [];
    const lines: LogLine[] = [];
    for (const entry of entries) {
      const text = seal(entry, lines.at(-1) ?? tip);
      const line = unseal(text);
      if (line === null) throw new Error(`this cannot be a line of the log: ${text}`);
      texts.push(`${text}\n`);
      lines.push(line);
    }
    const last = lines.at(-1);
    if (last === undefined) return [];
    await append(logOf(folder), Buffer.from(texts.join('')));
    tip = last;
    await replace(headOf(folder), `${last.n} ${last.sha256}\n`);
    return lines;
  };
}

/** The latest line as the head names it; {@link NOTHING} when there is none, null when it is not as it was written. */
export async function readHead(folder: string): Promise<Tip | null> {
  const text = await fileText(headOf(folder));
  if (text === null) return NOTHING;
  const [, n, sha256] = /^([1-9]\d*) ([0-9a-f]{64})\n$/u.exec(text) ?? [];
  return n === undefined || sha256 === undefined ? null : { n: Number(n), sha256 };
}

/** The lines of a folder's log that are as they were written. */
export async function* readLog(folder: string): AsyncGenerator<LogLine> {
  for await (const { text } of linesOfFile(logOf(folder))) {
    const line = unseal(text);
    if (line !== null) yield line;
  }
}
