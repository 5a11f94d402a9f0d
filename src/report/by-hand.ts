import type { ReadByHand, SourceVerdict } from '../model/verdict.js';
import { day } from './dates.js';
import { shellWord } from './shell-word.js';

const ago = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`);

/** When a page was read by hand, by whom, and how long ago: the end of a sentence that begins with the page. */
export const byHandWords = ({ at, by, days, isStale }: ReadByHand): string => {
  const when = `on ${day(at.slice(0, 10))}${by === null ? '' : ` by ${by}`}`;
  return isStale
    ? `last read by hand ${ago(days)}, ${when}: too long ago to stand for the page`
    : `read by hand ${when}, ${ago(days)}`;
};

/** How a page is handed in, in the imperative. */
export const SAVE_IT =
  'Open it in a browser, save it as one file (“Webpage, Single File”, or its PDF), and hand that in';

/** The same of the pages of a host, some of which somebody may have handed in. */
export const SAVE_EACH =
  'Open each that nobody has handed in yet in a browser, save it as one file (“Webpage, Single File”, or its PDF), and hand that in';

/** What a person can do where programs are kept out, and the line to paste when it is done. */
export interface HandInOffer {
  readonly how: string;
  readonly line: string;
}

/** Pages that answer and show nothing to a program, though they show their text to a person. */
const SHOWN_TO_PEOPLE: ReadonlySet<string> = new Set(['script', 'no-visible-text']);

/** True where a page keeps citewatch out, or shows its text to people alone. */
export function isKeptOut({ link, content }: SourceVerdict): boolean {
  if (link.status === 'blocked') return true;
  const { why } = content;
  return (
    (link.status === 'alive' || link.status === 'moved') &&
    content.change === 'unread' &&
    (why.kind === 'cut' || (why.kind === 'document' && SHOWN_TO_PEOPLE.has(why.why.kind)))
  );
}

/**
 * What to do for a source whose page keeps citewatch out or shows it no text, though passages of it are quoted; null for any other,
 * and where somebody has done it.
 */
export function offerOf(source: SourceVerdict): HandInOffer | null {
  const isQuoted = source.citations.some(({ quotes }) => quotes.length > 0);
  if (!isQuoted || !isKeptOut(source) || source.byHand?.isStale === false) return null;
  return {
    how: SAVE_IT,
    line: `citewatch witness ${shellWord(source.id)} FILE`,
  };
}
