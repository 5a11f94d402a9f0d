import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A program that `npm run bench -- NAME [args]` starts with its own arguments. */
interface Bench {
  readonly file: string;
  /** What it measures or makes, in a line. */
  readonly measures: string;
  /** It starts what is in `dist/`. */
  readonly isOfBuild?: true;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  extract: { file: 'bench/extract.ts', measures: 'the main text of real pages' },
  passages: { file: 'bench/passages.ts', measures: 'passages found, and false ones called intact' },
  changes: { file: 'bench/changes.ts', measures: 'noise that is quiet, and edits that are told' },
  fragments: { file: 'bench/fragments.ts', measures: 'links to a passage, followed in Chromium' },
  matching: { file: 'bench/matching-cost.ts', measures: 'the costliest quotations, in CPU time' },
  claims: { file: 'bench/claims.ts', measures: 'sentences that say more than their quotation' },
  import: { file: 'bench/import.ts', measures: 'reports in many forms and styles of citation' },
  real: { file: 'bench/real.ts', measures: 'real nights of pages over years' },
  nights: { file: 'bench/nights.ts', measures: 'false alarms in sixty made-up nights' },
  night: { file: 'bench/night.ts', measures: 'what a night costs', isOfBuild: true },
  scale: {
    file: 'bench/scale.ts',
    measures: 'what a source of a large report costs',
    isOfBuild: true,
  },
  startup: { file: 'bench/startup.ts', measures: 'what a start costs', isOfBuild: true },
  fleet: {
    file: 'bench/fleet.ts',
    measures: 'visits by one, two and four workers',
    isOfBuild: true,
  },
  state: {
    file: 'bench/state.ts',
    measures: 'growth of the state in quiet nights',
    isOfBuild: true,
  },
  page: { file: 'bench/page.ts', measures: 'the reviewer’s page of 10,000 citations' },
  organisation: { file: 'bench/organisation.ts', measures: 'a store that many reports share' },
  schedule: { file: 'bench/schedule.ts', measures: 'a night’s length beside its lower bound' },
  endurance: { file: 'bench/endurance.ts', measures: 'time and memory over 10,000 pages' },
  hostile: { file: 'test/hostile/run.ts', measures: 'links, by hostile answers' },
  answers: { file: 'test/answers/run.ts', measures: 'single answers in 24 languages' },
  unseen: { file: 'test/unseen/run.ts', measures: 'cases by people who had not read the judge' },
  'unseen-import': { file: 'test/unseen/import.ts', measures: 'imports of unseen reports' },
};

const ROOT = join(import.meta.dirname, '..');

function list(): string {
  const lines = Object.entries(BENCHES).map(
    ([name, { measures, isOfBuild }]) =>
      `  ${name.padEnd(15)}${measures}${isOfBuild ? ' (builds first)' : ''}`,
  );
  return ['npm run bench -- NAME [args]', ...lines, ''].join('\n');
}

/** Runs a program in the repository with this terminal, and says how it ended. */
const run = (command: string, args: readonly string[], shell = false): number =>
  spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell }).status ?? 1;

/** On Windows npm is a script, which only a shell starts. */
const build = (): number => run('npm', ['run', '--silent', 'build'], process.platform === 'win32');

function start({ file, isOfBuild }: Bench, args: readonly string[]): number {
  const built = isOfBuild ? build() : 0;
  return built || run(process.execPath, ['--import', 'tsx', join(ROOT, file), ...args]);
}

const [name, ...args] = process.argv.slice(2);
const bench = BENCHES[name ?? ''];
if (bench !== undefined) process.exitCode = start(bench, args);
else {
  process.stdout.write(list());
  process.exitCode = name === undefined ? 0 : 2;
}
