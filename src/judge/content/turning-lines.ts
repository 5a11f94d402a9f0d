import type { TurningLine } from '../../model/memory.js';
import { wordsOf } from '../../text/tokens.js';
import { datesOnlyIn } from './changed-dates.js';
import type { Changed, MainText } from './paragraphs.js';

/** Lines that are remembered: a page with more of them is a table, and is compared as text when they stand. */
const REMEMBERED = 60;
/** Turns without standing in between from which on a line moves by itself for good: a place that is volatile needs as many. */
const MOVES = 3;
/** True while a line is waited for: it may come to be news on a night on which nothing changes. */
export const isWaited = (turning: readonly TurningLine[]): boolean =>
  turning.some(({ turns }) => turns < MOVES);

/** Under which the lines are kept that are nothing but a date. */
const DATES = 'dates';

/** What became of the lines that turned: those that stand are news, as what left and what came. */
export interface FollowedLines {
  readonly gone: readonly Changed[];
  readonly come: readonly Changed[];
  /** Those of which it is not known yet whether they will stand. */
  readonly turning: readonly TurningLine[];
}

/**
 * Follows the short lines in which only figures changed: a counter, a clock, the weather, or a figure that was corrected. On
 * the first night nobody can tell which; a line that then stands for as many nights as a death takes was edited, and one that turned again
 * and again before it stood is a counter.
 */
export function followLines(
  before: MainText,
  after: MainText,
  turning: readonly TurningLine[],
  confirm: number,
): FollowedLines {
  const [earlier, now] = [linesOf(before), linesOf(after)];
  const known = new Map(turning.map((one) => [one.line, one]));
  const followed = [...now].flatMap(([line, is]): readonly TurningLine[] => {
    const pending = known.get(line);
    if (pending === undefined) return turns(line, earlier.get(line), is, before, after);
    return is === pending.is
      ? [{ ...pending, nights: pending.nights + 1 }]
      : [{ ...pending, is, nights: 1, turns: Math.min(pending.turns + 1, MOVES) }];
  });
  const settled = new Set(followed.filter(({ nights, turns }) => nights >= confirm && turns < MOVES));
  const stood = [...settled].filter(({ was, is }) => was !== is);
  return {
    gone: stood.map(({ line, was }) => changed(line, was)),
    come: stood.map(({ line, is }) => changed(line, is)),
    turning: followed.filter((one) => !settled.has(one)).slice(-REMEMBERED),
  };
}

/** A line that turned tonight; a date that moved by a day did not. */
function turns(
  line: string,
  was: string | undefined,
  is: string,
  before: MainText,
  after: MainText,
): readonly TurningLine[] {
  if (was === undefined || was === is) return [];
  return line === DATES && datesOnlyIn(after, before).length === 0
    ? []
    : [{ line, was, is, nights: 1, turns: 1 }];
}

const linesOf = ({ figures, dates }: MainText): ReadonlyMap<string, string> =>
  dates.length === 0 ? figures : new Map([...figures, [DATES, dates.map(isoOf).join(' ')]]);

const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

function changed(line: string, text: string): Changed {
  const words = wordsOf(`${text} `);
  return { words, blocks: [words], place: line };
}
