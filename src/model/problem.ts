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

/** Bad input: the only error that is the user's to mend. `cli.ts` prints it and exits with 3. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}
