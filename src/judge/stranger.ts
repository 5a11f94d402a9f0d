import type { Document } from '../model/document.js';
import type { StrangerMemory } from '../model/memory.js';
import { isLaterDay } from './link/link-life.js';
import { ownLines } from './page-features.js';
import { mainText, oldIn, resemblance, type Sketch, shared, sketchOf, wordsFor } from './shingles.js';

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
  const { before: size, kept } = shared(before, now);
  return size >= ENOUGH && kept < RECOGNISED && oldIn(before, now) < PART;
}

/** Characters of main text below which a page that shares nothing with the document says too little to be another one. */
const NOTICE = 1_500;
/** Share of the earlier text's length from which on it may be another document all the same. */
const AS_LONG = 0.5;

/**
 * True for a stranger that may be another document: it is about as long as what stood here, or as documents are. A
 * notice, a wall or a program's last words may stand for ever, and take no document's place; nor does a list of teasers.
 */
export function isDocument(before: Document, stranger: Document): boolean {
  const { length } = mainText(stranger);
  return (length >= NOTICE || length >= mainText(before).length * AS_LONG) && !isList(stranger);
}

/** Words of a line from which on it is running text, and no label, menu or headline. */
const RUNNING = 8;
/** Share of a page's running text that stands below links, from which on it is a list of what stands elsewhere. */
const LIST = 0.5;

/** True for a page that is made of teasers: a section of its site. A home page, however it is made, is told by what stands at home. */
function isList(page: Document): boolean {
  // A heading that leads to itself heads what stands below it.
  const linked = new Set(page.links.flatMap(({ url, text }) => (url.includes('#') ? [] : [text])));
  const own = new Set(ownLines(page));
  let [running, teasers, above] = [0, 0, ''];
  for (const { text } of page.blocks) {
    const words = own.has(text) ? wordsFor(text, 1).length : 0;
    if (words >= RUNNING) {
      running += words;
      if (linked.has(above)) teasers += words;
    }
    above = text;
  }
  return running > 0 && teasers >= running * LIST;
}

/** Share of the earlier text's shingles below which a reading of the same document shows much less of it. */
const SHORTENED = 0.75;

/** True when a reading of the document shows clearly less of it than the one before. */
export const isShortened = (before: Document, now: Document): boolean => shared(before, now).kept < SHORTENED;

/** Estimated share of shingles from which on two nights' strangers are one page: notices carry clocks and case numbers. */
const SAME_STRANGER = 0.5;

/** What is remembered of a stranger after tonight: how many days the same page has stood, counted by days as deaths are. */
export function rememberStranger(page: Document, before: StrangerMemory | null, at: string): StrangerMemory {
  const sketch = sketchOf(page);
  if (before === null || !isOnePage(before.sketch, sketch)) return { since: at, at, days: 1, sketch };
  return { ...before, at, days: before.days + (isLaterDay(at, before.at) ? 1 : 0), sketch };
}

/** True when two sketches are of one page, whatever clocks and case numbers it carries. */
export const isOnePage = (a: Sketch, b: Sketch): boolean => resemblance(a, b) >= SAME_STRANGER;

/** The same from which on it is the home page of its site: with that every short page has the site's frame in common. */
const SAME_AS_HOME = 0.8;

/** True when what came in a document's place, a stranger or a page, is what the site shows at home on the same night. */
export const isHomePage = (came: StrangerMemory | Document, home: Document): boolean =>
  resemblance('sketch' in came ? came.sketch : sketchOf(came), sketchOf(home)) >= SAME_AS_HOME;

/** True when a page is the stranger that is remembered. */
export const isThisStranger = (stranger: StrangerMemory | null, page: Document): boolean =>
  stranger !== null && isOnePage(stranger.sketch, sketchOf(page));
