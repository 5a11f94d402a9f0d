import type { Severity } from '../../model/finding.js';
import { type Imported, isWritten } from '../../model/import.js';
import type { Lint } from '../../model/lint.js';
import type { Source, Watchlist } from '../../model/watchlist.js';
import {
  changeLine,
  inNumbers,
  leftOutLines,
  leftOutNumbers,
  listed,
  uncertainLines,
  uncitedLines,
  unreadLines,
} from '../import/import-summary.js';
import { plain } from '../terminal/screen.js';
import { count, SEVERITY } from '../words.js';

/** What became of a file of a folder that is to be watched. */
export interface InitFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly state: 'written' | 'brought-up-to-date' | 'kept';
  /** A line that a file that was kept should have and has not. */
  readonly lacks?: string | undefined;
}

/** What `citewatch init` did. */
export interface Initiated {
  readonly imported: Imported;
  /** The file as it is now. */
  readonly watch: Watchlist;
  /** Sources that were given a built-in series. */
  readonly series: readonly {
    readonly source: string;
    readonly series: string;
    readonly edition: string | null;
  }[];
  /** What is wrong with the citations themselves. */
  readonly lints: readonly Lint[];
  readonly files: readonly InitFile[];
}

/** What was found in the report, what needs a person, and which files there are now. `file` is the path of `sources.json`. */
export function renderInit({ imported, watch, series, lints, files }: Initiated, file: string): string {
  const isNew = imported.changes.some(({ kind }) => kind === 'report-added');
  const changed = imported.changes.filter((change) => !isNew || !isWritten(change)).map(changeLine);
  const parts = [
    part(inNumbers(imported), changed),
    ...doubts(imported, watch, file),
    part(
      series.length === 0
        ? null
        : 'Series known by their address; a newer edition will be looked for. Take "series" out where it is wrong:',
      series.map(
        ({ source, series: id, edition }) => `${source}: ${id}${edition === null ? '' : `, ${edition}`}`,
      ),
    ),
    part(lintWords(lints), []),
    part('Files:', files.map(fileLine)),
  ];
  return `${parts.filter((text) => text !== '').join('\n\n')}\n`;
}

/** What a person has to look at. */
function doubts(
  { report, uncertain, leftOut, uncited: listedOnly, unread }: Imported,
  watch: Watchlist,
  file: string,
): readonly string[] {
  const cited = new Set(watch.reports.find(({ id }) => id === report)?.citations.map(({ source }) => source));
  const sources = watch.sources.filter(({ id }) => cited.has(id));
  const bare = sources.filter(({ url }) => url === null);
  const uncited = uncertain.filter(({ doubts: [first] }) => first?.kind === 'no-citation');
  const others = uncertain.filter((one) => !uncited.includes(one));
  return [
    part(
      bare.length === 0
        ? null
        : `Without an address, ${bare.length} of ${count(sources.length, 'source', 'sources')}. citewatch find --all looks for their pages by title and passage; one that you know, put under "url" in ${file}.`,
      bare.map(named),
    ),
    part(
      uncited.length === 0
        ? null
        : `${count(uncited.length, 'quotation', 'quotations')} without a citation: name the source in ${file}.`,
      uncited.flatMap(uncertainLines),
    ),
    part(leftOutNumbers(leftOut)[0] ?? null, leftOutLines(leftOut)),
    part(
      listedOnly.length === 0
        ? null
        : `${count(listedOnly.length, 'document', 'documents')} of the list of sources that nothing cites.`,
      uncitedLines(listedOnly),
    ),
    part(
      others.length + unread.length === 0
        ? null
        : `${count(others.length + unread.length, 'reading is', 'readings are')} uncertain: compare with the report.`,
      [...others.flatMap(uncertainLines), ...unreadLines(unread)],
    ),
  ];
}

const GRAVITY: readonly Severity[] = ['high', 'medium', 'low'];

/** How much is wrong with the citations themselves; null for nothing. */
function lintWords(lints: readonly Lint[]): string | null {
  const parts = GRAVITY.flatMap((severity) => {
    const n = lints.filter((lint) => lint.severity === severity).length;
    return n === 0 ? [] : [`${n} ${SEVERITY[severity].word.toLowerCase()}`];
  });
  return parts.length === 0
    ? null
    : `${count(lints.length, 'thing', 'things')} to mend in the citations themselves (${parts.join(', ')}): citewatch lint lists them.`;
}

const named = ({ id, publisher, title }: Source): string => `${id}: ${publisher}, “${title}”`;

const fileLine = ({ path, state, lacks }: InitFile): string => {
  const words = { written: '+', 'brought-up-to-date': '~', kept: '=' }[state];
  const note =
    state === 'kept' ? (lacks === undefined ? ' was there and stays' : ` stays: add a line ${lacks}`) : '';
  return `${words} ${path}${note}`;
};

/** A heading, and lines under it; empty without a heading. */
const part = (heading: string | null, lines: readonly string[]): string =>
  heading === null ? '' : [heading, ...listed(lines).map((line) => `  ${line}`)].map(flat).join('\n');

const flat = (line: string): string => (line.startsWith('  ') ? `  ${plain(line)}` : plain(line));

/** What to do once the folder is there. */
export function nextSteps(made: {
  readonly dir: string;
  readonly checked: boolean;
  /** The built package that the workflows install. */
  readonly from: string;
}): string {
  const go = made.dir === '.' ? '' : `cd ${made.dir} && `;
  const steps = [
    made.checked
      ? `Open ${made.dir === '.' ? '' : `${made.dir}/`}reports/index.html: what needs a person, most urgent first.`
      : `${go}citewatch check   looks at every source once`,
    `${go}citewatch add URL --quote "…"   adds a source that the report does not have yet`,
    `Every night: push this folder to GitHub. It installs ${made.from}; until that is released, each night ends with a sentence that says so (init --from names another).`,
  ];
  return `\nNext:\n${steps.map((step, i) => `  ${i + 1}. ${step}`).join('\n')}\n`;
}
