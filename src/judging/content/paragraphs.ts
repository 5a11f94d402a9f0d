import type { Block, BlockRole, Document } from '../../model/document.js';
import type { VolatilePlaces } from '../../model/visit.js';
import { isWeekday, monthNamed, wholeDate } from '../../passage/text/dates.js';
import { classifyRetraction } from '../../passage/text/retraction-phrases.js';
import { type Word, wordsOf } from '../../passage/text/tokens.js';
import { datelineOf, isProse, maskVolatileText } from './volatile-text.js';

/** A block of prose with the short blocks that follow it. */
interface MainParagraph {
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

/** The main texts of two readings. A short line that is text in one and furniture in the other belongs to neither: redesigns move lines. */
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
    const words = comparedWords(block);
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
    const words = comparedWords(block);
    if (words.some(({ kind }) => kind === 'word')) lines[block.role].add(keyOf(words));
  }
  return lines;
}

/** Lines that are text in one reading, and in the other stand in its frame alone. */
const movedInto = (
  from: ReturnType<typeof linesOf>,
  to: ReturnType<typeof linesOf>,
): readonly string[] =>
  [...from.main].filter((line) => to.furniture.has(line) && !to.main.has(line));

/** The words of a block by which it is compared: without what moves by itself, and without the figures of a short line. */
export function comparedWords(block: Pick<Block, 'text' | 'heading'>): readonly Word[] {
  const words = wordsOf(`${maskVolatileText(block.text)} `);
  if (!isFigureLine(block, words)) return words;
  const told = words.filter(({ kind }) => kind !== 'sign');
  return told.map((word) => (isFigure(word) ? { ...word, key: FIGURE } : word));
}

/** True for a counter, a price, the weather, a clock: neither prose nor a heading nor a bare figure of a table. */
const isFigureLine = (
  { text, heading }: Pick<Block, 'text' | 'heading'>,
  words: readonly Word[],
): boolean =>
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
  const keysOf = (all: readonly MainParagraph[]): readonly string[] =>
    all.map(({ words }) => keyOf(words));
  const [keys, there] = [keysOf(paragraphs), keysOf(other.paragraphs)];
  const places = changedPlaces(keys, new Set(there));
  const isOnlyHere = isMoreThan(there);
  return paragraphs.flatMap((paragraph, i) => {
    const key = keys[i] as string;
    return isOnlyHere(key) ? [{ ...paragraph, place: places.get(i) ?? key }] : [];
  });
}

/** Asked of one key after another: true for those that `others` does not have, or has less often. */
export function isMoreThan(others: readonly string[]): (key: string) => boolean {
  const there = new Map<string, number>();
  for (const key of others) there.set(key, (there.get(key) ?? 0) + 1);
  return (key) => {
    const left = there.get(key) ?? 0;
    there.set(key, left - 1);
    return left <= 0;
  };
}

/** The blocks of two readings; a text that stands in both as often, and is main text more often in one, is main text in both: furniture is guessed from markup, which changes. */
function withAlikeRoles(
  before: Document,
  after: Document,
): readonly [before: readonly Block[], after: readonly Block[]] {
  const [then, now] = [standing(before.blocks), standing(after.blocks)];
  const turned = new Set<string>();
  for (const [text, { all, main }] of then) {
    const later = now.get(text);
    if (later?.all === all && later.main !== main) turned.add(text);
  }
  const settled = (blocks: readonly Block[]): readonly Block[] =>
    blocks.map((block) => (turned.has(block.text) ? { ...block, role: 'main' } : block));
  return [settled(before.blocks), settled(after.blocks)];
}

/** How often each text stands on a page, and how often as main text. */
function standing(blocks: readonly Block[]) {
  const texts = new Map<string, { all: number; main: number }>();
  for (const { text, role } of blocks) {
    const stands = texts.get(text) ?? { all: 0, main: 0 };
    texts.set(text, stands);
    stands.all++;
    if (role === 'main') stands.main++;
  }
  return texts;
}

/** Share of a page's main lines from which on its links are its text: an index, a table of downloads. */
const INDEX = 0.5;

/** Characters of what calls a link: `Read more:`. */
const CALL = 24;

/** True for a line that is a link and nothing else, or what calls it besides; figures are more than a call. */
function isTeaser(text: string, linked: ReadonlySet<string>): boolean {
  if (linked.has(text)) return true;
  const colon = text.search(/[:：]/u);
  if (colon < 0 || colon > CALL || /\p{N}/u.test(text)) return false;
  return linked.has(text.slice(colon + 1).trim());
}

/** Texts of a reading's main lines that speak of another page, and are no headings. */
export function linkedLines({ blocks, links }: Document): readonly string[] {
  const linked = new Set(links.map(({ text }) => text));
  const main = blocks.filter(({ role }) => role === 'main');
  const lines = main.filter(({ text, heading }) => heading === undefined && isTeaser(text, linked));
  return lines.length < main.length * INDEX ? lines.map(({ text }) => text) : [];
}

const captionsOf = ({ blocks }: Document): readonly string[] =>
  blocks.filter(({ role, caption }) => role === 'main' && caption === true).map(({ text }) => text);

/** Captions that one reading has more of: a picture loads late, and its caption with it. Where as many stand in both, each is text. */
function lateCaptions(before: Document, after: Document): readonly string[] {
  const [was, is] = [captionsOf(before), captionsOf(after)];
  if (was.length === is.length) return [];
  const [fewer, more] = was.length < is.length ? [was, is] : [is, was];
  return more.filter((caption) => !fewer.includes(caption));
}

/** Texts of lines that are words and nothing else: no sentence, heading or figure. */
const labelsOf = ({ blocks }: Document): ReadonlySet<string> =>
  new Set(
    blocks
      .filter(
        ({ text, heading }) => heading === undefined && !isProse(text) && !/\p{N}/u.test(text),
      )
      .map(({ text }) => text),
  );

/** Labels that only one reading has: where a page was set anew they are its new frame. */
function ownLabels(before: Document, after: Document): readonly string[] {
  const [was, is] = [labelsOf(before), labelsOf(after)];
  return [
    ...[...was].filter((label) => !is.has(label)),
    ...[...is].filter((label) => !was.has(label)),
  ];
}

/** Characters from which on a line is more than a label or a menu's word. */
const SAYS_MORE = 40;

/** A reading whose publisher's notes on the document, in a box or the footer, are main text where `other` has no such line. A line that is a link is about another document. */
function withNotes(document: Document, other: Document): Document {
  const there = new Set(other.blocks.map(({ text }) => text));
  const linked = new Set(document.links.map(({ text }) => text));
  const isNote = ({ role, text, place }: Block): boolean =>
    role === 'furniture' &&
    place !== 'comment' &&
    text.length >= SAYS_MORE &&
    !there.has(text) &&
    !linked.has(text) &&
    classifyRetraction(text) !== null;
  const blocks = document.blocks.map(
    (block): Block => (isNote(block) ? { ...block, role: 'main' } : block),
  );
  return { ...document, blocks };
}

/**
 * The two readings with their notes, and without teasers, which rotate, and captions that came or went with pictures.
 * `moved`: the page stands at another address, maybe in another frame.
 */
function withoutBeside(
  before: Document,
  after: Document,
  moved: boolean,
): readonly [before: Document, after: Document] {
  const beside = new Set([
    ...linkedLines(before),
    ...linkedLines(after),
    ...lateCaptions(before, after),
    ...(moved ? ownLabels(before, after) : []),
  ]);
  const rest = (document: Document): Document => ({
    ...document,
    blocks: document.blocks.filter(({ text }) => !beside.has(text)),
  });
  return [rest(withNotes(before, after)), rest(withNotes(after, before))];
}

/** Nights that are remembered. */
const NIGHTS = 7;
/** Changed nights among the latest from which on a place is volatile by nature: on most nights. */
const MOST = 3;
/** Nights that are the latest, out of those that are remembered: a working week. */
const LATEST = 5;
/** Places that are remembered: a page with more is volatile all over, and its edits are told. */
const PLACES = 40;
/** Words in a row that a quotation and a paragraph share when the one touches the other. */
const TOUCH = 4;
/** Characters of a paragraph that name it. */
const NAME = 80;

/** A paragraph as content is compared: its words' keys, joined. */
type Key = string;

/** The place of each paragraph that is not in both readings, by its nearest neighbours that are: an edit beside a volatile place changes that name, and is reported. */
function changedPlaces(
  paragraphs: readonly Key[],
  shared: ReadonlySet<Key>,
): ReadonlyMap<number, string> {
  const stable = paragraphs.map((key) => (shared.has(key) ? key.slice(0, NAME) : null));
  const nearest = (keys: readonly (string | null)[]): readonly string[] => {
    let last = '';
    return keys.map((key) => (last = key ?? last));
  };
  const before = nearest(stable);
  const after = nearest(stable.toReversed()).toReversed();
  return new Map(
    stable.flatMap((key, i) => (key === null ? [[i, `${before[i]} … ${after[i]}`] as const] : [])),
  );
}

/** Adds a night: the places that changed, and by their silence all others that are remembered. */
export function recordChanges(
  volatile: VolatilePlaces,
  changed: ReadonlySet<string>,
): VolatilePlaces {
  const places = new Set([...Object.keys(volatile), ...changed]);
  const nightsOf = (place: string): string =>
    ((volatile[place] ?? '') + (changed.has(place) ? '+' : '-')).slice(-NIGHTS);
  const marks = [...places].map((place) => [place, nightsOf(place)] as const);
  return Object.fromEntries(marks.filter(([, nights]) => nights.includes('+')).slice(-PLACES));
}

/** True for a place that changed on most of the latest nights. */
export const isVolatile = (volatile: VolatilePlaces, place: string): boolean =>
  (volatile[place] ?? '').slice(-LATEST).replaceAll('-', '').length >= MOST;

/** Tells whether a paragraph carries words of a quotation: then every change in it counts. */
export function quotedParagraphFilter(quotations: readonly string[]): (paragraph: Key) => boolean {
  const runs = new Set(quotations.flatMap((text) => runsOf(wordsOf(text).map((word) => word.key))));
  return (paragraph) => runsOf(paragraph.split(' ')).some((run) => runs.has(run));
}

/** Characters in a row that a quotation and a paragraph share, in scripts without spaces: fewer are a turn of phrase. */
const TOUCH_UNSPACED = 12;

/** Runs of words; of a text whose words are mostly single characters, longer ones. */
function runsOf(keys: readonly string[]): readonly string[] {
  const single = keys.filter((key) => [...key].length === 1).length;
  const touch = single > keys.length / 2 ? TOUCH_UNSPACED : TOUCH;
  return keys.slice(touch - 1).map((_, i) => keys.slice(i, i + touch).join(' '));
}
