import { UserError } from '../../model/problem.js';
import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import type { Watchlist } from '../../model/watchlist.js';
import { evidenceBeside } from '../../night/evidence-folder.js';
import { shownRun } from '../../night/latest.js';
import { loadPageContext } from '../../night/page-context.js';
import { openRecords } from '../../night/stores.js';
import type { World } from '../../night/world.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderCsv } from '../../surfaces/files/csv.js';
import { renderFeed, renderJsonFeed } from '../../surfaces/files/feed.js';
import { renderJson } from '../../surfaces/files/json.js';
import { renderMarkdown } from '../../surfaces/files/markdown.js';
import { renderPage } from '../../surfaces/page/page.js';
import type { Beside } from '../../surfaces/page-context.js';
import type { Publication } from '../../surfaces/publication.js';
import { type Io, readOptionalBytes } from '../io.js';
import { publicationAt } from './prepare.js';

type Renderer = (run: Run<Verdicts>, publication: Publication, beside: Beside) => string;

/** How a run can be rendered. */
export type ReportFormat = 'html' | 'md' | 'json' | 'csv' | 'feed' | 'json-feed';

const FORMATS: Readonly<Record<ReportFormat, Renderer>> = {
  html: renderPage,
  md: renderMarkdown,
  json: renderJson,
  csv: renderCsv,
  feed: renderFeed,
  'json-feed': renderJsonFeed,
};

/** The options of `citewatch report` as commander gives them. */
export interface ReportOptions {
  readonly sources: string;
  readonly db: string;
  readonly run?: string;
  readonly format: ReportFormat;
}

/** Prints the run; gives the exit code. */
export async function runReport({ sources, db, run, format }: ReportOptions, io: Io): Promise<number> {
  const publication = publicationAt(io, sources);
  const store = await openRecords(db);
  try {
    const recorded = await recordedRun(store, run);
    const world = { store, evidence: evidenceBeside(db) };
    const beside = format === 'html' ? await loadPageContext(world, recorded, watchAt(sources)) : {};
    io.out(FORMATS[format](recorded, publication, beside));
    return 0;
  } finally {
    await store.close();
  }
}

/** What `sources.json` says; null without one: a page can do without. Throws a `UserError` for one that is wrong. */
function watchAt(sources: string): Watchlist | null {
  const bytes = readOptionalBytes(sources);
  return bytes === null ? null : parseWatchlist(bytes, sources);
}

/** A finished run by its number, or the one that readers are shown. Throws a `UserError` when there is none. */
async function recordedRun(store: World['store'], number: string | undefined): Promise<Run<Verdicts>> {
  const run = number === undefined ? await shownRun(store) : await store.result(Number(number));
  if (run !== null) return run;
  const message =
    number === undefined ? 'nothing has been checked yet' : `there is no finished run ${number}`;
  throw new UserError([{ file: '--run', line: 0, column: 0, message }]);
}
