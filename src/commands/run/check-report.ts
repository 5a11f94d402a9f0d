import { basename, dirname, join, parse } from 'node:path';
import { type Imported, type Ledger, MAX_REPORT_BYTES } from '../../model/manuscript.js';
import type { OldPrint } from '../../model/old-print.js';
import { orNull, refuse } from '../../model/problem.js';
import type { CheckSettings } from '../../model/settings.js';
import type { Watchlist } from '../../model/watchlist.js';
import { check } from '../../night/night.js';
import type { NightWorld, World } from '../../night/world.js';
import { addedSince } from '../../settings/addition.js';
import { ofSingleLook, webAddress } from '../../settings/options.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderFolderBeside, renderRead } from '../../surfaces/import.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { count } from '../../surfaces/words/words.js';
import { EMPTY_WATCHLIST } from '../../tasks/intake.js';
import { printsOf, printsStill } from '../../tasks/old-prints.js';
import { type Io, lineStart, readNamedBytes, readOptional } from '../io.js';
import { AGAIN_AFTER, type CheckOptions } from '../options.js';
import { withWorld } from './check.js';
import { settingsOf } from './prepare.js';
import { readWith, takeReport } from './read-report.js';
import { writeNamed } from './records.js';
import { progress, tellNight } from './tell-night.js';

/** Options of what a watched folder keeps, or has kept. */
const OF_A_FOLDER = [
  '--db',
  '--only',
  '--added-since',
  '--from-evidence',
  '--record',
  '--workers-only',
  '--sarif',
];

export type ReportOptions = CheckOptions & { readonly typed: readonly string[] };

/** Checks what reports cite, each a file or an address, once, and writes one page; nothing else is kept. Gives the exit code. */
export async function runCheckReport(
  reports: readonly string[],
  options: ReportOptions,
  io: Io,
): Promise<number> {
  const settings = settingsAlone(options);
  const page = pageOf(reports, options);
  const alone = { ...options, db: ':memory:', sources: '', reports: dirname(page) };
  return withWorld(alone, { ...settings, tsa: null }, io, async (world) => {
    const { watch, lost, filed } = await importAll(reports, world, options, io);
    const run = await checkOnce(world, watch, settings, options, io);
    const publish = async (path: string, text: string | Iterable<string>) => {
      if (path !== 'index.html') return;
      writeNamed(page, typeof text === 'string' ? text : [...text].join(''));
      io.err(
        `${page} written: nothing else is kept, and nobody checks again (citewatch init has it checked every night)\n`,
      );
    };
    const code = await tellNight(
      { ...world, publish },
      run,
      { settings, watch, page, filed },
      alone,
      io,
    );
    return code === 0 && lost ? 2 : code;
  });
}

/** Throws a `UserError` for an option that a report has no use for. */
export function settingsAlone(options: ReportOptions) {
  const kept = OF_A_FOLDER.find((option) => options.typed.includes(option));
  if (kept !== undefined) refuse(kept, 'is for a watched folder, and not for a report');
  return settingsOf(ofSingleLook(options, AGAIN_AFTER.report));
}

export async function checkOnce(
  world: NightWorld,
  watch: Watchlist,
  settings: CheckSettings,
  options: CheckOptions,
  io: Io,
) {
  const pause = (ms: number): Promise<void> => {
    if (options.quiet !== true)
      io.err(
        `${lineStart(io)}what was dead is asked again in ${count(ms / 1000, 'second', 'seconds')}\n`,
      );
    return world.pause(ms);
  };
  const run = await check({ ...world, pause }, watch, settings, progress(io, options));
  world.leaveWeb().catch(() => {});
  return run;
}

/** What a report is called, with the ending of its file. */
function nameOf(report: string): string {
  if (webAddress(report) === null) return basename(report);
  const { pathname, host } = new URL(report);
  return basename(pathname) || host;
}

/** Where the page of these reports goes. */
export function pageOf(
  reports: readonly string[],
  { reports: folder, typed }: ReportOptions,
): string {
  const name = reports.length > 1 ? 'reports' : parse(nameOf(reports[0] ?? '')).name;
  return join(typed.includes('--reports') ? folder : '', `${name}.check.html`);
}

/** What was read of a report, in the order in which they were named. */
export interface ReadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly draft: Awaited<ReturnType<typeof readWith>>['draft'];
  readonly ledger: Ledger;
}

/** What all of them cite, as one list (`text`: as a `sources.json`), and whether anything of them came nowhere; says what was read. */
export async function importAll(
  reports: readonly string[],
  world: World,
  options: CheckOptions,
  io: Io,
) {
  const { quiet, sources } = options;
  let text = EMPTY_WATCHLIST;
  const files: ReadFile[] = [];
  const read = new Map<string, Imported>();
  for (const report of reports) {
    const name = nameOf(report);
    const bytes =
      webAddress(report) === null
        ? readNamedBytes(report, MAX_REPORT_BYTES)
        : await fetchFile(report, world);
    const draft = await readWith(world.thought, report, bytes, name);
    const id = parse(name).name;
    const own = { ...options, id: read.has(id) ? `${id}-${read.size + 1}` : id, sources: report };
    const taken = takeReport(draft, report, text, own, () => []);
    text = taken.text;
    read.set(own.id, taken.imported);
    files.push({ name, bytes, draft: draft.draft, ledger: taken.imported.ledger });
  }
  const watch = parseWatchlist(text, reports.join(' '));
  if (quiet !== true) for (const one of read.values()) io.err(renderRead(ENGLISH, one));
  const kept = readOptional(sources);
  const folder = kept === null ? null : orNull([], () => parseWatchlist(kept, sources));
  if (folder !== null)
    io.err(
      renderFolderBeside(ENGLISH, sources, addedSince(folder, watch), addedSince(watch, folder)),
    );
  const filed =
    kept === null || folder === null ? [] : printedStill(files, { text: kept, watch: folder });
  return { text, watch, files, filed, lost: files.some(({ ledger }) => ledger.lost.length > 0) };
}

/** What files still print of the reports of a watched folder as it was before a remedy there. */
function printedStill(
  files: readonly Pick<ReadFile, 'draft'>[],
  { text, watch }: { readonly text: string; readonly watch: Watchlist },
): readonly OldPrint[] {
  const logged = printsOf(watch);
  const reports = watch.reports.filter(({ id }) => logged.some(({ report }) => report === id));
  const found = files.flatMap(({ draft }) =>
    reports.flatMap((report) => printsStill(logged, { text, watch, report, draft })),
  );
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

async function fetchFile(url: string, { fetch }: World): Promise<Uint8Array> {
  const outcome = await fetch({ url, validators: null });
  if (outcome.kind === 'failed') return refuse(url, outcome.message);
  if (outcome.body === null || outcome.http >= 400) return refuse(url, `answered ${outcome.http}`);
  return outcome.body.truncated ? refuse(url, 'is longer than --max-bytes') : outcome.body.bytes;
}
