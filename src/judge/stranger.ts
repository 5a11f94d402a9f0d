import type { Document } from '../model/document.js';
import type { StrangerMemory } from '../model/memory.js';
import { resemblance, shared, sketchOf } from './shingles.js';

/**
 * Share of the earlier text's shingles that must stand in the later one for it to be the same document. Of 840 pairs of
 * real pages all but three, of one shop, shared under 9 % (bench/changes.ts).
 */
const RECOGNISED = 0.3;
/** Share of tonight's text that stood there before, from which on it is a part of the document and no other page. */
const PART = 0.5;
/** Shingles of the earlier text below which nothing can be recognised by them. */
const ENOUGH = 3;

/** True when a reading shows the document that was read before: by its text, never by its bytes. */
export const isRecognised = (before: Document, now: Document): boolean => {
  const { before: size, kept } = shared(before, now);
  return size >= ENOUGH && kept >= RECOGNISED;
};

/**
 * True when a page that was read shares next to nothing with the document of before: a notice, a wall, an error page, a
 * page of its site, or another document that has taken its place. Which of them, time tells (docs/decisions/0004).
 */
export function isStranger(before: Document, now: Document): boolean {
  if (before.unread !== null || now.unread !== null) return false;
  const { before: size, kept, old } = shared(before, now);
  return size >= ENOUGH && kept < RECOGNISED && old < PART;
}

/** Estimated share of shingles from which on two nights' strangers are one page: notices carry clocks and case numbers. */
const SAME_STRANGER = 0.5;

/** What is remembered of a stranger after tonight: how many days the same page has stood, counted by days as deaths are. */
export function rememberStranger(page: Document, before: StrangerMemory | null, at: string): StrangerMemory {
  const sketch = sketchOf(page);
  if (before === null || resemblance(before.sketch, sketch) < SAME_STRANGER)
    return { since: at, at, days: 1, sketch };
  const sameDay = before.at.slice(0, 10) === at.slice(0, 10);
  return { since: before.since, at, days: before.days + (sameDay ? 0 : 1), sketch };
}
