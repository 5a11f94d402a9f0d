import type { BlockRole } from '../model/document.js';
import type { Placed } from './boilerplate.js';

/** The runs in an `article` or `main` element: from `start` up to but not including `end`. */
export interface Landmark {
  readonly start: number;
  readonly end: number;
}

/** Takes note of a page's landmarks while it is walked through; `run` is the number of the next run. */
export class Landmarks {
  readonly #open: number[] = [];
  readonly found: Landmark[] = [];

  enter(name: string, run: number): void {
    if (isLandmark(name)) this.#open.push(run);
  }

  leave(name: string, run: number): void {
    if (isLandmark(name)) this.found.push({ start: this.#open.pop() ?? 0, end: run });
  }
}

const isLandmark = (name: string): boolean => name === 'article' || name === 'main';

/** Share of a page's main text from which on a landmark is the article. */
const MOST_OF_TEXT = 0.5;
/** Share of letters in links from which on a run leads elsewhere. */
const LINKED = 0.6;
/** Share of letters in links from which on a run is nothing but a link: a full stop may stand outside. */
const ALL_LINK = 0.95;
/** Links that make a list of links: below a heading, or beside another. One may be what a section is about. */
const SOME_LINKS = 2;

const leadsElsewhere = ({ letters, linked }: Placed): boolean => linked > letters * LINKED;

/**
 * The roles of a page's runs by their neighbours too, `alone` being those by their own places: links that stand after the end of
 * the article are furniture (“Need more help? Ask the community”), so is a long link in a list of links that are, and so is a
 * heading of nothing but links (“Table of contents”, “Most read”), but for the page's title.
 */
export function rolesAround(
  runs: readonly Placed[],
  alone: readonly BlockRole[],
  landmarks: readonly Landmark[],
): readonly BlockRole[] {
  if (runs.every(({ linked }) => linked === 0)) return alone; // Only links lead elsewhere.
  const end = endOfArticle(runs, alone, landmarks);
  const outside = alone.map((role, i) =>
    i >= end && leadsElsewhere(runs[i] as Placed) ? 'furniture' : role,
  );
  return headingsOfLinks(runs, longLinks(runs, outside));
}

/** A link that is long enough for prose is none beside links that are furniture. */
function longLinks(runs: readonly Placed[], roles: readonly BlockRole[]): readonly BlockRole[] {
  const isLink = runs.map(({ letters, linked, heading }) => heading === 0 && linked > letters * ALL_LINK);
  const isListed = isLink.map((link, i) => link && roles[i] === 'furniture');
  const before = inARow(isListed);
  const after = inARow(isListed.toReversed()).toReversed();
  return roles.map((role, i) =>
    isLink[i] && (before[i] ?? 0) + (after[i] ?? 0) >= SOME_LINKS ? 'furniture' : role,
  );
}

/** How many there are in a row up to each. */
function inARow(marks: readonly boolean[]): readonly number[] {
  let row = 0;
  return marks.map((mark) => {
    const before = row;
    row = mark ? row + 1 : 0;
    return before;
  });
}

function headingsOfLinks(runs: readonly Placed[], before: readonly BlockRole[]): readonly BlockRole[] {
  const roles = [...before];
  const isHeading = (least: number) => (run: Placed, i: number) =>
    run.heading > 0 && run.heading <= least && roles[i] === 'main';
  const first = runs.findIndex(isHeading(1));
  const title = first >= 0 ? first : runs.findIndex(isHeading(6));
  let text = false;
  let links = 0;
  for (let i = runs.length - 1; i >= 0; i--) {
    const run = runs[i] as Placed;
    if (roles[i] === 'furniture') {
      if (!leadsElsewhere(run)) continue;
      links++;
      // What follows a heading that is a link belongs to that one.
      if (run.heading > 0) text = false;
    } else if (run.heading === 0) text = true;
    else if (!text && links >= SOME_LINKS && i !== title) roles[i] = 'furniture';
    else [text, links] = [false, 0];
  }
  return roles;
}

/** Where the smallest landmark ends that holds most of the main text; the end of the page where none does. */
function endOfArticle(
  runs: readonly Placed[],
  roles: readonly BlockRole[],
  landmarks: readonly Landmark[],
): number {
  const before = [0];
  for (const [i, { letters }] of runs.entries())
    before.push((before.at(-1) ?? 0) + (roles[i] === 'main' ? letters : 0));
  const within = ({ start, end }: Landmark): number => (before[end] ?? 0) - (before[start] ?? 0);
  const least = (before.at(-1) ?? 0) * MOST_OF_TEXT;
  let article: Landmark = { start: 0, end: runs.length };
  for (const landmark of landmarks)
    if (within(landmark) > least && within(landmark) <= within(article)) article = landmark;
  return article.end;
}
