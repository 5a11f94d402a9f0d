import { parseAddress } from '../../model/address.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { paragraphText, type TextRun } from '../manuscript.js';
import type { PrintedDate } from '../reference.js';
import { isCountry, nameBefore } from './names.js';
import { type DayFirst, datesIn } from './printed-date.js';

/** The runs of a stretch of their text. */
export function sliceRuns(runs: readonly TextRun[], start: number, end: number): readonly TextRun[] {
  const slice: TextRun[] = [];
  let from = 0;
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, start - from), Math.max(0, end - from));
    if (text !== '') slice.push({ ...run, text });
    from += run.text.length;
  }
  return slice;
}

const OPENING = /[“„«「『《(（[]/u;
const CLOSING = /[”»」』》)）\]]/u;

/** Runs cut at the semicolons that stand outside quotation marks, brackets and links. `bracketed`: brackets stood around the whole. */
export function splitRuns(runs: readonly TextRun[]): {
  readonly pieces: readonly (readonly TextRun[])[];
  readonly bracketed: boolean;
} {
  const bracketed = /^\s*\(.*\)[.\s]*$/su.test(paragraphText({ runs }));
  const pieces: TextRun[][] = [[]];
  let depth = bracketed ? -1 : 0;
  for (const run of runs) {
    let from = 0;
    for (let at = 0; at < run.text.length; at++) {
      const sign = run.text[at] as string;
      if (OPENING.test(sign)) depth++;
      else if (CLOSING.test(sign)) depth--;
      else if (/[;；]/u.test(sign) && depth <= 0 && run.href === null) {
        pieces.at(-1)?.push({ ...run, text: run.text.slice(from, at) });
        pieces.push([]);
        from = at + 1;
      }
    }
    pieces.at(-1)?.push({ ...run, text: run.text.slice(from) });
  }
  return { pieces: bracketed ? withoutBrackets(pieces) : pieces, bracketed };
}

/** Between a sentence and one that sends the reader elsewhere: `…, p. 50. See also note 3.` */
const SEE = /(?<=[.)\]”»"’])\s+(?=(?:See|Siehe|Vgl\.|Cf\.|Voir|Véase)\s)/gu;

/** The runs of a note, cut at its semicolons and before what sends the reader elsewhere. */
export const splitNote = (runs: readonly TextRun[]): readonly (readonly TextRun[])[] =>
  splitRuns(runs).pieces.flatMap((piece) => {
    const text = paragraphText({ runs: piece });
    const starts = [0, ...[...text.matchAll(SEE)].map(({ index }) => index)];
    return starts.map((start, i) => sliceRuns(piece, start, starts[i + 1] ?? text.length));
  });

function withoutBrackets(pieces: readonly (readonly TextRun[])[]): readonly (readonly TextRun[])[] {
  const [first = [], last = []] = [pieces[0], pieces.at(-1)];
  const opening = first.find(({ text }) => text.trim() !== '');
  const closing = last.findLast(({ text }) => /[^.\s]/u.test(text));
  return pieces.map((piece) =>
    piece.map((run) => {
      let { text } = run;
      if (run === opening) text = text.replace(/^\s*\(/u, '');
      if (run === closing) text = text.replace(/\)[.\s]*$/u, '');
      return { ...run, text };
    }),
  );
}

/** Private characters that stand before and behind the words of a link, so that they move with the text that is cut around them. */
export const [LINK_START, LINK_END] = ['\ue000', '\ue001'];
const MARKS = /[\ue000\ue001]/gu;

export interface MarkedLine {
  readonly text: string;
  readonly hrefs: readonly string[];
}

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

export interface LineHead {
  /** As printed; empty for none. Whether it is a name is not said. */
  readonly name: string;
  readonly published: PrintedDate | null;
  /** True where the form puts the publisher here, so that a name behind the title is that of a series. */
  readonly ofPublisher: boolean;
}

/** A year in brackets with the letter that tells an author's documents of that year apart, or with the day. */
const YEAR_FIRST = /(?:(?<=\p{Ll}{3})\.)? \((?<year>(?:19|20)\d{2})(?:[a-z]|, (?<day>[^()]{1,20}))\)/u;

/** Reads `Smith, J. (2023)`, `Reuters, 3 May 2024`, and the Canadian `Voice of the East. 14 Feb. 2020. Jane Doe.` and `Peru. 2020. Ministry of Health.` */
export function headOf(line: string, dayFirst: DayFirst): LineHead {
  const head = line.replace(YEAR_FIRST, (_, year: string, day?: string) =>
    day === undefined ? ` (${year})` : ` (${day}, ${year})`,
  );
  const undated = { name: nameBefore(head), published: null, ofPublisher: false };
  const found = datesIn(head, dayFirst).at(-1);
  if (found === undefined) return undated;
  const [before, after] = [head.slice(0, found.start), head.slice(found.end)];
  const published = { printed: found.printed, iso: found.iso };
  if (before.endsWith('. ') && after.startsWith('.')) {
    const [first, then] = [before.slice(0, -2), nameBefore(after.slice(1)).replace(/\.$/u, '')];
    return { name: isCountry(first) && then !== '' ? then : first, published, ofPublisher: true };
  }
  if (!/[,(] ?$/u.test(before) || !/^[\s).,:]*$/u.test(after)) return undated;
  return { name: nameBefore(before.replace(/(?<![\s(,])[\s(,]+$/u, '')), published, ofPublisher: false };
}
