import type { Doubt } from '../../model/import.js';
import type { TextRun } from '../manuscript.js';
import type { PrintedDate, Reference } from '../reference.js';
import { takeAccess } from './access-clause.js';
import { markedLine, unmarked } from './marked-line.js';
import { isBracketed, isName, nameBefore, withoutLead } from './names.js';
import { partedRuns } from './parted-runs.js';
import { datesIn, saysDayFirst } from './printed-date.js';
import { splitPlain } from './split-plain.js';
import { splitTitle, type TitleSplit } from './split-title.js';
import { readTail, type Tail } from './tail.js';
import { type LineAddress, takeAddress } from './take-address.js';

/** Characters of the longest citation line: a title of 400, an address as long, and the rest. */
const LONGEST_LINE = 1500;

/**
 * A citation line as the reference that it prints; null when the text is none: prose, a quotation, a heading. What is
 * not certain is null in the reference, with a doubt.
 */
export const parseReference = (runs: readonly TextRun[]): Reference | null => parseLine(runs, false);

/** The references of a note or a bracket in which semicolons part them; empty when it holds none. */
export function parseReferences(runs: readonly TextRun[]): readonly Reference[] {
  const { pieces, bracketed } = partedRuns(runs);
  const parts = pieces.map((piece) => parseLine(piece, bracketed));
  const known = parts.filter((part) => part !== null);
  if (pieces.length > 1 && known.length === parts.length) return known;
  const whole = parseLine(runs, false);
  return whole === null ? known : [whole];
}

/** `bracketed`: brackets around the line are known, though they are not part of it. */
function parseLine(runs: readonly TextRun[], bracketed: boolean): Reference | null {
  const line = markedLine(runs);
  const cited = unmarked(line.text);
  if (cited === '' || cited.length > LONGEST_LINE) return null;
  const dayFirst = saysDayFirst(cited);
  const address = takeAddress(line);
  const access = takeAccess(address.rest, dayFirst);
  const bare = withoutLead(access.rest);
  const split =
    splitTitle(bare) ?? splitPlain(unmarked(bare), bracketed || isBracketed(access.rest), dayFirst);
  const sure = access.taken !== null;
  if (split === null)
    return sure || isShort(bare, address) ? unknown(cited, address, access.taken, bare) : null;
  const tail = readTail(split.tail, dayFirst);
  if (!isCitation(split, tail, sure, address)) return null;
  return assembled(cited, split, tail, address, access.taken, dayFirst);
}

/** Words beside a bare address that are too few to be a sentence. */
const isShort = (bare: string, { url }: LineAddress): boolean => url !== null && bare.split(' ').length <= 6;

function isCitation({ head, title }: TitleSplit, tail: Tail, sure: boolean, { url }: LineAddress): boolean {
  if (title === '') return false;
  if (sure) return true;
  const dated = tail.published !== null || tail.undated || url !== null;
  const over = tail.over.every(isName);
  const name = nameBefore(head);
  if (name === '') return url !== null && over;
  return dated && over && isName(name);
}

function assembled(
  cited: string,
  { head, title }: TitleSplit,
  tail: Tail,
  { url, addressFrom, doubts }: LineAddress,
  access: PrintedDate | null,
  dayFirst: boolean,
): Reference {
  const early = tail.published === null ? dateOfHead(head, dayFirst) : null;
  const name = nameBefore(early?.rest ?? head);
  const publisher = tail.publisher ?? (isName(name) ? name : null);
  const published = tail.published ?? early?.date ?? null;
  const accessed = access ?? tail.accessed;
  return {
    cited,
    publisher,
    title,
    published,
    accessed,
    pinpoint: tail.pinpoint,
    url,
    addressFrom,
    lang: null,
    undated: tail.undated,
    doubts: [
      ...(publisher === null ? [{ kind: 'no-publisher' } as const] : []),
      ...unread(published, accessed),
      ...[...(name !== '' && !isName(name) ? [name] : []), ...tail.over].map(leftOver),
      ...doubts,
    ],
  };
}

/** `Smith, J. (2023) ‘…’`, `Reuters, 3 May 2024, “…”`: the date before the title. */
function dateOfHead(head: string, dayFirst: boolean): { date: PrintedDate; rest: string } | null {
  const found = datesIn(head, dayFirst).at(-1);
  if (found === undefined || !/^[\s).,:]*$/u.test(head.slice(found.end))) return null;
  if (!/[,(]\s?$/u.test(head.slice(0, found.start))) return null;
  return {
    date: { printed: found.printed, iso: found.iso },
    rest: head.slice(0, found.start).replace(/[\s(,]+$/u, ''),
  };
}

const leftOver = (text: string): Doubt => ({ kind: 'left-over', text });

const unread = (...dates: (PrintedDate | null)[]): readonly Doubt[] =>
  dates.flatMap((date) =>
    date !== null && date.iso === null ? [{ kind: 'unread-date' as const, printed: date.printed }] : [],
  );

/** A line in no known form that has a link or an access date all the same. */
const unknown = (
  cited: string,
  { url, addressFrom, doubts }: LineAddress,
  accessed: PrintedDate | null,
  bare: string,
): Reference => ({
  cited,
  publisher: null,
  title: null,
  published: null,
  accessed,
  pinpoint: null,
  url,
  addressFrom,
  lang: null,
  undated: false,
  doubts: [
    { kind: 'no-title' },
    { kind: 'no-publisher' },
    ...unread(accessed),
    ...(unmarked(bare) === '' ? [] : [leftOver(unmarked(bare))]),
    ...doubts,
  ],
});
