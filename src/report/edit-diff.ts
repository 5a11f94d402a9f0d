/** A line of a file that an edit takes out or puts in. */
export interface EditedLine {
  readonly sign: '-' | '+';
  readonly text: string;
}

/** The lines in which two texts differ, those of the first before those of the second: for an edit in one place. */
export function editedLines(before: string, after: string): readonly EditedLine[] {
  const [old, now] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const lines = (all: readonly string[], sign: EditedLine['sign']) =>
    all.slice(start, all.length - end).map((text) => ({ sign, text }));
  return [...lines(old, '-'), ...lines(now, '+')];
}
