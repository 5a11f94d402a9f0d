import type { Block, BlockRole, Document } from '../../model/document.js';
import { monthNamed } from '../../text/months.js';
import { type Word, wordsOf } from '../../text/tokens.js';
import { isWeekday } from '../../text/weekdays.js';
import { wholeDate } from '../../text/whole-date.js';
import { withAlikeRoles } from './alike-roles.js';
import { withoutBeside } from './beside-text.js';
import { datelineOf } from './dateline.js';
import { isProse, maskMoving } from './moving-text.js';
import { changedPlaces } from './volatile-places.js';

/** A block of prose with the short blocks that follow it. */
export interface MainParagraph {
  /** The words of all its blocks. */
  readonly words: readonly Word[];
  readonly blocks: readonly (readonly Word[])[];
}

/** A paragraph that one reading has and the other has not, with the place in which it stands. */
export interface Changed extends MainParagraph {
  readonly place: string;
}

/** The main text of a reading, made ready to be compared. */
export interface MainText {
  /** Figures of short lines are left out of what is compared: they are in `figures`. */
  readonly paragraphs: readonly MainParagraph[];
  /** Words of all paragraphs. */
  readonly total: number;
  /** Lines that are nothing but a date, as days since 1970. */
  readonly dates: readonly number[];
  /** Days on which the page says that it was published or changed. */
  readonly stated: readonly number[];
  /** Short lines that are no prose and have a figure, by what else they say: `views #` → `views 1204`. */
  readonly figures: ReadonlyMap<string, string>;
}

/** Words of a block below which it says nothing without its neighbours: a cell of a table, an item of a list. */
const SHORT_BLOCK = 5;
/** In the place of a figure, or of the name of a day or month beside one. */
const FIGURE = '#';

/**
 * The main texts of two readings. A short line that is text in the one and stands in the frame of the other is no part of them:
 * redesigns move lines in and out of it.
 */
export function mainTexts(
  before: Document,
  after: Document,
  moved: boolean,
): readonly [before: MainText, after: MainText] {
  const [earlier, later] = withAlikeRoles(...withoutBeside(before, after, moved));
  const [was, is] = [linesOf(earlier), linesOf(later)];
  const framed = new Set([...movedInto(was, is), ...movedInto(is, was)]);
  return [mainTextOf(earlier, framed), mainTextOf(later, framed)];
}

/** The words of a reading's main text: its paragraphs, each with the short blocks that follow it; lines of dates apart. */
function mainTextOf(blocks: readonly Block[], framed: ReadonlySet<string>): MainText {
  const paragraphs: { words: Word[]; blocks: (readonly Word[])[] }[] = [];
  const dates: number[] = [];
  const stated: number[] = [];
  const figures = new Map<string, string>();
  for (const block of blocks) {
    if (block.role !== 'main') continue;
    const dateline = datelineOf(block.text);
    if (dateline !== null) {
      if (dateline.day !== null) stated.push(dateline.day);
      continue;
    }
    const date = wholeDate(block.text);
    if (date !== null) {
      dates.push(date);
      continue;
    }
    const words = wordsIn(block);
    if (framed.has(keyOf(words))) continue;
    if (isFigureLine(block, words)) {
      const line = figures.get(keyOf(words));
      figures.set(keyOf(words), line === undefined ? block.text : `${line} ${block.text}`);
    }
    const last = paragraphs.at(-1);
    if (words.length === 0) continue;
    if (last !== undefined && words.length < SHORT_BLOCK) {
      last.words.push(...words);
      last.blocks.push(words);
    } else paragraphs.push({ words: [...words], blocks: [words] });
  }
  const total = paragraphs.reduce((n, { words }) => n + words.length, 0);
  return { paragraphs, total, dates, stated, figures };
}

/** The short lines of a reading, by where they stand; what says nothing but figures may be a cell of a table as well. */
function linesOf(blocks: readonly Block[]): Readonly<Record<BlockRole, ReadonlySet<string>>> {
  const lines = { main: new Set<string>(), furniture: new Set<string>() };
  for (const block of blocks) {
    if (isProse(block.text)) continue;
    const words = wordsIn(block);
    if (words.some(({ kind }) => kind === 'word')) lines[block.role].add(keyOf(words));
  }
  return lines;
}

/** Lines that are text in one reading, and in the other stand in its frame alone. */
const movedInto = (from: ReturnType<typeof linesOf>, to: ReturnType<typeof linesOf>): readonly string[] =>
  [...from.main].filter((line) => to.furniture.has(line) && !to.main.has(line));

function wordsIn(block: Pick<Block, 'text' | 'heading'>): readonly Word[] {
  const words = wordsOf(`${maskMoving(block.text)} `);
  return isFigureLine(block, words)
    ? words
        .filter(({ kind }) => kind !== 'sign')
        .map((word) => (isFigure(word) ? { ...word, key: FIGURE } : word))
    : words;
}

/** True for a counter, a price, the weather, a clock: neither prose nor a heading nor a bare figure of a table. */
const isFigureLine = ({ text, heading }: Pick<Block, 'text' | 'heading'>, words: readonly Word[]): boolean =>
  heading === undefined &&
  !isProse(text) &&
  words.some(({ kind }) => kind === 'number') &&
  words.some(({ kind }) => kind === 'word');

/** Numerals, and the days of the week, in scripts that are compared sign by sign. */
const SIGN_OF_FIGURE = /^[〇零一二三四五六七八九十百千日天月火水木金土]$/u;

const isFigure = ({ kind, key }: Word): boolean =>
  kind === 'number' || SIGN_OF_FIGURE.test(key) || monthNamed(key) !== null || isWeekday(key);

/** A paragraph as paragraphs are compared: its words' keys between spaces. */
export const keyOf = (words: readonly Word[]): string => words.map((w) => w.key).join(' ');

/** The paragraphs that `other` does not have, or has less often. */
export function onlyIn({ paragraphs }: MainText, other: MainText): readonly Changed[] {
  const there = new Map<string, number>();
  const keysOf = (all: readonly MainParagraph[]): readonly string[] => all.map(({ words }) => keyOf(words));
  for (const key of keysOf(other.paragraphs)) there.set(key, (there.get(key) ?? 0) + 1);
  const keys = keysOf(paragraphs);
  const places = changedPlaces(keys, new Set(there.keys()));
  return paragraphs.flatMap((paragraph, i) => {
    const key = keys[i] as string;
    const left = there.get(key) ?? 0;
    if (left > 0) there.set(key, left - 1);
    return left > 0 ? [] : [{ ...paragraph, place: places.get(i) ?? key }];
  });
}
