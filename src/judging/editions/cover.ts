import type { Block, Document } from '../../model/document.js';
import type { EditionReason } from '../../model/edition.js';
import { type Issue, issuesIn, type Unit } from '../../passage/text/edition-dates.js';
import { asPrinted, countedIn, isLater } from '../../passage/text/edition-name.js';
import { hasSimilarName, phrasesOf, withoutMarks } from './family.js';

// Where the numbers of this file come from: docs/judging.md, 13.

/** Blocks at the top of a page among which its version and date stand. */
const COVER_BLOCKS = 40;
/** Characters of a PDF's first page that are its cover. */
const COVER = 1_500;
/** Characters of a line that only dates a document. */
const LINE = 60;
/** Headings among which a page without a first-level one names itself: a banner may stand before its own. */
const HEADINGS = 3;

const headingsOf = ({ blocks }: Document): readonly Block[] => {
  const first = blocks.filter((block) => block.heading === 1);
  const all = first.length > 0 ? first : blocks.filter((block) => block.heading !== undefined);
  return all.slice(0, HEADINGS);
};

/** The texts by which a document says what it is: cover or headings, and title, the surest first. */
export function namesOf(document: Document): readonly string[] {
  const { blocks, type, title } = document;
  if (type === 'html') return [title ?? '', ...headingsOf(document).map((block) => block.text)];
  const first = blocks.filter((block) => (block.page ?? 1) === 1).map((block) => block.text);
  return [first.join('\n').slice(0, COVER), title ?? ''];
}

const VERSION = /^(?:version|edition|issue)\b/iu;
/** What may stand on a line beside the date that it gives. An update is no edition. */
const DATED = /^(?:(?:first )?published|released|date|on|[:,.\s])*$/iu;

function isDateLine(line: string): boolean {
  const [issue] = issuesIn(line);
  return issue !== undefined && DATED.test(line.replace(issue.words, ''));
}

/** A line that only says which edition, volume or number it is: `Third edition`, `第三版`. */
const isCountLine = (line: string): boolean => {
  const counted = countedIn(line);
  return counted.length > 0 && !/[\p{L}\d]/u.test(withoutMarks(line));
};

const linesOf = ({ blocks }: Document): readonly string[] =>
  blocks
    .slice(0, COVER_BLOCKS)
    .filter((block) => block.role === 'main' && block.text.length <= LINE)
    .map((block) => block.text);

/** The lines at the top of a document that number its version or date it: all but the title that tells editions apart. */
export const versionLinesOf = (document: Document): readonly string[] => [
  ...linesOf(document).filter((line) => VERSION.test(line)),
  ...linesOf(document).filter((line) => isDateLine(line) || isCountLine(line)),
];

const firstNamed = (texts: readonly string[]): readonly Issue[] =>
  texts.map(issuesIn).find((issues) => issues.length > 0) ?? [];

/** The issues that a document says it is: by its names, its version line, or where its text names the series with a year. */
function issuesOf(document: Document, series: string): readonly Issue[] {
  const named = firstNamed([
    ...namesOf(document),
    ...linesOf(document).filter((line) => VERSION.test(line)),
  ]);
  return named.length > 0 ? named : issuesBeside(document, series);
}

/** “The 2023 Global Slavery Index estimates…”: all that dates a page without a date. */
function issuesBeside({ blocks }: Document, series: string): readonly Issue[] {
  const phrases = phrasesOf(series).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  if (phrases.length === 0) return [];
  const beside = new RegExp(
    `\\d{4} (?:${phrases.join('|')})|(?:${phrases.join('|')}),? \\d{4}`,
    'iu',
  );
  for (const { text, role, heading } of blocks) {
    const match = role === 'main' && heading === undefined ? beside.exec(text) : null;
    if (match !== null) return issuesIn(match[0]);
  }
  return [];
}

const PRECISION: readonly Unit[] = ['day', 'month', 'quarter', 'annual', 'year'];

/** The issue on a document's cover, or the date on a line of its own at its top. A day says more than a year beside it. */
export function coverOf(document: Document, series: string): Issue | null {
  const dated = linesOf(document).filter(isDateLine);
  const named = issuesOf(document, series);
  const issues = named.length > 0 ? named : firstNamed(dated);
  return PRECISION.flatMap((unit) => issues.find((issue) => issue.unit === unit) ?? [])[0] ?? null;
}

/** What became of a cover's date: the later one, and both. */
export interface Moved {
  readonly to: Issue;
  readonly why: EditionReason;
}

/** The later date on the cover of a document of the same name that had another one before; null when it did not move. */
export function findCoverDateChange(
  before: Document | null,
  after: Document | null,
  series: string,
): Moved | null {
  if (before === null || after === null) return null;
  const [old, now] = [coverOf(before, series), coverOf(after, series)];
  if (old === null || now === null || old.unit !== now.unit || !isLater(now, old)) return null;
  if (!hasSimilarName(namesOf(before).join('\n'), namesOf(after).join('\n'))) return null;
  return { to: now, why: { kind: 'cover-moved', from: asPrinted(old), to: asPrinted(now) } };
}

/** When the files were made by their own account (PDF metadata), where that differs: all that dates a cover without a date. */
export function findCreationDateChange(
  before: Document | null,
  after: Document | null,
): { readonly now: string; readonly before: string } | null {
  const [old, now] = [before, after].map((one) => one?.dates.published?.slice(0, 10));
  return old === undefined || now === undefined || old >= now ? null : { now, before: old };
}

/** The later issue that a document says it is, when another one is cited; null when it may be the cited one. */
export function findLaterIssue(
  document: Document | null,
  cited: Issue | null,
  series: string,
): Moved | null {
  if (document === null || cited === null) return null;
  const issues = issuesOf(document, series).filter(({ unit }) => unit === cited.unit);
  const [now] = issues;
  if (now === undefined || issues.some((issue) => !isLater(issue, cited))) return null;
  return {
    to: now,
    why: { kind: 'cover-differs', cited: asPrinted(cited), found: asPrinted(now) },
  };
}
