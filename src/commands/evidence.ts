import type { Command } from 'commander';
import { type Evidence, evidenceFolder, openEvidence } from '../evidence/evidence.js';
import { formatEvidenceProblem } from '../evidence/problem.js';
import { EVIDENCE_LIMITS } from '../evidence/retention.js';
import { UserError } from '../model/problem.js';
import { count } from '../report/words.js';
import { exportEvidence } from './evidence-export.js';
import type { Io } from './io.js';
import { addPlaces, openStoreWorld } from './options.js';

/** `citewatch evidence`: what servers answered, read again and handed out. */
export const addEvidence = (program: Command, io: Io, exit: (code: number) => void): void => {
  const evidence = program.command('evidence').description('what servers answered, as it was kept');
  addPlaces(evidence.command('verify'))
    .description('read all of the evidence again: was anything altered or dropped?')
    .option('--noted <line:sha256>', 'a line of the log that somebody noted down: it must still be there')
    .action(async (options: VerifyOptions) => exit(await verify(options, io)));
  addPlaces(evidence.command('export'))
    .description('a folder to file: a capture, its records, and a page that explains them')
    .argument('<source>', 'its id in sources.json')
    .option('--to <dir>', 'the folder to make (default: evidence-<source>)')
    .option('--run <n>', 'the capture of this run (default: the latest that shows the document)')
    .action(async (source: string, options: ExportOptions) => exit(await hand(source, options, io)));
};

interface VerifyOptions {
  readonly db: string;
  readonly noted?: string;
}

interface ExportOptions {
  readonly db: string;
  readonly to?: string;
  readonly run?: string;
}

const openAt = (db: string): Evidence => openEvidence(evidenceFolder(db), EVIDENCE_LIMITS);

/** 0 when everything is as it was written, 1 when not, or when there is nothing to read. */
async function verify({ db, noted }: VerifyOptions, io: Io): Promise<number> {
  const line = noted === undefined ? undefined : parseNoted(noted);
  const { captures, pruned, tip, problems, notes } = await openAt(db).verify(line);
  for (const note of notes) io.err(`note: ${formatEvidenceProblem(note)}\n`);
  for (const problem of problems) io.out(`${formatEvidenceProblem(problem)}\n`);
  if (tip.n === 0 && problems.length === 0) {
    io.err(`no evidence is kept in ${evidenceFolder(db)}\n`);
    return 1;
  }
  const removed = pruned === 0 ? '' : `, ${pruned} more removed by retention`;
  const read = `${count(captures, 'capture', 'captures')} read${removed}`;
  const said = problems.length === 0 ? 'all as written' : count(problems.length, 'problem', 'problems');
  io.out(`${read}: ${said}\n`);
  io.out(`The log ends at ${tip.n}:${tip.sha256}\n`);
  return problems.length === 0 ? 0 : 1;
}

function parseNoted(text: string) {
  const [, n, sha256] = /^([1-9]\d*):([0-9a-f]{64})$/iu.exec(text) ?? [];
  if (n === undefined || sha256 === undefined)
    throw complaint('--noted', 'is a line’s number, a colon and its SHA-256');
  return { n: Number(n), sha256: sha256.toLowerCase() };
}

async function hand(source: string, { db, to, run }: ExportOptions, io: Io): Promise<number> {
  const evidence = openAt(db);
  const records = await evidence.list(source);
  if (records.length === 0) throw complaint(source, 'no evidence of it is kept');
  const record =
    run === undefined
      ? (records.findLast((one) => one.accepted) ?? records.at(-1))
      : records.findLast((one) => one.run === Number(run));
  const capture = record === undefined ? null : await evidence.read(record.n);
  if (capture === null)
    throw complaint('--run', `no bytes of ${source} are kept from run ${run ?? record?.run}`);
  const world = openStoreWorld(io, { db });
  try {
    const visits = await world.store.visits(capture.record.run);
    const { folder, problems } = await exportEvidence({ evidence, capture, visits, to, now: new Date() });
    for (const problem of problems) io.err(`${problem}\n`);
    io.out(`${folder}: ${capture.record.url} as received at ${capture.record.at}; open index.html\n`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await world.close();
  }
}

const complaint = (file: string, message: string): UserError =>
  new UserError([{ file, line: 0, column: 0, message }]);
