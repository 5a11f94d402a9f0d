import type { PartialDate } from '../../model/watchlist.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { isName } from '../grammar/names.js';
import { datesIn, saysDayFirst } from '../grammar/printed-date.js';
import { isBounded } from '../grammar/reference-tail.js';
import { type Manuscript, paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { quotationsIn } from './quote-marks.js';

export interface FrontMatter {
  readonly title: string | null;
  readonly publisher: string | null;
  readonly published: PartialDate | null;
}

/** Paragraphs of a title page. Our choice. */
const TITLE_PAGE = 12;
/** Characters of the line that names publisher and date. Our choice. */
const LONGEST = 100;

/** Characters of a title, over all its lines. Our choice. */
const LONGEST_REPORT_TITLE = 300;

/** What a report says of itself on its first page: its title, and the line that names its publisher and its date. */
export function frontMatterOf({ title, paragraphs }: Manuscript): FrontMatter {
  const page = paragraphs.slice(0, TITLE_PAGE);
  const lines = linesOf(page);
  const { at, imprint } = imprintAmong(page, lines);
  const above = lines.slice(0, Math.max(0, at)).join(' ').trim();
  const heading = page.findIndex(({ kind, level }) => kind === 'heading' && level === 1);
  const first = lines[heading] ?? lines.find((line) => line !== '') ?? null;
  return {
    title: title ?? (above !== '' && above.length <= LONGEST_REPORT_TITLE ? above : first),
    ...imprint,
  };
}

/** The paragraph that says who published a report, and when; null for none. */
export function imprintOf({ paragraphs }: Manuscript): ReportParagraph | null {
  const page = paragraphs.slice(0, TITLE_PAGE);
  return page[imprintAmong(page, linesOf(page)).at] ?? null;
}

const linesOf = (page: readonly ReportParagraph[]): readonly string[] =>
  page.map((paragraph) => collapseWhitespace(paragraphText(paragraph)));

function imprintAmong(page: readonly ReportParagraph[], lines: readonly string[]) {
  const top = lines.findIndex((line) => line !== '');
  // A heading above all else is the title, whatever year it is about.
  const imprints = lines.map((line, i) => (i === top && page[i]?.kind === 'heading' ? null : imprintIn(line)));
  const at = imprints.findIndex((imprint) => imprint !== null);
  return { at, imprint: imprints[at] ?? { publisher: null, published: null } };
}

/** Reads `Asylos, September 2025`; a line that is only a date names no publisher. */
function imprintIn(line: string): Pick<FrontMatter, 'publisher' | 'published'> | null {
  if (line.length > LONGEST) return null;
  const date = datesIn(line, saysDayFirst(line)).at(-1);
  if (date === undefined || date.iso === null || line.slice(date.end).replace(/[).\s]+/u, '') !== '') return null;
  const publisher = line.slice(0, date.start).replace(/(?<![\s,–—:(-])[\s,–—:(-]+$/u, '');
  if (/[.!?]/u.test(publisher) || (publisher !== '' && !(isName(publisher) && isBounded(line, date)))) return null;
  return { publisher: publisher === '' ? null : publisher, published: date.iso };
}

/** True for a line that may say who published the report: it names no address and no day of reading, and quotes no title. */
export const isImprint = ({ url, accessed, cited }: Reference): boolean =>
  url === null && accessed === null && quotationsIn(cited).length === 0;
