import { parseReference } from '../../../src/manuscript/grammar/parse-reference.js';
import type { TextRun } from '../../../src/manuscript/manuscript.js';

/** Runs of a line in which `[words](address)` stands for a link. */
export function runsOf(line: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  let at = 0;
  const add = (text: string, href: string | null) =>
    runs.push({ text, href, notes: [], items: [] });
  for (const match of line.matchAll(/\[([^\]]+)\]\((https?:[^)]+)\)/g)) {
    add(line.slice(at, match.index), null);
    add(match[1] as string, match[2] as string);
    at = match.index + match[0].length;
  }
  add(line.slice(at), null);
  return runs;
}

/** What is read of a line, without what is not there. */
export function read(line: string) {
  const reference = parseReference(runsOf(line));
  if (reference === null) return null;
  const { cited: _, addressFrom, published, accessed, undated, doubts, ...rest } = reference;
  const all = {
    ...rest,
    published: published?.iso,
    accessed: accessed?.iso,
    from: addressFrom === 'worked-out' ? addressFrom : null,
    undated: undated || null,
    doubts: doubts.length > 0 ? doubts : null,
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== null && value !== undefined),
  );
}
