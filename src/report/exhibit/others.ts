import { day } from '../dates.js';
import { count, sentence } from '../words.js';
import { type Carried, carriedWords, type ExhibitOther } from './exhibit.js';

/** What an exported capture shows of what is cited, whether another one would show more, and what a person saw besides. */
export function exportedWords(
  passages: Carried | null,
  others: readonly ExhibitOther[],
  savedAt: string | null,
): string {
  const saved =
    savedAt === null ? '' : ` The page that a person saved on ${day(savedAt)} is among the files.`;
  const of = Math.max(passages?.of ?? 0, ...others.map((other) => other.passages?.of ?? 0));
  const most = Math.max(...others.map((other) => other.passages?.stand ?? 0), 0);
  if (of > 0 && most === 0 && (passages?.stand ?? 0) === 0)
    return `No capture that is kept carries a passage.${saved}`;
  const more = most > (passages?.stand ?? 0) ? ' Another capture carries more.' : '';
  return `${sentence(carriedWords(passages))}${more}${saved}`;
}

/** The other captures, equal bytes in one line: `run 5, 5 September 2025 (and 2 more): 1 of 2 passages stands in it`. */
export function otherLines(others: readonly ExhibitOther[]): readonly string[] {
  const same = new Map<string, ExhibitOther[]>();
  for (const other of others)
    same.set(other.payloadSha256, [...(same.get(other.payloadSha256) ?? []), other]);
  return [...same.values()].map(([latest, ...rest]) => {
    const { run, at, passages } = latest as ExhibitOther;
    const more = rest.length === 0 ? '' : ` (and ${count(rest.length, 'run', 'runs')} with the same bytes)`;
    return `also kept: run ${run}, ${day(at)}${more}: ${carriedWords(passages)}`;
  });
}
