import {
  type Change,
  type Doubt,
  type Imported,
  type ImportFailure,
  isWritten,
  type LeftOut,
  type Uncertain,
} from '../model/manuscript.js';
import type { Problem } from '../model/problem.js';
import type { Citation } from '../model/watchlist.js';
import { shorten } from '../passage/text/sentences.js';
import { plain } from './terminal/screen.js';
import { unreadReason } from './words/documents.js';
import { filePlace } from './words/lint.js';
import { reasonWords } from './words/reason-words.js';
import statuses from './words/status-words.json' with { type: 'json' };
import { count, shortfallReason } from './words/words.js';

/** Characters of a value in a line. */
const LONGEST = 100;
/** Lines of one kind that are listed; the file itself has them all. */
const MOST = 60;

/** What an import read of a report, what it changes, and what could not be read for certain. */
export function renderImport(imported: Imported, file: string, written: boolean): string {
  const { changes, uncertain, leftOut, uncited, unread } = imported;
  const isNew = changes.some(({ kind }) => kind === 'report-added');
  const told = isNew ? changes.filter((change) => !isWritten(change)) : changes;
  const lines = [
    inNumbers(imported),
    ...(isNew ? [`new in ${file}: ${newIn(changes)}`] : []),
    ...listed(told.map(changeLine)),
    ...listed(uncertain.flatMap(uncertainLines)),
    ...listed(leftOutLines(leftOut)),
    ...leftOutNumbers(leftOut),
    ...listed(uncitedLines(uncited)),
    ...listed(unreadLines(unread)),
    ending(changes, file, written),
  ];
  return `${lines.map((line) => plain(line)).join('\n')}\n`;
}

/** What was read, in numbers. */
export const inNumbers = ({ report, sources, citations, quotes, originals }: Imported): string =>
  `${report}: ${[
    count(citations, 'citation', 'citations'),
    count(sources, 'source', 'sources'),
    count(quotes, 'quotation', 'quotations'),
    `${originals} with the original wording`,
  ].join(', ')}`;

const newIn = (changes: readonly Change[]): string =>
  [
    count(changes.filter(({ kind }) => kind === 'source-added').length, 'source', 'sources'),
    count(changes.filter(({ kind }) => kind === 'citation-added').length, 'citation', 'citations'),
  ].join(', ');

/** Lines, as many as a person reads. */
export const listed = (lines: readonly string[]): readonly string[] =>
  lines.length <= MOST ? lines : [...lines.slice(0, MOST), `… and ${lines.length - MOST} more`];

function ending(changes: readonly Change[], file: string, written: boolean): string {
  const n = changes.filter(isWritten).length;
  if (n === 0) return `${file} says all of this already: nothing to write`;
  return written ? `${file} written` : `nothing written: leave out --dry-run to write ${file}`;
}

/** One change in a line: `+` comes, `~` is different, `-` goes, `=` stays although the report says otherwise. */
export const changeLine = reasonWords<Change>({
  'report-added': ({ report }) => `+ report ${report}`,
  'report-filled': ({ report, field, after }) => `~ report ${report}: ${field} is ${shown(after)}`,
  'source-added': ({ source }) => `+ source ${source.id}: ${shown(source.title)}`,
  'source-filled': ({ id, field, after }) => `~ source ${id}: ${field} is ${shown(after)}`,
  'source-differs': ({ id, field, before, after }) =>
    `= source ${id}: ${field} stays ${shown(before)}, the report says ${shown(after)}`,
  'citation-added': ({ citation }) => `+ ${citationWords(citation)}`,
  'citation-changed': ({ id, field, before, after }) =>
    `~ citation ${id}: ${field} was ${shown(before)}, is ${shown(after)}`,
  'citation-gone': ({ citation }) => `- ${citationWords(citation)}: the report has it no more`,
  'source-unused': ({ id }) => `= source ${id} stays, though no report cites it any more`,
});

const citationWords = ({ id, source, section }: Citation): string =>
  `citation ${id} of ${source}${section === null ? '' : ` (section ${section})`}`;

/** What was not read of a library. */
export const unreadLines = (unread: Imported['unread']): readonly string[] =>
  unread.map(({ line, kind }) => `? line ${line}: ${statuses.libraryTrouble[kind]}`);

/** What a list of sources names and nothing cites, each with its place. */
export const uncitedLines = (uncited: Imported['uncited']): readonly string[] =>
  uncited.map(({ place, cited }) => `? ${filePlace(place)}: left out: listed, and nothing cites it: “${shown(cited)}”`);

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return 'open';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return shorten(text, LONGEST);
};

/** What stands in quotation marks and was not taken, each with its place. */
export const leftOutLines = (leftOut: readonly LeftOut[]): readonly string[] =>
  leftOut
    .filter((one) => one.shown)
    .map(
      ({ place, words, cited }) =>
        `? ${filePlace(place)}: ${cited ? 'left out, though a citation stands behind it' : 'left out: no citation, and maybe no quotation'}: “${shown(words)}”`,
    );

/** How many were left out; empty for none. */
export function leftOutNumbers(leftOut: readonly LeftOut[]): readonly string[] {
  if (leftOut.length === 0) return [];
  const few = leftOut.filter((one) => !one.shown).length;
  const all = `${count(leftOut.length, 'possible quotation', 'possible quotations')} left out`;
  return [few === 0 ? all : `${all}, ${few} of one or two words and without a citation`];
}

/** What could not be read of a citation for certain, with its place. */
export const uncertainLines = ({ citation, place, cited, doubts }: Uncertain): readonly string[] => {
  const at = filePlace(place);
  return doubts.map(
    (doubt) => `? ${citation} (${at}): ${doubtWords(doubt)}${cited === null ? '' : ` in “${shown(cited)}”`}`,
  );
};

const doubtWords = reasonWords<Doubt>({
  'no-title': 'no title could be read',
  'no-publisher': 'no publisher could be read',
  'no-citation': 'a quotation without a citation',
  'unread-date': ({ printed }) => `the date “${printed}” could be read two ways, or not at all`,
  'left-over': ({ text }) => `“${shown(text)}” was taken for nothing`,
  'several-fit': ({ titles }) =>
    `which is meant is not to be told: ${titles.map((title) => `“${shown(title)}”`).join(' or ')}`,
  'broken-address': ({ readings }) => `its address may be broken, and is left open: ${readings.join(' or ')}`,
  'other-link': ({ shown: words, opens }) => `the link shows ${words} and opens ${opens}`,
});

/** Why a file could not be imported, in one sentence; a library's bad entries each in one. */
export const importFailure = (failure: ImportFailure, file: string): readonly Problem[] =>
  failure.kind === 'entries'
    ? failure.problems.map(({ line, kind }) => ({ file, line, column: 1, message: statuses.libraryTrouble[kind] }))
    : [{ file, line: 0, column: 0, message: failureWords(failure) }];

const failureWords = reasonWords<Exclude<ImportFailure, { kind: 'entries' }>>({
  'unknown-format':
    'is none of DOCX, ODT, PDF, Markdown, HTML, CSL-JSON, RIS, BibTeX, Zotero CSV and lists of addresses',
  unreadable: ({ why }) => statuses.unreadableFile[why],
  'unread-pdf': ({ why }) => `could not be read: ${unreadReason(why)}`,
  'nothing-cited':
    'no citation could be read in it: no line that names a document with its date or its address, and no note',
  'beyond-budget': ({ why }) => `could not be read: ${shortfallReason(why)}`,
});
