import { sourcesOfFinding } from '../../model/finding.js';
import { refuse } from '../../model/problem.js';
import type { Source } from '../../model/watchlist.js';
import { errorFacts } from '../../night/error-report.js';
import { evidenceBeside } from '../../night/evidence-folder.js';
import { compareRuns, latestVerdict, openFindings } from '../../night/latest.js';
import { withRecords } from '../../night/stores.js';
import { selectSources } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { changesIn, renderDiffPage, renderTextDiff } from '../../surfaces/diff/text-diff.js';
import { errorReportWords, renderErrorReport } from '../../surfaces/error-report.js';
import { fileStem } from '../../surfaces/exhibit/exhibit.js';
import { renderExplanation, renderHistory } from '../../surfaces/terminal/explanation.js';
import { count } from '../../surfaces/words/words.js';
import { type Io, readNamed, VERSION } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { checkOutput, writeNamed } from './records.js';

type StoreOptions = Pick<PlaceOptions, 'db'>;

export const runExplain = (source: string, { db }: StoreOptions, io: Io): Promise<number> =>
  withRecords(db, async (store) => {
    const latest = await latestVerdict(store, source);
    const verdict = latest ?? (await store.life(source)).find((visit) => visit.verdict !== null)?.verdict;
    if (verdict == null) return refuse(source, 'was never looked at');
    const findings = await openFindings(store);
    const own = findings.filter((finding) => sourcesOfFinding(finding).includes(source));
    io.out(renderExplanation(verdict, own, io));
    return 0;
  });

export const runHistory = (source: string, { db }: StoreOptions, io: Io): Promise<number> =>
  withRecords(db, async (store) => {
    const visits = await store.life(source);
    if (visits.length === 0) return refuse(source, 'was never looked at');
    const title = visits.find((visit) => visit.verdict !== null)?.verdict?.title;
    io.out(renderHistory(title ?? source, visits, io));
    return 0;
  });

type ErrorOptions = Pick<PlaceOptions, 'sources' | 'db'> & Readonly<Partial<Record<'about' | 'to', string>>>;

/** Packs what shows that the judge erred into a file that can be sent away; gives the exit code. */
export function runReportError(id: string, { sources, db, about, to }: ErrorOptions, io: Io): Promise<number> {
  const file = to ?? `citewatch-error-${fileStem(id)}.json`;
  checkOutput('--to', file, { db, sources });
  const watch = parseWatchlist(readNamed(sources), sources);
  const source = selectSources(watch, [id], 'report-error')[0] as Source;
  return withRecords(db, async (store) => {
    const made = { program: `citewatch/${VERSION}`, node: process.version };
    const facts = await errorFacts({ store, evidence: evidenceBeside(db) }, watch, source, { ...made, about });
    const text = renderErrorReport(facts);
    writeNamed(file, text);
    io.out(`${errorReportWords(file, Buffer.byteLength(text), facts)}\n`);
    return 0;
  });
}

interface DiffOptions extends StoreOptions {
  readonly from?: string;
  readonly to?: string;
  readonly html?: string;
}

/** Prints the difference, or writes it as a page; gives the exit code. */
export function runDiff(source: string, options: DiffOptions, io: Io): Promise<number> {
  const { db, html } = options;
  checkOutput('--html', html, { db, sources: 'sources.json' });
  return withRecords(db, async (store) => {
    const diff = await compareRuns(store, source, options);
    if (diff === null) io.out(`${source}: the same in every run that read it\n`);
    else if (html === undefined) io.out(renderTextDiff(diff, io));
    else {
      writeNamed(html, renderDiffPage(diff));
      io.out(`${html}: ${count(changesIn(diff.parts), 'change', 'changes')}\n`);
    }
    return 0;
  });
}
