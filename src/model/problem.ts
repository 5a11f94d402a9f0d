import { isUtf8 } from 'node:buffer';

/** One thing that is wrong with what the user gave, and where. */
export interface Problem {
  readonly file: string;
  /** From 1; 0 when the problem is not at one place of a file. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `file:line:column: message`, the form that editors and CI logs make clickable. */
export const formatProblem = (p: Problem): string =>
  p.line > 0 ? `${p.file}:${p.line}:${p.column}: ${p.message}` : `${p.file}: ${p.message}`;

/** Bad input: the only error that is the user's to mend. `commands/main.ts` prints it and exits with 3. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** A problem with something as a whole: a file, an option, a variable of the environment. */
export const problemWith = (file: string, message: string): Problem => ({
  file,
  line: 0,
  column: 0,
  message,
});

/** Throws a `UserError` with one such problem. */
export function refuse(file: string, message: string): never {
  throw new UserError([problemWith(file, message)]);
}

/** What a text says as JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** What is wrong with the bytes of a text that is not UTF-8, at its first place; null for one that is. `file` names it. */
export function notUtf8(bytes: Buffer, file: string): Problem | null {
  if (isUtf8(bytes)) return null;
  if (UTF_16.some(([first, second]) => bytes[0] === first && bytes[1] === second))
    return problemWith(file, 'is UTF-16: save it as UTF-8');
  let line = 1;
  let start = 0;
  for (
    let end = endOfLine(bytes, start);
    isUtf8(bytes.subarray(start, end));
    end = endOfLine(bytes, start)
  ) {
    line++;
    start = end + 1;
  }
  const column = bytes.toString('utf8', start, endOfLine(bytes, start)).indexOf('\ufffd') + 1;
  return { file, line, column, message: 'this character is not UTF-8: save the file as UTF-8' };
}

function endOfLine(bytes: Buffer, start: number): number {
  const end = bytes.indexOf('\n', start);
  return end < 0 ? bytes.length : end;
}

/** The value of a check of the user's input; null where it throws, with its problems added to `problems`. */
export function orNull<T>(problems: Problem[], check: () => T): T | null {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.problems);
    return null;
  }
}
