import { join } from 'node:path';
import {
  append,
  type DiskLine,
  type Extent,
  fileSize,
  fileText,
  linesOfFile,
  replace,
  slice,
} from './disk.js';
import { type LogStray, strayPlace } from './hash-chain.js';
import { type Entry, type LogLine, NOTHING, seal, type Tip, unseal } from './log.js';

export const logOf = (folder: string): string => join(folder, 'log.jsonl');

/** Beside the log: the number and the hash of its latest line, so that lines cut off its end are missed. */
const headOf = (folder: string): string => join(folder, 'head');

/**
 * Takes up the log where it ends; `seen` is told of every whole line that it has, and of each that is added, with its place. Nothing
 * is ever taken away: what a killed process left half written stays as a line that the chain passes over, and where lines are missing
 * that the head names, new ones go on from the head, so that the gap stays visible.
 */
export async function openAppendLog(folder: string, seen: (line: LogLine, place: Extent) => void) {
  const head = await readHead(folder);
  let { tip, end, open, unread } = await readToEnd(folder, seen);
  // Before there is a line: a log without a head is then one whose head was taken away.
  if (head === 'missing' && tip.n === 0) await writeHead(folder, NOTHING);
  /** False where lines are missing that the head names. */
  const isWhole = tipIn(head).n <= tip.n;
  /** What follows its last whole line; null where nothing does. */
  const torn: LogStray | null =
    unread.length > 0
      ? { lines: unread, place: strayPlace(unread), before: tip, next: null }
      : null;
  // Killed between a line and the head: it is never more than one write behind.
  if (typeof head !== 'string' && head.n < tip.n) await writeHead(folder, tip);
  if (!isWhole) tip = tipIn(head);

  /** Adds lines, all with one write, for good once it resolves. */
  async function write(entries: readonly Entry[]): Promise<readonly LogLine[]> {
    const { texts, lines } = sealAll(entries, tip);
    const last = lines.at(-1);
    if (last === undefined) return [];
    // Lines that are taken away while the log is written to are missed at once, and not when somebody verifies.
    if (((await fileSize(logOf(folder))) ?? 0) < end)
      throw new Error(`${logOf(folder)} was removed or cut while it was written to`);
    await append(logOf(folder), Buffer.concat(open ? [Buffer.from('\n'), ...texts] : texts));
    if (open) end++;
    open = false;
    tip = last;
    for (const [i, line] of lines.entries()) {
      const length = texts[i]?.length ?? 0;
      seen(line, { offset: end, length: length - 1 });
      end += length;
    }
    await writeHead(folder, last);
    return lines;
  }
  return { append: write, isWhole, torn };
}

/** Entries as lines of the log that follow on its latest, each as it is written and as it reads. */
function sealAll(entries: readonly Entry[], tip: Tip) {
  const texts: Buffer[] = [];
  const lines: LogLine[] = [];
  for (const entry of entries) {
    const text = seal(entry, lines.at(-1) ?? tip);
    const line = unseal(text);
    if (line === null) throw new Error(`this cannot be a line of the log: ${text}`);
    texts.push(Buffer.from(`${text}\n`));
    lines.push(line);
  }
  return { texts, lines };
}

/** Reads a log: its last whole line, where it ends and whether within a line (`open`), and the lines at its end that say nothing. */
async function readToEnd(folder: string, seen: (line: LogLine, place: Extent) => void) {
  const log = { tip: NOTHING as Tip, end: 0, open: false, unread: [] as DiskLine[] };
  for await (const written of linesOfFile(logOf(folder))) {
    const { text, ended, place } = written;
    log.open = !ended;
    log.end = place.offset + place.length + (ended ? 1 : 0);
    const line = unseal(text);
    if (line === null) log.unread.push(written);
    else {
      log.unread = [];
      log.tip = line;
      seen(line, place);
    }
  }
  return log;
}

/** The line that stands at a place of a folder's log; null when it is not as it was written. */
export const lineAt = async (folder: string, { offset, length }: Extent): Promise<LogLine | null> =>
  unseal((await slice(logOf(folder), offset, length)).toString());

const writeHead = (folder: string, { n, sha256 }: Tip): Promise<void> =>
  replace(headOf(folder), `${n} ${sha256}\n`);

/** What the head says: the latest line, or why it names none. */
export type HeadWord = Tip | 'missing' | 'altered';

/** The line that a head names; {@link NOTHING} when it names none. */
export const tipIn = (head: HeadWord): Tip => (typeof head === 'string' ? NOTHING : head);

export async function readHead(folder: string): Promise<HeadWord> {
  const text = await fileText(headOf(folder));
  if (text === null) return 'missing';
  const [, n, sha256] = /^(0|[1-9]\d*) ([0-9a-f]{64})\n$/u.exec(text) ?? [];
  return n === undefined || sha256 === undefined ? 'altered' : { n: Number(n), sha256 };
}

/** Bytes from the end of a log that surely hold a line: a time stamp takes some kilobytes, the longest of lines. */
const TAIL = 65_536;

/** The latest line that stands in the log itself, whatever the head names; {@link NOTHING} where there is none. */
export async function lastLine(folder: string): Promise<Tip> {
  const size = (await fileSize(logOf(folder))) ?? 0;
  const tail = await slice(logOf(folder), Math.max(0, size - TAIL), TAIL);
  for (const text of tail.toString().split('\n').reverse()) {
    const line = unseal(text);
    if (line !== null) return line;
  }
  let last: Tip = NOTHING;
  if (size > TAIL) for await (const line of readLog(folder)) last = line;
  return last;
}

/** The lines of a folder's log that are as they were written. */
export async function* readLog(folder: string): AsyncGenerator<LogLine> {
  for await (const { text } of linesOfFile(logOf(folder))) {
    const line = unseal(text);
    if (line !== null) yield line;
  }
}

/** The lines from one number to another, as they stand in the log. */
export async function* logTexts(folder: string, from: number, to: number): AsyncGenerator<string> {
  for await (const { text } of linesOfFile(logOf(folder))) {
    const n = unseal(text)?.n ?? 0;
    if (n >= from && n <= to) yield text;
  }
}

/** The SHA-256 of a log's first line, by which its whole chain is known; null where there is none. */
export async function chainName(folder: string): Promise<string | null> {
  for await (const { sha256 } of readLog(folder)) return sha256;
  return null;
}
