import { besideNight } from '../../flow/beside.js';
import { shownRun } from '../../flow/latest.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { UserError } from '../../model/problem.js';
import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import type { Watchlist } from '../../model/watchlist.js';
import type { Beside } from '../../report/beside.js';
import { renderCsv } from '../../report/csv.js';
import { renderFeed } from '../../report/feed.js';
import { renderJson } from '../../report/json.js';
import { renderJsonFeed } from '../../report/json-feed.js';
import { renderMarkdown } from '../../report/markdown.js';
import { renderPage } from '../../report/page/page.js';
import type { Publication } from '../../report/publication.js';
import { evidenceBeside } from '../../world/evidence.js';
import { openRecords } from '../../world/records.js';
import type { World } from '../../world.js';
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
    const beside = format === 'html' ? await besideNight(world, recorded, watchAt(sources)) : {};
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
