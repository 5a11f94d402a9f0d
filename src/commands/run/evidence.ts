import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type Problem, UserError } from '../../model/problem.js';
import type { EvidenceTip } from '../../model/run.js';
import { isShared, storeDisplayName } from '../../model/settings.js';
import { evidenceBeside } from '../../night/evidence-folder.js';
import { exportExhibit } from '../../night/exhibit.js';
import { openRecords } from '../../night/stores.js';
import {
  coverLines,
  exportedWords,
  otherLines,
  renderEvidenceProblem,
  storeWords,
  unreachedWords,
  verifiedWords,
} from '../../surfaces/exhibit/exhibit.js';
import { count } from '../../surfaces/words/words.js';
import { allOrProblems, type Io, VERSION } from '../io.js';
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
  const { reportChains } = await import('../../night/shared-stores.js');
  const chains = await reportChains(db);
  if (chains.length === 0)
    io.err(`no evidence is kept in this folder, and ${storeDisplayName(db)} knows of none\n`);
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

/** A line of the log that was noted down, and where. */
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

/**
 * What `--noted` names: `N:SHA`, `N SHA` as one word or two, or the path of a `latest.json`; several one after another. Throws a
 * `UserError` that lists all that is none of these.
 */
function parseNoted(words: readonly string[]): readonly Noted[] {
  const noted: Noted[] = [];
  const problems: Problem[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const together = /^\d+$/u.test(word) ? `${word} ${words[++i] ?? ''}` : word;
    const [, n, sha256] = TIP.exec(together.trim()) ?? [];
    const tip =
      n === undefined || sha256 === undefined ? null : { n: Number(n), sha256: sha256.toLowerCase() };
    const found = tip === null ? tipOfFile(together) : { tip, by: 'what was noted down' };
    if ('message' in found) problems.push({ file: '--noted', line: 0, column: 0, ...found });
    else noted.push(found);
  }
  if (problems.length > 0) throw new UserError(problems);
  return noted;
}

function tipOfFile(path: string): Noted | Pick<Problem, 'message'> {
  try {
    const { evidence } = LATEST.parse(JSON.parse(readFileSync(path, 'utf8'))).run;
    return { tip: evidence, by: `“${path}”` };
  } catch (error) {
    const isNoFile = (error as NodeJS.ErrnoException).code !== undefined;
    const message = isNoFile
      ? `“${path}” is neither a line’s number, a colon and its SHA-256, nor a file that can be read`
      : `“${path}” names no line of the log: a latest.json does, of a run that kept evidence`;
    return { message };
  }
}
