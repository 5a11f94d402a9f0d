import { fold } from '../text/fold.js';
import type { Word } from '../text/tokens.js';
import type { WordRun } from '../text/word-diff.js';

const set = (words: string): ReadonlySet<string> => new Set(fold(words).text.split(' '));

/** What turns a word of three letters or more: `into` is none. */
const NEGATING = /^(?:un|in|im|il|ir|dis|non|mis|anti)(?=.{3})/u;
/** The word of which another is the contrary by its first or last letters (`unsafe`, `harmless`); null for one that is none's. */
function contrariedBy(key: string): string | null {
  const bare = key.replace(NEGATING, '').replace(/less$/u, 'ful');
  return bare === key ? null : bare;
}

/**
 * Closed classes of English, a row each: directions, places, points of the compass, times of day, spans of time, the sexes. Words of one
 * group may stand for one another; one of another group in its place says something else.
 */
const CLASSES = [
  'to into onto toward towards|from out off',
  'inside within|outside beyond|near',
  'north northern|south southern|east eastern|west western|northeast northeastern|northwest northwestern|southeast southeastern|southwest southwestern',
  'day days daytime|morning mornings|afternoon|noon|evening|night nights overnight|dawn|dusk|midnight',
  'second seconds|minute minutes|hour hours hourly|day days daily|week weeks weekly|month months monthly|year years yearly annual annually|decade decades|century centuries',
  'he him his himself|she her hers herself',
  'man men male boy boys|woman women female girl girls',
].map((row) => row.split('|').map(set));

const areOpposed = (one: Word, other: Word): boolean =>
  CLASSES.some((groups) => {
    const [mine, theirs] = [one, other].map(({ key }) => groups.findIndex((group) => group.has(key)));
    return mine !== theirs && (mine ?? -1) >= 0 && (theirs ?? -1) >= 0;
  });

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
      return words.some((one) => next.words.some((other) => areOpposed(one, other)));
    })
  );
}
