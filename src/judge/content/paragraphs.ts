import type { Block, Document } from '../../model/document.js';
import { monthNamed } from '../../text/months.js';
import { type Word, wordsOf } from '../../text/tokens.js';
import { isWeekday } from '../../text/weekdays.js';
import { wholeDate } from '../../text/whole-date.js';
import { isProse, maskMoving } from './moving-text.js';
import { changedPlaces } from './volatile-places.js';

/** A paragraph that one reading has and the other has not, with the place in which it stands. */
export interface Changed {
  readonly words: readonly Word[];
  readonly place: string;
}

/** The main text of a reading, made ready to be compared. */
export interface MainText {
  /** Figures of short lines are left out of what is compared: they are in `figures`. */
  readonly paragraphs: readonly (readonly Word[])[];
  /** Words of all paragraphs. */
  readonly total: number;
  /** Lines that are nothing but a date, as days since 1970. */
  readonly dates: readonly number[];
  /** Short lines that are no prose and have a figure, by what else they say: `views #` → `views 1204`. */
  readonly figures: ReadonlyMap<string, string>;
}

/** Words of a block below which it says nothing without its neighbours: a cell of a table, an item of a list. */
const SHORT_BLOCK = 5;
/** In the place of a figure, or of the name of a day or month beside one. */
const FIGURE = '#';

/** The main texts of two readings. What stands in the frame of either is no part of them: redesigns move lines in and out of it. */
export function mainTexts(before: Document, after: Document): readonly [before: MainText, after: MainText] {
  const framed = new Set([...frameOf(before), ...frameOf(after)]);
  return [mainTextOf(before, framed), mainTextOf(after, framed)];
}

/** The words of a document's main text: its paragraphs, each with the short blocks that follow it; lines of dates apart. */
function mainTextOf({ blocks }: Document, framed: ReadonlySet<string>): MainText {
  const paragraphs: Word[][] = [];
  const dates: number[] = [];
  const figures = new Map<string, string>();
  for (const block of blocks) {
    if (block.role !== 'main') continue;
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
    if (last !== undefined && words.length < SHORT_BLOCK) last.push(...words);
    else if (words.length > 0) paragraphs.push([...words]);
  }
  return { paragraphs, total: paragraphs.reduce((n, words) => n + words.length, 0), dates, figures };
}

/** What the boilerplate around a text says, block by block; what says nothing but figures may be a cell of a table as well. */
const frameOf = ({ blocks }: Document): readonly string[] =>
  blocks
    .filter(({ role }) => role === 'furniture')
    .map(wordsIn)
    .filter((words) => words.some(({ kind }) => kind === 'word'))
    .map(keyOf);

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
  for (const key of other.paragraphs.map(keyOf)) there.set(key, (there.get(key) ?? 0) + 1);
  const keys = paragraphs.map(keyOf);
  const places = changedPlaces(keys, new Set(there.keys()));
  return paragraphs.flatMap((words, i) => {
    const key = keys[i] as string;
    const left = there.get(key) ?? 0;
    if (left > 0) there.set(key, left - 1);
    return left > 0 ? [] : [{ words, place: places.get(i) ?? key }];
  });
}

/** Days by which a line of a date may differ: a server in another time zone prints the day before or after. */
const TIME_ZONE = 1;

/** Dates that stand by themselves in one reading and have no counterpart in the other, but for a time zone's day. */
export function datesOnlyIn(
  { dates }: Pick<MainText, 'dates'>,
  other: Pick<MainText, 'dates'>,
): readonly number[] {
  const left = [...other.dates];
  return dates.filter((date) => {
    const at = left.findIndex((candidate) => Math.abs(candidate - date) <= TIME_ZONE);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
