import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import type { Language } from '../../model/language.js';
import { type Imported, MAX_REPORT_BYTES } from '../../model/manuscript.js';
import { refuse } from '../../model/problem.js';
import type { CheckSettings } from '../../model/settings.js';
import type { Watchlist } from '../../model/watchlist.js';
import { annotateReport, isWordFile } from '../../night/annotate.js';
import { writeCertificate } from '../../night/certificate.js';
import { EMPTY_WATCHLIST } from '../../night/intake.js';
import { check } from '../../night/night.js';
import type { NightWorld, World } from '../../night/world.js';
import { addedSince } from '../../settings/addition.js';
import { webAddress } from '../../settings/options.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { type CheckedFile, renderCertificate } from '../../surfaces/certificate.js';
import { renderFolderBeside, renderRead } from '../../surfaces/import.js';
import { inLanguage } from '../../surfaces/words/messages.js';
import { type Io, orNull, readNamed, readNamedBytes, VERSION } from '../io.js';
import type { CheckOptions } from '../options.js';
import { withWorld } from './check.js';
import { publicationOf, settingsOf, tsaOf } from './prepare.js';
import { readReport, takeReport } from './read-report.js';
import { writeNamed } from './records.js';
import { progress, tellNight } from './tell-night.js';

/** Options of what a watched folder keeps, or has kept. */
const OF_A_FOLDER = ['--db', '--only', '--added-since', '--from-evidence', '--record', '--workers-only', '--sarif'];

type ReportOptions = CheckOptions & { readonly typed: readonly string[] };

/** Checks what reports cite, each a file or an address, once, and writes one page; nothing else is kept. Gives the exit code. */
export async function runCheckReport(reports: readonly string[], options: ReportOptions, io: Io): Promise<number> {
  const settings = settingsAlone(options);
  const page = pageOf(reports, options);
  const alone = { ...options, db: ':memory:', sources: '', reports: dirname(page) };
  return withWorld(alone, { ...settings, tsa: null }, io, async (world) => {
    const { watch, lost } = await importAll(reports, world, options, io);
    const run = await checkOnce(world, watch, settings, options, io);
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

function settingsAlone(options: ReportOptions) {
  const kept = OF_A_FOLDER.find((option) => options.typed.includes(option));
  if (kept !== undefined) refuse(kept, 'is for a watched folder, and not for a report');
  return settingsOf(options);
}

async function checkOnce(world: NightWorld, watch: Watchlist, settings: CheckSettings, options: CheckOptions, io: Io) {
  const run = await check(world, watch, settings, progress(io, options));
  world.leaveWeb().catch(() => {});
  return run;
}

type FileCheckOptions = ReportOptions & { readonly out?: string; readonly lang: Language };

/**
 * Checks reports once and keeps all of it in a folder of its own: the page, the evidence and a certificate of one page. Gives the exit code.
 * Throws a `UserError` for a folder that has something in it.
 */
export async function runFileCheck(reports: readonly string[], options: FileCheckOptions, io: Io): Promise<number> {
  const settings = settingsAlone(options);
  const folder = options.out ?? pageOf(reports, options).replace(/check\.html$/u, 'file-check');
  if (existsSync(folder) && readdirSync(folder).length > 0)
    refuse('--out', `${folder} is not empty: name another folder`);
  const kept = { ...options, db: join(folder, 'citewatch.db'), sources: '', reports: folder };
  return withWorld(kept, { ...settings, tsa: tsaOf(io) }, io, async (world) => {
    const { text, watch, lost, files } = await importAll(reports, world, options, io);
    const own = { ...watch, reports: watch.reports.map((one) => ({ ...one, lang: options.lang })) };
    const run = await checkOnce(world, own, settings, options, io);
    const code = await tellNight(world, run, { settings, watch: own }, kept, io);
    const publication = publicationOf(io, own.reports);
    const given = { text, watch: own, publication, now: settings.now ?? new Date(), all: false, quotations: false };
    const annotated: string[] = [];
    for (const [i, { name, bytes, draft }] of files.entries()) {
      const report = own.reports[i];
      if (report === undefined || !isWordFile(bytes)) continue;
      const { file } = await annotateReport(world.store, { ...given, bytes, draft, report });
      annotated.push(name.replace(/(?=\.\w+$)/u, '.checked'));
      writeNamed(join(folder, annotated.at(-1) ?? name), file);
    }
    const beside = [...annotated, 'index.html', 'latest.json', 'latest.csv', 'evidence'];
    const program = `citewatch ${VERSION}`;
    const html = inLanguage(options.lang, () => renderCertificate({ files, run, program, beside }));
    const written = [...(await writeCertificate(folder, html, io.env.PATH)), ...annotated];
    for (const name of written) io.out(`${join(folder, name)}\n`);
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
  const files: (CheckedFile & {
    readonly bytes: Uint8Array;
    readonly draft: Awaited<ReturnType<typeof readReport>>['draft'];
  })[] = [];
  const read = new Map<string, Imported>();
  for (const report of reports) {
    const name = nameOf(report);
    const bytes = webAddress(report) === null ? readNamedBytes(report, MAX_REPORT_BYTES) : await fetched(report, world);
    const draft = await readReport(report, bytes, name);
    const id = parse(name).name;
    const own = { ...options, id: read.has(id) ? `${id}-${read.size + 1}` : id, sources: report };
    const taken = takeReport(draft, report, text, own, () => []);
    text = taken.text;
    read.set(own.id, taken.imported);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    files.push({ name, sha256, ledger: taken.imported.ledger, bytes, draft: draft.draft });
  }
  const watch = parseWatchlist(text, reports.join(' '));
  if (quiet !== true) for (const one of read.values()) io.err(renderRead(one));
  const folder = orNull([], () => parseWatchlist(readNamed(sources), sources));
  if (folder !== null) io.err(renderFolderBeside(sources, addedSince(folder, watch), addedSince(watch, folder)));
  return { text, watch, files, lost: files.some(({ ledger }) => ledger.lost.length > 0) };
}

async function fetched(url: string, { fetch }: World): Promise<Uint8Array> {
  const outcome = await fetch({ url, validators: null });
  if (outcome.kind === 'failed') return refuse(url, outcome.message);
  if (outcome.body === null || outcome.http >= 400) return refuse(url, `answered ${outcome.http}`);
  return outcome.body.truncated ? refuse(url, 'is longer than --max-bytes') : outcome.body.bytes;
}
