import { collapseWhitespace } from '../../passage/text/sentences.js';
import { isName } from '../grammar/names.js';
import { parseReference } from '../grammar/parse-reference.js';
import { saysDayFirst, takeAccess } from '../grammar/printed-date.js';
import { readTail } from '../grammar/reference-tail.js';
import { headOf, markedLine, sliceRuns, unmarked } from '../grammar/runs.js';
import { isAddressed, takeAddress } from '../grammar/take-address.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import { type Reference, referenceOf } from '../reference.js';
import { isLong, type Passage, passageAt, type Quoted, quotationsWithin } from './passages.js';

export interface QuotedLine {
  readonly reference: Reference;
  readonly passage: Passage;
}

/** True for a reference that says no day and does not say that there is none. */
export const isUndated = ({ published, accessed, undated }: Reference): boolean =>
  published === null && accessed === null && !undated;

const DASH = /^\s{0,3}(?:[—–―]|--?(?=\s))\s{0,3}|^\s{0,3}\n\s{0,3}/u;
const COLON = /[:：]\s{0,3}$/u;
/** Behind a quotation, before the citation that is for it. */
const SOURCE_LABEL = /^(?:sources?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|kilder?|käll(?:a|or))[:：]/iu;
const NOTHING_BEHIND = /^[\s.]{0,3}$/u;

/** Reads `“Nobody came back.” — HRW, Empty Villages, 4 May 2024` and `HRW, Empty Villages, 4 May 2024: “Nobody came back.”`; else null. */
export function quotedLine(paragraph: ReportParagraph): QuotedLine | null {
  const { runs, place } = paragraph;
  const text = paragraphText(paragraph);
  const quotations = quotationsWithin(text);
  const [first, last] = [quotations[0], quotations.at(-1)];
  // Where a note stands in it, that says where it is from.
  if (first === undefined || last === undefined || runs.some(({ notes }) => notes.length > 0)) return null;
  const of = (start: number, end: number, quoted: Quoted): QuotedLine | null => {
    const reference = parseReference(sliceRuns(runs, start, end));
    const isWhole = reference?.title != null && reference.publisher !== null && !isUndated(reference);
    return isWhole && isLong(quoted.text) ? { reference, passage: passageAt(quoted, place) } : null;
  };
  const dash = DASH.exec(text.slice(first.end, first.end + 8))?.[0];
  if (text.slice(0, first.start).trim() === '' && dash !== undefined)
    return of(first.end + dash.length, text.length, first);
  const behind = text.slice(first.end).trim();
  if (first === last && SOURCE_LABEL.test(behind)) return of(first.end, text.length, first);
  const colon = COLON.exec(text.slice(Math.max(0, last.start - 4), last.start))?.[0];
  if (colon === undefined) return null;
  if (NOTHING_BEHIND.test(text.slice(last.end))) return of(0, last.start - colon.length, last);
  const reference = addressedBehind(paragraph, last);
  return reference === null ? null : { reference, passage: passageAt(last, place) };
}

/** True for words that no title is made of: they begin small, or end a sentence and have not the capitals of a name. */
const isSentence = (words: string): boolean =>
  /^\p{Ll}/u.test(words) || (/[.!?…。！？]$/u.test(words) && !isName(words));

/** What stands behind a quotation: a bracket, maybe before the full stop that ends the line. */
const BRACKETED = /^\s?[([].*[)\]]\.?$/u;

/** Reads `HRW: “Guards beat detainees.” (3 May 2024, https://…)`, which names no title; null for another line. */
function addressedBehind({ runs }: ReportParagraph, quoted: Quoted): Reference | null {
  const text = paragraphText({ runs });
  if (!isLong(quoted.text) || !isSentence(quoted.text)) return null;
  const dayFirst = saysDayFirst(text);
  const address = takeAddress(markedLine(sliceRuns(runs, quoted.end, text.length)), dayFirst);
  const { taken: accessed, rest } = takeAccess(address.rest, dayFirst);
  const { published, pinpoint, publisher: other, over } = readTail(unmarked(rest), dayFirst);
  if (!isAddressed(address) || other !== null || over.length > 0) return null;
  // With a day and without a bracket it is the line of a document.
  if (published !== null && !BRACKETED.test(text.slice(quoted.end))) return null;
  const before = text.slice(0, quoted.start);
  const head = headOf(before, dayFirst);
  const publisher = isName(head.name) ? head.name : null;
  const { url, addressFrom, doubts } = address;
  return referenceOf({
    cited: collapseWhitespace(`${before}${text.slice(quoted.end)}`),
    ...{ publisher, published: published ?? head.published, accessed, pinpoint, url, addressFrom },
    doubts: [...(publisher === null ? [{ kind: 'left-over', text: head.name } as const] : []), ...doubts],
  });
}
