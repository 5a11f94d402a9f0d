import type { Added, Severity } from '../model/finding.js';
import {
  type Change,
  type Doubt,
  type Imported,
  type ImportFailure,
  isWritten,
  type LedgerEntry,
  type LeftOut,
  type OpenQuestion,
  type Uncertain,
} from '../model/manuscript.js';
import type { OldPrint } from '../model/old-print.js';
import type { Problem } from '../model/problem.js';
import type { Citation } from '../model/watchlist.js';
import { shorten } from '../passage/text/sentences.js';
import { filePlace } from './lint.js';
import { plain } from './terminal/screen.js';
import { commandMessages } from './words/catalogues.js';
import { unreadReason } from './words/documents.js';
import { ENGLISH, type Locale, reasonWords } from './words/locale.js';
import { printWords } from './words/old-prints.js';
import { count, shortfallReason } from './words/words.js';

/** Characters of a value in a line. */
const MAX_VALUE_LENGTH = 100;
/** Lines of one kind that are listed; the file itself has them all. */
const MAX_LINES = 60;

/** What an import read of a report, what it changes, and what could not be read for certain. */
export const renderImport = (
  locale: Locale,
  imported: Imported,
  file: string,
  written: boolean,
): string => sheet(locale, imported, file, closingLine(imported, file, written));

/** Which remedies an import would take back. */
export const renderTakesBack = (locale: Locale, back: readonly OldPrint[], file: string): string =>
  `${part(
    locale.fill(commandMessages.import.takesBack, { n: back.length, file }),
    back.map((one) => `- ${printLine(locale, 'was', one)}`),
  )}\n`;

/** How changes stand that were decided, in the order in which an import says so. */
const FILED = ['closed', 'rejected', 'reopened', 'pending'] as const;

/** What a file says of a change that was decided. */
const printLine = (locale: Locale, of: 'was' | (typeof FILED)[number], print: OldPrint): string =>
  locale.fill(commandMessages.import[of], { ...print, print: printWords(locale, print) });

export const takeBackQuestion = (locale: Locale, { length: n }: readonly OldPrint[]): string =>
  locale.fill(commandMessages.import.takeBack, { n });

/** The same of a folder that is to be watched, and which files there are now. `file` is the path of `sources.json`. */
export const renderInit = (
  locale: Locale,
  imported: Imported,
  files: readonly InitFile[],
  file: string,
): string => sheet(locale, imported, file, part('Files:', files.map(fileLine)));

function sheet(locale: Locale, imported: Imported, file: string, end: string): string {
  const { changes, cited, bare, series, proposed, toMend } = imported;
  const isNew = changes.some(({ kind }) => kind === 'report-added');
  const told = isNew ? changes.filter((change) => !isWritten(change)) : changes;
  const parts = [
    ...headline(imported),
    part(inNumbers(locale, imported), [
      ...(cited === 0
        ? []
        : [`Addresses missing for ${bare.length} of ${count(cited, 'source', 'sources')}`]),
      ...ledgerLines(locale, imported),
      ...told.map((change) => changeLine(locale, change)),
      ...FILED.flatMap((of) => imported.filed[of].map((one) => printLine(locale, of, one))),
    ]),
    ...doubts(locale, imported, file),
    partOf(
      series,
      'Series that are known; a newer edition will be looked for. Take "series" out where it is wrong:',
      (one) => [`${one.source}: ${seriesWords(one)}`],
    ),
    partOf(
      proposed,
      'A decision in the words of the report. It is not recorded: do so with citewatch ack, or leave it.',
      ({ source, about, reason, place }) => [
        `? ${filePlace(place)}: “${reason}”`,
        `  citewatch ack ${source} --about ${about} --reason "…"`,
      ],
    ),
    lintWords(locale, toMend),
    end,
  ];
  return `${parts.filter((text) => text !== '').join('\n\n')}\n`;
}

export const seriesWords = ({
  series,
  edition,
}: Pick<Imported['series'][number], 'series' | 'edition'>): string =>
  `${series}${edition === null ? '' : `, ${edition}`}`;

/** What was read of a report that is checked at once, and what of it is not. */
export function renderRead(locale: Locale, imported: Imported): string {
  const open = imported.open
    .flatMap(openLines)
    .map((line) => line.replace('not written', 'not checked'));
  const told = [
    ...ledgerLines(locale, imported),
    ...open,
    ...intakeLines(imported),
    ...unreadLines(locale, imported.unread),
  ];
  return `${[...headline(imported), part(inNumbers(locale, imported), told)].join('\n')}\n`;
}

/** How a watched folder differs from reports that are checked beside it: what it lacks of them, and what it has besides. */
export function renderFolderBeside(locale: Locale, file: string, lacks: Added, has: Added): string {
  const words = ({ citations, quotes }: Added): string =>
    `${count(citations.size, 'citation', 'citations')} and ${count(quotes.size, 'quotation', 'quotations')}`;
  const differs = [lacks, has].some(({ citations, quotes }) => citations.size + quotes.size > 0);
  return `${locale.fill(commandMessages.import.beside, { file, differs, lacks: words(lacks), has: words(has) })}\n`;
}

const inNumbers = (locale: Locale, imported: Imported): string =>
  locale.fill(commandMessages.import.numbers, imported);

/** What is said first where something of the file is neither in a citation nor in a list. */
const headline = ({ report, ledger: { lost } }: Imported): readonly string[] =>
  lost.length === 0
    ? []
    : [`${report}: ${count(lost.length, 'thing', 'things')} in the file could not be placed`];

/** The sum of what the file holds, and what of it came nowhere. */
function ledgerLines(locale: Locale, { ledger }: Imported): readonly string[] {
  const { notes, addresses, quotations, told, lost } = ledger;
  if (notes + addresses + quotations === 0) return [];
  const sum = locale.fill(commandMessages.import.ledger, {
    ...ledger,
    lost: lost.length,
    told: told.length,
  });
  return [sum, ...lost.map((entry) => `! ${entryWords(entry, commandMessages.lost)}`)];
}

const entryWords = ({ kind, words, place }: LedgerEntry, of: typeof commandMessages.lost): string =>
  `${place.paragraph === 0 ? 'around the text' : filePlace(place)}: ${of[kind]}: “${showValue(words)}”`;

const intakeLines = ({ ledger: { told } }: Imported): readonly string[] =>
  told.map((entry) => `? ${entryWords(entry, commandMessages.notCited)}`);

/** A quotation, or a citation, of which a person has to say the source. */
const openLines = ({ place, quotes, cited, doubts }: OpenQuestion): readonly string[] => {
  const why = doubts
    .filter(({ kind }) => kind !== 'no-publisher' && kind !== 'left-over')
    .map((doubt) => doubtWords(ENGLISH, doubt));
  const line = cited === null ? '' : ` in “${showValue(cited)}”`;
  const of = quotes.length === 0 ? [''] : quotes.map((quote) => `: “${showValue(quote)}”`);
  return of.map((quote) => `? ${filePlace(place)}: not written, ${why.join(', ')}${line}${quote}`);
};

const clipList = (lines: readonly string[]): readonly string[] =>
  lines.length <= MAX_LINES
    ? lines
    : [...lines.slice(0, MAX_LINES), `… and ${lines.length - MAX_LINES} more`];

function closingLine({ changes, filed }: Imported, file: string, written: boolean): string {
  const n =
    changes.filter(isWritten).length +
    filed.closed.length +
    filed.rejected.length +
    filed.reopened.length;
  if (n === 0) return `${file} says all of this already: nothing to write`;
  return written ? `${file} written` : `nothing written: leave out --dry-run to write ${file}`;
}

/** One change in a line: `+` comes, `~` is different, `-` goes, `=` stays although the report says otherwise. */
const changeLine = reasonWords<Change>(
  () => commandMessages.change,
  () => ({
    'report-filled': showChange,
    'source-added': ({ source }) => ({ id: source.id, title: showValue(source.title) }),
    'source-filled': showChange,
    'source-differs': showChange,
    'citation-added': ({ citation }) => ({ cited: citationWords(citation) }),
    'citation-changed': showChange,
    'citation-gone': ({ citation }) => ({ cited: citationWords(citation) }),
  }),
);

const citationWords = ({ id, source, section }: Citation): string =>
  `citation ${id} of ${source}${section === null ? '' : ` (section ${section})`}`;

const unreadLines = (locale: Locale, unread: Imported['unread']): readonly string[] =>
  unread.map(({ line, kind }) => `? line ${line}: ${locale.statuses.libraryTrouble[kind]}`);

const uncitedLine = ({ place, cited }: Imported['uncited'][number]): readonly string[] => [
  `? ${filePlace(place)}: left out: listed, and nothing cites it: “${showValue(cited)}”`,
];

function showValue(value: unknown): string {
  if (value === null || value === undefined) return 'open';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return shorten(text, MAX_VALUE_LENGTH);
}

function showChange({
  before,
  after,
}: {
  readonly before?: unknown;
  readonly after: unknown;
}): object {
  return { before: showValue(before), after: showValue(after) };
}

/** What stands in quotation marks and was not taken, each with its place. */
const leftOutLines = (leftOut: readonly LeftOut[]): readonly string[] =>
  leftOut
    .filter((one) => one.shown)
    .map(
      ({ place, words, cited }) =>
        `? ${filePlace(place)}: ${cited ? 'left out, though a citation stands behind it' : 'left out: no citation, and maybe no quotation'}: “${showValue(words)}”`,
    );

function leftOutNumbers(locale: Locale, leftOut: readonly LeftOut[]): readonly string[] {
  const few = leftOut.filter((one) => !one.shown).length;
  return leftOut.length === 0
    ? []
    : [locale.fill(commandMessages.import['left-out'], { all: leftOut.length, few })];
}

/** What could not be read of a citation for certain, with its place. */
const uncertainLines = ({ citation, place, cited, doubts }: Uncertain): readonly string[] => {
  const at = filePlace(place);
  return doubts.map(
    (doubt) =>
      `? ${citation} (${at}): ${doubtWords(ENGLISH, doubt)}${cited === null ? '' : ` in “${showValue(cited)}”`}`,
  );
};

const doubtWords = reasonWords<Doubt>(
  () => commandMessages.doubt,
  () => ({
    'left-over': ({ text }) => ({ words: showValue(text) }),
    'several-fit': ({ titles }) => ({
      list: titles.map((title) => `“${showValue(title)}”`).join(' or '),
    }),
    'broken-address': ({ readings }) => ({ list: readings.join(' or ') }),
  }),
);

/** Why a file could not be imported, in one sentence; a library's bad entries each in one. */
export const importFailure = (
  locale: Locale,
  failure: ImportFailure,
  file: string,
): readonly Problem[] =>
  failure.kind === 'entries'
    ? failure.problems.map(({ line, kind }) => ({
        file,
        line,
        column: 1,
        message: locale.statuses.libraryTrouble[kind],
      }))
    : [{ file, line: 0, column: 0, message: failureWords(locale, failure) }];

const failureWords = reasonWords<Exclude<ImportFailure, { kind: 'entries' }>>(
  () => commandMessages.importFailure,
  (locale) => ({
    unreadable: ({ why }) => ({ reason: locale.statuses.unreadableFile[why] }),
    'other-file': ({ sort }) => ({ sort: locale.statuses.fileSort[sort] }),
    'unread-pdf': ({ why }) => ({ reason: unreadReason(locale, why) }),
    'beyond-budget': ({ why }) => ({ reason: shortfallReason(locale, why) }),
  }),
);

/** What became of a file of a folder that is to be watched. */
export interface InitFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly state: 'written' | 'brought-up-to-date' | 'kept';
  /** A line that a file that was kept should have and has not. */
  readonly lacks?: string | undefined;
}

function doubts(locale: Locale, imported: Imported, file: string): readonly string[] {
  const { uncertain, leftOut, uncited: listedOnly, unread, open, bare } = imported;
  const others = [
    ...uncertain.map(uncertainLines),
    ...unreadLines(locale, unread).map((line) => [line]),
  ];
  const [left = ''] = leftOutNumbers(locale, leftOut);
  return [
    partOf(
      bare,
      `Without an address: citewatch find --all looks for their pages by title and passage; one that you know, put under "url" in ${file}.`,
      ({ id, publisher, title }) => [`${id}: ${publisher}, “${title}”`],
    ),
    partOf(
      open,
      `${count(open.length, 'citation', 'citations')} of an unknown source, not written: citewatch add writes one, with its address and its quotation.`,
      openLines,
    ),
    partOf(intakeLines(imported), 'Not cited, as far as could be read:', (line) => [line]),
    left === '' ? '' : part(left, leftOutLines(leftOut)),
    partOf(
      listedOnly,
      `${count(listedOnly.length, 'document', 'documents')} of the list of sources that nothing cites.`,
      uncitedLine,
    ),
    partOf(
      others,
      `${count(others.length, 'reading is', 'readings are')} uncertain: compare with the report.`,
      (lines) => lines,
    ),
  ];
}

const GRAVITY: readonly Severity[] = ['high', 'medium', 'low'];

/** How much there is to mend, in a sentence; empty for nothing. */
export function lintWords(locale: Locale, toMend: Imported['toMend']): string {
  const parts = GRAVITY.filter((severity) => toMend[severity] > 0);
  const sum = parts.reduce((all, severity) => all + toMend[severity], 0);
  const each = parts.map(
    (severity) => `${toMend[severity]} ${locale.statuses.severity[severity].toLowerCase()}`,
  );
  return sum === 0
    ? ''
    : `${count(sum, 'thing', 'things')} to mend in the citations themselves (${each.join(', ')}): citewatch lint lists them.`;
}

const fileLine = ({ path, state, lacks }: InitFile): string => {
  const sign = { written: '+', 'brought-up-to-date': '~', kept: '=' }[state];
  if (state !== 'kept') return `${sign} ${path}`;
  return `${sign} ${path} ${lacks === undefined ? 'was there and stays' : `stays: add a line ${lacks}`}`;
};

const part = (heading: string, lines: readonly string[]): string =>
  [plain(heading), ...clipList(lines).map((line) => `  ${plain(line)}`)].join('\n');

const partOf = <T>(
  items: readonly T[],
  heading: string,
  linesOf: (item: T) => readonly string[],
): string => (items.length === 0 ? '' : part(heading, items.flatMap(linesOf)));

export function nextSteps(made: {
  readonly dir: string;
  readonly checked: boolean;
  /** The built package that the workflows install. */
  readonly from: string;
}): string {
  const go = made.dir === '.' ? '' : `cd ${made.dir} && `;
  const steps = [
    made.checked
      ? `Open ${made.dir === '.' ? '' : `${made.dir}/`}reports/index.html: what is to do, most urgent first.`
      : `${go}citewatch check   looks at every source once`,
    `${go}citewatch add URL --quote "…"   adds a source that the report does not have yet`,
    `Every night: push this folder to GitHub. It installs ${made.from}; until that is released, each night ends with a sentence that says so (init --from names another).`,
  ];
  return `\nNext:\n${steps.map((step, i) => `  ${i + 1}. ${step}`).join('\n')}\n`;
}
