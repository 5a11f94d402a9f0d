import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs of each command, in turns, so that a busy moment of the machine falls on all of them. */
const RUNS = 21;
/** What a start may cost, in starts of a Node that does nothing. */
const MOST = 4;

const cli = join(import.meta.dirname, '../dist/cli.js');
const exported = (name: string): readonly string[] => [
  '--import',
  join(import.meta.dirname, `../dist/exports/${name}.js`),
  '-e',
  '0',
];
const commands = {
  'node -e 0': ['-e', '0'],
  'citewatch --version': [cli, '--version'],
  'citewatch check --help': [cli, 'check', '--help'],
  'import citewatch/passage': exported('passage'),
  'import citewatch/reading': exported('reading'),
  'import citewatch/verdicts': exported('verdicts'),
  'citewatch history (no store)': [
    cli,
    'history',
    'nobody',
    '--db',
    join(import.meta.dirname, 'no-such.db'),
  ],
} as const;

/** Milliseconds of processor time, user and system, of one child to its end: bash knows it of its children, Node does not. */
function cpuOf(args: readonly string[]): number {
  const script = 'TIMEFORMAT="%U %S"; { time "$@" >/dev/null 2>&3; } 3>/dev/null 2>&1 || true';
  const times = execFileSync('bash', ['-c', script, 'bash', process.execPath, ...args], {
    encoding: 'utf8',
  });
  const [user = Number.NaN, system = Number.NaN] = times.trim().split(' ').map(Number);
  return (user + system) * 1000;
}

const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1] as number;

const times = Object.fromEntries(
  Object.keys(commands).map((name): [string, number[]] => [name, []]),
);
for (let run = 0; run < RUNS; run++)
  for (const [name, args] of Object.entries(commands)) times[name]?.push(cpuOf(args));

const bare = median((times['node -e 0'] as number[]).sort((a, b) => a - b));
for (const [name, each] of Object.entries(times)) {
  const sorted = each.sort((a, b) => a - b);
  const middle = median(sorted);
  const range = `${sorted[0]?.toFixed(0)}–${sorted.at(-1)?.toFixed(0)}`;
  const ratio = middle / bare;
  const said = `${ratio.toFixed(2)} times a bare Node${ratio > MOST ? `, more than ${MOST}` : ''}`;
  console.log(
    `${name.padEnd(30)} ${middle.toFixed(0).padStart(5)} ms (${range}, ${RUNS} runs)  ${said}`,
  );
}
