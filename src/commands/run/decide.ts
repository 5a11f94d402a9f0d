import { dirname } from 'node:path';
import { MAX_SAVED_BYTES } from '../../model/document.js';
import type { Finding } from '../../model/finding.js';
import { UserError } from '../../model/problem.js';
import { storeDisplayName } from '../../model/settings.js';
import type { ArchivedCopy } from '../../model/verdict.js';
import type { Decision, Source } from '../../model/watchlist.js';
import { evidenceBeside, keepBeside } from '../../night/evidence-folder.js';
import { handIn } from '../../night/hand-in.js';
import { latestFindings } from '../../night/latest.js';
import { openHosting } from '../../night/services.js';
import { bringBack, saveState } from '../../night/state.js';
import { mayHaveRecords, openRecords } from '../../night/stores.js';
import { type CopyFound, findCopy, makeCopy } from '../../night/witnesses.js';
import { openThought, openWorld } from '../../night/world.js';
import {
  chooseFinding,
  parseHandIn,
  parseRuling,
  type RawHandIn,
  type RawRuling,
} from '../../settings/decisions.js';
import { addDecision } from '../../settings/edit-source.js';
import { parseNightly } from '../../settings/nightly.js';
import type { RawOptions } from '../../settings/options.js';
import { selectSources } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { confirmsAllQuotes } from '../../surfaces/saved-page.js';
import { renderDecision, renderOpenFindings, renderSavedPage } from '../../surfaces/terminal/decision.js';
import { allOrProblems, type Io, readNamed, readNamedBytes, VERSION } from '../io.js';
import { writeFileAtomically } from './import.js';
import { settingsOf } from './prepare.js';

/** The options of `citewatch ack` as commander gives them. */
export interface AckOptions extends RawRuling {
  readonly sources: string;
  readonly db: string;
  readonly about?: string;
  readonly edition?: string;
}

/** Writes the decision into `sources.json`, or says which it could be; gives the exit code. */
export async function runAck(source: string, options: AckOptions, io: Io): Promise<number> {
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const before = readNamed(options.sources);
  const [ruling, chosen] = allOrProblems(
    () => parseRuling(options, today),
    () => selectSources(parseWatchlist(before, options.sources), [source], 'ack'),
  );
  const findings = await findingsOn(chosen[0] as Source, options);
  const choice = chooseFinding(source, findings, options);
  if (choice.kind === 'several') {
    io.err(renderOpenFindings(source, choice.findings, wordsOf(source, options), io));
    return 3;
  }
  const { about, edition } = choice;
  const decision: Decision = { source, about, edition, keep: true, ...ruling, on: today };
  const after = addDecision(before, decision);
  parseWatchlist(after, options.sources);
  if (after !== before) writeFileAtomically(options.sources, after, before);
  io.out(renderDecision({ before, after, file: options.sources }, decision, io));
  return 0;
}

/** What the last run found of the source. Throws a `UserError` when there is no store, and no kind of finding was named. */
async function findingsOn(source: Source, { db, about }: AckOptions): Promise<readonly Finding[] | null> {
  if (about !== undefined && !mayHaveRecords(db)) return null;
  const store = await openRecords(db);
  try {
    return await latestFindings(store, source);
  } finally {
    await store.close();
  }
}

/** The command as it was given, without the reason. */
const wordsOf = (source: string, { sources, db }: AckOptions): readonly string[] => [
  'citewatch',
  'ack',
  source,
  ...(sources === 'sources.json' ? [] : ['--sources', sources]),
  ...(db === '.citewatch/citewatch.db' ? [] : ['--db', storeDisplayName(db)]),
];

/** The options of `citewatch archive` as commander gives them. */
export interface ArchiveOptions extends RawOptions {
  readonly sources: string;
  readonly db: string;
  readonly save?: boolean;
}

/** Prints the copy that was found or made; gives the exit code. */
export async function runArchive(id: string, options: ArchiveOptions, io: Io): Promise<number> {
  const [{ fetch, archive: wayback, timegates }, watch, save] = allOrProblems(
    () => settingsOf(options),
    () => parseWatchlist(readNamed(options.sources), options.sources),
    () => (options.save === true ? { ...keysOf(io), hear: io.hear } : null),
  );
  const source = selectSources(watch, [id], 'archive')[0] as Source;
  if (source.url === null) throw problem(id, 'has no address, so there is nothing to look for');
  const world = await openWorld(
    { db: options.db, reports: 'reports', fetch, archive: { wayback, timegates, save }, now: null },
    await openRecords(options.db),
  );
  try {
    const found = await findCopy(world, watch, source);
    if (found === null) throw problem(id, 'was never looked at: run citewatch check first');
    io.out(describe(found));
    if (found.copy?.carriesPassage === true || save === null) return found.unasked === null ? 0 : 1;
    const made = await makeCopy(world, source.url);
    io.out(
      made.kind === 'made'
        ? `A fresh capture was made: ${made.url}\n`
        : `No capture was made: ${made.reason}\n`,
    );
    return made.kind === 'made' ? 0 : 1;
  } finally {
    await world.close();
  }
}

function keysOf(io: Io): { key: string; secret: string } {
  const [key = '', secret = ''] = (io.env.WAYBACK_KEYS ?? '').split(':');
  if (key === '' || secret === '')
    throw problem('WAYBACK_KEYS', 'must be access:secret, as archive.org/account/s3.php shows them');
  return { key, secret };
}

const problem = (file: string, message: string): UserError =>
  new UserError([{ file, line: 0, column: 0, message }]);

function describe({ copy, unasked }: CopyFound): string {
  if (unasked !== null) return `The archive could not be asked: ${unasked}\n`;
  if (copy === null) return 'No archive that was asked has a readable copy.\n';
  const carries =
    copy.carriesPassage === true ? 'It carries the passages.' : 'It does not carry the passages.';
  return `${copy.capturedAt.slice(0, 10)}  ${copy.url}\n${carries}\n${nearer(copy)}${proof(copy)}`;
}

const nearer = ({ nearest }: ArchivedCopy): string =>
  nearest === undefined ? '' : `Nearer to the day of access, but without them: ${nearest}\n`;

const proof = ({ unchanged }: ArchivedCopy): string =>
  unchanged === undefined
    ? ''
    : `The bytes before and after the day of access are equal, so the page did not change across it:\n  ${unchanged.before}\n  ${unchanged.after}\n`;

/** The options of `citewatch witness` as commander gives them. */
export interface WitnessOptions extends RawHandIn {
  readonly sources: string;
  readonly db: string;
  readonly remote?: string | undefined;
  readonly stateBranch?: string | undefined;
}

/** The state of a nightly job, where the page is to go there: between two nights it is nowhere else. */
function stateOf({ stateBranch, remote = 'origin', sources, db }: WitnessOptions, { env, hear }: Io) {
  if (stateBranch === undefined) return null;
  const settings = parseNightly({ remote, stateBranch, issue: 'none', db }, env);
  const hosting = openHosting({ ...settings, env, hear, folder: dirname(sources), fetch: null });
  const branch = hosting.stateOn(remote, stateBranch);
  return {
    bringBack: () => bringBack(branch, hosting, db),
    save: () => saveState(branch, hosting, db),
  };
}

/** Hears a saved page, in the threads that `think` opens, and keeps it; gives the exit code: 2 when a passage does not stand in it. */
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
  const source = selectSources(watch, [id], 'witness')[0] as Source;
  const { db } = options;
  await state?.bringBack();
  const store = await openRecords(db);
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
    await store.close();
  }
}
