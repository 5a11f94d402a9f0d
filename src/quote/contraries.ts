import type { WordRun } from '../text/word-diff.js';
import { areOpposed } from './classes.js';

/** What turns a word of three letters or more: `into` is none. */
const NEGATING = /^(?:un|in|im|il|ir|dis|non|mis|anti)(?=.{3})/u;
/** The word of which another is the contrary by its first or last letters (`unsafe`, `harmless`); null for one that is none's. */
function contrariedBy(key: string): string | null {
  const bare = key.replace(NEGATING, '').replace(/less$/u, 'ful');
  return bare === key ? null : bare;
}

/** True where a word came in the place of its contrary, by its letters or as another of its class. */
export function turnsContrary(runs: readonly WordRun[]): boolean {
  const keys = (op: WordRun['op']) =>
    new Set(runs.flatMap((run) => (run.op === op ? run.words.map(({ key }) => key) : [])));
  const [removed, added] = [keys('removed'), keys('added')];
  const isContrary = (key: string, others: ReadonlySet<string>) => others.has(contrariedBy(key) ?? '');
  return (
    [...removed].some((key) => isContrary(key, added)) ||
    [...added].some((key) => isContrary(key, removed)) ||
    runs.some(({ op, words }, i) => {
      const next = runs[i + 1];
      if (op === 'same' || next === undefined || next.op === 'same' || next.op === op) return false;
      return words.some(
        (one) =>
          !added.has(one.key) &&
          next.words.some((other) => !removed.has(other.key) && areOpposed(one.key, other.key)),
      );
    })
  );
}
