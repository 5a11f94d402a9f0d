import { parseAddress } from '../../model/address.js';
import type { DiffPart } from '../../model/content.js';
import type { Document } from '../../model/document.js';
import type { Governor } from '../../model/quote.js';
import { haystacksOf } from '../../passage/haystack.js';
import { OMISSION_MARK } from '../../passage/omissions.js';
import { wholeDate } from '../../passage/text/dates.js';
import { diffText, diffWords, fnv1a, type Word, type WordRun } from '../../passage/text/tokens.js';
import { isWeighty } from '../../passage/weight.js';
import { keyOf, wordsIn } from './paragraphs.js';
import { isProse, maskVolatileText } from './volatile-text.js';

/** What governs a passage as it is compared: without numbering, dates of the page, clocks and counters. */
interface Keyed extends Governor {
  readonly words: readonly Word[];
  readonly key: string;
}

/** What of one kind left and came, by words that weigh. */
export interface GovernorChange {
  readonly kinds: readonly Governor['as'][];
  readonly left: readonly Keyed[];
  readonly come: readonly Keyed[];
  readonly runs: readonly WordRun[];
  /** True for headings that are none of the nearest, which come and go as a page is set. */
  readonly isFar: boolean;
}

/** The number of a heading, an item or a paragraph: `3.2`, `IV.`, `(a)`. */
const NUMBERING =
  /^\s*(?:[([]?(?:\p{N}{1,4}(?:\.\p{N}{1,4}){0,4}|\p{L}|[IVXLC]{1,6})[.)\]:、．）]\s*|\p{N}{1,3}(?:\.\p{N}{1,3}){1,4}\s+)(?=\p{L})/u;
/** That of a heading without a sign behind it: what is longer, or before a small letter, counts something. */
const BARE_NUMBER = /^\p{N}{1,2}\s+(?=\p{Lu}|\p{Lo})/u;
/** A row's number. */
const RANK = /^\p{N}{1,3}[.)]?$/u;
/** Words that may be left of a line whose clock or counter was taken out: `Updated`, `Read by`. */
const REST = 3;

function keyed({ as, text }: Governor): readonly Keyed[] {
  const isRunning = as === 'banner' || as === 'sentence' || as === 'introduction';
  if (isRunning ? wholeDate(text) !== null : as === 'row' && RANK.test(text)) return [];
  const bare = (isRunning ? text : text.replace(BARE_NUMBER, '')).replace(NUMBERING, '');
  const words = wordsIn({ text: bare, heading: isRunning ? undefined : 1 });
  const isClock = words.length <= REST && maskVolatileText(bare) !== bare;
  return words.length === 0 || isClock ? [] : [{ as, text, words, key: keyOf(words) }];
}

/** Headings over a passage that say where it stands, our choice: its own, and the one above. */
const NEAREST = 2;

/** What is held against each other: a list's introduction may be set as a sentence. */
const KINDS: readonly (readonly Governor['as'][])[] = [
  ['banner'],
  ['heading'],
  ['introduction', 'sentence'],
  ['column'],
  ['row'],
];

/** How what governs a passage differs from what did `before`, kind by kind, where a word of it weighs. */
export function governorChanges(before: readonly Governor[], now: readonly Governor[]): readonly GovernorChange[] {
  const [was, is] = [before.flatMap(keyed), now.flatMap(keyed)];
  const onlyIn = (these: readonly Keyed[], others: readonly Keyed[]): readonly Keyed[] =>
    these.filter(({ key }) => !others.some((other) => other.key === key));
  const [gone, arrived] = [onlyIn(was, is), onlyIn(is, was)];
  return KINDS.flatMap((kinds): readonly GovernorChange[] => {
    const of = (all: readonly Keyed[]): readonly Keyed[] => all.filter(({ as }) => kinds.includes(as));
    const [left, come] = [of(gone), of(arrived)];
    if (left.length + come.length === 0 || !COUNTS[kinds[0] as Governor['as']](left, come, of(was), of(is))) return [];
    const runs =
      left.length === come.length
        ? left.flatMap(({ words }, i) => runsOf(words, come[i]?.words ?? []))
        : runsOf(wordsOf(left), wordsOf(come));
    const near = [...of(was).slice(-NEAREST), ...of(is).slice(-NEAREST)];
    const isFar = [...left, ...come].every((one) => !near.includes(one));
    return isWeighty(runs) ? [{ kinds, left, come, runs, isFar }] : [];
  });
}

const wordsOf = (all: readonly Keyed[]): readonly Word[] => all.flatMap(({ words }) => words);

function runsOf(left: readonly Word[], come: readonly Word[]): readonly WordRun[] {
  const all = (op: WordRun['op'], words: readonly Word[]): readonly WordRun[] =>
    words.length === 0 ? [] : [{ op, words, seam: null }];
  return diffWords(left, come) ?? [...all('removed', left), ...all('added', come)];
}

type Counts = (left: readonly Keyed[], come: readonly Keyed[], was: readonly Keyed[], is: readonly Keyed[]) => boolean;

const isBoth: Counts = (left, come) => left.length > 0 && come.length > 0;

/** True for what changes the place of a passage, and not the page around it. */
const COUNTS: Readonly<Record<Governor['as'], Counts>> = {
  // Far above a passage headings come and go as a page is set; another nearest one, or other words, are another matter.
  heading: (left, come, was, is) =>
    isBoth(left, come, was, is) || left.includes(was.at(-1) as Keyed) || come.includes(is.at(-1) as Keyed),
  introduction: () => true,
  sentence: () => true,
  // A table without them may have been read by other rules.
  column: isBoth,
  row: isBoth,
  // What comes above the text that stood there before, and pushes it down; or a short line in the place of another.
  banner: (left, come, was, is) => {
    const stayed = is.findIndex((one) => !come.includes(one) && isProse(one.text));
    const isAbove = come.every((one) => is.indexOf(one) < (stayed < 0 ? is.length : stayed));
    const isPushed = left.length === 0 || (stayed >= 0 && was.slice(-left.length).every((one) => left.includes(one)));
    const isExchanged =
      left.length === 1 && come.length === 1 && [...left, ...come].every(({ text }) => !isProse(text));
    return come.length > 0 && isAbove && ((isPushed && left.length <= come.length) || isExchanged);
  },
};

/** Two readings of a page, the last good one and tonight's. */
export interface Readings {
  readonly before: Document;
  readonly now: Document;
}

/** True for a change that the page as a whole shows to be none of the passage's: sentences that changed places, links to other pages, the name of the site. */
export function isOfFrame({ kinds, left, come, isFar }: GovernorChange, { before, now }: Readings): boolean {
  const all = (these: readonly Keyed[], test: (text: string) => boolean): boolean =>
    these.every(({ text }) => test(text));
  const standsIn = (document: Document) => {
    const text = haystacksOf(document)[0]?.text ?? '';
    return (one: string): boolean => text.includes(one);
  };
  const linksIn = ({ links }: Document) => {
    const texts = new Set(links.map(({ text }) => text));
    return (one: string): boolean => texts.has(one);
  };
  if (kinds.includes('column') || kinds.includes('row')) return false;
  if (kinds.includes('heading'))
    return (
      (all(left, isSiteName(before)) && all(come, isSiteName(now))) ||
      (isFar && (all(left, standsIn(now)) || all(come, standsIn(before))))
    );
  const isKnown = all(come, standsIn(before)) && (kinds.includes('banner') || all(left, standsIn(now)));
  const isMovable = [...left, ...come].every(({ as }) => as !== 'introduction');
  return (isMovable && isKnown) || (all(left, linksIn(before)) && all(come, linksIn(now)));
}

/** What parts the name of a page from that of its site, in its title. */
const TITLE_PARTS = /\s+[|·•–—:-]+\s+|\s*\|\s*/u;

/** Tells the name of the site: the last part of the page's title, or a link to its root. */
const isSiteName =
  ({ title, links }: Document) =>
  (text: string): boolean => {
    const parts = title?.split(TITLE_PARTS) ?? [];
    return (
      (parts.length > 1 && parts.at(-1) === text) ||
      links.some((link) => link.text === text && parseAddress(link.url)?.pathname === '/')
    );
  };

/** Names a change: the same one has the same name on whatever night. */
export const nameOf = (changes: readonly GovernorChange[]): number =>
  fnv1a(changes.map(({ left, come }) => [...left, { key: '' }, ...come].map(({ key }) => key).join('\n')).join('\n\n'));

/** What changed, word by word. */
export const diffOf = (changes: readonly GovernorChange[]): readonly DiffPart[] =>
  changes.flatMap(({ runs }, i) => [...(i === 0 ? [] : [OMISSION_MARK]), ...diffText(runs)]);

/** Which of what governs a passage changed, each once. */
export const kindsOf = (changes: readonly GovernorChange[]): readonly Governor['as'][] => [
  ...new Set(changes.flatMap(({ left, come }) => [...come, ...left].slice(0, 1).map(({ as }) => as))),
];
