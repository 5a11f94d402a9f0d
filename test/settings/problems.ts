import { type Problem, UserError } from '../../src/model/problem.js';

/** The problems that `act` complains of; fails when it accepts its input. */
export function problemsOf(act: () => unknown): readonly Problem[] {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error('nothing was complained of');
}

/** The same as lines of text, without the file's name. */
export const complaintsOf = (act: () => unknown): string[] =>
  problemsOf(act).map(({ line, column, message }) => `${line}:${column} ${message}`);

/** A text in which each `«` marks where a problem is expected: the text without marks, and `line:column` of each. */
export function marked(text: string): { text: string; places: string[] } {
  const places: string[] = [];
  const lines = text.split('\n').map((line, i) => {
    let rest = line;
    for (let at = rest.indexOf('«'); at >= 0; at = rest.indexOf('«')) {
      places.push(`${i + 1}:${at + 1}`);
      rest = rest.slice(0, at) + rest.slice(at + 1);
    }
    return rest;
  });
  return { text: lines.join('\n'), places };
}
