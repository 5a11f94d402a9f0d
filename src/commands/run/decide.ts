import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, parse, resolve } from 'node:path';
import { MAX_SAVED_BYTES } from '../../model/document.js';
import { refuse } from '../../model/problem.js';
import { storeDisplayName } from '../../model/settings.js';
import { textRead } from '../../model/verdict.js';
import type { Decision, Language, Source } from '../../model/watchlist.js';
import { withFetchCache } from '../../night/add.js';
import { evidenceBeside, keepBeside } from '../../night/evidence-folder.js';
import { handIn } from '../../night/hand-in.js';
import type { FileDesk } from '../../night/hand-over.js';
import { errorFacts, latestFindings, latestVerdict } from '../../night/latest.js';
import { type Desk, serveReview } from '../../night/review.js';
import { openHosting } from '../../night/services.js';
import { bringBack, saveState } from '../../night/state.js';
import { mayHaveRecords, openRecords, withRecords } from '../../night/stores.js';
import { openThought } from '../../night/thinking.js';
import { type CopyFound, findCopy, makeCopy } from '../../night/witnesses.js';
import { openWorld } from '../../night/world.js';
import {
  chooseFinding,
  parseHandIn,
  parseOwner,
  parseRuling,
  type RawHandIn,
  type RawRuling,
} from '../../settings/decisions.js';
import { addDecision } from '../../settings/edit-source.js';
import { parseNightly, parsePort } from '../../settings/nightly.js';
import type { RawOptions } from '../../settings/options.js';
import { selectSource } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { errorReportWords, renderErrorReport } from '../../surfaces/error-report.js';
import { fileStem } from '../../surfaces/exhibit/exhibit.js';
import { confirmsAllQuotes } from '../../surfaces/saved-page.js';
import { renderOpenFindings, renderSavedPage } from '../../surfaces/terminal/explanation.js';
import { renderDecision } from '../../surfaces/terminal/remedies.js';
import { language } from '../../surfaces/words/messages.js';
import { FALSE_ALARM_REASON, ownerWords } from '../../surfaces/words/remedies.js';
import { allOrProblems, type Io, readNamed, readNamedBytes, VERSION } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { BUSY, undoEdit, writeEdit } from './edits.js';
import { filedPrints } from './filed-prints.js';
import { publicationOf, settingsOf, worldOf } from './prepare.js';
import { checkOutput, writeNamed } from './records.js';

type Files = Pick<PlaceOptions, 'sources' | 'db'>;

interface AckOptions extends RawRuling, Files {
  readonly about?: string;
  readonly edition?: string;
  readonly falseAlarm?: boolean;
}

/** Acknowledges a finding, or notes who has taken it on: writes the decision into `sources.json`, or says which it could be; gives the exit code. */
export async function runAck(typed: string, options: AckOptions, io: Io): Promise<number> {
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const before = readNamed(options.sources);
  const { falseAlarm = false, owner } = options;
  const [ruling, cited] = allOrProblems(
    () =>
      parseRuling(
        { reason: falseAlarm ? FALSE_ALARM_REASON : ownerWords(options), ...options },
        today,
      ),
    () => selectSource(parseWatchlist(before, options.sources), typed, 'ack'),
  );
  const source = cited.id;
  const { findings, text } = await knownOf(cited, options);
  if (findings === null && falseAlarm)
    refuse(source, 'no run has looked at it yet, so nothing was found');
  const choice = chooseFinding(source, findings, options);
  if (choice.kind === 'several') {
    io.err(renderOpenFindings(source, choice.findings, wordsOf(source, options), io));
    return 3;
  }
  const { about, edition } = choice;
  const answer = { keep: owner === undefined, ...(falseAlarm ? { falseAlarm: text } : {}) };
  const decision: Decision = { source, about, edition, ...answer, ...ruling, on: today };
  const after = addDecision(before, decision);
  parseWatchlist(after, options.sources);
  if (writeEdit(options.sources, before, after, { source, what: about }) === null)
    refuse(options.sources, BUSY);
  io.out(renderDecision({ before, after, file: options.sources }, decision, io));
  return 0;
}

/** What was found of a source, and the text in which; null where no run has looked at it, and where it read none. */
async function knownOf(source: Source, { db, about }: AckOptions) {
  if (about !== undefined && !mayHaveRecords(db)) return { findings: null, text: null };
  return withRecords(db, async (store) => {
    const verdict = await latestVerdict(store, source.id);
    return { findings: await latestFindings(store, source), text: verdict && textRead(verdict) };
  });
}

const wordsOf = (
  source: string,
  { sources, db, falseAlarm, owner }: AckOptions,
): readonly string[] => [
  'citewatch',
  'ack',
  source,
  ...(sources === 'sources.json' ? [] : ['--sources', sources]),
  ...(db === '.citewatch/citewatch.db' ? [] : ['--db', storeDisplayName(db)]),
  ...(falseAlarm === true ? ['--false-alarm'] : owner === undefined ? [] : ['--owner', owner]),
];

type ErrorOptions = Files & Readonly<Partial<Record<'about' | 'to', string>>>;

/** Packs what shows that the judge erred into a file that can be sent away; gives the exit code. */
export function runReportError(
  typed: string,
  { sources, db, about, to }: ErrorOptions,
  io: Io,
): Promise<number> {
  const watch = parseWatchlist(readNamed(sources), sources);
  const source = selectSource(watch, typed, 'report-error');
  const file = to ?? `citewatch-error-${fileStem(source.id)}.json`;
  checkOutput('--to', file, { db, sources });
  return withRecords(db, async (store) => {
    const made = { program: `citewatch/${VERSION}`, node: process.version };
    const facts = await errorFacts({ store, evidence: evidenceBeside(db) }, watch, source, {
      ...made,
      about,
    });
    const text = renderErrorReport(facts);
    writeNamed(file, text);
    io.out(`${errorReportWords(file, Buffer.byteLength(text), facts)}\n`);
    return 0;
  });
}

interface ArchiveOptions extends RawOptions, Files {
  readonly save?: boolean;
}

/** Prints the copy that was found or made; gives the exit code. */
export async function runArchive(id: string, options: ArchiveOptions, io: Io): Promise<number> {
  const [{ fetch, archive: wayback, timegates }, watch, save] = allOrProblems(
    () => settingsOf(options),
    () => parseWatchlist(readNamed(options.sources), options.sources),
    () => (options.save === true ? { ...keysOf(io), hear: io.hear } : null),
  );
  const source = selectSource(watch, id, 'archive');
  if (source.url === null)
    return refuse(source.id, 'has no address, so there is nothing to look for');
  const world = await openWorld(
    { db: options.db, reports: 'reports', fetch, archive: { wayback, timegates, save }, now: null },
    await openRecords(options.db),
  );
  try {
    const found = await findCopy(world, watch, source);
    if (found === null) return refuse(source.id, 'was never looked at: run citewatch check first');
    io.out(describe(found));
    if (found.copy?.carriesPassage === true || save === null) return found.unasked === null ? 0 : 1;
    const made = await makeCopy(world, source.url);
    const isMade = made.kind === 'made';
    io.out(
      isMade ? `A fresh capture was made: ${made.url}\n` : `No capture was made: ${made.reason}\n`,
    );
    return isMade ? 0 : 1;
  } finally {
    await world.close();
  }
}

function keysOf(io: Io): { key: string; secret: string } {
  const [key = '', secret = ''] = (io.env.WAYBACK_KEYS ?? '').split(':');
  return key === '' || secret === ''
    ? refuse('WAYBACK_KEYS', 'must be access:secret, as archive.org/account/s3.php shows them')
    : { key, secret };
}

function describe({ copy, unasked }: CopyFound): string {
  if (unasked !== null) return `The archive could not be asked: ${unasked}\n`;
  if (copy === null) return 'No archive that was asked has a readable copy.\n';
  const { capturedAt, url, carriesPassage, nearest, unchanged } = copy;
  const lines = [
    `${capturedAt.slice(0, 10)}  ${url}`,
    `It ${carriesPassage === true ? 'carries' : 'does not carry'} the passages.`,
  ];
  if (nearest !== undefined)
    lines.push(`Nearer to the day of access, but without them: ${nearest}`);
  if (unchanged !== undefined)
    lines.push(
      'The bytes before and after the day of access are equal, so the page did not change across it:',
      `  ${unchanged.before}`,
      `  ${unchanged.after}`,
    );
  return `${lines.join('\n')}\n`;
}

export interface WitnessOptions extends RawHandIn, Files {
  readonly remote?: string | undefined;
  readonly stateBranch?: string | undefined;
}

/** The state branch of a nightly job, where the page is to go there; null for nowhere. */
function stateOf(
  { stateBranch, remote = 'origin', sources, db }: WitnessOptions,
  { env, hear }: Io,
) {
  if (stateBranch === undefined) return null;
  const settings = parseNightly({ remote, stateBranch, issue: 'none', db }, env);
  const hosting = openHosting({ ...settings, env, hear, sources, fetch: null });
  const branch = hosting.stateOn(remote, stateBranch);
  return {
    bringBack: () => bringBack(branch, db),
    save: () => saveState(branch, db),
  };
}

/** Judges a saved page, in the threads that `think` opens, and keeps it; gives the exit code: 2 when a passage is not in it. */
export async function runWitness(
  id: string,
  file: string,
  options: WitnessOptions,
  io: Io,
  think = openThought,
): Promise<number> {
  const [watch, words, bytes, state] = allOrProblems(
    () => parseWatchlist(readNamed(options.sources), options.sources),
    () => parseHandIn(options, new Date()),
    () => readNamedBytes(file, MAX_SAVED_BYTES),
    () => stateOf(options, io),
  );
  const source = selectSource(watch, id, 'witness');
  const { db } = options;
  await state?.bringBack();
  return withRecords(db, async (store) => {
    const { thought, close } = think();
    try {
      const room = {
        store,
        thought,
        handedIn: evidenceBeside(db),
        keep: keepBeside(db),
        now: () => new Date(),
      };
      const order = { source, file, bytes, words, program: `citewatch/${VERSION}` };
      const hearing = await handIn(room, watch, order);
      await state?.save();
      io.out(renderSavedPage(hearing, io));
      return confirmsAllQuotes(hearing) ? 0 : 2;
    } finally {
      await close();
    }
  });
}

interface ServeOptions extends RawOptions, Files {
  readonly port: string;
  readonly by?: string;
}

/** Serves the reviewer's page until stopped, with the threads that `think` opens where a saved page is handed in; gives the exit code. */
export async function runServe(
  options: ServeOptions,
  io: Io,
  think = openThought,
): Promise<number> {
  const { sources: file, db } = options;
  const [port, settings, by] = allOrProblems(
    () => parsePort(options.port),
    () => settingsOf(options),
    () => parseOwner('--by', options.by ?? userInfo().username),
    () => parseWatchlist(readNamed(file), file),
  );
  const now = () => new Date();
  const desk: Desk = {
    ...fileDesk(options, io),
    file,
    read: () => readNamed(file),
    write: (before, after, about) => writeEdit(file, before, after, about),
    look: (job) =>
      withRecords(db, async (store) => {
        const evidence = evidenceBeside(db);
        let pool = null as ReturnType<typeof openThought> | null;
        try {
          return await job({
            ...{ store, evidence, handedIn: evidence, keep: keepBeside(db), now },
            get thought() {
              pool ??= think();
              return pool.thought;
            },
          });
        } finally {
          await pool?.close();
        }
      }),
    web: async (memory, job) => {
      const opened = await worldOf(memory === 'kept' ? db : ':memory:', settings);
      const { thought, close } = think();
      const world = { ...opened, thought };
      try {
        return await job(memory === 'kept' ? world : withFetchCache(world), settings);
      } finally {
        await close();
        await opened.close();
      }
    },
    undo: (n) => undoEdit(file, n),
    filed: () => filedPrints(file),
    by,
    now,
    program: `citewatch/${VERSION}`,
    publication: (watch) => publicationOf(io, watch.reports),
  };
  const [run] = await desk.look(({ store }) => store.runs(1));
  if (run === undefined) refuse(storeDisplayName(db), 'nothing has been checked yet');
  const serving = await serveReview(desk, port);
  io.out(`${serving.url}\n`);
  io.err(`decisions are written to ${file}; stop with Ctrl-C\n`);
  if (!io.stop.aborted)
    await new Promise((resolve) => io.stop.addEventListener('abort', resolve, { once: true }));
  await serving.close();
  return 0;
}

/** Annotates and checks files as the commands do, which are loaded then: a check goes into a folder of its own beside `sources.json`. */
export const fileDesk = (
  options: RawOptions & Pick<PlaceOptions, 'sources' | 'db'>,
  io: Io,
): FileDesk => ({
  annotate: async ({ name, bytes }, report, quotations) => {
    const [{ annotated }, { formatOf }] = await Promise.all([
      import('./annotate.js'),
      import('../../night/annotate.js'),
    ]);
    const tracked = quotations && formatOf(bytes)?.tracks === true;
    return annotated(name, bytes, { ...options, report, quotations: tracked }, io);
  },
  fileCheck: async ({ name, bytes }, asked) => {
    const { runFileCheck } = await import('./file-check.js');
    const away = mkdtempSync(join(tmpdir(), 'citewatch-file-'));
    try {
      const report = join(away, name);
      writeFileSync(report, bytes);
      const folder = freeFolder(join(dirname(options.sources), `${parse(name).name}.file-check`));
      // What it is called is asked for here, in the language of whoever handed it over.
      const of = {
        lang: language() as Language,
        out: folder,
        db: '',
        reports: '.',
        typed: [],
        quiet: true,
      };
      await runFileCheck([report], { ...options, ...of }, listening(io, asked));
      return { folder: resolve(folder), files: readdirSync(folder) };
    } finally {
      rmSync(away, { recursive: true, force: true });
    }
  },
});

function freeFolder(path: string): string {
  let n = 1;
  while (existsSync(n === 1 ? path : `${path}-${n}`)) n++;
  return n === 1 ? path : `${path}-${n}`;
}

/** A process that prints nothing, and tells how many sources have been asked. */
const listening = (io: Io, asked: (done: number, of: number) => void): Io => ({
  ...io,
  ...{ out: () => {}, err: () => {}, command: () => {}, asJson: true, live: false, ask: null },
  tell: ({ event, fields = {} }) => {
    if (event === 'visited') asked(Number(fields.done), Number(fields.total));
  },
});
