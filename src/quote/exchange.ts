import { fold } from '../text/fold.js';
import type { Word } from '../text/tokens.js';
import type { WordRun } from '../text/word-diff.js';
import { inOneSpelling, verbsOf } from './verbs.js';

const set = (words: string): ReadonlySet<string> => new Set(fold(words).text.split(' '));

/** Beside these, what stands on either side may stand on the other: `men and women`. */
const CONJUNCTIONS = set('and or nor und oder et ou y o e и или');
const BE = set('is are was were be been being am');
/** Words of the longest stretch in which words that changed places are looked for, our choice: every way to part it is tried. */
const LONGEST = 40;

const sideOf = (runs: readonly WordRun[], op: WordRun['op']): readonly Word[] =>
  runs.flatMap((run) => (run.op === 'same' || run.op === op ? run.words : []));
const keyOf = (words: readonly Word[]): string => words.map(({ key }) => key).join(' ');
const isListed = ({ raw, bare }: Word): boolean => /[,;、،]/u.test(raw.slice(bare.length));

/** The stretch in which two lists of words differ. */
function differingIn(a: readonly Word[], b: readonly Word[]): readonly [readonly Word[], readonly Word[]] {
  let [from, end] = [0, a.length];
  while (from < end && a[from]?.key === b[from]?.key) from++;
  while (end > from && a[end - 1]?.key === b[end - 1]?.key) end--;
  return [a.slice(from, end), b.slice(from, end)];
}

/**
 * True where two stretches of a sentence changed places around what stands between them (`soldiers beat protesters`): who did it and whom it
 * befell. Items of a list may stand in any order.
 */
export function exchangesPlaces(runs: readonly WordRun[]): boolean {
  const [mine, theirs] = [sideOf(runs, 'removed'), sideOf(runs, 'added')];
  if (mine.length !== theirs.length) return false;
  const [a, b] = differingIn(mine, theirs);
  if (a.length < 3 || a.length > LONGEST) return false;
  const after = keyOf(b);
  for (let i = 1; i < a.length - 1; i++) {
    for (let j = i + 1; j < a.length; j++) {
      const [left, middle, right] = [a.slice(0, i), a.slice(i, j), a.slice(j)];
      if (keyOf([...right, ...middle, ...left]) === after) return !isList(left, middle);
    }
  }
  return false;
}

function isList(left: readonly Word[], middle: readonly Word[]): boolean {
  const [first, last] = [middle[0], middle.at(-1)] as [Word, Word];
  return [first, last].some(({ key }) => CONJUNCTIONS.has(key)) || [left.at(-1) as Word, last].some(isListed);
}

/** True where nothing but a verb's voice differs (`beat`, `were beaten by`): who did it suffered it. */
export function turnsVoice(runs: readonly WordRun[]): boolean {
  const edits = (op: WordRun['op']): readonly Word[] =>
    runs.flatMap((run) => (run.op === op ? run.words : []));
  const isPassive = (words: readonly Word[]): boolean =>
    words.some(({ key }) => BE.has(key)) && words.some(({ key }) => key === 'by');
  const [removed, added] = [edits('removed'), edits('added')];
  if (isPassive(removed) === isPassive(added)) return false;
  const all = [...removed, ...added];
  const verbs = new Set(all.flatMap(verbsOf));
  const isVoice = (word: Word): boolean =>
    BE.has(word.key) ||
    word.key === 'by' ||
    verbsOf(word).length > 0 ||
    [word.key, word.key.replace(/s$/u, '')].some((key) => verbs.has(inOneSpelling(key)));
  return all.every(isVoice);
}
