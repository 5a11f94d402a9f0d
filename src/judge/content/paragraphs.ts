import type { Document } from '../../model/document.js';
import { type Word, wordsOf } from '../../text/tokens.js';
import { wholeDate } from '../../text/whole-date.js';
import { maskMoving } from './moving-text.js';
import { changedPlaces } from './volatile-places.js';

/** A paragraph that one reading has and the other has not, with the place in which it stands. */
export interface Changed {
  readonly words: readonly Word[];
  readonly place: string;
}

/** The main text of a reading, made ready to be compared. */
export interface MainText {
  readonly paragraphs: readonly (readonly Word[])[];
  /** Words of all paragraphs. */
  readonly total: number;
  /** Lines that are nothing but a date, as days since 1970. */
  readonly dates: readonly number[];
}

/** Words of a block below which it says nothing without its neighbours: a cell of a table, an item of a list. */
const SHORT_BLOCK = 5;

/** The words of a document's main text: its paragraphs, each with the short blocks that follow it; lines of dates apart. */
export function mainTextOf({ blocks }: Document): MainText {
  const paragraphs: Word[][] = [];
  const dates: number[] = [];
  for (const block of blocks) {
    if (block.role !== 'main') continue;
    const date = wholeDate(block.text);
    if (date !== null) {
      dates.push(date);
      continue;
    }
    const words = wordsOf(`${maskMoving(block.text)} `);
    const last = paragraphs.at(-1);
    if (last !== undefined && words.length < SHORT_BLOCK) last.push(...words);
    else if (words.length > 0) paragraphs.push([...words]);
  }
  return { paragraphs, total: paragraphs.reduce((n, words) => n + words.length, 0), dates };
}

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
export function datesOnlyIn({ dates }: MainText, other: MainText): readonly number[] {
  const left = [...other.dates];
  return dates.filter((date) => {
    const at = left.findIndex((candidate) => Math.abs(candidate - date) <= TIME_ZONE);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
