import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { isMiscited, type JudgedCase } from '../../model/case.js';
import type { Language } from '../../model/languages.js';
import type { Lint, LintRule } from '../../model/lint.js';
import { refuse, UserError } from '../../model/problem.js';
import type { Watchlist } from '../../model/watchlist.js';
import { digestOfJudging } from '../../night/rules.js';
import type { World } from '../../night/world.js';
import { withThought } from '../../pool/open-thought.js';
import { renderCases } from '../../surfaces/cases.js';
import { renderCertificate } from '../../surfaces/certificate.js';
import { createLocale, ENGLISH } from '../../surfaces/words/locale.js';
import { type Annotation, annotateReport, formatOf } from '../../tasks/annotate.js';
import { judgeCases } from '../../tasks/cases.js';
import { lintWatchlist } from '../../tasks/citations.js';
import { writeCertificate } from '../../tasks/exhibit.js';
import { type Io, VERSION } from '../io.js';
import { withWorld } from './check.js';
import {
  checkOnce,
  importAll,
  pageOf,
  type ReadFile,
  type ReportOptions,
  settingsAlone,
} from './check-report.js';
import { publicationOf, tsaOf } from './prepare.js';
import { writeNamed } from './records.js';
import { tellNight } from './tell-night.js';

type FileCheckOptions = ReportOptions & { readonly out?: string; readonly lang: Language };

/**
 * Checks reports once and keeps all of it in a folder of its own: the page, the evidence, the files with what was found and a
 * certificate of one page. Gives the exit code. Throws a `UserError` for a folder that has something else in it.
 */
export async function runFileCheck(
  reports: readonly string[],
  options: FileCheckOptions,
  io: Io,
): Promise<number> {
  const settings = settingsAlone(options);
  const folder = options.out ?? pageOf(reports, options).replace(/check\.html$/u, 'file-check');
  if (isTaken(folder)) refuse('--out', `${folder} is not empty: name another folder`);
  const kept = { ...options, db: join(folder, STORE), sources: '', reports: folder };
  return withWorld(kept, { ...settings, tsa: tsaOf(io) }, io, async (world) => {
    const { text, watch: read, lost, files, filed } = await importAll(reports, world, options, io);
    const watch = { ...read, reports: read.reports.map((one) => ({ ...one, lang: options.lang })) };
    const cases = await casesIn(files, world);
    const run = await checkOnce(world, watch, settings, options, io);
    const code = await tellNight(world, run, { settings, watch, filed }, kept, io);
    const publication = publicationOf(io, watch.reports);
    const given = {
      text,
      watch,
      publication,
      now: settings.now ?? new Date(),
      all: false,
      quotations: false,
    };
    const { annotated, unmade } = run.run.online
      ? await annotateAll(folder, files, given, world, io)
      : { annotated: [], unmade: false };
    const checked = files.map(({ name, bytes, ledger }) => ({
      name,
      ledger,
      sha256: sha256(bytes),
    }));
    const beside = [...annotated, 'index.html', 'latest.json', 'latest.csv', 'evidence'];
    const times = { now: given.now, staleAfter: settings.staleAfter };
    const lints = await lintsIn(files, watch, times);
    const lintsOf = (rule: LintRule) => lints.filter(({ why }) => why.rule === rule);
    const ofText = { claims: lintsOf('claim-beyond'), uncited: lintsOf('uncited-quotation') };
    if (cases.length > 0)
      io.out(renderCases(ENGLISH, cases, files.map(({ name }) => name).join(', ')));
    const made = { program: `citewatch ${VERSION}`, rules: digestOfJudging() };
    const certified = { files: checked, run, ...made, beside, cases, ...ofText, filed };
    const html = renderCertificate(createLocale(options.lang), certified);
    const written = await writeCertificate(folder, html, io.env.PATH);
    for (const name of [...written.names, ...annotated]) io.out(`${join(folder, name)}\n`);
    tellUnprinted(written, io);
    if (code !== 0) return code;
    if (unmade) return 1;
    return lost || cases.some(isMiscited) ? 2 : 0;
  });
}

/** Says why there is no PDF of the certificate, where there is none. */
function tellUnprinted(
  { names, unprinted }: Awaited<ReturnType<typeof writeCertificate>>,
  io: Io,
): void {
  if (unprinted !== null) io.err(`the certificate could not be printed as a PDF: ${unprinted}\n`);
  else if (names.length === 1)
    io.err('no certificate.pdf was made: that needs playwright-core and a Chromium\n');
}

type Given = Omit<Annotation, 'name' | 'bytes' | 'draft' | 'report'>;

/** Writes each file that takes remarks with its comments, and gives the names; `unmade`: not every one could be. */
async function annotateAll(
  folder: string,
  files: readonly ReadFile[],
  given: Given,
  world: World,
  io: Io,
) {
  const annotated: string[] = [];
  let unmade = false;
  for (const [i, file] of files.entries()) {
    const report = given.watch.reports[i];
    if (report === undefined || formatOf(file.bytes) === undefined) continue;
    const checked = `${report.id}.checked${extname(file.name)}`;
    if (await writeAnnotated(join(folder, checked), file, { ...given, report }, world, io))
      annotated.push(checked);
    else unmade = true;
  }
  return { annotated, unmade };
}

/** Writes a report with its comments. Says why where that cannot be done: the others, and the certificate, are made all the same. */
async function writeAnnotated(
  to: string,
  { name, bytes, draft }: ReadFile,
  given: Given & Pick<Annotation, 'report'>,
  { store }: World,
  io: Io,
): Promise<boolean> {
  try {
    const { file } = await withThought((thought) =>
      annotateReport(store, thought, { ...given, name, bytes, draft }),
    );
    writeNamed(to, file);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    io.err(`${error.message}\n`);
    return false;
  }
}

/** Whether the cases that the files cite exist. It is asked before the night, which leaves the web when it ends. */
async function casesIn(
  files: readonly ReadFile[],
  { thought, fetch }: World,
): Promise<readonly JudgedCase[]> {
  const read = await Promise.all(files.map(({ name, bytes }) => thought.cases({ bytes, name })));
  return judgeCases(
    fetch,
    read.flatMap((one) => (one.kind === 'cases' ? one.cases : [])),
  );
}

/** What is wrong with the citations of the files themselves. */
async function lintsIn(
  files: readonly ReadFile[],
  watch: Watchlist,
  times: Parameters<typeof lintWatchlist>[2],
): Promise<readonly Lint[]> {
  const lints = files.map(({ draft }, i) =>
    lintWatchlist(watch, { draft, report: watch.reports[i] ?? null }, times, null),
  );
  return (await Promise.all(lints)).flat();
}

const STORE = 'citewatch.db';
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** True for a folder with something in it, but for a check that was stopped: the next one takes it up. */
function isTaken(folder: string): boolean {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory() !== true) return there !== undefined;
  const names = readdirSync(folder);
  return names.length > 0 && (!names.includes(STORE) || names.includes('certificate.html'));
}
