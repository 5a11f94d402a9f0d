import type { Omission, OmissionChange } from '../model/quote-verdict.js';
import { type Word, wordsOf } from '../text/tokens.js';
import { diffText, diffWords, type WordRun } from '../text/word-diff.js';
import { CUT } from './omissions.js';
import { isTelling, turnsMeaning } from './weight.js';

const PLACES: readonly Omission['where'][] = ['before', 'between', 'after'];

/** Two texts of which the one took the other's place, and the end at which both were cut. */
interface Held {
  readonly before: string;
  readonly now: string;
  readonly cut: 'start' | 'end' | null;
}

const textsAt = (omitted: readonly Omission[], where: Omission['where']): readonly string[] =>
  omitted.filter((one) => one.where === where).map((one) => one.text);

/** The texts at one place, one by one where there are as many as before. What is too long is held by its beginning and by its end. */
function heldAt(
  where: Omission['where'],
  before: readonly Omission[],
  now: readonly Omission[],
): readonly Held[] {
  const [earlier, later] = [textsAt(before, where), textsAt(now, where)];
  const pairs =
    earlier.length === later.length
      ? earlier.map((text, i) => [text, later[i] as string] as const)
      : [[earlier.join('\n'), later.join('\n')] as const];
  return pairs.flatMap(([a, b]): readonly Held[] => {
    const [[headA = '', tailA], [headB = '', tailB]] = [a.split(CUT), b.split(CUT)];
    if (tailA === undefined || tailB === undefined || a.split(CUT).length + b.split(CUT).length > 4)
      return [{ before: a, now: b, cut: null }];
    return [
      { before: headA, now: headB, cut: 'end' },
      { before: tailA, now: tailB, cut: 'start' },
    ];
  });
}

/** What differs; the run that touches a cut is what was pushed over it, where anything stands between. */
function runsOf({ before, now, cut }: Held): readonly WordRun[] {
  const [a, b] = [wordsOf(`${before} `), wordsOf(`${now} `)];
  const none = (op: WordRun['op'], words: readonly Word[]): readonly WordRun[] =>
    words.length === 0 ? [] : [{ op, words, seam: null }];
  const runs = diffWords(a, b) ?? [...none('removed', a), ...none('added', b)];
  const at = cut === 'end' ? runs.findLastIndex(isSame) : runs.findIndex(isSame);
  if (cut === null || at < 0) return runs;
  return cut === 'end' ? runs.slice(0, at + 1) : runs.slice(at);
}

const isSame = ({ op }: WordRun): boolean => op === 'same';

/** How what a passage leaves out differs from what it left out `before`; null when no word does. */
export function omissionChange(
  before: readonly Omission[],
  now: readonly Omission[],
): Pick<OmissionChange, 'diff' | 'weighty'> | null {
  const held = PLACES.flatMap((where) =>
    heldAt(where, before, now).map((one) => ({ where, runs: runsOf(one) })),
  );
  const changed = held.filter(({ runs }) => !runs.every(isSame));
  if (changed.length === 0) return null;
  return {
    diff: changed.flatMap(({ runs }, i) => [...(i === 0 ? [] : [BREAK]), ...diffText(runs)]),
    weighty: changed.some(
      ({ where, runs }) =>
        runs.some((run) => !isSame(run) && run.words.some(isTelling)) ||
        // What leads to a passage or goes on from it says how it is meant: `The court accepted that …`.
        (where !== 'between' && turnsMeaning(runs)),
    ),
  };
}

const BREAK = { op: 'same', text: ' [...] ' } as const;
