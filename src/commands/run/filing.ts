import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { quoteSeverity } from '../../model/finding.js';
import { covers, type DisputedIssue, sectionsOf } from '../../model/manuscript.js';
import { type Problem, problemWith, refuse, UserError } from '../../model/problem.js';
import type { EvidenceTip } from '../../model/run.js';
import { isShared, parseShared, storeDisplayName } from '../../model/settings.js';
import { type CitationStyle, type Report, usesOf } from '../../model/watchlist.js';
import { withThought } from '../../pool/open-thought.js';
import { parseIssues, type RawOptions } from '../../settings/options.js';
import { selectCitations, selectReport, selectSources } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import {
  coverLines,
  exportedWords,
  otherLines,
  renderEvidenceProblem,
  storeWords,
  unreachedWords,
  verifiedWords,
} from '../../surfaces/exhibit/exhibit.js';
import {
  contradictionLines,
  type ReplayQuestion,
  renderReplay,
  renderReplayed,
} from '../../surfaces/exhibit/replay.js';
import { localeOf } from '../../surfaces/publication.js';
import { lengthNote, lengthOf, scheduleMarkdown } from '../../surfaces/schedule/blocks.js';
import { citationNote } from '../../surfaces/terminal/explanation.js';
import { createLocale, ENGLISH } from '../../surfaces/words/locale.js';
import { buildCountrySchedule, citeAgain } from '../../tasks/citations.js';
import { evidenceBeside, verifyForeign } from '../../tasks/evidence-folder.js';
import { exportExhibit } from '../../tasks/exhibit.js';
import { replayAlone } from '../../tasks/replay.js';
import { withRecords } from '../../tasks/stores.js';
import { allOrProblems, type Io, readNamed, readNamedBytes, readOptional, VERSION } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { visitedId } from './inspect.js';
import { publicationAt, rootsOf, settingsOf } from './prepare.js';
import { checkOutput, writeNamed } from './records.js';

type Files = Pick<PlaceOptions, 'sources' | 'db'> & Pick<RawOptions, 'now' | 'timezone'>;

const dayOf = ({ now, timezone }: Files): string =>
  (settingsOf({ now, timezone }).now ?? new Date()).toISOString().slice(0, 10);

interface CiteOptions extends Files {
  readonly style: CitationStyle;
  readonly citation?: string;
  readonly all?: boolean;
}

/** Prints the citation lines of a source, or of all, and says on standard error what their dates rest on; gives the exit code. */
export async function runCite(
  id: string | undefined,
  options: CiteOptions,
  io: Io,
): Promise<number> {
  const { all, citation, style } = options;
  if ((id === undefined) !== (all === true))
    refuse('cite', 'name a source, or all of them with --all');
  if (all && citation !== undefined) refuse('--citation', 'is for one source, and not for --all');
  const today = dayOf(options);
  const watch = parseWatchlist(readNamed(options.sources), options.sources);
  const cited = selectSources(watch, id === undefined ? [] : [id], 'cite').map((source) => ({
    source,
    citations: selectCitations(watch, source.id, citation),
  }));
  return withRecords(options.db, async (store) => {
    const { text, uses } = await citeAgain(store, cited, style);
    io.out(text);
    for (const { use, latest } of uses) io.err(citationNote(ENGLISH, use, latest, today) ?? '');
    return 0;
  });
}

interface ScheduleOptions extends Files {
  readonly report?: string;
  readonly by?: 'section' | 'issue';
  readonly issue?: readonly string[];
  readonly format: 'md' | 'docx';
  readonly out?: string;
  readonly extracts: boolean;
  readonly maxPages: string;
}

/** Prints or writes the schedule, and says on standard error how long it is; gives the exit code. */
export async function runSchedule(options: ScheduleOptions, io: Io): Promise<number> {
  const { format, out } = options;
  const [on, , , watch] = allOrProblems(
    () => dayOf(options),
    () => checkOptions(options),
    () => checkOutput('--out', out, options),
    () => parseWatchlist(readNamed(options.sources), options.sources),
  );
  const report = selectReport(watch, options.report);
  const issues = options.issue === undefined ? null : parseIssues(options.issue, report);
  return withRecords(options.db, async (store) => {
    const { extracts } = options;
    const schedule = {
      ...(await buildCountrySchedule(store, watch, report, issues, on)),
      extracts,
    };
    // The library for Word files is slow to load.
    const word = format === 'docx' && (await import('../../surfaces/schedule/docx.js'));
    const locale = createLocale(report.lang);
    const file = await (word
      ? word.scheduleDocx(locale, schedule)
      : scheduleMarkdown(locale, schedule));
    if (out === undefined) io.out(String(file));
    else {
      writeNamed(out, file);
      io.out(`${out}\n`);
    }
    io.err(sectionsLeftOut(report, issues));
    io.err(lengthNote(locale, lengthOf(locale, schedule), Number(options.maxPages)));
    return 0;
  });
}

function checkOptions({ by, issue, format, out, maxPages }: ScheduleOptions): void {
  if (!/^[1-9]\d{0,3}$/.test(maxPages)) refuse('--max-pages', 'must be a whole number from 1');
  if (by === 'issue' && issue === undefined)
    refuse('--by', 'name the issues, each with --issue "Name=sections"');
  if (by === 'section' && issue !== undefined) refuse('--issue', 'goes with --by issue');
  if (format === 'docx' && out === undefined)
    refuse('--format', 'a Word file is not printed: name it with --out');
}

/** The sections that are under no issue, so that nobody takes the schedule for the whole report. */
function sectionsLeftOut(report: Report, issues: readonly DisputedIssue[] | null): string {
  const named = issues?.flatMap(({ sections }) => sections);
  const without = sectionsOf(report).filter(
    (section) => !named?.some((name) => covers(name, section)),
  );
  if (named === undefined || without.length === 0) return '';
  const names = without.map((section) => section ?? 'those without a section');
  return `under no issue, and left out: ${names.join(', ')}\n`;
}

interface VerifyOptions {
  readonly db: string;
  readonly noted?: readonly string[];
  readonly tsaRoots?: string;
}

/**
 * Verifies the evidence: gives 0 when everything is as it was written; 2 when that is so, but something foreign lies in the folder, or
 * what was noted down was lost; 1 when anything was altered, or there is nothing to read.
 */
export async function runVerify(
  { db, noted = [], tsaRoots }: VerifyOptions,
  io: Io,
): Promise<number> {
  const [tips, roots] = allOrProblems(
    () => parseNoted(noted),
    () => rootsOf(tsaRoots, io),
  );
  if (!isShared(db))
    return tellVerified(await verifyForeign(ENGLISH, evidenceBeside(db), tips, roots), db, io);
  return verifyChains(db, undefined, { tips, roots }, io);
}

/** The same for all reports of a shared store that were checked and are not private, each under its name. */
export async function runReportsVerify({ db, tsaRoots }: VerifyOptions, io: Io): Promise<number> {
  const roots = rootsOf(tsaRoots, io);
  const { openReportList } = await import('../../tasks/shared-stores.js');
  const { list, close } = await openReportList(db, null);
  const reports = await list().finally(close);
  const codes = [0];
  for (const { name, sources, lastRun } of reports) {
    if (lastRun === null) continue;
    io.out(`${name}\n`);
    codes.push(
      await verifyChains(
        `${parseShared(db).url}#${name}`,
        dirname(sources),
        { tips: [], roots },
        io,
      ),
    );
  }
  return gravest(codes);
}

/** Damage is graver than additions. */
const gravest = (codes: readonly number[]): number => (codes.includes(1) ? 1 : Math.max(...codes));

/** Verifies all chains of a report of a shared store, that of its folder (by default this one) also for lines that were noted down. */
async function verifyChains(
  db: string,
  folder: string | undefined,
  { tips, roots }: { readonly tips: ReturnType<typeof parseNoted>; readonly roots: string | null },
  io: Io,
): Promise<number> {
  const { reportChains } = await import('../../tasks/shared-stores.js');
  const chains = await reportChains(db, folder);
  if (chains.length === 0) {
    io.err(
      `no evidence is kept in ${folder ?? 'this folder'}, and ${storeDisplayName(db)} knows of none\n`,
    );
    return 1;
  }
  const codes = [0];
  for (const { tips: known, kept } of chains) {
    io.out(`${kept?.folder ?? unreachedWords(known)}\n`);
    const stored = known.map((tip) => ({ tip, by: storeWords(tip) }));
    const lines = kept?.isOwn === true ? [...stored, ...tips] : stored;
    // A chain out of reach is as bad as an altered one.
    codes.push(
      kept === null
        ? 1
        : tellVerified(await verifyForeign(ENGLISH, kept.evidence, lines, roots), kept.folder, io),
    );
  }
  return gravest(codes);
}

type Verified = Awaited<ReturnType<ReturnType<typeof evidenceBeside>['verify']>>;

function tellVerified(
  { captures, pruned, tip, problems, lost, notes, foreign, stamps }: Verified,
  place: string,
  io: Io,
): number {
  for (const note of notes) io.err(`note: ${renderEvidenceProblem(note)}\n`);
  for (const problem of [...problems, ...foreign]) io.out(`${renderEvidenceProblem(problem)}\n`);
  for (const one of lost) io.out(`lost: ${renderEvidenceProblem(one)}\n`);
  if (tip.n === 0 && problems.length === 0 && foreign.length === 0) {
    io.err(`no evidence is kept in the folder of ${place}\n`);
    return 1;
  }
  const counts = {
    captures,
    pruned,
    problems: problems.length,
    foreign: foreign.length,
    lost: lost.length,
  };
  io.out(`${verifiedWords(ENGLISH, counts)}\n`);
  for (const line of coverLines(ENGLISH, stamps, tip.n)) io.out(`${line}\n`);
  io.out(`The log ends at ${tip.n}:${tip.sha256}\n`);
  if (problems.length > 0) return 1;
  return foreign.length + lost.length > 0 ? 2 : 0;
}

interface ExportOptions extends Pick<PlaceOptions, 'sources' | 'db'> {
  readonly to?: string;
  readonly run?: string;
  readonly night?: string;
  readonly all?: boolean;
  readonly log?: boolean;
  readonly by?: string;
}

/** Makes the folder, and says so and what else is kept; gives 1 when something is wrong with the evidence. */
export function runExport(typed: string, options: ExportOptions, io: Io): Promise<number> {
  const publication = publicationAt(io, options.sources);
  const { db, to, night, all = false, log = false, by = null } = options;
  const run = options.run === undefined ? undefined : Number(options.run);
  if (Number.isNaN(run)) refuse('--run', `must be the number of a run, not "${options.run}"`);
  return withRecords(db, async (store) => {
    const source = await visitedId(store, typed, 'evidence export');
    const question = questionOf(source, options.sources, io);
    const { folder, url, at, passages, others, savedAt, problems } = await withThought((thought) =>
      exportExhibit(
        localeOf([], publication),
        { store, evidence: evidenceBeside(db), now: () => new Date(), thought },
        { source, run, night, all, log, by, to, question, program: `citewatch ${VERSION}` },
      ),
    );
    for (const problem of problems) io.err(`${problem}\n`);
    io.out(`${folder}: ${url} as received at ${at}; open index.html\n`);
    io.out(`${exportedWords(ENGLISH, passages, others, savedAt)}\n`);
    for (const line of otherLines(ENGLISH, others)) io.out(`  ${line}\n`);
    return problems.length === 0 ? 0 : 1;
  });
}

/** What a source is cited for, so that its archive can be judged again; null where the file does not say. */
function questionOf(id: string, file: string, io: Io): ReplayQuestion | null {
  const text = readOptional(file);
  const watch = text === null ? null : parseWatchlist(text, file);
  const source = watch?.sources.find((one) => one.id === id);
  if (watch === null || source === undefined) {
    io.err(`${file} does not cite ${id}: its archive names no passages to judge again\n`);
    return null;
  }
  return {
    source,
    series: watch.series.find((one) => one.id === source.series) ?? null,
    uses: usesOf(source, watch),
  };
}

interface ReplayOptions {
  readonly quote?: readonly string[];
  readonly json?: boolean;
  readonly text?: boolean;
}

/** Judges an exported archive once more, without a store; gives the exit code: 2 where a capture is judged otherwise than it says. */
export async function runReplay(path: string, options: ReplayOptions, io: Io): Promise<number> {
  const quotes = (options.quote ?? []).map((quote) =>
    quote === '-' ? readFileSync(0, 'utf8') : quote,
  );
  if (quotes.some((quote) => quote.trim() === '')) refuse('--quote', 'must not be empty');
  const replayed = await replayAlone(ENGLISH, path, readNamedBytes(path), quotes);
  if (options.text) io.out(replayed.texts.join('\n\f\n'));
  else io.out(options.json ? renderReplay(replayed.again) : renderReplayed(ENGLISH, replayed));
  // What is printed for programs is the record alone.
  if (options.text || options.json)
    for (const line of contradictionLines(ENGLISH, replayed)) io.err(`${line}\n`);
  const { captures } = replayed.again;
  const stands = captures.every(
    ({ judged }) => judged === null || judged.quotes.every((one) => quoteSeverity(one) === null),
  );
  const isDoubtful = replayed.differing.length > 0 || replayed.contradictions.length > 0;
  return isDoubtful || (quotes.length > 0 && !stands) ? 2 : 0;
}

interface Noted {
  readonly tip: EvidenceTip;
  readonly by: string;
}

const TIP = /^([1-9]\d{0,14})[:\s]\s*([0-9a-f]{64})$/iu;

const LATEST = z.object({
  run: z.object({
    evidence: z.object({ n: z.int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/u) }),
  }),
});

/** Reads `--noted`: `N:SHA`, `N SHA` as one word or two, or the path of a `latest.json`. Throws a `UserError` for all else. */
function parseNoted(words: readonly string[]): readonly Noted[] {
  const noted: Noted[] = [];
  const problems: Problem[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const together = /^\d+$/u.test(word) ? `${word} ${words[++i] ?? ''}` : word;
    const [, n, sha256] = TIP.exec(together.trim()) ?? [];
    const found =
      sha256 === undefined
        ? tipOfFile(together)
        : { tip: { n: Number(n), sha256: sha256.toLowerCase() }, by: 'what was noted down' };
    if (typeof found === 'string') problems.push(problemWith('--noted', found));
    else noted.push(found);
  }
  if (problems.length > 0) throw new UserError(problems);
  return noted;
}

function tipOfFile(path: string): Noted | string {
  try {
    const { evidence } = LATEST.parse(JSON.parse(readFileSync(path, 'utf8'))).run;
    return { tip: evidence, by: `“${path}”` };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === undefined
      ? `“${path}” names no line of the log: a latest.json does, of a run that kept evidence`
      : `“${path}” is neither a line’s number, a colon and its SHA-256, nor a file that can be read`;
  }
}
