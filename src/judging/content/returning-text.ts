import type { ReturningPieces, TurningLine } from '../../model/visit.js';
import { fnv1a, type Word, wordsOf } from '../../passage/text/tokens.js';
import { type Changed, isMoreThan, keyOf, type MainText } from './paragraphs.js';

/** Lines that are remembered: a page with more of them is a table, and is compared as text when they stand. */
const REMEMBERED = 60;
/** Turns without standing in between from which on a line moves by itself for good: a place that is volatile needs as many. */
const MOVES = 3;
/** True while a line is waited for: it may come to be news on a night on which nothing changes. */
export const hasPendingLines = (turning: readonly TurningLine[]): boolean =>
  turning.some(({ turns }) => turns < MOVES);

/** Under which the lines are kept that are nothing but a date. */
const DATES = 'dates';

/** What became of the lines that turned: those that stand are news, as what left and what came. */
interface FollowedLines {
  readonly gone: readonly Changed[];
  readonly come: readonly Changed[];
  /** Those of which it is not known yet whether they will stand. */
  readonly turning: readonly TurningLine[];
}

/**
 * Follows short lines in which only figures changed, since the first night cannot tell a counter from a corrected figure: a line
 * that then stands for `confirm` nights was edited, one that changed again and again before is a counter.
 */
export function trackTurningLines(
  before: MainText,
  after: MainText,
  turning: readonly TurningLine[],
  confirm: number,
): FollowedLines {
  const [earlier, now] = [linesOf(before), linesOf(after)];
  const known = new Map(turning.map((one) => [one.line, one]));
  const followed = [...now].flatMap(([line, is]): readonly TurningLine[] => {
    const pending = known.get(line);
    if (pending?.is === is) return [{ ...pending, nights: pending.nights + 1 }];
    if (pending !== undefined)
      return [{ ...pending, is, nights: 1, turns: Math.min(pending.turns + 1, MOVES) }];
    const was = earlier.get(line);
    if (was === undefined || was === is) return [];
    // A date that moved by a day did not turn.
    const hasTurned = line !== DATES || datesOnlyIn(after, before).length > 0;
    return hasTurned ? [{ line, was, is, nights: 1, turns: 1 }] : [];
  });
  const settled = new Set(
    followed.filter(({ nights, turns }) => nights >= confirm && turns < MOVES),
  );
  const stood = [...settled].filter(({ was, is }) => was !== is);
  return {
    gone: stood.map(({ line, was }) => changed(line, was)),
    come: stood.map(({ line, is }) => changed(line, is)),
    turning: followed.filter((one) => !settled.has(one)).slice(-REMEMBERED),
  };
}

const linesOf = ({ figures, dates }: MainText): ReadonlyMap<string, string> =>
  dates.length === 0 ? figures : new Map([...figures, [DATES, dates.map(isoOf).join(' ')]]);

const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

function changed(line: string, text: string): Changed {
  const words = wordsOf(`${text} `);
  return { words, blocks: [words], place: line };
}

/** Days by which a line of a date may differ: a server in another time zone prints the day before or after. */
const TIME_ZONE = 1;

/** Days by which a page's own date may move and mean nothing: one that says today's date every night moves by days. */
const TURNS_BY_ITSELF = 31;

/** Days that have no counterpart of their own among others, at most `within` days away. */
function withoutCounterpart(
  days: readonly number[],
  others: readonly number[],
  within: number,
): readonly number[] {
  const there = others.toSorted((a, b) => a - b);
  let at = 0;
  return days
    .toSorted((a, b) => a - b)
    .filter((day) => {
      while ((there[at] ?? Number.POSITIVE_INFINITY) < day - within) at++;
      const isAlone = (there[at] ?? Number.POSITIVE_INFINITY) > day + within;
      if (!isAlone) at++;
      return isAlone;
    });
}

/** Dates that stand by themselves in one reading and have no counterpart in the other, but for a time zone's day. */
const datesOnlyIn = (
  { dates }: Pick<MainText, 'dates'>,
  other: Pick<MainText, 'dates'>,
): readonly number[] => withoutCounterpart(dates, other.dates, TIME_ZONE);

/** Dates on their own lines that came or went (as many as before are lines that turned, and are waited for), and stated days that moved by more than a month: the page was revised. */
export function changedDates(before: MainText, after: MainText) {
  const was = withoutCounterpart(before.stated, after.stated, TURNS_BY_ITSELF);
  const is = withoutCounterpart(after.stated, before.stated, TURNS_BY_ITSELF);
  const isRevised = was.length > 0 && is.length > 0;
  const isAsMany = before.dates.length === after.dates.length;
  return {
    gone: [...(isAsMany ? [] : datesOnlyIn(before, after)), ...(isRevised ? was : [])],
    come: [...(isAsMany ? [] : datesOnlyIn(after, before)), ...(isRevised ? is : [])],
  };
}

/** Nights that are remembered: what has stood, or been away, for a fortnight has settled, and its return is an edit. */
const TURN_NIGHTS = 14;
/** Pieces that are remembered: a page whose variants have more is rewritten every night, and that is told. */
const TURNS_REMEMBERED = 400;

/** The turn that takes each back. */
const BACK: Readonly<Record<Turn, Turn>> = { '+': '-', '-': '+', '*': '/', '/': '*' };

const nameOf = ({ key }: Piece): string => `p${fnv1a(key).toString(36)}`;

/** Adds a night: what changed, and by its silence all else that is remembered. */
export function recordTurns(returning: ReturningPieces, pieces: readonly Piece[]): ReturningPieces {
  const nights = new Map(Object.entries(returning).map(([name, turns]) => [name, `${turns}.`]));
  for (const piece of pieces) {
    const name = nameOf(piece);
    const before = nights.get(name)?.slice(0, -1) ?? '';
    // Set anew, so that the latest stand last.
    nights.delete(name);
    nights.set(name, before + piece.turn);
  }
  const lately = [...nights].map(([name, turns]) => [name, turns.slice(-TURN_NIGHTS)] as const);
  return Object.fromEntries(
    lately.filter(([, turns]) => /[^.]/.test(turns)).slice(-TURNS_REMEMBERED),
  );
}

const turnsOf = (returning: ReturningPieces, piece: Piece): string =>
  returning[nameOf(piece)] ?? '';

/** True for a piece that turned the other way within the last fortnight: tonight takes that back. */
export const returns = (returning: ReturningPieces, piece: Piece): boolean =>
  turnsOf(returning, piece).includes(BACK[piece.turn]);

/** Leaves out flapping: parts that come back or leave within a fortnight are variants; former words in exchange for others are an edit taken back, until they have turned both ways. */
export const withoutFlapping = (
  returning: ReturningPieces,
  pieces: readonly Piece[],
): readonly Piece[] =>
  pieces.filter((piece) => {
    const isVariant = piece.turn === '+' || piece.turn === '-';
    const flaps = isVariant || turnsOf(returning, piece).includes(piece.turn);
    return !(flaps && returns(returning, piece));
  });

/** How a piece changed: it came, or left, with nothing in its place; it came, or left, in exchange for another. */
type Turn = '+' | '-' | '*' | '/';

/** A block that changed, or a paragraph whose blocks did not: they only stand in another order. */
interface Piece {
  readonly key: string;
  readonly place: string;
  readonly turn: Turn;
}

/** What changed between two readings, block by block: the blocks of changed paragraphs that do not stand on the other side of the same place. */
export function piecesOf(gone: readonly Changed[], come: readonly Changed[]): readonly Piece[] {
  const [left, added] = [byPlace(gone), byPlace(come)];
  return [...new Set([...left.keys(), ...added.keys()])].flatMap((place) =>
    piecesAt(place, left.get(place) ?? [], added.get(place) ?? []),
  );
}

function byPlace(paragraphs: readonly Changed[]): ReadonlyMap<string, readonly Changed[]> {
  const places = new Map(paragraphs.map(({ place }): [string, Changed[]] => [place, []]));
  for (const paragraph of paragraphs) places.get(paragraph.place)?.push(paragraph);
  return places;
}

function piecesAt(
  place: string,
  gone: readonly Changed[],
  come: readonly Changed[],
): readonly Piece[] {
  const turned = (left: readonly string[], added: readonly string[]): readonly Piece[] => [
    ...left.map((key): Piece => ({ key, place, turn: added.length > 0 ? '/' : '-' })),
    ...added.map((key): Piece => ({ key, place, turn: left.length > 0 ? '*' : '+' })),
  ];
  const keys = (words: readonly (readonly Word[])[]): readonly string[] => words.map(keyOf);
  const before = keys(gone.flatMap(({ blocks }) => blocks));
  const after = keys(come.flatMap(({ blocks }) => blocks));
  const [left, added] = [before.filter(isMoreThan(after)), after.filter(isMoreThan(before))];
  return left.length + added.length > 0
    ? turned(left, added)
    : turned(keys(gone.map(({ words }) => words)), keys(come.map(({ words }) => words)));
}
