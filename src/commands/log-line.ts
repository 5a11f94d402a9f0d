import { safeOutput } from './safe-output.js';

/** Something that a service tells of its work: to people in a sentence, to programs by name and fields too. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** In kebab case; it does not change. */
  readonly event: string;
  /** A sentence. */
  readonly message: string;
  readonly fields?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Characters of a value, our choice: who collects lines cuts them at 16 KiB. */
const LONGEST = 4_000;

/** An entry as a line of JSON, whoever wrote what is in it: without control characters, and without what names or lets in a person. */
export const logLine = ({ level, event, message, fields = {} }: LogEntry, now: Date): string =>
  `${JSON.stringify({ time: now.toISOString(), level, event, message, ...fields }, (_, value: unknown) =>
    typeof value === 'string' ? discreet(value) : value,
  )}\n`;

/** An entry from its line; a line that is none, as what was printed. */
export function readLogLine(line: string): LogEntry {
  try {
    const { time: _, level, event, message, ...fields } = JSON.parse(line);
    if (LEVELS.includes(level) && typeof event === 'string' && typeof message === 'string')
      return { level, event, message, fields };
  } catch {
    // What the engine itself prints as it dies.
  }
  return { level: 'info', event: 'printed', message: line };
}

const LEVELS: readonly unknown[] = ['info', 'warn', 'error'] satisfies readonly LogEntry['level'][];

/** What a command prints besides, an entry a line. */
export const logLines = (text: string, now: Date): string =>
  text
    .split(/[\r\n]+/u)
    .filter((line) => line.trim() !== '')
    .map((message) => logLine({ level: 'info', event: 'printed', message }, now))
    .join('');

/** Who is let in, in an address: `user:password@`. */
const USER = /(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#]{1,500}@/giu;
/** Who is written to: what stands before the `@`. */
const MAILBOX = /[^\s@<>"'(),:;/]{1,64}@(?=[^\s@])/gu;

const discreet = (text: string): string =>
  safeOutput(text.slice(0, LONGEST), { colour: false, live: false, actions: false })
    .replace(USER, '$1…@')
    .replace(MAILBOX, '…@');
