import { parseAddress } from '../../model/address.js';
import { collapseWhitespace } from '../../text/whitespace.js';
import type { TextRun } from '../manuscript.js';

/** Private characters that stand before and behind the words of a link, so that they move with the text that is cut around them. */
export const [LINK_START, LINK_END] = ['\ue000', '\ue001'];
const MARKS = /[\ue000\ue001]/gu;

/** A line as its reader sees it, with the words of its links marked. */
export interface MarkedLine {
  readonly text: string;
  /** The addresses that the marked links open, in order. */
  readonly hrefs: readonly string[];
}

/** The words without the marks of links. */
export const unmarked = (text: string): string => collapseWhitespace(text.replace(MARKS, ''));

/** Runs as one line. Neighbouring runs with one address are one link, as word processors cut them up. */
export function markedLine(runs: readonly TextRun[]): MarkedLine {
  const hrefs: string[] = [];
  let text = '';
  let open: string | null = null;
  for (const run of runs) {
    const href = isWeb(run.href) ? run.href : null;
    if (href !== open) {
      if (open !== null) text += LINK_END;
      if (href !== null) {
        text += LINK_START;
        hrefs.push(href);
      }
      open = href;
    }
    text += run.text.replace(MARKS, '');
  }
  return { text: collapseWhitespace(open === null ? text : text + LINK_END), hrefs };
}

const isWeb = (href: string | null): href is string =>
  href !== null && /^https?:$/u.test(parseAddress(href)?.protocol ?? '');
