import { exportExhibit } from '../../flow/exhibit.js';
import { isShared, shownStore } from '../../model/store-address.js';
import { storeWords, unreachedWords } from '../../report/exhibit/chains.js';
import { renderEvidenceProblem, verifiedWords } from '../../report/exhibit/evidence-problem.js';
import { exportedWords, otherLines } from '../../report/exhibit/others.js';
import { coverLines } from '../../report/exhibit/stamp-cover.js';
import { count } from '../../report/words.js';
import { evidenceBeside } from '../../world/evidence.js';
import { openRecords } from '../../world/records.js';
import { allOrProblems, type Io } from '../io.js';
import { VERSION } from '../version.js';
import { parseNoted } from './noted.js';
import { rootsOf } from './prepare.js';

/** The options of `citewatch evidence verify` as commander gives them. */
export interface VerifyOptions {
  readonly db: string;
  readonly noted?: readonly string[];
  readonly tsaRoots?: string;
}

/** The options of `citewatch evidence export` as commander gives them. */
export interface ExportOptions {
  readonly db: string;
  readonly to?: string;
  readonly run?: string;
  readonly night?: string;
  readonly all?: boolean;
  readonly log?: boolean;
  readonly by?: string;
}

/**
 * Gives 0 when everything is as it was written; 2 when that is so, and something else lies in the folder, or what was noted down was lost;
 * 1 when it is not as it was written, or there is nothing to read.
 */
export async function runVerify({ db, noted = [], tsaRoots }: VerifyOptions, io: Io): Promise<number> {
  const [tips, roots] = allOrProblems(
    () => parseNoted(noted),
    () => verifyRoots(tsaRoots, io),
  );
  if (!isShared(db)) return tellVerified(await evidenceBeside(db).verify(tips, roots), db, io);
  const { reportChains } = await import('../../world/chains.js');
  const chains = await reportChains(db);
  if (chains.length === 0)
    io.err(`no evidence is kept in this folder, and ${shownStore(db)} knows of none\n`);
  const codes = [chains.length === 0 ? 1 : 0];
  for (const { tips: known, kept } of chains) {
    io.out(`${kept?.folder ?? unreachedWords(known)}\n`);
    const stored = known.map((tip) => ({ tip, by: storeWords(tip) }));
    const lines = kept?.isOwn === true ? [...stored, ...tips] : stored;
    // A chain that cannot be reached is as bad as one that is not as it was written.
    codes.push(kept === null ? 1 : tellVerified(await kept.evidence.verify(lines, roots), kept.folder, io));
  }
  // What was damaged is graver than what was added.
  return codes.includes(1) ? 1 : Math.max(...codes);
}

type Verified = Awaited<ReturnType<ReturnType<typeof evidenceBeside>['verify']>>;

/** Says what reading all of a chain came to; gives the exit code. */
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
  const removed = pruned === 0 ? '' : `, ${pruned} more removed by retention`;
  const read = `${count(captures, 'capture', 'captures')} read${removed}`;
  const gone = lost.length === 0 ? '' : `, and ${count(lost.length, 'noted line', 'noted lines')} lost`;
  io.out(`${read}: ${verifiedWords(problems.length, foreign.length)}${gone}\n`);
  for (const line of coverLines(stamps, tip.n)) io.out(`${line}\n`);
  io.out(`The log ends at ${tip.n}:${tip.sha256}\n`);
  if (problems.length > 0) return 1;
  return foreign.length + lost.length > 0 ? LOOK : 0;
}

/** Exit code: nothing was altered, but something foreign was added, or what was noted down is not there. */
const LOOK = 2;

/** The roots that were named, or else those that the nights have. */
const verifyRoots = (file: string | undefined, { env }: Io): string | null =>
  file === undefined
    ? rootsOf(env.CITEWATCH_TSA_ROOTS || undefined, 'CITEWATCH_TSA_ROOTS')
    : rootsOf(file, '--tsa-roots');

/** Makes the folder, and says so and what else is kept; gives 1 when something is wrong with the evidence. */
export async function runExport(source: string, options: ExportOptions, io: Io): Promise<number> {
  const { db, to, night, all = false, log = false, by = null } = options;
  const run = options.run === undefined ? undefined : Number(options.run);
  const store = await openRecords(db);
  try {
    const { folder, url, at, passages, others, savedAt, problems } = await exportExhibit(
      { store, evidence: evidenceBeside(db), now: () => new Date() },
      { source, run, night, all, log, by, to, program: `citewatch ${VERSION}` },
    );
    for (const problem of problems) io.err(`${problem}\n`);
    io.out(`${folder}: ${url} as received at ${at}; open index.html\n`);
    io.out(`${exportedWords(passages, others, savedAt)}\n`);
    for (const line of otherLines(others)) io.out(`  ${line}\n`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}
