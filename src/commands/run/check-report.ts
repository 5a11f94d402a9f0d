import { basename, dirname, join, parse } from 'node:path';
import type { Imported } from '../../model/manuscript.js';
import { refuse } from '../../model/problem.js';
import { EMPTY_WATCHLIST } from '../../night/intake.js';
import { check } from '../../night/night.js';
import type { World } from '../../night/world.js';
import { addedSince } from '../../settings/addition.js';
import { webAddress } from '../../settings/options.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderFolderBeside, renderRead } from '../../surfaces/import.js';
import { type Io, orNull, readNamed } from '../io.js';
import type { CheckOptions } from '../options.js';
import { withWorld } from './check.js';
import { settingsOf } from './prepare.js';
import { readReport, takeReport } from './read-report.js';
import { writeNamed } from './records.js';
import { progress, tellNight } from './tell-night.js';

/** Options of what a watched folder keeps, or has kept. */
const OF_A_FOLDER = ['--db', '--only', '--added-since', '--from-evidence', '--record', '--workers-only', '--sarif'];

type ReportOptions = CheckOptions & { readonly typed: readonly string[] };

/** Checks what reports cite, each a file or an address, once, and writes one page; nothing else is kept. Gives the exit code. */
export async function runCheckReport(reports: readonly string[], options: ReportOptions, io: Io): Promise<number> {
  const kept = OF_A_FOLDER.find((option) => options.typed.includes(option));
  if (kept !== undefined) refuse(kept, 'is for a watched folder, and not for a report');
  const settings = settingsOf(options);
  const page = pageOf(reports, options);
  const alone = { ...options, db: ':memory:', sources: '', reports: dirname(page) };
  return withWorld(alone, { ...settings, tsa: null }, io, async (world) => {
    const { watch, lost } = await importAll(reports, world, options, io);
    const run = await check(world, watch, settings, progress(io, options));
    world.leaveWeb().catch(() => {});
    const publish = async (path: string, text: string | Iterable<string>) => {
      if (path !== 'index.html') return;
      writeNamed(page, typeof text === 'string' ? text : [...text].join(''));
      io.err(
        `${page} written: nothing else is kept, and nobody checks again (citewatch init has it checked every night)\n`,
      );
    };
    const code = await tellNight({ ...world, publish }, run, { settings, watch }, alone, io);
    return code === 0 && lost ? 2 : code;
  });
}

/** What a report is called, with the ending of its file. */
function nameOf(report: string): string {
  if (webAddress(report) === null) return basename(report);
  const { pathname, host } = new URL(report);
  return basename(pathname) || host;
}

function pageOf(reports: readonly string[], { reports: folder, typed }: ReportOptions): string {
  const name = reports.length > 1 ? 'reports' : parse(nameOf(reports[0] ?? '')).name;
  return join(typed.includes('--reports') ? folder : '', `${name}.check.html`);
}

/** What all of them cite, as one list, and whether anything of them came nowhere; says what was read. */
async function importAll(reports: readonly string[], world: World, options: CheckOptions, io: Io) {
  const { quiet, sources } = options;
  let text = EMPTY_WATCHLIST;
  const read = new Map<string, Imported>();
  for (const report of reports) {
    const name = nameOf(report);
    const draft = await readReport(report, webAddress(report) === null ? null : await fetched(report, world), name);
    const id = parse(name).name;
    const own = { ...options, id: read.has(id) ? `${id}-${read.size + 1}` : id, sources: report };
    const taken = takeReport(draft, report, text, own, () => []);
    text = taken.text;
    read.set(own.id, taken.imported);
  }
  const watch = parseWatchlist(text, reports.join(' '));
  if (quiet !== true) for (const one of read.values()) io.err(renderRead(one));
  const folder = orNull([], () => parseWatchlist(readNamed(sources), sources));
  if (folder !== null) io.err(renderFolderBeside(sources, addedSince(folder, watch), addedSince(watch, folder)));
  return { watch, lost: [...read.values()].some(({ ledger }) => ledger.lost.length > 0) };
}

async function fetched(url: string, { fetch }: World): Promise<Uint8Array> {
  const outcome = await fetch({ url, validators: null });
  if (outcome.kind === 'failed') return refuse(url, outcome.message);
  if (outcome.body === null || outcome.http >= 400) return refuse(url, `answered ${outcome.http}`);
  return outcome.body.truncated ? refuse(url, 'is longer than --max-bytes') : outcome.body.bytes;
}
